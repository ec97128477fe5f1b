"""Numbers that might tell a bad cue from a good one; larger is more suspicious."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from clipmaker.cues.model import Cue, Word
from subtitle_bench.scores import chrf, words

_DENSE = ("ko", "ja", "zh")
"""Languages whose letters are syllables or words: one stands for two and a half of English."""


def unsupported(text: str, others: Sequence[str]) -> float:
    """Return how much of a text's words other translations lack, 0 to 1, on average."""
    mine = words(text)
    if not mine or not others:
        return math.nan
    lacks = [sum(word not in set(words(other)) for word in mine) / len(mine) for other in others]
    return sum(lacks) / len(lacks)


def unlike(text: str, others: Sequence[str]) -> float:
    """Return how unlike a text other translations are, 0 to 100, on average."""
    if not text or not others:
        return math.nan
    return sum(100 - chrf(text, other) for other in others) / len(others)


def length_ratio(cue: Cue, language: str) -> float:
    """Return how far the lengths of both texts are from what is usual, as a logarithm."""
    factor = 2.5 if language in _DENSE else 1.0
    source = sum(c.isalnum() for c in cue.source) * factor
    english = sum(c.isalnum() for c in cue.text)
    return abs(math.log(english / source)) if source and english else math.nan


def anomalous(cue_words: Sequence[Word]) -> float:
    """Return faster-whisper's score of anomalous words, for each word of the cue."""
    if not cue_words:
        return math.nan
    score = 0.0
    for word in cue_words:
        seconds = (word.end_ms - word.start_ms) / 1000
        score += word.probability < 0.15
        score += max(0.0, 0.133 - seconds) * 15
        score += max(0.0, seconds - 2.0)
    return score / len(cue_words)


def characters_a_second(text: str, cue_words: Sequence[Word]) -> float:
    """Return the letters for each second of speech."""
    if not cue_words:
        return math.nan
    seconds = (cue_words[-1].end_ms - cue_words[0].start_ms) / 1000
    return sum(c.isalnum() for c in text) / max(0.2, seconds)


def names_of_one_side(cue: Cue) -> float:
    """Return 1 when one text has capitals within its sentences, and the other has none.

    Languages without capitals, or with German's, cannot be judged so.
    """
    if not any(c.isupper() for c in cue.source):
        return math.nan
    return float(bool(_capitals(cue.source)) != bool(_capitals(cue.text)))


def _capitals(text: str) -> list[str]:
    found = re.findall(r"(?<![.!?…:\"”“]) (\w[\w'’]*)", text)
    return [word for word in found if word[0].isupper() and word not in ("I", "I'm", "I'll")]
