"""How far a clip has come, as segments: one a shot, as wide as the shot is long.

Shots that are over are light, the running one fills in the accent, those to come are faint.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

import numpy as np

from clipmaker.canvas.areas import safe_bounds, safe_span
from clipmaker.paint.blend import Stamp, lay_stamp
from clipmaker.paint.colour import RGB
from clipmaker.paint.page import Page
from clipmaker.paint.ring import inked
from clipmaker.paint.yuv import Window

_BELOW_RING_TOP, _HEIGHT_UNITS, _GAP_UNITS = 104.0, 8.0, 8.0
_GAPS_AT_MOST = 0.25
"""All gaps together take no more of the width than this."""
BOTTOM_UNITS = _BELOW_RING_TOP + _HEIGHT_UNITS
"""How far below the ring's top the segments end."""


def head_span(page: Page) -> tuple[int, int]:
    """Return the columns between which ring, mark and progress stand, pixels, half-open."""
    top = safe_bounds(page.profile.safe_area)[0]
    right = safe_span(page.profile.safe_area, top, top + 1)[1]
    left_px, right_px = page.px(page.profile.head.left), page.px(right)
    if page.right_to_left:
        return page.profile.width_px - right_px, page.profile.width_px - left_px
    return left_px, right_px


class Progress:
    """The segments of one clip.

    Args:
        page: its shots, size and the side from which its audience reads.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._starts = page.shots
        self._left, self._right = head_span(page)
        top = page.px(page.profile.head.top + _BELOW_RING_TOP)
        self._rows = top, top + max(2, page.px(_HEIGHT_UNITS))
        self._edges = self._placed()

    @property
    def window(self) -> Window:
        """Where the segments stand, on even pixels."""
        return Window.around(self._left, self._rows[0], self._right, self._rows[1])

    def shot_at(self, frame: int) -> int:
        """Return which shot, counted from 0, a frame of the clip belongs to."""
        return max(bisect_right(self._starts, frame) - 1, 0)

    def lay_track(self, strip: Stamp, colour: RGB, opacity: float) -> None:
        """Lay every segment as one that is still to come."""
        for left, right in self._edges:
            self._lay(strip, left, right, colour, opacity)

    def lay(self, strip: Stamp, shot: int, frames: float, over: RGB, running: RGB) -> None:
        """Lay what is over.

        Args:
            strip: changed in place.
            shot: the running shot, counted from 0.
            frames: frames of the clip that are over.
            over: colour of the segments of shots that are over.
            running: colour of the running one's part that is over.
        """
        for left, right in self._edges[:shot]:
            self._lay(strip, left, right, over, 1.0)
        ends = (*self._starts[1:], self._page.profile.frames)
        start, end = self._starts[shot], ends[shot]
        share = min(max((frames - start) / max(end - start, 1), 0.0), 1.0)
        left, right = self._edges[shot]
        self._lay(strip, left, left + (right - left) * share, running, 1.0)

    def _placed(self) -> tuple[tuple[float, float], ...]:
        """Return where each segment begins and ends, pixels from the reading edge."""
        width, count = self._right - self._left, len(self._starts)
        gap = min(self._page.px(_GAP_UNITS), width * _GAPS_AT_MOST / max(count - 1, 1))
        room = width - gap * (count - 1)
        frames = self._page.profile.frames
        return tuple(
            (room * start / frames + gap * i, room * end / frames + gap * i)
            for i, (start, end) in enumerate(pairwise((*self._starts, frames)))
        )

    def _lay(self, strip: Stamp, left: float, right: float, colour: RGB, opacity: float) -> None:
        width, (top, bottom) = self._right - self._left, self._rows
        columns = np.arange(width, dtype=np.float64)
        row = np.clip(right - columns, 0, 1) - np.clip(left - columns, 0, 1)
        if self._page.right_to_left:
            row = row[::-1]
        shape = np.repeat(row[None, :], bottom - top, 0).astype(np.float32)
        lay_stamp(strip, inked(shape, colour, opacity), self._left, top)
