"""Characters that nobody sees: what they may be, and where they mean something.

A text with one looks like another text without it, so that two readers of it approve, search or
compare different words. Joiners, direction marks and variation selectors stay where the writing
beside them needs them.
"""

from __future__ import annotations

import unicodedata

_BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f\u180e"
"""Letters and signs that draw nothing: fillers of Hangul, an empty Braille cell, and their like."""

_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c"
_OVERRIDES = "\u202d\u202e"
"""Refused wherever they stand, by another rule."""

_SPACE = "\u200b"
_HYPHEN = "\u00ad"

_PLAIN = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HANGUL", "HIRAGANA", "KATAKANA",
          "CJK", "DIGIT")  # fmt: skip
"""Scripts in which a joiner between letters does nothing that is seen."""

_UNSPACED = ("THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Scripts whose words a zero width space may part."""


def unseen(text: str) -> tuple[int, ...]:
    """Return where characters stand that nobody sees and that mean nothing there, in order.

    A soft hyphen inside a word says where the word may break, so it is not among them.
    """
    if text.isascii():
        return ()
    right_to_left = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)
    return tuple(
        i
        for i, char in enumerate(text)
        if _invisible(char)
        and not _needed(
            char, text[max(0, i - 1) : i], text[i + 1 : i + 2], right_to_left=right_to_left
        )
    )


def visible(text: str) -> str:
    """Return a text of somebody else's file without what nobody sees in it."""
    while places := set(unseen(text)):
        text = "".join(char for i, char in enumerate(text) if i not in places)
    return text


def _invisible(char: str) -> bool:
    return (
        (unicodedata.category(char) == "Cf" and char not in _OVERRIDES)
        or char in _BLANK
        or 0xFE00 <= ord(char) <= 0xFE0F
        or 0xE0000 <= ord(char) <= 0xE0FFF
    )


def _needed(char: str, before: str, after: str, *, right_to_left: bool) -> bool:
    """Whether a character that nobody sees has a reason to be where it is."""
    if char in _JOINERS:
        return _joins(before) and (_joins(after) or (char == "\u200c" and not after.isalnum()))
    if char in _DIRECTIONS:
        return right_to_left
    if char == _SPACE:
        return _script(before) in _UNSPACED or _script(after) in _UNSPACED
    if char == _HYPHEN:
        return before.isalpha() and after.isalpha()
    if 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF:
        # A keycap such as 1\ufe0f\u20e3, a picture, or a form of an ideograph.
        return bool(before) and (not before.isalpha() or _script(before) in ("CJK", "MONGOLIAN"))
    # Signs before numbers of Arabic and Syriac, shorthand and music are Cf, and seen.
    return ord(char) in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2)


def _joins(char: str) -> bool:
    """Whether a joiner beside a character changes how it is drawn."""
    if not char or char.isspace() or char.isascii():
        return False
    return _script(char) not in _PLAIN


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0] if char else ""
