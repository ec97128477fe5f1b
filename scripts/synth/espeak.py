"""Speech from eSpeak NG, through the shared library that the espeakng-loader package brings."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from synth.waves import RATE, Signal

_SAY = Path(__file__).with_name("say.py")


@dataclass(frozen=True, kw_only=True)
class Voice:
    """How somebody speaks.

    Attributes:
        name: eSpeak's voice with its variant, ``ko+m3``.
        words_per_minute: speed, 80 to 450.
        pitch: 0 to 99, 50 is ordinary.
        range: how far the pitch moves, 0 is flat, 99 is lively.
        word_gap: pause between words, in steps of 10 ms at ordinary speed.
    """

    name: str
    words_per_minute: int = 130
    pitch: int = 50
    range: int = 50
    word_gap: int = 0


def speak(text: str, voice: Voice) -> Signal:
    """Return a sentence as mono sound at 48 kHz, without silence at its ends.

    Raises:
        RuntimeError: eSpeak does not start, or knows no such voice.
    """
    samples, rate = raw(text, voice)
    return _trim(_resample(samples, rate))


def raw(text: str, voice: Voice) -> tuple[Signal, int]:
    """Return a sentence as eSpeak made it, full scale is 1, and its sample rate in Hz."""
    numbers = (voice.words_per_minute, voice.pitch, voice.range, voice.word_gap)
    done = subprocess.run(
        [sys.executable, str(_SAY), text, voice.name, *map(str, numbers)],
        check=False,
        capture_output=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    rate = int(np.frombuffer(done.stdout[:4], np.int32)[0])
    return np.frombuffer(done.stdout[4:], np.int16).astype(np.float64) / 32768, rate


def _resample(mono: Signal, rate: int) -> Signal:
    """Bring a sound to 48 kHz by its spectrum; a little silence keeps its ends apart."""
    padded = np.concatenate([mono, np.zeros(rate // 5)])
    target = round(len(padded) * RATE / rate)
    spectrum = np.fft.rfft(padded)
    wide = np.zeros(target // 2 + 1, dtype=np.complex128)
    wide[: len(spectrum)] = spectrum
    return np.asarray(np.fft.irfft(wide, target) * RATE / rate)


def _trim(mono: Signal) -> Signal:
    """Cut what is quieter than -50 dB at both ends, keeping 20 ms."""
    loud = np.flatnonzero(np.abs(mono) > 0.0032 * np.abs(mono).max() / 0.5)
    margin = RATE // 50
    return mono[max(0, loud[0] - margin) : loud[-1] + margin]
