"""What is said in the examples, by whom and when; spoken by eSpeak NG and set in a room.

Both conversations are the project's own words. The Korean one says no more than was reported of
the real interrogation: see assets/examples/README.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from synth.espeak import Voice, speak
from synth.waves import (
    RATE,
    Signal,
    add,
    bell,
    decibels,
    high_pass,
    low_pass,
    noise,
    pan,
    reverberate,
    room,
    saturate,
    seconds,
    shape,
)


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """A speaker: name on the cue sheet, voice, place from left -1 to right 1, level."""

    name: str
    voice: Voice
    place: float
    level_db: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence, what it means, and the silence before it in seconds."""

    speaker: Speaker
    text: str
    english: str
    pause_s: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """A line with its sound (mono, 48 kHz) and when it starts."""

    line: Line
    sound: Signal
    start_s: float

    @property
    def end_s(self) -> float:
        """When its last sound ends."""
        return self.start_s + len(self.sound) / RATE


INTERVIEWER = Speaker(
    name="Interviewer",
    voice=Voice(name="ko+m7", words_per_minute=190, pitch=34, range=42),
    place=-0.3,
)
_SOLDIER = Voice(name="ko+m3", words_per_minute=180, pitch=52, range=34)
FIRST = Speaker(name="First soldier", voice=_SOLDIER, place=0.15, level_db=-1.5)
SECOND = replace(FIRST, name="Second soldier", place=-0.12)
EITHER = replace(FIRST, name="One of the two", place=0.0)

INTERVIEW = (
    (
        Line(
            speaker=INTERVIEWER,
            text="지금 어디에 있는지 아십니까?",
            english="Do you know where you are?",
            pause_s=0.6,
        ),
        Line(speaker=FIRST, text="아니요, 모릅니다.", english="No, I don’t know."),
        Line(speaker=INTERVIEWER, text="여기는 우크라이나입니다.", english="You are in Ukraine."),
        Line(
            speaker=FIRST,
            text="지휘관들은 훈련일 뿐이라고 했습니다.",
            english="Our commanders said it was only training.",
            pause_s=0.6,
        ),
    ),
    (
        Line(
            speaker=INTERVIEWER,
            text="가족이 있습니까?",
            english="Do you have a family?",
            pause_s=0.7,
        ),
        Line(
            speaker=SECOND,
            text="네. 제가 어디 있는지 가족은 모릅니다.",
            english="Yes. They don’t know where I am.",
            pause_s=0.45,
        ),
    ),
    (
        Line(
            speaker=INTERVIEWER,
            text="북한으로 돌아가고 싶습니까?",
            english="Do you want to go back to North Korea?",
            pause_s=0.7,
        ),
        Line(
            speaker=EITHER,
            text="우크라이나에서 살고 싶습니다.",
            english="I want to live in Ukraine.",
            pause_s=0.6,
        ),
    ),
)
"""The conversation, take by take."""

FISHER = Speaker(
    name="Fisher",
    voice=Voice(name="pt", words_per_minute=130, pitch=42, range=50),
    place=0.1,
)

HARBOUR = (
    (
        Line(speaker=FISHER, text="Antes, o mar estava muito sujo.", english="", pause_s=0.5),
        Line(speaker=FISHER, text="Encontramos muito plástico.", english="", pause_s=0.5),
        Line(speaker=FISHER, text="Hoje o mar está limpo.", english="", pause_s=0.5),
        Line(speaker=FISHER, text="Estamos muito contentes.", english="", pause_s=0.5),
    ),
)


def perform(takes: Sequence[Sequence[Line]]) -> tuple[tuple[Spoken, ...], ...]:
    """Speak all lines, one after another with their pauses."""
    clock, spoken = 0.0, []
    for take in takes:
        lines = []
        for line in take:
            sound = _softened(speak(line.text, line.speaker.voice), seed=round(clock * 100))
            clock += line.pause_s
            lines.append(Spoken(line=line, sound=sound, start_s=clock))
            clock += len(sound) / RATE
        spoken.append(tuple(lines))
    return tuple(spoken)


