"""Where a speech model runs: on the processor, or on a graphics card that CTranslate2 can use.

Imports CTranslate2 when somebody asks for a graphics card.
"""

from __future__ import annotations

from clipmaker.errors import SpeechError

DEVICES = ("cpu", "auto", "cuda")
"""What may be asked for; “auto” is a graphics card where there is one, else the processor."""


def device_for(wanted: str) -> str:
    """Return where a model runs: ``cpu`` or ``cuda``.

    Args:
        wanted: one of `DEVICES`.

    Raises:
        SpeechError: it is none of them, or there is no graphics card that can be used.
    """
    if wanted not in DEVICES:
        raise SpeechError(
            f"speech is not heard on “{wanted}”", remedy=f"Give one of {', '.join(DEVICES)}."
        )
    if wanted == "cpu" or (not _cards() and wanted == "auto"):
        return "cpu"
    if not _cards():
        raise SpeechError(
            "there is no graphics card here that the speech engine can use",
            remedy="Leave --device away, or give --device auto: it takes one where there is one.",
        )
    return "cuda"


def _cards() -> int:
    """Return how many graphics cards CTranslate2 finds."""
    from ctranslate2 import get_cuda_device_count

    try:
        return int(get_cuda_device_count())
    except RuntimeError:
        # A driver that is broken or too old is none.
        return 0
