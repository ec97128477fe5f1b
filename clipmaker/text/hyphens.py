"""Where long words may be hyphenated, by the patterns of their language (``pyphen``); pure.

Asked only for words that are wider than a line at the smallest size. A language without patterns
(Finnish among them) has no such places, and breaks between letters.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_EDGE_LETTERS = 3
"""So many letters stand before a hyphen at least, and after it."""


@lru_cache(maxsize=512)
def hyphenation_points(word: str, language: str) -> tuple[int, ...]:
    """Return where a word may be hyphenated, as indices of the first letter after the hyphen.

    Args:
        word: letters alone.
        language: language code of the text.
    """
    patterns = _patterns(language.replace("-", "_"))
    if patterns is None:
        return ()
    found: list[int] = []
    for place in patterns.positions(word):
        # No syllable has a single letter inside a word: “Grund-s-tück” is “Grund-stück”.
        if not found or place - found[-1] > 1:
            found.append(int(place))
    return tuple(found)


@cache
def _patterns(language: str) -> Any | None:
    """Return the patterns of a language, None for a language without hyphenation or patterns."""
    from pyphen import Pyphen, language_fallback

    name = language_fallback(language)
    return Pyphen(lang=name, left=_EDGE_LETTERS, right=_EDGE_LETTERS) if name else None
