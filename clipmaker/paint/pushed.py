"""Frames of a card over a moving photo, made in the encoder's own planes.

Everything over the photo (veil, words, ring, bar, mark) keeps a share of what is below it and adds
something. Both are known for every pixel, and worked out again only where something moves. They are
applied to a few steps of the photo's way; a frame is mixed from the two finished steps around it,
which is one product and one sum in 16-bit integers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels, Stamp, lay_stamp
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.dither import pattern
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Painting
from clipmaker.paint.push import Push, progress
from clipmaker.paint.stepped import PARTS, Between, Stepped
from clipmaker.paint.yuv import BLUE, LUMA, RED, Planes, Window, block_sums, weighted
from clipmaker.profile.model import DeliveryProfile

_ONE = 1 << 16
_BAND = 64
"""Rows that are worked on at a time, so that they stay in the processor's cache."""
_MIDDLES = (16, 128, 128)
"""Samples of black in luma and in both chroma planes."""

Floats = NDArray[np.float32]
Samples = NDArray[np.uint16]
Shown = tuple[Stamp, int, int]
"""Something laid over a picture, with its left and top edge."""


def pushed_frames(
    painting: Painting,
    push: Push,
    chrome: ChromeStrip | None,
    profile: DeliveryProfile,
    *,
    shot_start_frame: int,
    shot_frames: int,
    first: int,
    count: int,
) -> Iterator[bytes]:
    """Yield frames of a card as raw ``yuv420p``; see :func:`clipmaker.paint.frames.card_frames`.

    A frame that is the same as the one before is the same object.
    """
    photo = Stepped(push)
    page = _Page(painting, push, profile)
    motion = Motion(painting, profile)
    strip: Stamp | None = None
    seen: tuple[tuple[int, int], ...] = ()
    data = b""
    for frame in range(first, first + count):
        now = chrome.stamp(shot_start_frame + frame) if chrome else None
        if frame == first:
            changed = page.bands()
        else:
            changed = motion.touched(frame) if frame < motion.length else ()
            if chrome and now is not strip:
                changed += chrome.windows
        strip = now
        if changed:
            over = [*motion.shown(frame), *([(strip, 0, 0)] if strip else [])]
            for window in changed:
                page.cover(window, over)
        planes = photo.at(progress(frame, shot_frames))
        places = tuple((plane.step, plane.part) for plane in planes)
        if changed or seen != places:
            page.show(planes)
            data = page.snapshot()
        seen = places
        yield data


