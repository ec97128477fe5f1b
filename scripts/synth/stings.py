"""The brand's opening and close: a bell on A and D over a deep hit, on the bed's grid."""

from __future__ import annotations

import numpy as np

from synth.tones import click, harmonics, strike
from synth.waves import (
    Signal,
    add,
    bell,
    envelope,
    fade,
    high_pass,
    low_pass,
    noise,
    note,
    pan,
    reverberate,
    room,
    saturate,
    seconds,
    shape,
)


def _impact(length_s: float) -> Signal:
    """Return the deep hit: a falling sub, a drum skin and a short burst, stereo."""
    t = seconds(length_s)
    fall = 2 * np.pi * (note("D1") * t + 52 * 0.06 * (1 - np.exp(-t / 0.06)))
    low = 0.75 * np.sin(fall) + 0.6 * np.sin(2 * fall)
    sub = saturate(low * envelope(length_s, 0.002, 0.27, 0.2), 2.6) * 1.45
    skin = np.sin(2 * np.pi * (118 * t + 90 * 0.02 * (1 - np.exp(-t / 0.02))))
    skin *= 0.55 * envelope(length_s, 0.001, 0.09, 0.05)
    burst = noise(len(t), 31) * envelope(length_s, 0.0008, 0.045, 0.05)[:, None]
    burst = shape(burst, lambda f: high_pass(500, 1)(f) * low_pass(5200, 1)(f))
    return pan(sub + skin, 0) * 1.41 + 0.5 * burst


def _chord(names: tuple[str, ...], length_s: float, decay_s: float) -> Signal:
    """Return a brass-like stab: six detuned saws a note, a filter that opens fast and closes."""
    t = seconds(length_s)
    track = np.zeros((len(t), 2))
    corner = 500 + 4200 * envelope(length_s, 0.03, 0.28 * decay_s + 0.08, 0.01)
    for voice, name in enumerate(names):
        for index, detune in enumerate((-0.006, -0.0025, -0.0008, 0.0012, 0.003, 0.0065)):
            tone = harmonics(note(name) * (1 + detune), t, corner, 24)
            track += pan(tone, -0.9 + 0.36 * index if voice % 2 else 0.9 - 0.36 * index)
    return track * envelope(length_s, 0.012, decay_s, 0.2)[:, None] / len(names)


def _riser(length_s: float) -> Signal:
    """Return noise and a tone that climb to a stop."""
    t = seconds(length_s)
    grow = (t / length_s) ** 2.4 * np.clip((length_s - t) / 0.012, 0, 1)
    hiss = noise(len(t), 41)
    bands = [shape(hiss, bell(c, 40, 1.2)) / 100 for c in (700, 1400, 2800, 5600)]
    place = 3 * t / length_s
    sweep = sum(b * np.clip(1 - np.abs(place - i), 0, 1)[:, None] for i, b in enumerate(bands))
    climb = 2 * np.pi * (180 * t + 260 * t**2 / (2 * length_s))
    tone = sum(np.sin(k * climb) / k**1.3 for k in range(1, 7))
    return np.asarray(grow[:, None] * (0.55 * sweep + 0.35 * pan(np.asarray(tone), 0)))


def _finish(dry: Signal, send: Signal, length_s: float, hall: Signal, wet: float) -> Signal:
    """Add the hall, glue with saturation and cut to length with a fade that ends in silence."""
    rest = np.zeros((len(hall), 2))
    space = reverberate(np.vstack([send, rest]), hall)[: len(dry)]
    space = shape(space, lambda f: high_pass(250, 2)(f) * low_pass(9000, 1)(f))
    mix = saturate(dry + wet * space, 0.9)
    mix = shape(np.vstack([mix, rest]), lambda f: high_pass(30, 3)(f) * low_pass(17_000, 4)(f))
    return fade(mix[: round(length_s * 48_000)], 0.003, 0.55)


def make_sting_in() -> Signal:
    """Return the opening, 1.75 s: a short rise, three ticks, and on the half second the hit."""
    length = 1.75
    dry = np.zeros((round(length * 48_000), 2))
    send = np.zeros_like(dry)
    add(dry, 0.5 * _riser(0.5), 0.0)
    for at, level in ((0.125, 0.3), (0.25, 0.42), (0.375, 0.56)):
        add(dry, pan(click(2350, 11), 0.0) * level, at)
    ring, stab = strike(note("D6"), 1.25, 0.5), _chord(("D3", "A3", "D4", "E4", "A4"), 1.25, 0.5)
    add(send, 0.14 * strike(note("A5"), 1.25, 0.4), 0.375)
    add(send, 0.32 * ring + 0.40 * stab, 0.5)
    add(dry, 0.75 * _impact(1.25), 0.5)
    add(dry, 0.45 * pan(click(1850, 12), 0.0), 0.5)
    hall = room(2.2, 2.4, 4200, seed=51, early_s=0.012)
    return _finish(dry + send, send + 0.12 * dry, length, hall, 0.42)


def make_sting_out() -> Signal:
    """Return the close, 2.5 s: the same three notes come to rest on D, and one last tick."""
    length = 2.5
    dry = np.zeros((round(length * 48_000), 2))
    send = np.zeros_like(dry)
    for at, name, level in ((0.0, "A5", 0.24), (0.25, "E6", 0.17), (0.5, "D6", 0.34)):
        add(send, level * strike(note(name), 2.0, 0.55), at)
    add(dry, 0.3 * pan(click(2350, 11), 0.0), 0.0)
    add(dry, 0.3 * pan(click(2350, 12), 0.0), 0.25)
    add(send, 0.38 * _chord(("D3", "A3", "D4", "A4", "D5"), 2.0, 0.8), 0.5)
    add(dry, 0.66 * _impact(2.0), 0.5)
    add(dry, 0.42 * pan(click(1850, 12), 0.0), 1.5)
    hall = room(2.6, 2.8, 3600, seed=52, early_s=0.018)
    return _finish(dry + send, send + 0.12 * dry, length, hall, 0.5)


def make_join() -> Signal:
    """Return what is heard where one shot follows another, 0.6 s: a knock and a breath of air."""
    t = seconds(0.6)
    knock = np.sin(2 * np.pi * (196 * t + 150 * 0.02 * (1 - np.exp(-t / 0.02))))
    knock *= envelope(0.6, 0.002, 0.07, 0.1)
    air = noise(len(t), 61) * envelope(0.6, 0.004, 0.13, 0.15)[:, None]
    air = shape(air, lambda f: high_pass(900, 2)(f) * low_pass(6000, 1)(f))
    ring = strike(note("A4"), 0.6, 0.18)
    return fade(pan(knock, 0) + 0.35 * air + 0.16 * ring, 0.001, 0.2)


def make_number() -> Signal:
    """Return what is heard while numbers count, 0.9 s: ticks that slow down, and a small bell."""
    dry = np.zeros((round(0.9 * 48_000), 2))
    for at, level in ((0.0, 0.5), (0.07, 0.55), (0.15, 0.6), (0.25, 0.7), (0.38, 0.8)):
        add(dry, pan(click(2350, 11), 0.2) * level, at)
    add(dry, 0.3 * strike(note("D6"), 0.5, 0.2), 0.4)
    return fade(dry, 0.0005, 0.2)


def make_riser() -> Signal:
    """Return what leads into footage, 0.8 s: a climb to a stop."""
    return fade(_riser(0.8), 0.01, 0.01)
