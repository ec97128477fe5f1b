r"""Subtitle files beside the clip: SubRip and WebVTT, written with pysubs2.

Text stays text: nothing in it is markup, so in WebVTT ``&``, ``<`` and ``>`` are escaped. SubRip
has no escapes; an invisible joiner keeps players from taking ``<b>`` or ``{\an8}`` for a tag, and
``&amp;`` for an entity.
Imports pysubs2 when a file is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_VTT_HEAD = "WEBVTT\n"
_JOINER = "\u2060"
_TAG = re.compile(r"([<{])(?=[\\/a-zA-Z])|(&)(?=#?\w{1,32};)|(\\)(?=[Nnh])")


@dataclass(frozen=True, kw_only=True)
class TimedText:
    """A subtitle on the clip: half-open span in ms of the clip, and its lines."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def to_srt(cues: Sequence[TimedText]) -> str:
    """Return a SubRip file: UTF-8 text, lines ended by line feeds."""
    return _written(cues, "srt", lambda line: _TAG.sub(rf"\1\2\3{_JOINER}", line))


def to_vtt(cues: Sequence[TimedText], *, language: str = "") -> str:
    """Return a file that follows the W3C's WebVTT syntax.

    Args:
        cues: in time order.
        language: language code, kept as a note; "" for none.
    """
    text = _written(
        cues,
        "vtt",
        lambda line: line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    )
    head, body = text[: len(_VTT_HEAD)], text[len(_VTT_HEAD) :].lstrip("\n")
    note = f"\nNOTE Language: {language}\n" if language else ""
    return head + note + (f"\n{body}" if body else "")


def _written(cues: Sequence[TimedText], form: str, escape: Callable[[str], str]) -> str:
    from pysubs2 import SSAEvent, SSAFile

    subtitles = SSAFile()
    for cue in cues:
        text = "\n".join(escape(line) for line in map(_one_line, cue.lines) if line)
        if text and cue.end_ms > cue.start_ms:
            subtitles.append(SSAEvent(start=cue.start_ms, end=cue.end_ms, text=_shielded(text)))
    # With "keep_ssa_tags" braces and backslashes are passed on as they are.
    written: str = subtitles.to_string(form, keep_ssa_tags=True)
    return _unshielded(written).rstrip("\n") + "\n"


_SHIELD = "\ue000"


def _shielded(text: str) -> str:
    """Hide backslashes, of which pysubs2 would read some as line ends (pysubs2 issue 70)."""
    return text.replace("\\", _SHIELD)


def _unshielded(text: str) -> str:
    return text.replace(_SHIELD, "\\")


def _one_line(text: str) -> str:
    return " ".join(text.replace(_SHIELD, "").split())