class _Page:
    """The planes of a page whose upper part is a moving photo."""

    def __init__(self, painting: Painting, push: Push, profile: DeliveryProfile) -> None:
        self._size = width, height = profile.width_px, profile.height_px
        still = Planes(width, height)
        still.update(np.asarray(painting.ground))
        self._data = np.frombuffer(bytearray(still.snapshot()), np.uint8)
        luma, half = width * height, (height // 2, width // 2)
        chroma = half[0] * half[1]
        y = self._data[:luma].reshape(height, width)
        u = self._data[luma : luma + chroma].reshape(half)
        v = self._data[luma + chroma :].reshape(half)
        rows = push.height_px
        veils = _veils(push, height)
        self._planes = (
            _Plane(y, rows, veils[0], pattern(height, width)),
            _Plane(u, rows // 2, veils[1], None),
            _Plane(v, rows // 2, veils[2], None),
        )

    def bands(self) -> tuple[Window, ...]:
        """Return windows that together are the whole page."""
        width, height = self._size
        edges = [*range(0, height, 2 * _BAND), height]
        return tuple(Window(0, top, width, bottom) for top, bottom in pairwise(edges))

    def cover(self, window: Window, over: Sequence[Shown]) -> None:
        """Work out what lies over a window of the page."""
        size = (window.bottom - window.top, window.right - window.left)
        whole = Stamp(np.zeros((*size, 3), np.uint8), np.zeros(size, np.uint8))
        for stamp, left, top in over:
            lay_stamp(whole, stamp, left - window.left, top - window.top)
        colour, alpha = whole.colour.astype(np.int32), whole.alpha.astype(np.int32)
        part = (window.rows, window.columns)
        half = (window.halved.rows, window.halved.columns)
        opacity = block_sums(alpha)
        for plane, weights, middle, where in zip(
            self._planes, (LUMA, BLUE, RED), _MIDDLES, (part, half, half), strict=True
        ):
            own, opaque, samples = weighted(colour, weights), alpha, 1
            if where is half:
                own, opaque, samples = block_sums(own), opacity, 4
            share = opaque.astype(np.float32) / np.float32(255 * samples)
            added = own.astype(np.float32) / np.float32(_ONE * samples) + share * middle
            plane.cover(where, added, 1 - share)

    def show(self, places: tuple[Between, Between, Between]) -> None:
        """Show the photo where it stands on its way."""
        for plane, place in zip(self._planes, places, strict=True):
            plane.show(place)

    def snapshot(self) -> bytes:
        """Return the picture's bytes: all of Y, then U, then V."""
        return self._data.tobytes()


class _Plane:
    """One plane of a page.

    Args:
        out: its samples, which hold the ground as it is below the photo.
        photo_rows: how many rows the photo fills, from the top.
        veil: the share that the veil keeps in every row, and what it adds.
        dither: what is added before samples of the photo are rounded down; None for a half.
    """

    def __init__(
        self, out: Pixels, photo_rows: int, veil: tuple[Floats, Floats], dither: Floats | None
    ) -> None:
        self._out = out
        self._photo_rows = photo_rows
        self._veil = veil
        self._dither = dither
        self._ground = out.copy()
        self._keep = np.empty(out.shape, np.uint16)
        self._add = np.empty(out.shape, np.uint16)
        photo = (photo_rows, out.shape[1])
        self._base, self._more = np.zeros(photo, np.uint16), np.zeros(photo, np.uint16)
        self._sum = np.empty((_BAND, out.shape[1]), np.uint16)
        self._step = -1
        self._stale: list[tuple[slice, slice]] = []

    def cover(self, where: tuple[slice, slice], added: Floats, clear: Floats) -> None:
        """Lay something over a part: what it adds, and the share of what is below that shows."""
        rows, columns = where
        keep, add = (values[rows, None] for values in self._veil)
        rounding: Floats | np.float32 = np.float32(0.5)
        again: Floats | np.float32 = np.float32(0.5)
        if self._dither is not None and rows.start < self._photo_rows:
            # The two roundings must not go the same way everywhere.
            rounding, again = self._dither[where], self._dither[::-1][where]
        self._keep[where] = clear * keep * 256 + again
        self._add[where] = (added + clear * add + rounding) * 256
        below = slice(max(rows.start, self._photo_rows), rows.stop)
        if below.start < below.stop:
            part = (below, columns)
            self._out[part] = self._finished(self._ground, part)
        if rows.start < self._photo_rows:
            self._stale.append((slice(rows.start, min(rows.stop, self._photo_rows)), columns))

    def show(self, place: Between) -> None:
        """Put the photo below what lies over it."""
        if place.step != self._step:
            # A window that is stale is finished for both steps below, wherever it was before.
            for rows in self._bands():
                self._step_on(place, rows, follows=place.step == self._step + 1 > 0)
            self._step = place.step
        for where in self._stale:
            self._finish(place, where)
        self._stale = []
        for rows in self._bands():
            total = self._sum[: rows.stop - rows.start]
            np.multiply(self._more[rows], np.uint16(place.part), out=total)
            total += self._base[rows]
            total >>= 8
            self._out[rows] = total

    def _bands(self) -> Iterator[slice]:
        for top in range(0, self._photo_rows, _BAND):
            yield slice(top, min(top + _BAND, self._photo_rows))

    def _step_on(self, place: Between, rows: slice, *, follows: bool) -> None:
        """Finish some rows of a new step; what comes after the one before is finished already."""
        where = (rows, slice(None))
        if not follows:
            self._finish(place, where)
            return
        base, more = self._base[rows], self._more[rows]
        more <<= 8
        base += more
        np.subtract(self._finished(place.after, where), base >> 8, out=more)

    def _finish(self, place: Between, where: tuple[slice, slice]) -> None:
        """Finish a part of the steps before and after: the former, and what leads to the latter.

        What leads to it may be negative; it wraps around, and so does the sum, to the right value.
        """
        before = self._finished(place.before, where)
        np.subtract(self._finished(place.after, where), before, out=self._more[where])
        before <<= 8
        before += PARTS // 2
        self._base[where] = before

    def _finished(self, below: Pixels, where: tuple[slice, slice]) -> Samples:
        """Return a part of a picture with what lies over it."""
        total: Samples = np.multiply(below[where], self._keep[where], dtype=np.uint16)
        total += self._add[where]
        total >>= 8
        return total


def _veils(push: Push, height: int) -> tuple[tuple[Floats, Floats], ...]:
    """Return what the veil keeps of each plane in every row, and what it adds; none below it."""
    keep, add = np.ones(height, np.float32), np.zeros((height, 3), np.float32)
    keep[: push.height_px] = push.veil.keep[: push.height_px]
    add[: push.height_px] = push.veil.add[: push.height_px]
    found = []
    for weights, middle in zip((LUMA, BLUE, RED), _MIDDLES, strict=True):
        colour = (add * np.array(weights, np.float32)).sum(axis=1) / np.float32(_ONE)
        rows = np.float32(middle) * (1 - keep) + colour
        if weights is LUMA:
            found.append((keep, rows.astype(np.float32)))
        else:
            halves = (values.reshape(-1, 2).mean(axis=1) for values in (keep, rows))
            kept, added = (values.astype(np.float32) for values in halves)
            found.append((kept, added))
    return tuple(found)
