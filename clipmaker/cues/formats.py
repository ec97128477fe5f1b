"""Subtitle files beside the clip: SubRip and WebVTT, written with pysubs2.

Text stays text: nothing in it is markup, so in WebVTT ``&``, ``<`` and ``>`` are escaped. SubRip
has no escapes; an invisible joiner keeps players from taking ``<b>`` or ``{\\an8}`` for a tag.
Imports pysubs2 when a file is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_JOINER = "\u2060"
_TAG = re.compile(r"([<{])(?=[\\/a-zA-Z])")


class Shown(NamedTuple):
    """A subtitle on the clip: half-open span in ms of the clip, and its lines."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def write_srt(cues: Sequence[Shown]) -> str:
    """Return a SubRip file: UTF-8 text, lines ended by line feeds."""
    return _written(cues, "srt", lambda line: _TAG.sub(rf"\1{_JOINER}", line))


def write_vtt(cues: Sequence[Shown]) -> str:
    """Return a file that follows the W3C's WebVTT syntax."""
    return _written(
        cues,
        "vtt",
        lambda line: line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    )


WRITERS: Mapping[str, Callable[[Sequence[Shown]], str]] = {"srt": write_srt, "vtt": write_vtt}
"""Writers by the ending of the file's name."""


def _written(cues: Sequence[Shown], form: str, escape: Callable[[str], str]) -> str:
    from pysubs2 import SSAEvent, SSAFile

    subtitles = SSAFile()
    for start_ms, end_ms, lines in cues:
        text = "\n".join(escape(line) for line in map(_one_line, lines) if line)
        if text and end_ms > start_ms:
            subtitles.append(SSAEvent(start=start_ms, end=end_ms, text=_shielded(text)))
    # With "keep_ssa_tags" braces and backslashes are passed on as they are.
    written: str = subtitles.to_string(form, keep_ssa_tags=True)
    return _unshielded(written).rstrip("\n") + "\n"


_SHIELD = "\ue000"


def _shielded(text: str) -> str:
    """Hide backslashes, of which pysubs2 would read some as line ends."""
    return text.replace("\\", _SHIELD)


def _unshielded(text: str) -> str:
    return text.replace(_SHIELD, "\\")


def _one_line(text: str) -> str:
    return " ".join(text.replace(_SHIELD, "").split())