def _softened(mono: Signal, seed: int) -> Signal:
    """Take the edge off a synthetic voice: an unsteady pitch, less glare, a little warmth."""
    t = np.arange(len(mono)) / RATE
    chance = np.random.default_rng(seed)
    wander = np.zeros_like(t)
    for rate, size_s in ((0.9, 0.0013), (2.3, 0.0006), (4.9, 0.00016)):
        phase = chance.uniform(0, 2 * np.pi)
        wander += size_s * (np.sin(2 * np.pi * rate * t + phase) - np.sin(phase))
    moved = np.interp(t + wander, t, mono)
    quiet = np.concatenate([moved, np.zeros(RATE // 20)])

    def tone(f: Signal) -> Signal:
        cut = high_pass(95, 2)(f) * low_pass(7200, 3)(f)
        return np.asarray(cut * bell(210, 2.5, 1.4)(f) * bell(2900, -4.5, 1.3)(f))

    even = saturate(shape(quiet, tone), 1.6)
    return np.asarray(even / np.sqrt((even[np.abs(even) > 0.01] ** 2).mean()) * decibels(-19))


def mix(
    takes: Sequence[Sequence[Spoken]], length_s: float, *, air: Signal, wet_db: float, hall: Signal
) -> Signal:
    """Return the whole sound of a film: voices, their room, and the air that is always there.

    Args:
        takes: what was said.
        length_s: length of the film.
        air: room tone or sea, at least as long as the film.
        wet_db: level of the room's answer against the voices.
        hall: the room.
    """
    dry = np.zeros((round(length_s * RATE), 2))
    for take in takes:
        for spoken in take:
            level = decibels(spoken.line.speaker.level_db)
            add(dry, pan(spoken.sound * level, spoken.line.speaker.place), spoken.start_s)
    tail = np.vstack([dry, np.zeros((len(hall), 2))])
    wet = shape(reverberate(tail, hall)[: len(dry)], low_pass(4200, 1)) * decibels(wet_db)
    t = seconds(length_s)[: len(dry)]
    ends = np.clip(np.minimum(t / 0.04, (length_s - t) / 0.12), 0, 1)[:, None]
    return np.asarray((dry + wet + air[: len(dry)]) * ends)


def room_air(length_s: float) -> Signal:
    """Return the tone of a quiet room: soft low noise and a trace of mains hum."""
    grain = noise(round(length_s * RATE), 61)
    tone = shape(grain, lambda f: low_pass(320, 1)(f) * high_pass(50, 1)(f)) * decibels(-50)
    t = seconds(length_s)
    hum = np.sin(2 * np.pi * 100 * t) + 0.4 * np.sin(2 * np.pi * 150 * t)
    return np.asarray(tone + pan(hum, 0.3) * decibels(-66))


def sea_air(length_s: float) -> Signal:
    """Return water that laps at a quay: two bands of noise that swell one after the other."""
    t = seconds(length_s)
    total = np.zeros((len(t), 2))
    for seed, low, high, period, level in ((62, 180, 700, 4.3, -45), (63, 900, 3200, 3.1, -53)):
        band = shape(shape(noise(len(t), seed), high_pass(low, 2)), low_pass(high, 2))
        swell = 0.25 + 0.75 * (0.5 - 0.5 * np.cos(2 * np.pi * t / period + seed)) ** 2
        total += band / band.std() * swell[:, None] * decibels(level)
    return total


def small_room() -> Signal:
    """Return the answer of a bare room with plaster walls."""
    return room(0.9, 0.55, 2600, seed=71, early_s=0.006)


def quay() -> Signal:
    """Return the faint answer of walls across the water."""
    return room(0.7, 0.35, 1800, seed=72, early_s=0.03)


def loudness_of(
    takes: Sequence[Sequence[Spoken]], who: Callable[[Speaker], bool]
) -> Callable[[float], float]:
    """Return how loud some speakers are at a time, 0 to 1, smooth enough to move a head."""
    end = max(spoken.end_s for take in takes for spoken in take) + 1
    step = RATE // 50
    track = np.zeros(round(end * RATE))
    for take in takes:
        for spoken in take:
            if who(spoken.line.speaker):
                start = round(spoken.start_s * RATE)
                track[start : start + len(spoken.sound)] = spoken.sound
    frames = track[: len(track) // step * step].reshape(-1, step)
    power = np.sqrt((frames**2).mean(axis=1))
    power = np.clip(power / max(float(np.quantile(power[power > 0.005], 0.9)), 1e-6), 0, 1)
    weights = np.hanning(9)
    smooth = np.convolve(power, weights / weights.sum(), mode="same")
    times = (np.arange(len(smooth)) + 0.5) * step / RATE
    return lambda t: float(np.interp(t, times, smooth))
