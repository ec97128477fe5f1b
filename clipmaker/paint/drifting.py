"""A drifting picture under its veil, in the encoder's planes: scaled a few times, then copied."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipmaker.paint.blend import Pixels
from clipmaker.paint.dither import pattern
from clipmaker.paint.drift import OVERSIZE, Drift
from clipmaker.paint.yuv import BLUE, LUMA, RED, planes_444

ONE = 1 << 16
MIDDLES = (16, 128, 128)
"""Samples of black in luma and in both chroma planes."""
_BAND = 64
"""Rows that are worked on at a time, so that they stay in the processor's cache."""

Floats = NDArray[np.float32]


class Drifting:
    """A drift's picture, plane by plane (yuv420p, chroma in the middle of its block)."""

    def __init__(self, drift: Drift) -> None:
        y, u, v = (Image.fromarray(plane) for plane in planes_444(np.asarray(drift.picture)))
        self._width = drift.width_px
        wide = drift.width_px + drift.room_px
        veils = _veils(drift)
        self._planes = (
            _Plane(y, wide, veils[0], dithered=True),
            _Plane(u.reduce(2), wide // 2, veils[1]),
            _Plane(v.reduce(2), wide // 2, veils[2]),
        )

    def at(self, offset_px: Fraction) -> tuple[Pixels, Pixels, Pixels]:
        """Return luma and both chroma planes of the page at an offset; parts of kept planes."""
        luma, blue, red = self._planes
        half = offset_px / 2
        return (
            luma.part(offset_px, self._width),
            blue.part(half, self._width // 2),
            red.part(half, self._width // 2),
        )


class _Plane:
    """One plane in as many versions as there are parts of a pixel that it is moved by.

    Args:
        source: the plane, :data:`OVERSIZE` times as wide as it is shown.
        width: columns of it, as it is shown.
        veil: the share that the veil keeps in every row, and what it adds.
        dithered: whether samples are dithered before they are rounded.
    """

    def __init__(
        self,
        source: Image.Image,
        width: int,
        veil: tuple[Floats, Floats],
        *,
        dithered: bool = False,
    ) -> None:
        self._source, self._width, self._veil = source, width, veil
        self._dithered = dithered
        self._made: dict[Fraction, Pixels] = {}

    def part(self, offset: Fraction, width: int) -> Pixels:
        left = int(offset)
        moved = offset - left
        if moved not in self._made:
            self._made[moved] = self._version(moved)
        return self._made[moved][:, left : left + width]

    def _version(self, moved: Fraction) -> Pixels:
        """Return the plane moved to the left by a part of a sample, under its veil."""
        height = self._source.height
        # The last column of a plane that is moved lies outside; no frame shows it.
        wide = self._width if moved == 0 else self._width - 1
        left = float(moved) * OVERSIZE
        box = (left, 0.0, min(left + wide * OVERSIZE, float(self._source.width)), float(height))
        size, how = (wide, height), Image.Resampling.BICUBIC
        return self._veiled(np.asarray(self._source.resize(size, how, box=box)))

    def _veiled(self, plane: Pixels) -> Pixels:
        height, width = plane.shape
        keep, add = (rows[:, None] for rows in self._veil)
        rounding = pattern(_BAND, width) if self._dithered else np.full((1, 1), 0.5, np.float32)
        out = np.empty_like(plane)
        for top in range(0, height, _BAND):
            rows = slice(top, min(top + _BAND, height))
            total = plane[rows] * keep[rows]
            total += add[rows]
            total += rounding[: rows.stop - top]
            out[rows] = total
        return out


def _veils(drift: Drift) -> tuple[tuple[Floats, Floats], ...]:
    """Return what the veil keeps of each plane in every row, and what it adds."""
    keep, add = drift.veil.keep, drift.veil.add
    found = []
    for weights, middle in zip((LUMA, BLUE, RED), MIDDLES, strict=True):
        colour = (add * np.array(weights, np.float32)).sum(axis=1) / np.float32(ONE)
        rows = np.float32(middle) * (1 - keep) + colour
        if weights is LUMA:
            found.append((keep, rows.astype(np.float32)))
        else:
            kept, added = (values.reshape(-1, 2).mean(axis=1) for values in (keep, rows))
            found.append((kept.astype(np.float32), added.astype(np.float32)))
    return tuple(found)
