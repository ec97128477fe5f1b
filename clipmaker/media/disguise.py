"""Disguises speech: what is said stays, the voice that says it goes.

Speech is taken apart into how loud each of twenty bands is, how high its voice is and how much of
it is voice, and nothing else is kept. It is put together again on another voice's pulses and on
noise: its height near the same for everybody, its melody flattened, its average colour replaced by
one colour for all, its bands moved along the scale, away from where they were, by an amount that
wanders. What wanders is drawn from the true sound, which whoever hears the result does not have;
so the same sound always becomes the same one, and no single shift leads back.

Imports NumPy: import this module only where sound is decoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from clipmaker.media.samples import Planes

RATE_HZ = 48_000
_Array: TypeAlias = npt.NDArray[np.float64]

_WINDOW, _HOP = 1536, 240
_AT_ONCE = 1000
"""Windows that are worked on together: some 5 s, and 30 MB."""
_BANDS, _LOW_HZ, _HIGH_HZ = 20, 80.0, 7600.0
_SLOWER = 6
"""Pitch is looked for at so much less than the full rate."""
_PITCH_WINDOW, _PITCH_HZ = 320, (65, 400)
_LOW_VOICE_HZ = 150.0
"""A voice below it becomes a high one, and the other way."""
_BASES_HZ = (165.0, 95.0)
_SHIFTS = (float(np.log2(1.17)), float(np.log2(0.85)))
_SHIFT_SPREAD, _WANDER, _WANDER_S = 0.03, 0.07, 0.7
_MELODY, _MOST_MELODY = 0.35, 0.25
"""How much of a melody is left, and how many octaves at most."""
_COLOUR = 0.8
"""How much of a voice's own average colour is replaced."""
_BREATH = 0.12
_FREE_HZ = 3500.0
"""Up to here bands move by the whole amount, above it by less and less."""
_COLOUR_OF_ALL = (
    (80, 200, 500, 1000, 2000, 4000, 7600),
    (-1.5, 0.8, 1.2, 0.0, -1.6, -2.8, -4.2),
)
_VANISHED = 10 ** (-12 / 20)

_WINDOWED: _Array = np.asarray(np.hanning(_WINDOW + 1)[:-1], dtype=np.float64)
_FREQUENCIES: _Array = np.asarray(np.fft.rfftfreq(_WINDOW, 1 / RATE_HZ), dtype=np.float64)


@dataclass(frozen=True, kw_only=True)
class _Speech:
    """What is kept of speech, a row or a value for each window.

    Attributes:
        bands: natural logarithm of the power in each band.
        melody: octaves above or below the middle of the voice.
        voiced: how much of it is voice, 0 to 1.
        low: whether the voice is a low one.
    """

    bands: _Array
    melody: _Array
    voiced: _Array
    low: bool


def disguise(samples: Planes) -> Planes:
    """Return speech in another voice: as long, as loud, the same on every channel.

    Args:
        samples: one row for each channel, 48,000 samples a second.
    """
    sound = _one_channel(samples)
    level = _level(sound)
    if not level:
        return np.zeros_like(samples)
    spoken = _analysed(sound)
    made = _synthesised(spoken, len(sound), _secret_of(sound))
    made *= level / max(_level(made), 1e-9)
    return np.tile(np.clip(made, -1, 1).astype(np.float32), (len(samples), 1))


def _level(sound: _Array) -> float:
    return float(np.sqrt(np.mean(np.square(sound)))) if sound.size else 0.0


def _secret_of(sound: _Array) -> int:
    """Return a number that only who has the true sound can know."""
    return int.from_bytes(hashlib.sha256(sound.astype("<f4").tobytes()).digest()[:16], "big")


def _one_channel(samples: Planes) -> _Array:
    """Return channels as one; sides that cancel each other out are not mixed."""
    sides = samples.astype(np.float64)
    mixed: _Array = sides.mean(axis=0)
    louder: _Array = max(sides, key=_level)
    return mixed if _level(mixed) >= _VANISHED * _level(louder) else louder


def _scale(hz: npt.ArrayLike) -> _Array:
    return np.asarray(2595 * np.log10(1 + np.asarray(hz, dtype=np.float64) / 700))


