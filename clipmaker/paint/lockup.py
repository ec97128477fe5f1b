"""What a clip ends on besides its words: the brand's lock-up, the rule above it, a button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.paint.colour import rgb
from clipmaker.paint.pieces import Item, Piece, boxed

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit

_RULE, _BESIDE = 9.0, 32.0
_BUTTON_PAD = 34.0


def edge_rule(kit: Kit) -> Piece:
    """Return a rule in the accent from one edge of the page to the other."""
    page, column = kit.page, kit.column
    height = max(2, page.px(_RULE))
    image = Image.new("RGBA", (page.profile.width_px, height), (*rgb(kit.colours.accent), 255))
    outside = page.profile.width_px - column.right if column.right_to_left else column.left
    return Piece((Item(image, outside, 0, grows=True),), height)


def lockup(kit: Kit, name: Piece, units: float) -> Piece:
    """Return a brand's name beside its ring, the middles of both on one line.

    Args:
        kit: the card's.
        name: the brand's name, set for the width that :func:`beside_ring` leaves.
        units: how wide the ring is, canvas units.
    """
    ring = kit.ring(units, kit.colours.accent)
    aside = kit.page.px(units + _BESIDE)
    height = max(ring.height_px, name.height_px)
    down = (height - ring.height_px) // 2
    rings = tuple(replace(item, top_px=item.top_px + down) for item in ring.items)
    lower = (height - name.height_px) // 2
    lines = tuple(
        replace(item, outset_px=item.outset_px - aside, top_px=item.top_px + lower)
        for item in name.items
    )
    return Piece((*rings, *lines), height, words=name.words)


def beside_ring(kit: Kit, units: float) -> int:
    """Return the width that is left beside a ring, pixels."""
    return kit.column.width - kit.page.px(units + _BESIDE)


def button(kit: Kit, words: Piece, height: float) -> Piece:
    """Return words on a bar in the colour of the text, so many canvas units high."""
    assert words.words is not None
    return boxed(kit.page, words.words, kit.colours.text, pad=_BUTTON_PAD, height=height)
