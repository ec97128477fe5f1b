"""Smooth gradients that stay smooth after 8-bit H.264.

Rounding a dark gradient to 8 bits makes bands. Adding a fixed pattern before rounding breaks them
up, but two roundings follow one another here (to RGB, then to luma), and an encoder throws fine
grain away. So the pattern is aimed at the luma code that the encoder will get, and its cells are
4 pixels wide: together they make a square wave of 8 pixels, which is one basis function of the
encoder's 8 x 8 transform and therefore survives at almost no cost.

Measured on the default ground (x264 veryfast, crf 20, 30 frames), as deviation of the blurred
decoded luma from the ideal gradient: rounding 0.24 codes in 19 kB; the usual 8 x 8 ordered
pattern 0.11 in 36 kB; this one 0.04 in 30 kB.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels
from clipmaker.paint.yuv import luma

CELL = 4
_BAND = 16 * CELL
"""Whole repetitions of the pattern, so that bands meet without an edge."""
_PATTERN = (np.array([[0, 2], [3, 1]], np.float32) + 0.5) / 4


def settled(ideal: NDArray[np.float32]) -> Pixels:
    """Return 8-bit samples whose luma is dithered.

    Args:
        ideal: height x width x 3, each 0 to 255.
    """
    wanted = _dithered(_ideal_luma(ideal))
    base = np.floor(ideal + np.float32(0.5)).astype(np.int16)
    best: Pixels = base.astype(np.uint8)
    short = np.flatnonzero(luma(best) != wanted)
    flat_base, flat_best = base.reshape(-1, 3), best.reshape(-1, 3)
    flat_wanted = wanted.reshape(-1)
    for step in (1, -1, 2, -2):
        trial = np.clip(flat_base[short] + step, 0, 255).astype(np.uint8)
        hit = luma(trial) == flat_wanted[short]
        flat_best[short[hit]] = trial[hit]
        short = short[~hit]
    return best


def settled_in_bands(height: int, ideal: Callable[[slice], NDArray[np.float32]]) -> Pixels:
    """Return the same, worked out a few rows at a time: whole pages of numbers take much memory.

    Args:
        height: rows.
        ideal: returns the ideal samples of some rows.
    """
    bands = [slice(top, min(top + _BAND, height)) for top in range(0, height, _BAND)]
    first = settled(ideal(bands[0]))
    out = np.empty((height, *first.shape[1:]), np.uint8)
    out[bands[0]] = first
    for rows in bands[1:]:
        out[rows] = settled(ideal(rows))
    return out


def _ideal_luma(ideal: NDArray[np.float32]) -> NDArray[np.float32]:
    total: NDArray[np.float32] = ideal[..., 0] * np.float32(0.2126 * 219 / 255)
    total += ideal[..., 1] * np.float32(0.7152 * 219 / 255)
    total += ideal[..., 2] * np.float32(0.0722 * 219 / 255)
    total += np.float32(16)
    return total


def pattern(height: int, width: int) -> NDArray[np.float32]:
    """Return what to add to luma codes before they are rounded down, each over 0 and under 1."""
    cells = np.kron(_PATTERN, np.ones((CELL, CELL), np.float32))
    side = 2 * CELL
    tiles = np.tile(cells, (-(-height // side), -(-width // side)))
    return tiles[:height, :width]


def _dithered(luma_codes: NDArray[np.float32]) -> Pixels:
    codes: Pixels = np.floor(luma_codes + pattern(*luma_codes.shape)).astype(np.uint8)
    return codes
