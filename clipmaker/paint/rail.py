"""The rail of a timeline: a line that runs from event to event, with a mark at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.paint.colour import rgb
from clipmaker.paint.dots import swatch
from clipmaker.paint.pieces import Item, Piece

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.stack import PlacedPiece

_RAIL, _MARK = 6.0, 30.0


def with_rail(
    kit: Kit,
    placed: Sequence[PlacedPiece],
    dates: Sequence[int],
    colours: tuple[str, str, str],
) -> list[PlacedPiece]:
    """Return placed pieces with a rail at the reading edge, a mark beside each date.

    The rail grows down to an event as that comes in; what has been is marked in one colour, the
    last event in another.

    Args:
        kit: the card's.
        placed: the pieces, in order.
        dates: places of the pieces that are dates.
        colours: of the rail, of marks, and of the last mark, ``#RRGGBB``.
    """
    page = kit.page
    mark, width = page.px(_MARK), max(1, page.px(_RAIL))
    middles = [_middle(placed[at]) for at in dates]
    rail, plain, last = colours
    found = []
    for number, at in enumerate(dates):
        items = []
        top = middles[number] - mark // 2
        if number:
            begin = middles[number - 1] - mark // 2 + mark - 1
            line = Image.new("RGBA", (width, max(1, top + 1 - begin)), (*rgb(rail), 255))
            items.append(Item(line, -(mark - width) // 2, begin - top))
        colour = last if number == len(dates) - 1 else plain
        (dot,) = swatch(mark, colour).items
        items.append(dot)
        piece = Piece(tuple(items), mark)
        found.append(replace(placed[at], piece=piece, top_px=top))
    first = dates[0]
    return [*placed[:first], *found, *placed[first:]]


def _middle(one: PlacedPiece) -> int:
    """Return the row of the middle of a text's first line of capitals."""
    cap = one.piece.words.cap_px if one.piece.words else one.piece.height_px
    return one.top_px + round(cap / 2)


def indented(kit: Kit, piece: Piece, units: float) -> Piece:
    """Return a piece that begins so many canvas units inside the reading edge."""
    inside = kit.page.px(units)
    items = (replace(item, outset_px=item.outset_px - inside) for item in piece.items)
    return replace(piece, items=tuple(items))
