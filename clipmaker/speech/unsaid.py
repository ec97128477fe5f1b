"""A voice of which nothing was made out: a doubt on the line that is nearest to it; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.model import Cue, Flag, Severity, Span
from clipmaker.cues.sheets.plain import clock

UNSAID = "voice-unheard"
"""Code of the flag on the cue that is nearest to a voice without words."""


def with_unsaid(cues: Sequence[Cue], unsaid: Sequence[Span], offset_ms: int) -> tuple[Cue, ...]:
    """Flag the cues beside which somebody speaks and no words were recognised.

    Where there is no cue at all, there is none to flag.

    Args:
        cues: the cues that were made of what was heard, in order.
        unsaid: where a voice is without words, ms of the sound that was heard.
        offset_ms: where that sound begins in the file.
    """
    found: dict[str, list[Span]] = {}
    for span in unsaid:
        start_ms, end_ms = span.start_ms + offset_ms, span.end_ms + offset_ms
        if cues:
            nearest = min(cues, key=lambda c: max(start_ms - c.end_ms, c.start_ms - end_ms))
            found.setdefault(nearest.id, []).append(Span(start_ms=start_ms, end_ms=end_ms))
    return tuple(_flagged(cue, found.get(cue.id, ())) for cue in cues)


def _flagged(cue: Cue, spans: Sequence[Span]) -> Cue:
    if not spans:
        return cue
    when = ", ".join(f"{clock(span.start_ms)} to {clock(span.end_ms)}" for span in spans)
    flag = Flag(
        code=UNSAID,
        severity=Severity.WARNING,
        message=f"Somebody seems to speak at {when}, and no words were made out: listen, and add "
        "a line if it matters",
    )
    return replace(cue, flags=(*cue.flags, flag))
