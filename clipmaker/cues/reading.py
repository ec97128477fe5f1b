"""Doubts about reading: too much text for its time or its place."""

from __future__ import annotations

from clipmaker.cues.doubts import Doubting
from clipmaker.cues.model import Cue, Flag, Severity

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


def reading_speed_cps(cue: Cue) -> float:
    """Return the characters a second that a cue asks people to read."""
    return 1000 * len(cue.text) / max(1, cue.end_ms - cue.start_ms)
