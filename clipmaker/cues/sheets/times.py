"""Puts cues in order of time, and refuses times that cannot be; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import pairwise

from clipmaker.cues.model import Cue, CueSheet
from clipmaker.cues.sheets.plain import clock
from clipmaker.errors import ReviewError

ROUNDING_MS = 100
"""A cue may end so much after the file: containers round, and people write tenths."""


def timed(
    sheet: CueSheet, cues: Iterable[Cue], moved: Collection[str], limit_ms: int | None = None
) -> CueSheet:
    """Return a sheet with these cues in order of time.

    Args:
        sheet: everything else of it.
        cues: its cues.
        moved: names of those that are new or stand elsewhere now; messages are about them.
        limit_ms: length of the footage; None when it is not known.

    Raises:
        ReviewError: a cue ends before it starts, lies outside the footage, or overlaps another.
    """
    ordered = sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms))
    for cue in ordered:
        if cue.start_ms < 0:
            raise ReviewError(
                f"{cue.id} would begin {-cue.start_ms / 1000:g} s before the footage does"
            )
        if cue.end_ms <= cue.start_ms:
            raise ReviewError(
                f"{cue.id} would end at {clock(max(0, cue.end_ms))}, not after its start, "
                f"{clock(cue.start_ms)}"
            )
        if limit_ms is not None and cue.end_ms > limit_ms + ROUNDING_MS:
            raise ReviewError(
                f"{cue.id} would end at {clock(cue.end_ms)}, past the end of the footage, which is "
                f"{clock(limit_ms)}"
            )
    for one, other in pairwise(ordered):
        if other.start_ms < one.end_ms:
            new, old = (one, other) if one.id in moved and other.id not in moved else (other, one)
            raise ReviewError(
                f"{new.id} would overlap {old.id}, which is shown from {clock(old.start_ms)} to "
                f"{clock(old.end_ms)}"
            )
    return replace(sheet, cues=tuple(ordered))
