"""Words of a text without case and punctuation, for comparing, and whether they go in circles."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import groupby

_INSIDE = re.compile(r"(?<=\w)['’-](?=\w)")
_LOOPS = ((5, 2), (3, 3))
"""So many words in a row, so many times, are a loop."""
_STUCK = 4
"""A word so many times in a row is a loop."""


def bare_words(text: str) -> str:
    """Return a text's words, folded and single-spaced; "don't" becomes "dont"."""
    joined = _INSIDE.sub("", text.casefold())
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in joined)
    return " ".join("".join(kept).split())


def loops(text: str) -> bool:
    """Whether the same words come again and again, as machines write when they are stuck."""
    words = bare_words(text).split()
    if any(len(list(same)) >= _STUCK for _, same in groupby(words)):
        return True
    for length, times in _LOOPS:
        runs = Counter(tuple(words[i : i + length]) for i in range(len(words) - length + 1))
        if runs and max(runs.values()) >= times:
            return True
    return False
