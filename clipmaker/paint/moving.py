"""What lies over the picture of a card, made in the encoder's own planes.

Everything over the picture (words, ring, bar, mark) keeps a share of what is below it and adds
something. Both are known for every pixel, worked out again only where something moves, and applied
only where something stands: the rest of a frame is copied. All of it is integers, so a frame is
the same wherever and in whatever stretch it is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels, Stamp, lay_stamp
from clipmaker.paint.drifting import MIDDLES, ONE
from clipmaker.paint.yuv import BLUE, LUMA, RED, Window, block_sums, weighted

_BAND = 32
"""Rows that are worked on at a time."""

_Part = tuple[slice, slice]

Shown = tuple[Stamp, int, int]
"""Something laid over a picture, with its left and top edge."""


class MovingPage:
    """What lies over the picture of a page, plane by plane.

    Args:
        width: pixels, even.
        height: pixels, even.
    """

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        half = (height // 2, width // 2)
        self._covers = (_Cover((height, width)), _Cover(half), _Cover(half))

    @property
    def bands(self) -> tuple[Window, ...]:
        """Windows that together are the whole page."""
        width, height = self._size
        edges = [*range(0, height, 4 * _BAND), height]
        return tuple(Window(0, top, width, bottom) for top, bottom in pairwise(edges))

    def cover(self, windows: Sequence[Window], over: Sequence[Shown]) -> None:
        """Work out what lies over some windows of the page."""
        for window in windows:
            self._cover(window, over)

    def _cover(self, window: Window, over: Sequence[Shown]) -> None:
        size = (window.bottom - window.top, window.right - window.left)
        whole = Stamp(np.zeros((*size, 3), np.uint8), np.zeros(size, np.uint8))
        for stamp, left, top in over:
            lay_stamp(whole, stamp, left - window.left, top - window.top)
        colour, alpha = whole.colour.astype(np.int32), whole.alpha.astype(np.int32)
        half = window.halved
        opacity = block_sums(alpha)
        for cover, weights, middle, where in zip(
            self._covers, (LUMA, BLUE, RED), MIDDLES, (window, half, half), strict=True
        ):
            own, opaque, samples = weighted(colour, weights), alpha, 1
            if where is half:
                own, opaque, samples = block_sums(own), opacity, 4
            share = opaque.astype(np.float32) / np.float32(255 * samples)
            added = own.astype(np.float32) / np.float32(ONE * samples) + share * middle
            cover.lay(where, added, 1 - share)

    def frame(self, below: tuple[Pixels, Pixels, Pixels]) -> memoryview:
        """Return a frame's samples (all of Y, then U, then V) with its picture below."""
        width, height = self._size
        data = np.empty(width * height * 3 // 2, np.uint8)
        outs = np.split(data, (width * height, width * height * 5 // 4))
        for cover, out, picture in zip(self._covers, outs, below, strict=True):
            cover.over(picture, out.reshape(picture.shape))
        return data.data


class _Cover:
    """What lies over one plane of a page.

    For each sample it knows the share of the picture that is seen, times 256, and what is added,
    times 256; half a sample more rounds. Where anything stands, and where that hides the picture
    altogether, is kept by bands of rows.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self._keep = np.full(shape, 256, np.uint16)
        self._add = np.full(shape, 128, np.uint16)
        self._solid = np.zeros(shape, np.uint8)
        self._mixed: dict[int, tuple[_Part, ...]] = {}
        self._hidden: dict[int, _Part] = {}

    def lay(self, where: Window, added: NDArray[np.float32], clear: NDArray[np.float32]) -> None:
        """Lay something over a window: what it adds, and the share of what is below that shows."""
        part = (where.rows, where.columns)
        self._keep[part] = clear * 256 + np.float32(0.5)
        self._add[part] = (added + np.float32(0.5)) * 256
        self._solid[part] = self._add[part] >> 8
        for top in range(where.top // _BAND * _BAND, where.bottom, _BAND):
            self._find(top)

    def _find(self, top: int) -> None:
        """Find what stands in a band: the columns from first to last, the hidden ones apart."""
        rows = slice(top, top + _BAND)
        keep = self._keep[rows]
        seen = np.flatnonzero((keep != 256).any(axis=0))
        self._mixed.pop(top, None)
        self._hidden.pop(top, None)
        if not seen.size:
            return
        first, last = int(seen[0]), int(seen[-1]) + 1
        hidden = _longest((keep[:, first:last] == 0).all(axis=0))
        begin, end = first + hidden.start, first + hidden.stop
        if begin < end:
            self._hidden[top] = (rows, slice(begin, end))
        sides = ((rows, slice(first, begin)), (rows, slice(end, last)))
        self._mixed[top] = tuple(one for one in sides if one[1].start < one[1].stop)

    def over(self, picture: Pixels, out: Pixels) -> None:
        """Show a picture below what stands here."""
        out[:] = picture
        for part in self._hidden.values():
            out[part] = self._solid[part]
        for parts in self._mixed.values():
            for part in parts:
                total: NDArray[np.uint16] = np.multiply(
                    picture[part], self._keep[part], dtype=np.uint16
                )
                total += self._add[part]
                total >>= 8
                out[part] = total


def _longest(hidden: NDArray[np.bool_]) -> slice:
    """Return the longest run that is true; an empty one where there is none."""
    edges = np.flatnonzero(np.diff(hidden, prepend=False, append=False))
    if not edges.size:
        return slice(len(hidden), len(hidden))
    longest = int(np.argmax(edges[1::2] - edges[::2]))
    return slice(int(edges[2 * longest]), int(edges[2 * longest + 1]))
