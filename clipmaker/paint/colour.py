"""Colours as numbers, and the contrast between two of them."""

from __future__ import annotations

from functools import cache

RGB = tuple[int, int, int]


@cache
def rgb(colour: str) -> RGB:
    """Return the red, green and blue of ``#RRGGBB``, each 0 to 255.

    Raises:
        ValueError: it is not written that way.
    """
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"not a colour: {colour!r} (expected #RRGGBB)")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def linear(value: float) -> float:
    """Return the linear light of an 8-bit sRGB value, 0 to 1 (WCAG 2.2, relative luminance)."""
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: RGB) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white) (WCAG 2.2)."""
    red, green, blue = (linear(value) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: float, other: float) -> float:
    """Return the contrast of two relative luminances, 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """Return the colour that lies ``share`` (0 to 1) of the way from one to the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
