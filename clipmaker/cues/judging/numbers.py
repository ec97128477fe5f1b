"""Numbers in a text: figures of any script, and the English words for the common ones."""

from __future__ import annotations

import re
import unicodedata

_FIGURES = re.compile(r"\d+(?:[,.\u066c\u00a0\u202f]\d{3})*(?!\d)|\d+")
_SMALL = """zero/one first once/two second twice/three third/four fourth/five fifth/six sixth
/seven seventh/eight eighth/nine ninth/ten tenth/eleven eleventh/twelve twelfth/thirteen/fourteen
/fifteen/sixteen/seventeen/eighteen/nineteen/twenty"""
_LARGE = {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1_000_000,
}  # fmt: skip
_WORDS = _LARGE | {
    word: number for number, words in enumerate(_SMALL.split("/")) for word in words.split()
}


def figures(text: str) -> frozenset[int]:
    """Return the numbers written in figures; thousands may be grouped."""
    return frozenset(_value(match[0]) for match in _FIGURES.finditer(text))


def english_numbers(text: str) -> frozenset[int]:
    """Return the numbers written in figures or in English words, tens and units also joined."""
    found = set(figures(text))
    words = re.findall(r"[a-z]+", text.lower())
    values = [_WORDS.get(word) for word in words]
    for i, value in enumerate(values):
        if value is None:
            continue
        found.add(value)
        following = values[i + 1] if i + 1 < len(values) else None
        if 20 <= value < 100 and following is not None and 0 < following < 10:
            found.add(value + following)
        if following in (100, 1000, 1_000_000):
            found.add(value * following)
    return frozenset(found)


def _value(figure: str) -> int:
    digits = "".join(str(unicodedata.digit(char)) for char in figure if char.isdigit())
    return int(digits)
