"""The brand's bed: music that counts seconds, from oscillators and noise.

Everything stands on one grid: 120 beats a minute, so that the clock in the bed ticks once a
second, as the countdown on screen does. The harmony stays open (no third over D) and returns to
D, so that it suits any story. Between 200 and 500 Hz there is little: that is where voices live.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from synth.tones import click, harmonics
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

LOOP_S = 32
"""Length of the bed."""

CHORDS = (
    ("D2", ("D4", "A4", "E5"), ("D5", "A4", "E5", "A5")),
    ("Bb1", ("D4", "A4", "F5"), ("D5", "A4", "F5", "A5")),
    ("G1", ("D4", "Bb4", "A5"), ("D5", "Bb4", "D5", "A5")),
    ("A1", ("E4", "D5", "A5"), ("E5", "A4", "D5", "G5")),
)
"""Root, pad and ostinato of each chord, one after another, and then again."""

CHORD_S = 4
"""How long a chord lasts: shorter than a card, so that the music moves on under each."""

OSTINATO = (0, 1, 2, 1, 3, 1, 2, 1)
ACCENTS = (1.0, 0.45, 0.7, 0.4, 0.85, 0.45, 0.65, 0.55)


def _on_loop(pitch_hz: float) -> float:
    """Return the nearest pitch that closes on itself after one loop."""
    return round(pitch_hz * LOOP_S) / LOOP_S


def _cycle(period_s: float, start: float = 0.0) -> Signal:
    """Return a slow wave from 0 to 1 over the loop; ``start`` is where it begins, in turns."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * (seconds(LOOP_S) / period_s + start))


