"""Where in a text its words stand, and when words of a corrected text are spoken; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from clipmaker.cues.bare import bare_words
from clipmaker.cues.model import Word


@dataclass(frozen=True, kw_only=True)
class WordPlace:
    """A word in the lines of a cue: from ``start`` up to, not including, ``end``, in characters."""

    word: Word
    line: int
    start: int
    end: int


def places(lines: Sequence[str], words: Sequence[Word]) -> tuple[WordPlace, ...]:
    """Return where words stand in lines, in order; one that stands nowhere is left out."""
    found: list[WordPlace] = []
    line, at = 0, 0
    for word in words:
        for number in range(line, len(lines)):
            start = lines[number].find(word.text, at if number == line else 0)
            if start >= 0:
                line, at = number, start + len(word.text)
                found.append(WordPlace(word=word, line=line, start=start, end=at))
                break
    return tuple(found)


def realigned(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """Return the words of a corrected text with the times of the words that it corrects.

    Words that stayed keep their times; those that were written instead of others share the time
    of these by their letters. Empty when nothing is left to go by.

    Args:
        words: the words of the old text, in order.
        text: the new text; its words are what stands between spaces.
    """
    new = text.split()
    old = [bare_words(word.text) for word in words]
    result: list[Word] = []
    matcher = SequenceMatcher(None, old, [bare_words(word) for word in new], autojunk=False)
    for what, i, j, a, b in matcher.get_opcodes():
        if what == "equal":
            pairs = zip(words[i:j], new[a:b], strict=True)
            result += [replace(word, text=written) for word, written in pairs]
        elif a < b:
            start_ms = words[i].start_ms if i < j else words[i - 1].end_ms if i else 0
            end_ms = words[j - 1].end_ms if i < j else start_ms
            if i == j and i < len(words):
                end_ms = words[i].start_ms
                start_ms = start_ms if i else end_ms
            result += _shared(new[a:b], start_ms, max(start_ms, end_ms))
    return tuple(result) if words else ()


def _shared(texts: Sequence[str], start_ms: int, end_ms: int) -> list[Word]:
    """Return words that share a stretch of time by their letters."""
    total = sum(map(len, texts))
    result, before = [], 0
    for text in texts:
        after = before + len(text)
        result.append(
            Word(
                text=text,
                start_ms=start_ms + (end_ms - start_ms) * before // total,
                end_ms=start_ms + (end_ms - start_ms) * after // total,
                probability=1.0,
            )
        )
        before = after
    return result
