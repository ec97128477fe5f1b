"""Where footage is cut into segments: at every cue's start and end, and at most so far apart.

Cuts depend on nothing but the shot's own length and its cues' times, so a corrected text
re-encodes only the seconds that show it.
"""

from __future__ import annotations

import math
from itertools import pairwise

from clipmaker.timeline.model import Shot


def cut(shot: Shot, longest: int) -> tuple[tuple[int, int], ...]:
    """Return half-open spans of frames, counted from the shot's start, that cover it once.

    Args:
        shot: footage with its cues.
        longest: upper bound of a span, frames.
    """
    marks = {0, shot.frames}
    for cue in shot.cues:
        marks |= {cue.start_frame - shot.start_frame, cue.end_frame - shot.start_frame}
    bounds = sorted(m for m in marks if 0 <= m <= shot.frames)
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        pieces = math.ceil((end - start) / longest)
        edges = [start + (end - start) * i // pieces for i in range(pieces + 1)]
        spans += pairwise(edges)
    return tuple(spans)