@cache
def _pulse() -> tuple[Signal, Signal]:
    """Return the soft heartbeat below everything, and how much it pushes the pad down (0 to 1)."""
    track = np.zeros((LOOP_S * 48_000, 2))
    push = np.zeros_like(track)
    t = seconds(0.9)
    for second in range(LOOP_S):
        root = note(CHORDS[second // CHORD_S % len(CHORDS)][0])
        root = root * 2 if root < 45 else root
        for at, level in ((0.0, 1.0), (0.75, 0.42)):
            sweep = root * (t + 0.018 * (1 - np.exp(-t / 0.02)))
            body = np.sin(2 * np.pi * sweep) + 0.22 * np.sin(4 * np.pi * sweep)
            hit = saturate(body * envelope(0.9, 0.012, 0.17, 0.2), 2.2) * level
            add(track, pan(hit, 0), second + at, wrap=True)
            add(
                push,
                np.stack([envelope(0.9, 0.02, 0.2, 0.2) * level] * 2, axis=1),
                second + at,
                wrap=True,
            )
    return track, np.clip(push, 0, 1)


def _pad(push: Signal) -> Signal:
    """Return the airy chord: pairs of detuned saws in each ear, a filter that opens and closes."""
    t = seconds(LOOP_S)
    track = np.zeros((len(t), 2))
    corner = 650 + 1500 * _cycle(16, 0.1) * (0.6 + 0.4 * _cycle(32))
    for index in range(LOOP_S // CHORD_S):
        chord = CHORDS[index % len(CHORDS)][1]
        # Each chord swells and rings into the next; distances are taken round the loop.
        middle = CHORD_S * (index + 0.5)
        away = np.abs((t - middle + LOOP_S / 2) % LOOP_S - LOOP_S / 2)
        gain = np.sin(np.clip((2.6 - away) / 1.2, 0, 1) * np.pi / 2) ** 2
        live = gain > 0
        for voice, name in enumerate(chord):
            for detune, place in ((-0.0034, -0.8), (0.0031, 0.8), (0.0, 0.0), (0.0062, -0.35)):
                pitch = _on_loop(note(name) * (1 + detune * (1 + 0.2 * voice)))
                tone = np.zeros_like(t)
                tone[live] = harmonics(pitch, t[live], corner[live], 14)
                track += pan(tone * gain * 0.25, place)
    track = shape(track, high_pass(300, 2))
    return track * (1 - 0.5 * push)


def _ostinato() -> Signal:
    """Return muted plucks in eighths, brighter and duller over half a minute, with their echo."""
    track = np.zeros((LOOP_S * 48_000, 2))
    t = seconds(0.7)
    bright = _cycle(16, 0.55) * 0.65 + _cycle(32, 0.3) * 0.35
    for step in range(LOOP_S * 4):
        at = step * 0.25
        line = CHORDS[int(at // CHORD_S) % len(CHORDS)][2]
        pitch = note(line[OSTINATO[step % 8]])
        open_ = bright[round(at * 48_000)] * ACCENTS[step % 8]
        corner = 420 + (500 + 2600 * open_) * np.exp(-t / 0.05)
        tone = harmonics(pitch, t, corner, 16) + harmonics(pitch * 1.004, t, corner, 16)
        tone *= envelope(0.7, 0.004, 0.075 + 0.07 * open_, 0.1) * (0.55 + 0.45 * ACCENTS[step % 8])
        add(track, pan(tone, 0.35 if step % 2 else -0.35), at, wrap=True)
    echo = np.roll(track[:, ::-1], 18_000, axis=0)
    echo = 0.34 * echo + 0.15 * np.roll(echo[:, ::-1], 18_000, axis=0)
    return shape(track + shape(echo, low_pass(1800)), high_pass(380, 2))


def _clock() -> Signal:
    """Return tick and tock, one a second."""
    track = np.zeros((LOOP_S * 48_000, 2))
    for second in range(LOOP_S):
        pitch, place = ((2350, -0.18), (1850, 0.18))[second % 2]
        add(track, pan(click(pitch, 11 + second % 4), place), float(second), wrap=True)
    return track


def _shaker() -> Signal:
    """Return sixteenths of filtered noise that come and go over the loop."""
    track = np.zeros((LOOP_S * 48_000, 2))
    swell = _cycle(32, 0.0) ** 0.7
    for step in range(LOOP_S * 8):
        at = step * 0.125
        accent = (0.9, 0.3, 0.55, 0.35)[step % 4] * (0.25 + 0.75 * swell[round(at * 48_000)])
        length = envelope(0.11, 0.014 if step % 2 else 0.006, 0.022, 0.02)
        grain = noise(len(length), 100 + step % 7, 1)[:, 0] * length * accent
        add(track, pan(grain, 0.45), at, wrap=True)
    return shape(track, lambda f: high_pass(6500, 3)(f) * low_pass(13_000, 2)(f))


def _air() -> Signal:
    """Return noise that breathes every eight seconds and rises before the loop closes."""
    grain = noise(LOOP_S * 48_000, 5)
    breath = shape(grain, lambda f: high_pass(900, 2)(f) * low_pass(3800, 2)(f))
    breath *= (0.25 + 0.75 * _cycle(8))[:, None]
    t = seconds(LOOP_S)
    rise = np.clip((t - 28) / 4, 0, 1) ** 3 * np.clip((LOOP_S - t) / 0.06, 0, 1)
    return breath + 1.6 * shape(grain, high_pass(3500, 2)) * rise[:, None] * 0.5


def _finished(dry: Signal, send: Signal) -> Signal:
    """Return a stem with its hall, glued and cut as all stems are, not yet at its level."""
    hall = room(3.6, 3.0, 2600, seed=21, early_s=0.024)
    wet = shape(reverberate(send, hall), lambda f: high_pass(420, 2)(f) * low_pass(6500, 1)(f))
    mix = dry + 0.085 * wet
    mix = shape(mix, lambda f: high_pass(34, 3)(f) * bell(320, -5, 1.6)(f) * bell(9000, 1.5, 2)(f))
    mix = shape(saturate(mix, 1.4), low_pass(16_000, 4))
    # A breath before the downbeat: both ends are silence, so starting or looping it cannot click.
    return fade(mix, 0.002, 0.045)


def make_bed() -> Signal:
    """Return the stem that always lies there: chords and air, 32 s that close on themselves."""
    pad = _pad(_pulse()[1])
    return _finished(0.072 * pad + 0.0075 * _air(), 0.9 * pad)


def make_pulse() -> Signal:
    """Return the stem that drives: heartbeat, clock and shaker, as long as the bed."""
    clock = _clock()
    return _finished(0.31 * _pulse()[0] + 0.10 * clock + 0.045 * _shaker(), 0.2 * clock)


def make_figure() -> Signal:
    """Return the stem that tells: the ostinato, as long as the bed."""
    plucks = _ostinato()
    return _finished(0.125 * plucks, 0.375 * plucks)
