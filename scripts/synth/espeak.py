"""Speech from eSpeak NG, through the shared library that the espeakng-loader package brings."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np

from synth.waves import RATE, Signal

_SYNCHRONOUS = 2
_RATE, _VOLUME, _PITCH, _RANGE, _WORD_GAP = 1, 2, 3, 4, 7
_UTF8 = 1
_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


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


@cache
def _library() -> tuple[ctypes.CDLL, int]:
    """Load eSpeak once; return it with its sample rate."""
    import espeakng_loader  # type: ignore[import-untyped]

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
    if rate <= 0:
        raise RuntimeError(f"eSpeak NG did not start with the data in {data.decode()}")
    return library, rate


def speak(text: str, voice: Voice) -> Signal:
    """Return a sentence as mono sound at 48 kHz, without silence at its ends.

    Raises:
        RuntimeError: eSpeak does not start, or knows no such voice.
    """
    library, rate = _library()
    if library.espeak_SetVoiceByName(voice.name.encode()):
        raise RuntimeError(f"eSpeak NG has no voice {voice.name}")
    for parameter, value in (
        (_RATE, voice.words_per_minute),
        (_VOLUME, 100),
        (_PITCH, voice.pitch),
        (_RANGE, voice.range),
        (_WORD_GAP, voice.word_gap),
    ):
        library.espeak_SetParameter(parameter, value, 0)
    pieces: list[Signal] = []

    def take(wave: ctypes._Pointer[ctypes.c_short], count: int, _events: int) -> int:
        if wave and count:
            pieces.append(np.ctypeslib.as_array(wave, (count,)).astype(np.float64) / 32768)
        return 0

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    # eSpeak looks a few bytes past the end of a text, so zeros are put there.
    encoded = text.encode() + bytes(64)
    size = ctypes.c_size_t(len(text.encode()) + 1)
    library.espeak_Synth(encoded, size, 0, 1, 0, _UTF8, None, None)
    return _trim(_resample(np.concatenate(pieces), rate))


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
