"""Flashes that can harm: counted as WCAG 2.2 defines them (2.3.1, general flash).

A flash is a pair of opposing changes of relative luminance by a tenth of its range or more, where
the darker one is below 0.8, over a quarter of the picture at once. Saturated red is not judged by
itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from clipmaker.media.light import Light

MOST = 3
"""Flashes that are allowed within any second."""
_CHANGE, _DARKER, _AREA = 0.1, 0.8, 0.25
_GAMMA = 2.4


@dataclass(frozen=True)
class Flashes:
    """The worst second of a clip: how many flashes it holds, and when it begins, seconds."""

    count: int
    at_s: float


def count_flashes(light: Light, rate: Fraction) -> Flashes:
    """Return the worst second of a clip.

    Args:
        light: its frames.
        rate: frames a second.
    """
    turns = _turns(_luminance(light))
    if not len(turns):
        return Flashes(0, 0.0)
    second = min(len(turns), round(rate))
    total = np.cumsum(np.vstack([np.zeros_like(turns[:1]), turns]), axis=0, dtype=np.int32)
    inside = total[second:] - total[:-second]
    enough = max(1, math.ceil(_AREA * turns.shape[1]))
    # So many changes are there in at least that part of the picture. Two opposing ones are a flash.
    shared = np.sort(inside, axis=1)[:, -enough] // 2
    first = int(np.argmax(shared))
    return Flashes(int(shared[first]), float(first / rate))


def _luminance(light: Light) -> NDArray[np.float64]:
    codes = np.clip((np.arange(256) - 16) / 219, 0, 1) ** _GAMMA
    return np.asarray(codes[light], np.float64)


def _turns(luminance: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return for every frame which cells changed enough, the other way than before."""
    turns = np.zeros(luminance.shape, np.bool_)
    if not len(luminance):
        return turns
    reached = luminance[0].copy()
    way = np.zeros(reached.shape, np.int8)
    for frame, now in enumerate(luminance):
        darker = np.minimum(now, reached) < _DARKER
        for sign in (1, -1):
            goes = ((now - reached) * sign >= _CHANGE) & darker & (way != sign)
            turns[frame] |= goes
            way[goes] = sign
            # On the way that it goes, the furthest point counts.
            further = goes | ((way == sign) & ((now - reached) * sign > 0))
            reached[further] = now[further]
    return turns
