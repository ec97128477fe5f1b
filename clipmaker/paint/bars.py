"""Bars from zero: as long as their values are, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.paint.colour import rgb
from clipmaker.paint.pieces import Item, Piece

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit

_AXIS = 4.0
_BEYOND = 6.0
"""The line at zero is so much longer than a bar is thick, on either side; canvas units."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """What a row of pixels stands for.

    Attributes:
        least: the value at the reading edge; 0, or the least of all.
        most: the value at the other end.
        width_px: pixels between them.
    """

    least: Decimal
    most: Decimal
    width_px: int

    @classmethod
    def of(cls, values: Sequence[Decimal], whole: Decimal | None, width_px: int) -> Scale:
        """Return the scale of some values, from zero; up to their whole where they have one."""
        most = max(*values, Decimal(0), *([whole] if whole else []))
        return cls(least=min(*values, Decimal(0)), most=most, width_px=width_px)

    def px(self, value: Decimal) -> int:
        """Return how far inside the reading edge a value is."""
        span = self.most - self.least
        return round((value - self.least) / span * self.width_px) if span else 0


def bar(kit: Kit, value: Decimal, scale: Scale, units: float, colour: str, track: str) -> Piece:
    """Return a bar from zero with the line that it begins at.

    Args:
        kit: the card's.
        value: what it shows.
        scale: of all bars.
        units: its thickness, canvas units.
        colour: ``#RRGGBB``.
        track: colour of the way up to the whole, "" for none.
    """
    page = kit.page
    thick, axis, beyond = page.px(units), max(1, page.px(_AXIS)), page.px(_BEYOND)
    zero, end = scale.px(Decimal(0)), scale.px(value)
    first, length = min(zero, end), abs(end - zero)
    items = []
    if track:
        items.append(_box(scale.width_px - zero, thick, zero, beyond, track))
    if length:
        items.append(_box(length, thick, first, beyond, colour, late=1.0))
    line = _box(axis, thick + 2 * beyond, zero, 0, kit.colours.secondary)
    return Piece((*items, line), thick + 2 * beyond)


def _box(width: int, height: int, inside: int, top: int, colour: str, *, late: float = 0.0) -> Item:
    image = Image.new("RGBA", (width, height), (*rgb(colour), 255))
    return Item(image, -inside, top, grows=True, late=late)
