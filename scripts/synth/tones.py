"""Instruments: a filtered saw, a clock's tick and a bell, each one note at a time."""

from __future__ import annotations

import numpy as np

from synth.waves import Signal, envelope, noise, seconds


def harmonics(pitch_hz: float, t: Signal, corner_hz: Signal | float, count: int) -> Signal:
    """Return a saw-like tone whose harmonics fade above a corner that may move."""
    tone = np.zeros_like(t)
    for k in range(1, count + 1):
        if k * pitch_hz < 16_000:
            level = 1 / (k * (1 + (k * pitch_hz / corner_hz) ** 4) ** 0.5)
            tone += level * np.sin(2 * np.pi * k * pitch_hz * t + 0.7 * k * k)
    return tone


def click(pitch_hz: float, seed: int) -> Signal:
    """Return one tick of a clock: three short wooden partials and a grain of noise, mono."""
    t = seconds(0.12)
    partials = ((1.0, 1.0, 0.012), (1.63, 0.6, 0.008), (2.71, 0.35, 0.005))
    tick = sum(a * np.sin(2 * np.pi * pitch_hz * r * t) * np.exp(-t / d) for r, a, d in partials)
    grain = noise(len(t), seed, 1)[:, 0] * np.exp(-t / 0.0016)
    return np.asarray((tick + 0.5 * grain) * np.minimum(t / 0.0006, 1))


def strike(pitch_hz: float, length_s: float, decay_s: float) -> Signal:
    """Return a struck bell, stereo: inharmonic partials, each a pair that beats slowly."""
    t = seconds(length_s)
    partials = (
        (0.5, 0.35, 1.3),
        (1.0, 1.0, 1.0),
        (2.0, 0.5, 0.7),
        (2.76, 0.32, 0.45),
        (5.4, 0.16, 0.2),
    )
    left, right = np.zeros_like(t), np.zeros_like(t)
    for ratio, level, life in partials:
        fall = level * envelope(length_s, 0.0015, decay_s * life, 0.05)
        left += fall * np.sin(2 * np.pi * pitch_hz * ratio * t)
        right += fall * np.sin(2 * np.pi * (pitch_hz * ratio + 0.9) * t + 0.4)
    return np.stack([left, right], axis=1)
