"""When the words of a known text are spoken, from where a recording of it is voice; pure.

Nothing is recognised: words take time as their letters do, and the ends of clauses are moved to
the pauses near them, as speakers do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from clipmaker.cues.cutting.split import Speech
from clipmaker.cues.model import Span, Word
from clipmaker.scripts import CLAUSE_ENDS, CLOSING, SENTENCE_ENDS

_NEAR_MS = 1500
"""A clause that ends further from a pause than this does not end there."""
_STOPS = SENTENCE_ENDS + CLAUSE_ENDS + "—–"

Anchors = Sequence[tuple[float, float]]
"""Pairs of letters said and milliseconds of voice gone by, both rising."""


def spoken(text: str, voices: Sequence[Span]) -> tuple[Speech, ...]:
    """Return a text as one utterance whose words have times; empty when nobody speaks.

    Args:
        text: what is said; not empty.
        voices: where the recording is voice, ms, in order.
    """
    words = text.split()
    total_ms = sum(voice.end_ms - voice.start_ms for voice in voices)
    if not words or not total_ms:
        return ()
    said = [0, *accumulate(len(word) + 1 for word in words)]
    anchors = _anchors(words, said, voices, total_ms)
    times = [_at(_voiced(letters, anchors), voices) for letters in said]
    timed = tuple(
        Word(text=word, start_ms=start, end_ms=max(end, start), probability=1.0)
        for word, (start, end) in zip(words, _inside(times, voices), strict=True)
    )
    span = Span(start_ms=voices[0].start_ms, end_ms=voices[-1].end_ms)
    plain = " ".join(words)
    return (Speech(span=span, source=plain, text=plain, words=timed, text_words=timed),)


def _anchors(
    words: Sequence[str], said: Sequence[int], voices: Sequence[Span], total_ms: int
) -> Anchors:
    """Return where clauses end at pauses."""
    anchors: list[tuple[float, float]] = [(0.0, 0.0)]
    per_letter = total_ms / said[-1]
    ends = [
        said[i + 1] for i, word in enumerate(words[:-1]) if word.rstrip(CLOSING)[-1:] in set(_STOPS)
    ]
    gone_ms = 0
    for voice in voices[:-1]:
        gone_ms += voice.end_ms - voice.start_ms
        open_ends = [end for end in ends if end > anchors[-1][0]]
        if not open_ends:
            break
        end = min(open_ends, key=lambda letters: abs(letters * per_letter - gone_ms))
        if abs(end * per_letter - gone_ms) <= _NEAR_MS and gone_ms > anchors[-1][1]:
            anchors.append((float(end), float(gone_ms)))
    return [*anchors, (float(said[-1]), float(total_ms))]


def _voiced(letters: float, anchors: Anchors) -> float:
    """Return the milliseconds of voice that have gone by after so many letters."""
    for (a, at_a), (b, at_b) in pairwise(anchors):
        if letters <= b:
            return at_a + (at_b - at_a) * (letters - a) / (b - a)
    return anchors[-1][1]


def _at(voiced_ms: float, voices: Sequence[Span]) -> int:
    """Return the time at which so much voice has gone by; at a pause, its beginning."""
    left = voiced_ms
    for voice in voices:
        length = voice.end_ms - voice.start_ms
        if left <= length:
            return voice.start_ms + round(left)
        left -= length
    return voices[-1].end_ms


def _inside(times: Sequence[int], voices: Sequence[Span]) -> Sequence[tuple[int, int]]:
    """Return start and end of each word; one that begins at a pause begins after it."""
    ends = [voice.end_ms for voice in voices]
    found = []
    for start, end in pairwise(times):
        index = bisect_right(ends, start)
        begins = max(start, voices[min(index, len(voices) - 1)].start_ms)
        found.append((begins, end))
    return found
