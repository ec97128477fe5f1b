"""Finds where somebody speaks, and cuts that into utterances an engine can hear in one piece.

Silero's voice activity detection, as faster-whisper ships it, runs over everything that any engine
is given: Whisper invents sentences where nobody speaks. Pauses shorter than 0.8 s stay inside an
utterance, since Whisper needs the context (measured on 15 recordings: character error rate 0.187
against 0.198 for cuts at 0.3 s, chrF 45.5 against 44.1).
Imports NumPy: import this module only where speech is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from clipmaker.cues.model import Span
from clipmaker.media.sound import PER_MS, Samples
from clipmaker.speech.memory import give_back

_WINDOW_MS = 200
_STEP_MS = 10


@dataclass(frozen=True, kw_only=True)
class VoiceRules:
    """How voice becomes utterances; times in ms.

    Attributes:
        threshold: probability from which on a sound is voice (Silero's own default).
        shortest_ms: voice shorter than this is a click or a cough.
        join_ms: pauses shorter than this stay inside an utterance.
        longest_ms: longer utterances are cut at their quietest point; Whisper hears 30 s at most.
        pad_ms: sound kept before and after the voice, since detection is late at soft consonants.
    """

    threshold: float = 0.5
    shortest_ms: int = 150
    join_ms: int = 800
    longest_ms: int = 25_000
    pad_ms: int = 200


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """A stretch of speech; times in ms of the sound it was found in.

    Attributes:
        voice: where the voice is.
        heard: what an engine is given: the voice with a little sound around it.
    """

    voice: Span
    heard: Span


def find_utterances(audio: Samples, rules: VoiceRules | None = None) -> tuple[Utterance, ...]:
    """Return where somebody speaks, in order; empty for silence, tones, noise and music.

    Args:
        audio: mono, 16 kHz.
        rules: how voice becomes utterances.
    """
    rules = rules or VoiceRules()
    if audio.size == 0:
        return ()
    runs = _voice(audio, rules.threshold)
    voices = group(runs, rules, lambda start, end: quietest_ms(audio, start, end))
    return padded(voices, len(audio) // PER_MS, rules.pad_ms)


def group(
    runs: Iterable[Span], rules: VoiceRules, quietest: Callable[[int, int], int]
) -> tuple[Span, ...]:
    """Join stretches of voice over short pauses, drop clicks, cut what is too long.

    Args:
        runs: stretches of voice, in order.
        rules: the limits.
        quietest: returns the quietest millisecond between two.
    """
    joined: list[Span] = []
    for run in runs:
        if joined and run.start_ms - joined[-1].end_ms < rules.join_ms:
            joined[-1] = Span(start_ms=joined[-1].start_ms, end_ms=run.end_ms)
        else:
            joined.append(run)
    kept = (run for run in joined if run.end_ms - run.start_ms >= rules.shortest_ms)
    return tuple(part for run in kept for part in _cut(run, rules.longest_ms, quietest))


def padded(voices: Sequence[Span], length_ms: int, pad_ms: int) -> tuple[Utterance, ...]:
    """Add sound around each voice, never more than half of the pause to its neighbour."""
    if not voices:
        return ()
    edges = [(a.end_ms + b.start_ms) // 2 for a, b in pairwise(voices)]
    starts, ends = [0, *edges], [*edges, length_ms]
    return tuple(
        Utterance(
            voice=voice,
            heard=Span(
                start_ms=max(start, voice.start_ms - pad_ms),
                end_ms=max(voice.end_ms, min(end, voice.end_ms + pad_ms)),
            ),
        )
        for voice, start, end in zip(voices, starts, ends, strict=True)
    )


def quietest_ms(audio: Samples, start_ms: int, end_ms: int) -> int:
    """Return the middle of the quietest fifth of a second between two times."""
    step = _STEP_MS * PER_MS
    part = audio[start_ms * PER_MS : end_ms * PER_MS]
    blocks = part[: len(part) // step * step].reshape(-1, step).astype(np.float64)
    power = (blocks**2).mean(axis=1)
    width = min(_WINDOW_MS // _STEP_MS, len(power))
    if width == 0:
        return (start_ms + end_ms) // 2
    smooth = np.convolve(power, np.ones(width) / width, mode="valid")
    return start_ms + (int(smooth.argmin()) + width // 2) * _STEP_MS


def _cut(run: Span, longest_ms: int, quietest: Callable[[int, int], int]) -> list[Span]:
    parts = []
    start = run.start_ms
    while run.end_ms - start > longest_ms:
        at = quietest(start + longest_ms * 2 // 5, start + longest_ms)
        parts.append(Span(start_ms=start, end_ms=at))
        start = at
    return [*parts, Span(start_ms=start, end_ms=run.end_ms)]


def _voice(audio: Samples, threshold: float) -> tuple[Span, ...]:
    """Return raw stretches of voice, as Silero finds them."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps, get_vad_model

    options = VadOptions(
        threshold=threshold, min_silence_duration_ms=100, min_speech_duration_ms=0, speech_pad_ms=0
    )
    found = get_speech_timestamps(audio, options)
    # The detector is not needed again before the engine is loaded, which takes most memory.
    get_vad_model.cache_clear()
    give_back()
    return tuple(
        Span(start_ms=int(run["start"]) // PER_MS, end_ms=int(run["end"]) // PER_MS)
        for run in found
    )
