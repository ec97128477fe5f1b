"""Texts that people write: tidied, and free of what no screen can show."""

from __future__ import annotations

import re
import unicodedata

from clipmaker.door.checked import refusal
from clipmaker.door.invisible import unseen, visible

MAX_CHARACTERS = 2000
"""Nothing on a clip of minutes is longer; a card's own limit is its reading time."""

_SPACES = re.compile(r"[ \t\r\n]+")
_OVERRIDES = "\u202d\u202e"


def tidy(text: str) -> str:
    """Return a text in Unicode NFC with single spaces.

    No-break and ideographic spaces stay, joiners and direction marks where they mean something.

    Raises:
        PydanticCustomError: it is empty, absurdly long, or holds characters that cannot be shown or
            that nobody would see.
    """
    result = unicodedata.normalize("NFC", _SPACES.sub(" ", text.replace("\ufeff", ""))).strip()
    if len(result) > MAX_CHARACTERS:
        raise refusal(f"{len(result)} characters are more than the {MAX_CHARACTERS} allowed")
    for char in result:
        if _unshowable(char):
            name = unicodedata.name(char, "a control character").lower()
            raise refusal(f"holds U+{ord(char):04X} ({name}), which cannot be shown: delete it")
    if not any(unicodedata.category(char)[0] in "LNPS" for char in result):
        raise refusal("is empty: write it, or remove the key")
    if places := unseen(result):
        char = result[places[0]]
        name = unicodedata.name(char, "an invisible character").lower()
        near = _word_around(result, places[0])
        raise refusal(f"holds U+{ord(char):04X} ({name}) in “{near}”, which nobody sees: delete it")
    return result


def _word_around(text: str, at: int) -> str:
    """Return the word in which a character stands that nobody sees, without it."""
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    return visible(text[start : None if end < 0 else end])


def _unshowable(char: str) -> bool:
    """Whether a character is a control, a lone surrogate, a noncharacter or an override."""
    code = ord(char)
    return (
        unicodedata.category(char) in ("Cc", "Cs")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or char in _OVERRIDES
    )
