"""Smooth noise in space, and blurring: what makes a wall plaster and a picture a lens's."""

from __future__ import annotations

import numpy as np
from PIL import Image

from synth.solids import Floats


def lumps(points: Floats, per_metre: float, seed: int) -> Floats:
    """Return smooth noise in space, about -1 to 1, from waves in many directions.

    Args:
        points: (n, 3), metres.
        per_metre: how many lumps fit into a metre.
        seed: which noise.
    """
    chance = np.random.default_rng(seed)
    directions = chance.standard_normal((14, 3))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    turns = chance.uniform(0.6, 1.6, 14) * per_metre * 2 * np.pi
    phases = chance.uniform(0, 2 * np.pi, 14)
    total = np.zeros(len(points), dtype=np.float32)
    for direction, speed, phase in zip(directions, turns, phases, strict=True):
        total += np.sin(points @ (direction * speed).astype(np.float32) + np.float32(phase))
    return np.asarray(total / 5, dtype=np.float32)


def cloudy(points: Floats, per_metre: float, seed: int, octaves: int = 3) -> Floats:
    """Return noise with detail at several sizes, about -1 to 1."""
    layers = [lumps(points, per_metre * 2.1**i, seed + i) / 1.7**i for i in range(octaves)]
    return np.asarray(sum(layers), dtype=np.float32)


def blur(picture: Floats, radius_px: float) -> Floats:
    """Return a picture, (h, w) or (h, w, channels), blurred by a Gaussian of that deviation."""
    if radius_px <= 0:
        return picture
    margin = int(3 * radius_px) + 1
    beyond = [(margin, margin), (margin, margin)] + [(0, 0)] * (picture.ndim - 2)
    wide = np.pad(picture, beyond, mode="edge")
    for axis in (0, 1):
        waves = np.fft.rfftfreq(wide.shape[axis])
        gain = np.exp(-2 * (np.pi * waves * radius_px) ** 2)
        gain = gain.reshape([-1 if a == axis else 1 for a in range(wide.ndim)])
        wide = np.fft.irfft(np.fft.rfft(wide, axis=axis) * gain, wide.shape[axis], axis=axis)
    return np.asarray(wide[margin:-margin, margin:-margin], dtype=np.float32)


def resized(picture: Floats, size: tuple[int, int]) -> Floats:
    """Return a picture, (h, w, channels), at another width and height."""
    if picture.shape[1::-1] == size:
        return picture
    channels = [
        Image.fromarray(np.ascontiguousarray(picture[..., i], dtype=np.float32)).resize(
            size, Image.Resampling.BICUBIC
        )
        for i in range(picture.shape[2])
    ]
    return np.stack([np.asarray(channel) for channel in channels], axis=2)
