"""Doubts about reading: too much text for its time or its place."""

from __future__ import annotations

from collections.abc import Iterable

from clipmaker.cues.judging.doubts import Doubting
from clipmaker.cues.model import Cue, Flag, Severity, Span

_ROUNDING_CPS = 0.5
"""Times are in whole frames in the end."""


def too_fast(cue: Cue, seen: Doubting) -> Flag | None:
    """More text than can be read in its time."""
    cps = reading_speed_cps(cue)
    if cps <= seen.profile.cps_wished + _ROUNDING_CPS:
        return None
    fail = cps > seen.profile.cps_at_most
    seconds = len(cue.text) / seen.profile.cps_wished
    return Flag(
        code="too-fast",
        severity=Severity.SERIOUS if fail else Severity.NOTICE,
        message=f"{cps:.0f} characters a second are more than people can read"
        if fail
        else f"{cps:.0f} characters a second are rather fast to read ({seconds:.1f} s would do)",
    )


def too_long(cue: Cue, seen: Doubting) -> Flag | None:
    """More text than fits on screen."""
    if seen.fits is None or not cue.text or seen.fits(cue.text):
        return None
    return Flag(
        code="too-long",
        severity=Severity.SERIOUS,
        message=f"This does not fit into {seen.profile.lines_at_most} lines: shorten it, or "
        "split it into two cues",
    )


def reading_speed_cps(cue: Cue, shown_ms: int | None = None) -> float:
    """Return the characters a second that a cue asks people to read.

    Args:
        cue: the cue.
        shown_ms: how long it is on screen; None for as long as it lasts.
    """
    lasts_ms = cue.end_ms - cue.start_ms if shown_ms is None else shown_ms
    return 1000 * len(cue.text) / max(1, lasts_ms)


def shown_ms(cue: Cue, spans: Iterable[Span]) -> int:
    """Return the shortest time that a cue is shown in stretches that are used, 0 for none."""
    both = (min(cue.end_ms, s.end_ms) - max(cue.start_ms, s.start_ms) for s in spans)
    return min((ms for ms in both if ms > 0), default=0)
