"""Sound as numpy arrays: float64, shape (samples, 2) for stereo, 48 kHz, full scale 1.0.

Filters and reverbs work on the whole array at once by Fourier transform, so they are circular:
what rings past the end is heard again at the start. For a loop that is exactly what is wanted;
anything else is given silence at its end first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second."""

Signal: TypeAlias = NDArray[np.float64]
Curve: TypeAlias = Callable[[Signal], Signal]
"""From frequencies in Hz to the factor at each."""


def seconds(length_s: float) -> Signal:
    """Return the time of every sample of a stretch of that length, in seconds."""
    return np.arange(round(length_s * RATE)) / RATE


def decibels(level_db: float) -> float:
    """Return the amplitude factor of a level in dB."""
    return float(10 ** (level_db / 20))


def note(name: str) -> float:
    """Return the frequency in Hz of a note such as ``A4`` (440), ``Bb1`` or ``F#5``."""
    steps = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}
    shift = {"b": -1, "#": 1}.get(name[1], 0)
    return float(440 * 2 ** ((steps[name[0]] + shift) / 12 + int(name[-1]) - 4))


def shape(signal: Signal, curve: Curve) -> Signal:
    """Multiply the spectrum by ``curve(frequencies in Hz)``: a circular filter without delay."""
    spectrum = np.fft.rfft(signal, axis=0)
    gain = curve(np.asarray(np.fft.rfftfreq(len(signal), 1 / RATE)))
    return np.fft.irfft(spectrum * (gain[:, None] if signal.ndim == 2 else gain), len(signal), 0)


def high_pass(corner_hz: float, order: int = 2) -> Curve:
    """Return a Butterworth-shaped curve that keeps what is above the corner."""
    return lambda f: 1 / np.sqrt(1 + (corner_hz / np.maximum(f, 1e-3)) ** (2 * order))


def low_pass(corner_hz: float, order: int = 2) -> Curve:
    """Return a Butterworth-shaped curve that keeps what is below the corner."""
    return lambda f: 1 / np.sqrt(1 + (f / corner_hz) ** (2 * order))


def bell(centre_hz: float, gain_db: float, octaves: float = 1.0) -> Curve:
    """Return a curve that lifts or lowers a band, ``octaves`` wide."""

    def curve(f: Signal) -> Signal:
        distance = np.log2(np.maximum(f, 1.0) / centre_hz) / (octaves / 2)
        return 10 ** (gain_db / 20 * np.exp(-0.5 * distance**2))

    return curve


def noise(samples: int, seed: int, channels: int = 2) -> Signal:
    """Return white noise with unit deviation, independent in every channel."""
    return np.random.default_rng(seed).standard_normal((samples, channels))


def room(
    length_s: float, decay_s: float, bright_hz: float, seed: int, early_s: float = 0.01
) -> Signal:
    """Return the answer of a room to one click: noise that fades, the treble sooner, unit energy.

    Args:
        length_s: how long it is kept.
        decay_s: time in which it falls by 60 dB, for the bass.
        bright_hz: above this it falls three times as fast.
        seed: which room of that kind.
        early_s: silence before the first reflection.
    """
    t = seconds(length_s)[:, None]
    grain = noise(len(t), seed)
    dark = shape(grain, low_pass(bright_hz, 1))
    answer = dark * 10 ** (-3 * t / decay_s) + (grain - dark) * 10 ** (-9 * t / decay_s)
    answer *= np.minimum(t / 0.004, 1) * np.minimum((length_s - t) / (0.25 * length_s), 1)
    answer = shape(answer, high_pass(160))
    answer = np.vstack([np.zeros((round(early_s * RATE), 2)), answer])
    return np.asarray(answer / np.sqrt((answer**2).sum(axis=0)))


def reverberate(signal: Signal, answer: Signal) -> Signal:
    """Return the room's sound alone: circular convolution with its answer, per channel."""
    padded = np.zeros_like(signal)
    np.add.at(padded, np.arange(len(answer)) % len(signal), answer)
    spectrum = np.fft.rfft(signal, axis=0) * np.fft.rfft(padded, axis=0)
    return np.fft.irfft(spectrum, len(signal), axis=0)


def saturate(signal: Signal, drive: float) -> Signal:
    """Round off peaks softly; quiet parts keep their level, ``drive`` 1 is mild, 4 is strong."""
    return np.tanh(signal * drive) / drive


def pan(mono: Signal, place: float) -> Signal:
    """Place a mono sound between left (-1) and right (1) with constant power."""
    angle = (place + 1) * np.pi / 4
    return np.stack([mono * np.cos(angle), mono * np.sin(angle)], axis=1)


def add(track: Signal, sound: Signal, at_s: float, *, wrap: bool = False) -> None:
    """Mix a stereo sound into a track; with ``wrap`` what passes the end goes on at the start."""
    start = round(at_s * RATE)
    if wrap:
        np.add.at(track, (start + np.arange(len(sound))) % len(track), sound)
    else:
        room_left = max(0, min(len(sound), len(track) - start))
        track[start : start + room_left] += sound[:room_left]


def envelope(length_s: float, attack_s: float, decay_s: float, release_s: float = 0.01) -> Signal:
    """Return a rounded attack and an exponential decay, brought to zero at the very end."""
    t = seconds(length_s)
    rise = np.sin(np.minimum(t / attack_s, 1) * np.pi / 2) ** 2
    fall = np.exp(-np.maximum(t - attack_s, 0) / decay_s)
    return rise * fall * np.clip((length_s - t) / release_s, 0, 1)


def fade(signal: Signal, in_s: float, out_s: float) -> Signal:
    """Fade both ends with half a cosine; returns a new array."""
    t = np.arange(len(signal)) / RATE
    left = t[::-1]
    rise, fall = np.clip(t / in_s, 0, 1), np.clip(left / out_s, 0, 1)
    gain = np.sin(rise * np.pi / 2) * np.sin(fall * np.pi / 2)
    return np.asarray(signal * gain[:, None] ** 2)
