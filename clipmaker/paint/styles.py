"""Type by role: one place that turns a brand's weights and a page's scale into text styles.

Imports nothing heavy, so that card kinds may name roles and fits at their top level.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import Enum

from clipmaker.paint.page import Page
from clipmaker.text.model import TextStyle

_MORE_LEADING: tuple[tuple[int, int, float], ...] = (
    (0x0590, 0x08FF, 0.22),  # Hebrew, Arabic and their neighbours
    (0x0900, 0x0DFF, 0.28),  # scripts of India
    (0x0E00, 0x0FFF, 0.28),  # Thai, Lao, Tibetan
    (0x1100, 0x11FF, 0.12),  # Hangul Jamo
    (0x2E80, 0x9FFF, 0.12),  # CJK, kana
    (0xAC00, 0xD7FF, 0.12),  # Hangul
)
"""First and last code point of scripts that fill more of their line than Latin does, and the
share of the type size that their lines stand further apart."""


_STRESSED = re.compile("(?<!\\bΗ)\u0301|(?<=\\bΗ)\u0301(?=\\w)")


class Role(Enum):
    """What a text is for: the brand's weight, line height and tracking (em)."""

    FIGURE = ("headline", 1.0, -0.03)
    HEADLINE = ("headline", 1.03, -0.022)
    QUOTE = ("quote", 1.12, -0.017)
    BODY = ("body", 1.17, -0.014)
    LEAD = ("body", 1.22, -0.008)
    KICKER = ("label", 1.2, 0.045)
    STATEMENT = ("body", 1.32, -0.004)
    WORDMARK = ("label", 1.2, 0.07)
    NAME = ("label", 1.2, -0.004)
    CREDIT = ("body", 1.3, 0.0)
    SMALL = ("small", 1.3, 0.004)
    SUBTITLE = ("subtitle", 1.35, -0.008)

    @property
    def line_height(self) -> float:
        """Distance of baselines as a multiple of the size, for Latin."""
        return self.value[1]


@dataclass(frozen=True)
class Fit:
    """Sizes to try.

    Attributes:
        largest: canvas units.
        smallest: canvas units.
        lines: how many lines may be used at them; 0 is any number.
    """

    largest: float
    smallest: float
    lines: int = 0


def style(page: Page, role: Role, units: float, *, colour: str, text: str = "") -> TextStyle:
    """Return the style of a role.

    Args:
        page: brand, scale and language.
        role: what the text is for.
        units: type size, canvas units.
        colour: ``#RRGGBB``.
        text: what will be set; decides the leading.
    """
    typography = page.brand.typography
    weight, line_height, tracking = role.value
    return TextStyle(
        family=typography.face,
        weight=getattr(typography, weight),
        size_px=units * page.profile.scale,
        line_height=line_height + leading(text),
        tracking_em=tracking,
        optical_size=typography.optical_size,
        colour=colour,
        language=page.language,
    )


def highlighted(base: TextStyle, page: Page) -> TextStyle:
    """Return a style that shows *emphasised* words in the brand's highlight."""
    return replace(base, highlight=page.brand.colours.highlight)


def leading(text: str) -> float:
    """Return the share of the type size to add to the line height for a text's scripts."""
    return max(
        (
            more
            for first, last, more in _MORE_LEADING
            if any(first <= ord(character) <= last for character in text)
        ),
        default=0.0,
    )


def capitals(text: str, language: str) -> str:
    """Return a text in capitals as its language writes them."""
    code = language.split("-")[0]
    if code in ("tr", "az"):
        text = text.replace("i", "İ").replace("ı", "I")
    upper = text.upper()
    if code == "el":
        # Greek capitals carry no stress, but for the word that means "or".
        bare = _STRESSED.sub("", unicodedata.normalize("NFD", upper))
        upper = unicodedata.normalize("NFC", bare)
    return upper
