"""Where words and syllables begin in scripts that do not part words by spaces; pure.

Thai, Lao, Khmer and Burmese words are known to ICU's dictionaries alone (``icu4py``, which comes
with the fonts of these scripts). Inside a word a line may break between syllables as they are
written: never between a letter and its vowels, signs or subscripts, which would show a dotted
circle.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec

from clipmaker.scripts import needs_dictionary, unspaced_script
from clipmaker.text.itemize import cluster_starts

_STACKERS = "\u17d2\u1039\u0f84"
"""The letter after one of these stands below the letter before it."""
_ASAT = "\u103a"
"""Takes the vowel from a Burmese letter, which then closes the syllable before it."""
_VOWELS_BEFORE = "เแโใไເແໂໃໄ"
"""Thai and Lao vowels that are written before their letter."""
_NEVER_FIRST = "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6"
"""Thai and Lao vowels and signs that are written behind their letter."""


@lru_cache(maxsize=512)
def syllable_starts(text: str) -> frozenset[int]:
    """Return where a line may begin at all: at grapheme clusters, and never inside a syllable."""
    return frozenset(at for at in cluster_starts(text) if not _inside(text, at))


@lru_cache(maxsize=512)
def word_starts(text: str, phrases: frozenset[int]) -> frozenset[int]:
    """Return where words begin between two letters that only a dictionary can part.

    Without ICU's dictionaries these are the phrases of Thai, and syllables elsewhere.

    Args:
        text: the text.
        phrases: where its phrases begin, as far as they are known.
    """
    places = {
        at
        for at in range(1, len(text))
        if needs_dictionary(text[at - 1]) and needs_dictionary(text[at])
    }
    if not places:
        return frozenset()
    return frozenset(places & (_known(text) or phrases or syllable_starts(text)))


def _known(text: str) -> frozenset[int]:
    """Return where words begin by ICU's dictionaries; empty where they are not installed."""
    if not has_dictionaries():
        return frozenset()
    from icu4py.breakers import LineBreaker

    starts: set[int] = set()
    place = 0
    for segment in LineBreaker(text, "en"):
        starts.add(place)
        place += len(segment)
    return syllable_starts(text).intersection(starts)


@cache
def has_dictionaries() -> bool:
    """Whether ICU's dictionaries are installed."""
    return find_spec("icu4py") is not None


def _inside(text: str, at: int) -> bool:
    """Whether a place lies inside a syllable as it is written."""
    if at in (0, len(text)):
        return False
    before, after = text[at - 1], text[at]
    if unspaced_script(after) is None:
        return False
    if unicodedata.category(after)[0] == "M" or before in _STACKERS or after in _NEVER_FIRST:
        return True
    return before in _VOWELS_BEFORE or _closes(text, at)


def _closes(text: str, at: int) -> bool:
    """Whether a Burmese letter closes the syllable before it."""
    signs = text[at + 1 : at + 3]
    return signs.startswith(_ASAT) or (signs[:1] == "\u1037" and signs[1:] == _ASAT)
