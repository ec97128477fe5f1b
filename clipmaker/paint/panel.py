"""A panel behind what is drawn on a card, so that its shapes are seen over any picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.paint.colour import contrast_ratio, luminance, mix, rgb
from clipmaker.paint.contrast import NEEDED_SHAPES
from clipmaker.paint.pieces import Item, Piece
from clipmaker.paint.stack import PlacedPiece

if TYPE_CHECKING:
    from clipmaker.paint.colour import RGB
    from clipmaker.paint.kit import Kit

PAD = 34.0
"""Canvas units between a panel's edges and what stands on it."""
_SIDE = 22.0
_STEPS = 40


def panel_colour(kit: Kit) -> str:
    """Return the colour of what is behind the shapes of a card, ``#RRGGBB``."""
    over = kit.photo is not None and not kit.plates
    return (kit.colours.shade if over else "") or kit.colours.ground


def with_panel(kit: Kit, placed: Sequence[PlacedPiece], first: int, last: int) -> list[PlacedPiece]:
    """Return placed pieces with a panel behind some of them; without a picture there is none.

    Args:
        kit: the card's.
        placed: the pieces, in order.
        first: place of the first piece on the panel.
        last: place of the last one.
    """
    if kit.photo is None:
        return list(placed)
    pad = kit.page.px(PAD)
    top = placed[first].top_px - pad
    end = placed[last]
    bottom = end.top_px + end.piece.height_px + max(pad, end.piece.below_px + pad // 2)
    bleed = kit.column.left
    if kit.page.right_to_left:
        bleed = kit.page.profile.width_px - kit.column.right
    size = (bleed + kit.column.width + kit.page.px(_SIDE), bottom - top)
    image = Image.new("RGBA", size, (*rgb(panel_colour(kit)), 255))
    piece = Piece((Item(image, bleed, 0, grows=True),), size[1])
    panel = replace(placed[first], piece=piece, top_px=top)
    return [*placed[:first], panel, *placed[first:]]


def shades(kit: Kit) -> tuple[str, ...]:
    """Return four colours of shapes, the loudest first, then that of what is left over."""
    colours = kit.colours
    behind = rgb(panel_colour(kit))
    loud, second = rgb(colours.highlight), rgb(colours.accent)
    found = (loud, _seen(second, rgb(colours.text), behind), rgb(colours.text))
    between = _seen(mix(loud, second, 0.5), rgb(colours.text), behind)
    rest = _faint(rgb(colours.secondary), behind)
    return tuple(_written(one) for one in (*found, between, rest))


def faint(kit: Kit) -> str:
    """Return the colour of a track behind bars, ``#RRGGBB``: hardly seen."""
    return _written(mix(rgb(panel_colour(kit)), rgb(kit.colours.secondary), 0.2))


def _seen(colour: RGB, towards: RGB, behind: RGB) -> RGB:
    """Return a colour, as much of another one as it takes to be seen on what is behind."""
    for step in range(_STEPS + 1):
        tried = mix(colour, towards, step / _STEPS)
        if contrast_ratio(luminance(tried), luminance(behind)) >= NEEDED_SHAPES:
            return tried
    return towards


def _faint(colour: RGB, behind: RGB) -> RGB:
    """Return a colour as near to what is behind as it may be seen."""
    return _seen(behind, colour, behind)


def _written(colour: RGB) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
