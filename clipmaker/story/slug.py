"""A clip's short name, made from its headline."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 60
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L",
        "ı": "i", "ħ": "h", "Ħ": "H", "’": "", "‘": "", "'": "",
    }
)  # fmt: skip


def make_slug(headline: str) -> str:
    """Return lower-case ASCII words joined by hyphens.

    Returns "" when the headline is mostly written in letters that have no ASCII form, since the
    few that have one would not name the clip.
    """
    folded = unicodedata.normalize("NFKD", headline.translate(_LETTERS))
    letters = [char for char in folded if char.isalpha()]
    ascii_letters = [char for char in letters if char.isascii()]
    if 2 * len(ascii_letters) < len(letters):
        return ""
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return _shorten(words)


def _shorten(words: list[str]) -> str:
    """Join as many words as fit."""
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:MAX_CHARACTERS]
        if len(longer) > MAX_CHARACTERS:
            break
        slug = longer
    return slug
