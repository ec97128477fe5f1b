"""Where footage is cut into segments: where cues start and end, and at most so far apart.

Cuts depend on nothing but the shot's own length and its cues' times, so a corrected text
re-encodes only the seconds that show it.
"""

from __future__ import annotations

import math
from itertools import pairwise

from clipmaker.timeline.model import Shot

SHORTEST = 15
"""Frames below which a piece is not worth a key frame and a run of FFmpeg."""


def cut(shot: Shot, longest: int) -> tuple[tuple[int, int], ...]:
    """Return half-open spans of frames, counted from the shot's start, that cover it once.

    A span shorter than ``SHORTEST`` (the gap between two cues) is joined to the one before.

    Args:
        shot: footage with its cues.
        longest: upper bound of a span, frames.
    """
    starts = {cue.start_frame - shot.start_frame for cue in shot.cues}
    ends = {cue.end_frame - shot.start_frame for cue in shot.cues}
    shortest = min(SHORTEST, longest)
    bounds = [0]
    for mark in sorted(m for m in starts | ends if 0 < m < shot.frames):
        if mark - bounds[-1] >= shortest:
            bounds.append(mark)
        elif mark in starts and bounds[-1] in ends - starts:
            # Between two cues the cut follows the later one: its words are what is corrected.
            bounds[-1] = mark
    if len(bounds) > 1 and shot.frames - bounds[-1] < shortest:
        bounds.pop()
    bounds.append(shot.frames)
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        pieces = math.ceil((end - start) / longest)
        edges = [start + (end - start) * i // pieces for i in range(pieces + 1)]
        spans += pairwise(edges)
    return tuple(spans)
