"""Dots that stand for so many each: in rows for parts of a whole, in a half circle for seats.

Where a part ends inside a dot, the dot is divided there: a scale of dots is as exact as one of
bars.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PIL import Image, ImageChops, ImageDraw

from clipmaker.paint.colour import rgb
from clipmaker.paint.pieces import Item, Piece

_ZOOM = 4
_MOST_DOTS, _MOST_SEATS = 150, 750
_NICE = (1, 2, 5, 10)
_A_ROW = (2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
_LARGEST = 0.22
"""A dot takes so much of the width at most, space around it included."""
_DOT, _SEAT = 0.78, 0.84
"""Its diameter as a share of that."""
_INNER = 0.44
"""Inner radius of the half circle as a share of the outer one."""


@dataclass(frozen=True)
class Spot:
    """The place of a dot: its middle and its radius, in pixels from the left and the top."""

    x: float
    y: float
    radius: float


def dot_step(whole: Decimal, decimals: int, *, seats: bool = False) -> Decimal:
    """Return how much a dot stands for: 1, 2 or 5 of something, so that there are not too many.

    Args:
        whole: what all dots stand for together, more than 0.
        decimals: how many digits after the point the values have.
        seats: whether they are seats, of which there may be more.
    """
    most = _MOST_SEATS if seats else _MOST_DOTS
    power = Decimal(1).scaleb(-decimals)
    while True:
        for nice in _NICE:
            if whole / (power * nice) <= most:
                return power * nice
        power *= 10


def in_rows(count: int, width_px: int, height_px: int) -> tuple[list[Spot], int]:
    """Return the places of dots in rows, and the height that they take; () where it is too much.

    Args:
        count: how many dots, the last one perhaps divided.
        width_px: width of a full row.
        height_px: height that they may take.
    """
    for across in _A_ROW:
        pitch = min(width_px / across, width_px * _LARGEST)
        rows = math.ceil(count / across)
        if rows * pitch <= height_px:
            radius = pitch * _DOT / 2
            inside = (pitch - 2 * radius) / 2
            spots = [
                Spot(
                    i % across * pitch + pitch / 2 - inside,
                    i // across * pitch + pitch / 2 - inside,
                    radius,
                )
                for i in range(count)
            ]
            return spots, math.ceil(rows * pitch - 2 * inside)
    return [], 0


def in_half_circle(count: int, width_px: int) -> tuple[list[Spot], int]:
    """Return the places of seats from left to right around a half circle, and their height."""
    rows = next(n for n in range(1, 40) if _seats(n, width_px) >= count or n == 39)
    pitch = _pitch(rows, width_px)
    outer = width_px / 2 - pitch / 2
    radii = [outer - pitch * row for row in range(rows)]
    shares = [max(1, count * radius / sum(radii)) for radius in radii]
    numbers = [math.floor(share) for share in shares]
    by_rest = sorted(range(rows), key=lambda row: numbers[row] - shares[row])
    for place in range(abs(count - sum(numbers))):
        numbers[by_rest[place % rows]] += 1 if sum(numbers) < count else -1
    found = []
    for radius, number in zip(radii, numbers, strict=True):
        for seat in range(number):
            share = seat / (number - 1) if number > 1 else 0.5
            angle = math.pi * (1 - share)
            x = width_px / 2 + radius * math.cos(angle)
            y = outer + pitch / 2 - radius * math.sin(angle)
            found.append((share, -radius, Spot(x, y, pitch * _SEAT / 2)))
    ordered = [spot for _, _, spot in sorted(found, key=lambda one: one[:2])]
    return ordered, math.ceil(outer + pitch)


def _pitch(rows: int, width_px: int) -> float:
    """Return the distance of rows of seats."""
    return width_px / 2 * (1 - _INNER) / (rows - 0.5 + _INNER / 2)


def _seats(rows: int, width_px: int) -> int:
    """Return how many seats have room in so many rows."""
    pitch = _pitch(rows, width_px)
    outer = width_px / 2 - pitch / 2
    return sum(math.floor(math.pi * (outer - pitch * row) / pitch) + 1 for row in range(rows))


def dotted(
    spots: Sequence[Spot],
    parts: Sequence[Decimal],
    colours: Sequence[str],
    size: tuple[int, int],
    *,
    from_right: bool,
) -> Piece:
    """Return dots in the colours of the parts that they stand for, one picture a part.

    Args:
        spots: their places, in order.
        parts: how many dots each part has, and what is left over; fractions divide a dot.
        colours: ``#RRGGBB``, one for each part.
        size: width and height of the picture.
        from_right: whether the first stands on the right.
    """
    items, done = [], Decimal(0)
    for number, (part, colour) in enumerate(zip(parts, colours, strict=True)):
        alpha = _part(spots, done, done + part, size)
        done += part
        if from_right:
            alpha = alpha.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        image = Image.new("RGBA", size, (*rgb(colour), 0))
        image.putalpha(alpha)
        items.append(Item(image, 0, 0, late=2.0 * number))
    return Piece(tuple(items), size[1])


def _part(
    spots: Sequence[Spot], start: Decimal, end: Decimal, size: tuple[int, int]
) -> Image.Image:
    """Return where the dots from one count to another are, as a mask."""
    big = (size[0] * _ZOOM, size[1] * _ZOOM)
    mask = Image.new("L", big, 0)
    draw = ImageDraw.Draw(mask)
    for i in range(math.floor(start), min(math.ceil(end), len(spots))):
        left, right = max(start - i, Decimal(0)), min(end - i, Decimal(1))
        if right <= left:
            continue
        spot = spots[i]
        x, y, radius = (value * _ZOOM for value in (spot.x, spot.y, spot.radius))
        box = (x - radius, y - radius, x + radius, y + radius)
        if left == 0 and right == 1:
            draw.ellipse(box, fill=255)
        else:
            mask = _divided(mask, box, float(left), float(right))
            draw = ImageDraw.Draw(mask)
    return mask.resize(size, Image.Resampling.BOX)


def _divided(
    mask: Image.Image, box: tuple[float, float, float, float], left: float, right: float
) -> Image.Image:
    """Return a mask with the part of a dot between two shares of its width."""
    whole, part = Image.new("L", mask.size, 0), Image.new("L", mask.size, 0)
    ImageDraw.Draw(whole).ellipse(box, fill=255)
    width = box[2] - box[0]
    cut = (box[0] + left * width, box[1], box[0] + right * width, box[3])
    ImageDraw.Draw(part).rectangle(cut, fill=255)
    return ImageChops.lighter(mask, ImageChops.multiply(whole, part))


def swatch(size_px: int, colour: str) -> Piece:
    """Return a dot of a colour as high as a text's capitals, to stand beside it."""
    big = size_px * _ZOOM
    mask = Image.new("L", (big, big), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, big - 1, big - 1), fill=255)
    image = Image.new("RGBA", (size_px, size_px), (*rgb(colour), 0))
    image.putalpha(mask.resize((size_px, size_px), Image.Resampling.BOX))
    return Piece((Item(image, 0, 0),), size_px)
