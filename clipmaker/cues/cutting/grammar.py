"""Where the sentences of a text begin and end; pure."""

from __future__ import annotations

import re

from clipmaker.scripts import CLOSING, is_sentence_end, spaceless

_SHORT = 3
"""A stop after a word of so many letters that begins with a capital may be an abbreviation."""
_WORD = re.compile(r"[^\W\d_]+\Z")


def split_sentences(text: str, language: str) -> tuple[str, ...]:
    """Return the sentences of a text in order; joined by spaces they are all of it.

    Where writing parts words by spaces, a sentence ends before one only, so that 14.30 and a
    title before a name stay whole.

    Args:
        text: what was said.
        language: its language code.
    """
    tidy = " ".join(text.split())
    found, begin = [], 0
    for i, char in enumerate(tidy):
        if i >= begin and is_sentence_end(char, language):
            end = i + 1
            while end < len(tidy) and (tidy[end] in CLOSING or is_sentence_end(tidy[end])):
                end += 1
            if _ends(tidy, i, end):
                found.append(tidy[begin:end].strip())
                begin = end
    return tuple(part for part in (*found, tidy[begin:].strip()) if part)


def _ends(text: str, mark: int, end: int) -> bool:
    """Whether a sentence ends with the mark at that place."""
    if end == len(text) or spaceless(text[mark - 1]) or spaceless(text[end]):
        return True
    if text[end] != " " or text[end + 1 : end + 2].islower():
        return False
    word = _WORD.search(text[:mark])
    titled = text[mark] == "." and word and word[0][0].isupper() and len(word[0]) <= _SHORT
    return not titled
