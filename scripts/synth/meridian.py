"""The Meridian's music: a felted piano over strings, a plucked bass on every second, three notes.

Where the other brand counts, this one reads aloud: 60 beats a minute in G, eight bars of four, no
clock. The three notes of the stings (D, B, G) close the bed's own melody.
"""

from __future__ import annotations

import numpy as np

from synth.tones import harmonics
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
    ("G2", ("G3", "B3", "D4"), ("D4", "G4", "B4", "A4")),
    ("E2", ("G3", "B3", "E4"), ("E4", "G4", "B4", "D5")),
    ("C2", ("G3", "C4", "E4"), ("E4", "G4", "C5", "B4")),
    ("D2", ("F#3", "A3", "D4"), ("D4", "A4", "F#4", "A4")),
    ("G2", ("G3", "B3", "D4"), ("B4", "G4", "D5", "B4")),
    ("B1", ("F#3", "B3", "D4"), ("D5", "B4", "F#4", "A4")),
    ("C2", ("G3", "C4", "E4"), ("G4", "E4", "C5", "E5")),
    ("D2", ("G3", "A3", "D4"), ("D5", "A4", "G4", "A4")),
)
"""Bass, strings and piano of each four seconds."""

STEPS = ((0.0, 0, 0.9), (1.0, 1, 0.55), (1.5, 2, 0.65), (2.5, 3, 0.75), (3.0, 1, 0.5))
"""Beat, place in the chord's piano notes and strength of each note of a bar."""


def piano(pitch_hz: float, length_s: float, strength: float) -> Signal:
    """Return one note of a felted piano, stereo: two strings a little apart and a soft hammer.

    Args:
        pitch_hz: the note.
        length_s: how long it may ring.
        strength: 0 to 1; a stronger one is brighter, too.
    """
    t = seconds(length_s)
    sides = []
    for detune, phase in ((-0.0006, 0.0), (0.0007, 0.9)):
        tone = np.zeros_like(t)
        for k in range(1, 13):
            # Stiff strings: partials lie a little above the multiples of the note.
            partial = pitch_hz * (1 + detune) * k * np.sqrt(1 + 0.0004 * k * k)
            if partial > 9_000:
                break
            level = k**-1.7 * np.exp(-partial / (1300 + 1500 * strength))
            life = 1.5 / (1 + 0.55 * (k - 1)) * (262 / pitch_hz) ** 0.35
            tone += level * np.sin(2 * np.pi * partial * t + phase * k) * np.exp(-t / life)
        sides.append(tone)
    hammer = shape(noise(len(t), round(pitch_hz), 1)[:, 0], low_pass(520, 2)) * np.exp(-t / 0.018)
    rise = np.minimum(t / 0.007, 1) * np.clip((length_s - t) / 0.08, 0, 1)
    both = np.stack([side + 0.35 * hammer for side in sides], axis=1)
    return np.asarray(both * rise[:, None] * strength)


def _strings(names: tuple[str, ...], length_s: float, corner_hz: float) -> Signal:
    """Return a soft chord of detuned saws with a slow bow."""
    t = seconds(length_s)
    track = np.zeros((len(t), 2))
    for voice, name in enumerate(names):
        for index, detune in enumerate((-0.0042, -0.0012, 0.0017, 0.0045)):
            wobble = 1 + 0.0011 * np.sin(2 * np.pi * (4.6 + 0.3 * index) * t + voice) / (2 * np.pi)
            tone = harmonics(note(name) * (1 + detune), t * wobble, corner_hz, 10)
            track += pan(tone, -0.75 + 0.5 * index)
    return track / len(names)


def _pad() -> Signal:
    track = np.zeros((LOOP_S * 48_000, 2))
    for index, (_, chord, _) in enumerate(CHORDS):
        length = 6.0
        t = seconds(length)
        # Each chord is bowed in over the one before and gone when the next one stands.
        swell = np.sin(np.clip(t / 1.6, 0, 1) * np.pi / 2) ** 2
        swell *= np.sin(np.clip((length - t) / 2.2, 0, 1) * np.pi / 2) ** 2
        corner = 700 + 260 * (index % 4)
        add(track, _strings(chord, length, corner) * swell[:, None], 4.0 * index - 0.7, wrap=True)
    return shape(track, high_pass(170, 2))


def _piano() -> Signal:
    track = np.zeros((LOOP_S * 48_000, 2))
    for index, (_, _, line) in enumerate(CHORDS):
        for beat, place, strength in STEPS:
            at = 4.0 * index + beat
            add(track, piano(note(line[place]), 3.6, strength), at, wrap=True)
    return track


