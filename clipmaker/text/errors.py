"""What can go wrong when a text is set, as messages that name the characters or the words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from clipmaker.errors import BudgetError, ClipmakerError, MissingToolError
from clipmaker.extras import install_line


class TextError(ClipmakerError):
    """A text cannot be set."""


class MissingGlyphError(TextError, MissingToolError):
    """No installed font has some of a text's characters.

    Attributes:
        characters: the characters, each once, in the order they are met.
    """

    def __init__(self, characters: Sequence[str], *, extras: Sequence[str] = ()) -> None:
        names = ", ".join(describe(character) for character in characters)
        if extras:
            remedy = f"Install the fonts for this script: {install_line(extras)}"
        else:
            remedy = "Write it in other characters."
        super().__init__(f"no installed font has {names}", remedy=remedy)
        self.characters = tuple(characters)


class UnknownFamilyError(TextError, MissingToolError):
    """A font family is not in the catalogue, or its package is not installed."""

    def __init__(self, family: str, *, installed: Sequence[str], extras: Sequence[str]) -> None:
        remedy = f"Install it: {install_line(extras)}" if extras else ""
        super().__init__(
            f"no font family “{family}”; there are {', '.join(installed)}", remedy=remedy
        )


class TooLongError(TextError, BudgetError):
    """A text does not fit its room at its smallest size.

    Attributes:
        words_to_cut: words that must go, at least 1; characters where words have no spaces.
    """

    def __init__(self, text: str, *, words_to_cut: int, unit: str, smallest_px: float) -> None:
        start = text if len(text) <= 40 else text[:39].rstrip() + "…"
        plural = "" if words_to_cut == 1 else "s"
        super().__init__(
            f"“{start}” does not fit its room at {smallest_px:g} px, the smallest allowed",
            remedy=f"Cut {words_to_cut} {unit}{plural}.",
        )
        self.words_to_cut = words_to_cut


def describe(character: str) -> str:
    """Return a character with its code point and Unicode name, for a message."""
    control = unicodedata.category(character) == "Cc"
    name = unicodedata.name(character, "control character" if control else "unnamed character")
    shown = f"“{character}” " if character.isprintable() else ""
    code = f"U+{ord(character):04X} {name}"
    return f"{shown}({code})" if shown else code
