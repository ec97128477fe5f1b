"""Texts that people write: tidied, and free of what no screen can show."""

from __future__ import annotations

import re
import unicodedata

from clipmaker.door.checked import refusal

MAX_CHARACTERS = 2000
"""Nothing on a clip of minutes is longer; a card's own limit is its reading time."""

_SPACES = re.compile(r"[ \t\r\n]+")
_OVERRIDES = "\u202d\u202e"


def tidy(text: str) -> str:
    """Return a text in Unicode NFC with single spaces.

    No-break and ideographic spaces, joiners and direction marks stay: they mean something.

    Raises:
        PydanticCustomError: it is empty, absurdly long, or holds control characters.
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
    return result


def _unshowable(char: str) -> bool:
    """Whether a character is a control, a lone surrogate, a noncharacter or an override."""
    code = ord(char)
    return (
        unicodedata.category(char) in ("Cc", "Cs")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or char in _OVERRIDES
    )
