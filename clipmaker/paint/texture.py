"""What makes a smooth ground look made: wide soft light, and a fine grain that can be seen to move.

A plain gradient shows no motion however far it drifts, and an encoder leaves nothing of film grain
of single pixels. So the grain is a few pixels wide, and as faint as it may be to be seen at all; it
travels with the picture, so that predicting it from the frame before is cheap.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipmaker.paint.blend import Pixels
from clipmaker.paint.drift import OVERSIZE

_GRAINS_UNITS = (5.0, 12.0)
"""Canvas units from one grain to the next: of fine ones, and of those among which they lie."""
_GRAIN_CODES = 5.5
"""How far a grain is lighter or darker than what it stands on, at most, of 255."""
_WIDE_UNITS = 420.0
"""Canvas units from one patch of light to the next."""

Floats = NDArray[np.float32]


def grained(picture: Pixels | Floats, scale: float) -> Pixels:
    """Return a picture of a drift with a fine grain.

    Args:
        picture: height x width x 3, :data:`OVERSIZE` times as wide as it is shown.
        scale: pixels for each canvas unit.
    """
    height, width = picture.shape[:2]
    fine, coarse = (_noise(height, width, units * scale, 3) for units in _GRAINS_UNITS)
    grain = fine * np.float32(0.65) + coarse * np.float32(0.35)
    steps = np.rint(grain * np.float32(_GRAIN_CODES)).astype(np.int16)
    whole = np.rint(picture).astype(np.int16) + steps[..., None]
    out: Pixels = np.clip(whole, 0, 255).astype(np.uint8)
    return out


def patches(height: int, width: int, scale: float, seed: int) -> Floats:
    """Return wide soft patches, 0 to 1, for a picture as :func:`grained` takes it.

    Args:
        height: rows.
        width: columns.
        scale: pixels for each canvas unit.
        seed: which patches.
    """
    noise = _noise(height, width, _WIDE_UNITS * scale, seed)
    found: Floats = (noise + np.float32(1)) * np.float32(0.5)
    return found


@lru_cache(maxsize=3)
def _noise(height: int, width: int, cell_px: float, seed: int) -> Floats:
    """Return smooth noise, -1 to 1: numbers that are scattered over a grid, and curves between."""
    cell_px = max(cell_px, 2.0)
    rows, columns = (
        int(side / cell) + 2 for side, cell in ((height, cell_px), (width, cell_px * OVERSIZE))
    )
    y, x = np.mgrid[0:rows, 0:columns].astype(np.uint32)
    mixed = x * np.uint32(0x9E3779B1) ^ y * np.uint32(0x85EBCA77)
    mixed ^= np.uint32(seed * 0xC2B2AE3D % 2**32)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    mixed *= np.uint32(0x297A2D39)
    grid = Image.fromarray((mixed >> np.uint32(24)).astype(np.uint8))
    box = (0.0, 0.0, width / (cell_px * OVERSIZE), height / cell_px)
    smooth = grid.resize((width, height), Image.Resampling.BICUBIC, box=box)
    found: Floats = np.asarray(smooth, np.float32) / np.float32(127.5) - np.float32(1)
    return found