def _bass() -> Signal:
    """Return a plucked bass: the root on one, lighter on the other seconds."""
    track = np.zeros((LOOP_S * 48_000, 2))
    for second in range(LOOP_S):
        root = note(CHORDS[second // 4][0])
        root = root * 2 if root < 70 else root
        level = (1.0, 0.34, 0.6, 0.34)[second % 4]
        t = seconds(1.4)
        tone = harmonics(root, t, 210 + 240 * np.exp(-t / 0.06), 8)
        pluck = tone * envelope(1.4, 0.006, 0.34, 0.1) * level
        add(track, pan(pluck, 0.0), float(second), wrap=True)
    return track


def _finished(dry: Signal, send: Signal) -> Signal:
    """Return a stem with its hall, glued and cut as all stems are, not yet at its level."""
    hall = room(3.2, 2.4, 3200, seed=71, early_s=0.018)
    wet = shape(reverberate(send, hall), lambda f: high_pass(300, 2)(f) * low_pass(6000, 1)(f))
    mix = dry + 0.13 * wet
    mix = shape(mix, lambda f: high_pass(38, 3)(f) * bell(330, -4, 1.6)(f) * bell(2600, -1.5, 2)(f))
    mix = shape(saturate(mix, 1.0), low_pass(15_000, 4))
    return fade(mix, 0.002, 0.045)


def make_bed() -> Signal:
    """Return the stem that always lies there: strings, 32 s that close on themselves."""
    pad = _pad()
    return _finished(0.085 * pad, 0.6 * pad)


def make_pulse() -> Signal:
    """Return the stem that drives: the plucked bass, as long as the bed."""
    bass = _bass()
    return _finished(0.30 * bass, 0.0 * bass)


def make_figure() -> Signal:
    """Return the stem that tells: the piano, as long as the bed."""
    keys = _piano()
    return _finished(0.34 * keys, 0.8 * keys)


def make_join() -> Signal:
    """Return what is heard where one shot follows another: a felted fourth, deep and soft."""
    dry = 0.5 * piano(note("D4"), 1.2, 0.5) + 0.6 * piano(note("G3"), 1.2, 0.55)
    return fade(shape(dry, low_pass(6000, 2)), 0.001, 0.4)


def make_number() -> Signal:
    """Return what is heard while numbers count: three light notes that climb."""
    dry = np.zeros((round(1.1 * 48_000), 2))
    for at, name, strength in ((0.0, "G4", 0.4), (0.16, "B4", 0.45), (0.34, "D5", 0.6)):
        add(dry, piano(note(name), 1.1 - at, strength), at)
    return fade(dry, 0.001, 0.3)


def make_riser() -> Signal:
    """Return what leads into footage, 0.8 s: strings that swell and let go."""
    t = seconds(0.8)
    swell = (t / 0.8) ** 2 * np.clip((0.8 - t) / 0.03, 0, 1)
    return fade(_strings(("D4", "G4", "A4"), 0.8, 1600) * swell[:, None], 0.01, 0.02)


def _phrase(
    length_s: float, names: tuple[tuple[float, str, float], ...], chord_at_s: float
) -> Signal:
    """Return piano notes that come to rest on a bowed chord, with its hall."""
    dry = np.zeros((round(length_s * 48_000), 2))
    for at, name, strength in names:
        add(dry, piano(note(name), length_s - at, strength), at)
    rest = length_s - chord_at_s
    t = seconds(rest)
    bow = np.sin(np.clip(t / 0.22, 0, 1) * np.pi / 2) ** 2 * np.exp(-t / (0.8 * rest))
    strings = _strings(("G2", "D3", "G3", "B3", "D4"), rest, 1500) * bow[:, None]
    add(dry, 0.55 * strings, chord_at_s)
    deep = harmonics(note("G1"), t, 160, 6) * envelope(rest, 0.01, 0.5 * rest, 0.2)
    add(dry, 0.8 * pan(deep, 0.0), chord_at_s)
    hall = room(2.4, 2.0, 4200, seed=72, early_s=0.014)
    silence = np.zeros((len(hall), 2))
    space = reverberate(np.vstack([dry, silence]), hall)[: len(dry)]
    space = shape(space, lambda f: high_pass(220, 2)(f) * low_pass(8000, 1)(f))
    mix = saturate(dry + 0.35 * space, 0.8)
    mix = shape(np.vstack([mix, silence]), lambda f: high_pass(34, 3)(f) * low_pass(16_000, 4)(f))
    return fade(mix[: len(dry)], 0.003, 0.5)


def make_sting_in() -> Signal:
    """Return the opening, 2 s: the three notes upwards, at rest on G after a second."""
    notes = ((0.0, "D4", 0.7), (0.25, "G4", 0.75), (0.5, "B4", 0.85), (0.75, "D5", 1.0))
    return _phrase(2.0, notes, 0.75)


def make_sting_out() -> Signal:
    """Return the close, 3 s: the same notes downwards, at rest on G."""
    notes = ((0.0, "D5", 0.85), (0.3, "B4", 0.75), (0.6, "G4", 0.9), (0.6, "G3", 0.7))
    return _phrase(3.0, notes, 0.6)
