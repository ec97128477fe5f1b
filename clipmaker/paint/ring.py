"""The countdown ring, drawn from distances so that its edges are smooth at every size."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Stamp
from clipmaker.paint.colour import RGB

Coverage = NDArray[np.float32]
"""Height x width, 0 to 1."""


def disc(size: int, radius: float) -> Coverage:
    """Return a filled disc in the middle of a square of so many pixels."""
    return _soft(radius - _distance(size))


def ring(size: int, radius: float, thickness: float) -> Coverage:
    """Return a ring; the radius (pixels) is that of the middle of its stroke."""
    return _soft(thickness / 2 - np.abs(_distance(size) - radius))


def sector(size: int, share: float) -> Coverage:
    """Return the part of a square that a hand has still to pass: from twelve o'clock clockwise.

    Args:
        size: pixels of a side.
        share: of the full turn, 0 to 1.
    """
    if share <= 0 or share >= 1:
        return np.full((size, size), float(share >= 1), np.float32)
    angle = 2 * math.pi * share
    x, y = _axes(size)
    past_start = x
    before_end = y * np.float32(math.sin(angle)) - x * np.float32(math.cos(angle))
    both = np.minimum if share <= 0.5 else np.maximum
    return _soft(both(past_start, before_end))


def inked(coverage: Coverage, colour: RGB, opacity: float = 1.0) -> Stamp:
    """Return a shape in a colour."""
    alpha = np.floor(coverage * np.float32(255 * opacity) + np.float32(0.5)).astype(np.uint8)
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = colour
    rgba[..., 3] = alpha
    return Stamp.of_array(rgba)


def _axes(size: int) -> tuple[Coverage, Coverage]:
    """Return how far each pixel lies right of and above the middle."""
    steps = np.arange(size, dtype=np.float32) - np.float32((size - 1) / 2)
    return np.broadcast_to(steps[None, :], (size, size)), -np.broadcast_to(
        steps[:, None], (size, size)
    )


def _distance(size: int) -> Coverage:
    x, y = _axes(size)
    distance: Coverage = np.sqrt(x * x + y * y)
    return distance


def _soft(inside: Coverage) -> Coverage:
    """Return coverage from the distance (pixels) inside an edge."""
    coverage: Coverage = np.clip(inside + np.float32(0.5), 0, 1).astype(np.float32)
    return coverage
