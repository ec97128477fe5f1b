"""The transcript beside the clip: what was said and what is shown, as plain text with times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clipmaker.cues.model import Cue, Status
from clipmaker.languages import NAMES

_STATES = {
    Status.MACHINE: "machine translation, not checked",
    Status.EDITED: "edited, not approved",
    Status.APPROVED: "",
}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The cues of one footage in a clip.

    Attributes:
        title: names the footage, as "Footage: State Border Guard Service".
        language: language code of the speech, "" when not known.
        audience: language code of the text that is shown.
        offset_ms: add this to a cue's time to get the clip's.
        cues: in order; only those that the clip shows.
    """

    title: str
    language: str
    audience: str
    offset_ms: int
    cues: Sequence[Cue]


def transcript(passages: Sequence[Passage]) -> str:
    """Return the transcript: for each cue its time in the clip, the spoken text, the shown one."""
    parts = []
    for passage in passages:
        spoken = NAMES.get(passage.language, "unknown language")
        same = passage.language == passage.audience
        lines = [f"{passage.title} ({spoken})", ""]
        for cue in passage.cues:
            lines += _cue(cue, passage.offset_ms, same)
        parts.append("\n".join(lines).rstrip())
    return "\n\n\n".join(parts) + "\n" if parts else ""


def _cue(cue: Cue, offset_ms: int, same: bool) -> list[str]:
    state = _STATES[cue.status]
    if same and cue.status is Status.MACHINE:
        state = "machine transcript, not checked"
    note = f"  [{state}]" if state else ""
    speaker = f"{cue.speaker}: " if cue.speaker else ""
    head = f"{_time(cue.start_ms + offset_ms)} - {_time(cue.end_ms + offset_ms)}{note}"
    texts = [cue.english] if same else [cue.source, cue.english]
    return [head, *(f"{speaker}{text}" for text in texts if text), ""]


def _time(ms: int) -> str:
    """Return a time as ``m:ss.t``."""
    tenths = max(0, round(ms / 100))
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"
