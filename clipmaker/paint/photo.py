"""Photographs behind a card's words: cut around their focus, and how far they are enlarged."""

from __future__ import annotations

from PIL import Image

from clipmaker.story.photo import Point


def filled(
    image: Image.Image, width: int, height: int, focus: Point, *, level: float = 0.5
) -> Image.Image:
    """Return a picture scaled and cut to fill a size; see :func:`cut`."""
    return image.resize(
        (width, height),
        Image.Resampling.LANCZOS,
        box=cut(image, width, height, focus, level=level),
        reducing_gap=3.0,
    )


def cut(
    image: Image.Image, width: int, height: int, focus: Point, *, level: float = 0.5
) -> tuple[float, float, float, float]:
    """Return the part of a picture that fills a size: left, top, right, bottom, pixels.

    Args:
        image: the picture.
        width: pixels.
        height: pixels.
        focus: the point that stands as near to the middle as the picture allows.
        level: where "middle" is from top to bottom, as a share.
    """
    scale = max(width / image.width, height / image.height)
    wide, high = width / scale, height / scale
    left = max(0.0, min(focus.x * image.width - wide / 2, image.width - wide))
    top = max(0.0, min(focus.y * image.height - high * level, image.height - high))
    return left, top, min(left + wide, image.width), min(top + high, image.height)
