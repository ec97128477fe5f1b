"""The sign of a warning: a rounded triangle in outline with an exclamation mark, drawn."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from clipmaker.paint.colour import rgb

_ZOOM = 8
_HEIGHT = 0.88
"""Height of the triangle as a share of its width: near an equilateral one's."""
_STROKE, _CORNER = 0.078, 0.105
_BAR_TOP, _BAR_BOTTOM, _DOT = 0.36, 0.63, 0.765
"""Where the exclamation mark's parts are, as shares of the height."""


def warning_sign(width_px: int, colour: str) -> Image.Image:
    """Return the sign, RGBA, whose ink is so many pixels wide.

    Args:
        width_px: its width.
        colour: ``#RRGGBB``.
    """
    big = width_px * _ZOOM
    high = round(width_px * _HEIGHT) * _ZOOM
    shape = Image.new("L", (big, high), 0)
    draw = ImageDraw.Draw(shape)
    stroke = big * _STROKE
    _triangle(draw, big, high, big * _CORNER, 0.0, 255)
    _triangle(draw, big, high, big * _CORNER, stroke, 0)
    middle, half = big / 2, stroke * 0.52
    _pill(draw, middle - half, high * _BAR_TOP, middle + half, high * _BAR_BOTTOM, half)
    half *= 1.12
    _pill(draw, middle - half, high * _DOT - half, middle + half, high * _DOT + half, half)
    shape = shape.crop(shape.getbbox())
    alpha = shape.resize(
        (width_px, round(width_px * shape.height / shape.width)), Image.Resampling.BOX
    )
    sign = Image.new("RGBA", alpha.size, rgb(colour))
    sign.putalpha(alpha)
    return sign


def _triangle(
    draw: ImageDraw.ImageDraw, width: float, height: float, corner: float, inset: float, ink: int
) -> None:
    """Fill a triangle with round corners that stands so far inside a box."""
    # The corners' circles have the same middles for the outline and for what is cut out of it.
    lean = math.atan2(height, width / 2)
    radius = corner - inset
    across, top = corner / math.tan(lean / 2), corner / math.cos(lean)
    corners = [
        (width / 2, top),
        (width - across, height - corner),
        (across, height - corner),
    ]
    draw.polygon(corners, fill=ink)
    for x, y in corners:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        draw.line((x0, y0, x1, y1), fill=ink, width=round(2 * radius))


def _pill(
    draw: ImageDraw.ImageDraw, left: float, top: float, right: float, bottom: float, radius: float
) -> None:
    draw.rounded_rectangle((left, top, right, bottom), radius, fill=255)
