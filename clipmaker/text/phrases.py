"""What is read in one breath: how much a line break at a space parts what belongs together.

Word lists are by language; a language without lists still has the rules on punctuation,
numbers, initials and names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from clipmaker.resources import word_lists
from clipmaker.scripts import CLOSING, OPENING, is_clause_end, is_sentence_end, spaceless

_ARTICLE = 9.0
_PREPOSITION = 4.0
_NAME = 8.0
_TIGHT = 18.0
_LOOSE = 4.0
_AFTER_SENTENCE = -6.0
_AFTER_CLAUSE = -4.0
_STRANDED = 9.0
_DASHES = frozenset("–—―-")
_WRAPPING = OPENING + CLOSING
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+")
_NUMBER = re.compile(r"[^\w\s]?\d[\d.,:/–-]*")


class _Words(NamedTuple):
    """The word lists of assets/text/phrases.toml, and of one language."""

    titles: frozenset[str]
    units: frozenset[str]
    months: frozenset[str]
    before_numbers: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    numerals: frozenset[str]
    counters: frozenset[str]


@cache
def _words(language: str) -> _Words:
    return _Words(*word_lists("phrases", language, _Words._fields))


def break_cost(text: str, at: int, language: str) -> float:
    """Return how much a break at a space hurts.

    Args:
        text: the whole text.
        at: index of the first character after the space.
        language: language code of the text.
    """
    before = _word_before(text, at)
    after = _word_after(text, at)
    if spaceless(before[-1:]) and spaceless(after[:1]):
        # Where words are not parted by spaces, a space is a pause.
        return _AFTER_CLAUSE
    if set(after) <= _DASHES:
        return _TIGHT
    if set(before) <= _DASHES:
        return _AFTER_CLAUSE
    bare = before.strip(_WRAPPING)
    words = _words(language)
    tight = _tight(bare, after.strip(_WRAPPING), words)
    if tight:
        return tight
    if resting := pause(before.rstrip(_WRAPPING)[-1:]):
        return resting
    stranded = _stranded(text, at, words)
    if _closes(before):
        return stranded
    # A sentence’s “The”, left behind, is both.
    return (_function_word(bare.lower(), words) or _name(at, bare, after)) + stranded


def pause(ending: str) -> float:
    """Return how welcome a break after this character is: negative after punctuation, else 0."""
    if is_sentence_end(ending):
        return _AFTER_SENTENCE
    return _AFTER_CLAUSE if is_clause_end(ending) else 0.0


def _tight(before: str, after: str, words: _Words) -> float:
    """Cost of parting a number and its unit, a title or initial and a name."""
    word, following = before.rstrip(".,").lower(), after.rstrip(".,;:!?").lower()
    if _INITIAL.fullmatch(before) and before[:1].isupper():
        return _TIGHT if len(before) == 2 else _LOOSE
    if word in words.titles and after[:1].isupper() and not before.endswith(","):
        return _TIGHT
    if (word in words.numerals or word.isdigit()) and _counts(following, words.counters):
        return _TIGHT
    if _NUMBER.fullmatch(before) and not before.endswith((",", ";", ":")):
        if following in words.units or following in words.months or _NUMBER.fullmatch(following):
            return _TIGHT
        return _LOOSE if after and not before.endswith(".") else 0.0
    if _NUMBER.fullmatch(after.rstrip(".,;:!?")):
        if word in words.months and before[:1].isupper():
            return _TIGHT
        if before and all(unicodedata.category(c) == "Sc" for c in before):
            return _TIGHT
        if word in words.before_numbers:
            return _LOOSE
    return 0.0


def _counts(word: str, counters: frozenset[str]) -> bool:
    """Whether a word is a counter, by itself or with its particle."""
    return any(word.startswith(counter) and len(word) <= len(counter) + 2 for counter in counters)


def _function_word(word: str, words: _Words) -> float:
    if word in words.articles:
        return _ARTICLE
    return _PREPOSITION if word in words.prepositions else 0.0


def _name(at: int, before: str, after: str) -> float:
    """Cost of parting two capitalised words inside a sentence, likely parts of one name."""
    if not (before[:1].isupper() and after.lstrip(_WRAPPING)[:1].isupper()):
        return 0.0
    begins = at - len(before) - 1 <= 0
    return 0.0 if begins else _NAME


def _stranded(text: str, at: int, words: _Words) -> float:
    """Cost of leaving a sentence's first word behind, or its last word over for the next line."""
    before = _word_before(text, at)
    begins = at - len(before) - 1
    first = begins > 0 and _ends_sentence(_word_before(text, begins), before, words)
    after = _word_after(text, at)
    following = _word_after(text, at + len(after) + 1)
    return _STRANDED if first or _ends_sentence(after, following, words) else 0.0


def _ends_sentence(word: str, following: str, words: _Words) -> bool:
    bare = word.strip(_WRAPPING)
    if not is_sentence_end(bare[-1:]) or not following.strip(_WRAPPING)[:1].isupper():
        return False
    return not _INITIAL.fullmatch(bare) and bare.rstrip(".").lower() not in words.titles


def _closes(word: str) -> bool:
    return word[-1:] in ")]”»’"


def _word_before(text: str, at: int) -> str:
    return text[:at].rstrip(" ").rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]


def _word_after(text: str, at: int) -> str:
    return text[at:].split(" ", 1)[0].split("\n", 1)[0]