_EDGES: _Array = 700 * (
    10 ** (np.linspace(_scale(_LOW_HZ), _scale(_HIGH_HZ), _BANDS + 2) / 2595) - 1
)
_CENTRES = _EDGES[1:-1]


def _filters() -> _Array:
    """Return the weights of each frequency in each band, a row for each band."""
    low, middle, high = _EDGES[:-2, None], _EDGES[1:-1, None], _EDGES[2:, None]
    rising, falling = (
        (_FREQUENCIES - low) / (middle - low),
        (high - _FREQUENCIES) / (high - middle),
    )
    weights = np.clip(np.minimum(rising, falling), 0, None)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _windows(sound: _Array, window: int, hop: int, count: int) -> Iterator[tuple[int, _Array]]:
    """Yield a sound's windows, many at once, and the number of the first of them."""
    padded = np.zeros((count - 1) * hop + window)
    fits = min(len(sound), len(padded) - window // 2)
    padded[window // 2 : window // 2 + fits] = sound[:fits]
    every = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    for first in range(0, count, _AT_ONCE):
        yield first, every[first : first + _AT_ONCE]


def _count(length: int) -> int:
    """Return how many windows cover so many samples."""
    return 1 + (length + _WINDOW) // _HOP


def _analysed(sound: _Array) -> _Speech:
    count, weights = _count(len(sound)), _filters().T
    powers = [
        np.abs(np.fft.rfft(part * _WINDOWED, axis=1)) ** 2 @ weights
        for _, part in _windows(sound, _WINDOW, _HOP, count)
    ]
    bands = np.log(np.concatenate(powers) + 1e-10)
    pitch_hz, voiced = _pitch(sound, count)
    return _spoken(bands, pitch_hz, voiced)


def _spoken(bands: _Array, pitch_hz: _Array, voiced: _Array) -> _Speech:
    loudest = bands.max(axis=1)
    active = loudest > np.percentile(loudest, 95) - 6
    sure = np.flatnonzero((voiced > 0.5) & active)
    middle = float(np.median(pitch_hz[sure])) if sure.size else _LOW_VOICE_HZ
    melody = np.zeros(len(bands))
    if sure.size:
        melody = np.interp(np.arange(len(bands)), sure, np.log2(pitch_hz[sure] / middle))
    own = bands[active].mean(axis=0)
    for_all = np.interp(np.log(_CENTRES), np.log(_COLOUR_OF_ALL[0]), _COLOUR_OF_ALL[1])
    colour = (own - own.mean()) - (for_all - for_all.mean())
    return _Speech(
        bands=bands - _COLOUR * colour,
        melody=_smooth(_middle_of_nine(melody), np.hanning(15)[1:-1]),
        voiced=_smooth(voiced, np.ones(7)),
        low=middle < _LOW_VOICE_HZ,
    )


def _middle_of_nine(values: _Array) -> _Array:
    around = np.lib.stride_tricks.sliding_window_view(np.pad(values, 4, "edge"), 9)
    return np.asarray(np.median(around, axis=1))


def _smooth(values: _Array, weights: _Array) -> _Array:
    padded = np.pad(values, len(weights) // 2, "edge")
    return np.asarray(np.convolve(padded, weights / weights.sum(), "valid"))


def _pitch(sound: _Array, count: int) -> tuple[_Array, _Array]:
    """Return each window's pitch, Hz, and how much of it is voice, 0 to 1, by its own echo."""
    soft = np.hanning(27)[1:-1]
    slower = np.convolve(sound, soft / soft.sum(), "same")[::_SLOWER]
    rate, hop = RATE_HZ // _SLOWER, _HOP // _SLOWER
    shape = np.hanning(_PITCH_WINDOW)
    own = np.fft.irfft(np.abs(np.fft.rfft(shape, 2 * _PITCH_WINDOW)) ** 2)[:_PITCH_WINDOW]
    first, last = rate // _PITCH_HZ[1], rate // _PITCH_HZ[0]
    fading = (1 - 0.15 * np.linspace(0, 1, last - first)) / np.maximum(own / own[0], 1e-2)[
        first:last
    ]
    pitches, voices = [], []
    for _, part in _windows(slower, _PITCH_WINDOW, hop, count):
        spectrum = np.abs(np.fft.rfft(part * shape, 2 * _PITCH_WINDOW, axis=1)) ** 2
        echo = np.fft.irfft(spectrum, axis=1)
        likeness = echo[:, first:last] / np.maximum(echo[:, :1], 1e-12) * fading
        best = likeness.argmax(axis=1)
        pitches.append(rate / (best + first))
        voices.append(np.clip(likeness[np.arange(len(best)), best], 0, 1))
    return np.concatenate(pitches), np.concatenate(voices)


def _synthesised(spoken: _Speech, length: int, secret: int) -> _Array:
    """Return speech put together on pulses and noise."""
    count = len(spoken.bands)
    draw = np.random.Generator(np.random.PCG64(secret))
    moved = _SHIFTS[0 if spoken.low else 1] + draw.uniform(-_SHIFT_SPREAD, _SHIFT_SPREAD)
    knots = draw.uniform(-1, 1, int(count * _HOP / RATE_HZ / _WANDER_S) + 3)
    at = np.arange(count) * _HOP / RATE_HZ / _WANDER_S
    factors = 2 ** (moved + _WANDER * np.interp(at, np.arange(len(knots)), knots))
    base = _BASES_HZ[0 if spoken.low else 1]
    pitch_hz = base * 2 ** np.clip(_MELODY * spoken.melody, -_MOST_MELODY, _MOST_MELODY)
    pulses, noise = _pulses(pitch_hz, length), draw.standard_normal(length)
    made = np.zeros((count - 1) * _HOP + _WINDOW)
    weight = np.zeros_like(made)
    tones, hisses = (_windows(one, _WINDOW, _HOP, count) for one in (pulses, noise))
    for (first, tone), (_, hiss) in zip(tones, hisses, strict=True):
        part = slice(first, first + len(tone))
        voice = _shares(spoken.voiced[part])
        spectrum = np.fft.rfft(tone * _WINDOWED, axis=1) * np.sqrt(voice)
        spectrum += np.fft.rfft(hiss * _WINDOWED, axis=1) * np.sqrt(1 - voice)
        spectrum *= _gains(spoken.bands[part], factors[part])
        windows = np.fft.irfft(spectrum, _WINDOW, axis=1) * _WINDOWED
        for number, window in enumerate(windows, first):
            made[number * _HOP : number * _HOP + _WINDOW] += window
            weight[number * _HOP : number * _HOP + _WINDOW] += _WINDOWED**2
    whole = made / np.maximum(weight, 1e-3)
    return np.asarray(whole[_WINDOW // 2 : _WINDOW // 2 + length])


def _shares(voiced: _Array) -> _Array:
    """Return how much of each frequency is voice, a row for each window; the rest is noise."""
    windows = np.clip((voiced - 0.35) / 0.25, 0, 1) * (1 - _BREATH)
    high = np.interp(_FREQUENCIES, [0, 2500, 5000, 24_000], [1, 1, 0.35, 0.2])
    return np.asarray(windows[:, None] * high)


def _pulses(pitch_hz: _Array, length: int) -> _Array:
    """Return pulses that come so often, each as strong as makes the power the same everywhere."""
    times = np.arange(len(pitch_hz)) * _HOP
    turns = np.cumsum(np.interp(np.arange(length), times, pitch_hz)) / RATE_HZ
    at = np.flatnonzero(np.diff(np.floor(turns)) > 0)
    pulses = np.zeros(length)
    pulses[at] = np.sqrt(RATE_HZ / np.interp(at, times, pitch_hz))
    return pulses


def _gains(bands: _Array, factors: _Array) -> _Array:
    """Return how loud each frequency is, with the bands moved by a factor for each window."""
    scale = np.log(_CENTRES)
    gains = np.empty((len(bands), len(_FREQUENCIES)))
    for number, (row, factor) in enumerate(zip(bands, factors, strict=True)):
        free = _FREE_HZ * min(1.0, factor)
        ends_hz = [0, free, 8000, 24_000], [0, free / factor, 8000, 24_000]
        came_from = np.interp(_FREQUENCIES, *ends_hz)
        gains[number] = np.interp(np.log(np.maximum(came_from, 20)), scale, row)
    ends = 1 / (1 + np.exp(np.clip((_FREQUENCIES - 7400) / 150, -50, 50)))
    return np.asarray(np.exp(gains / 2) * ends)
