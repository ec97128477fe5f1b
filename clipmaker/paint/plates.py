"""Words on plates, one a line, joined, bleeding from the page's edge; or over a soft shadow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from PIL import Image, ImageFilter

from clipmaker.paint.colour import rgb
from clipmaker.paint.page import Page
from clipmaker.paint.pieces import Item, Piece

_PAD_UNITS = 22.0
_SAME_UNITS = 40.0
"""Lines whose lengths differ by less share one."""
_INK_MARGIN = 4.0
_INK = 32
_SHADOW_BLUR, _SHADOW_DROP, _SHADOW_OPACITY = 9.0, 3.0, 0.75


def plated(
    page: Page, piece: Piece, colour: str, *, pad: float, bleed_px: int, whole: bool = False
) -> Piece:
    """Return a piece on plates.

    Args:
        page: scale.
        piece: words, a number or a sign.
        colour: the plates', ``#RRGGBB``.
        pad: canvas units above the capitals of the first line and below the last line.
        bleed_px: how far plates reach outside the reading edge.
        whole: whether it is no lines below one another, so that it stands on one plate.
    """
    pad_px, side = page.px(pad), page.px(_PAD_UNITS)
    margin = page.px(_INK_MARGIN)
    words = piece.items if whole else piece.items[piece.first_word :] or piece.items
    inks = [_ink(item) for item in words]
    if whole:
        tops, bottoms, rights = zip(*inks, strict=True)
        inks = [(min(tops), max(bottoms), max(rights))]
    first = min(top for top, _, _ in inks)
    last = max(bottom for _, bottom, _ in inks)
    above = max(pad_px, margin - first)
    below = max(pad_px, last - piece.height_px + margin)
    widths = _even([right + side for _, _, right in inks], page.px(_SAME_UNITS))
    edges = _edges(inks, -above, piece.height_px + below, margin)
    plates = tuple(
        Item(
            Image.new("RGBA", (bleed_px + width, bottom - top), (*rgb(colour), 255)),
            bleed_px,
            top + above,
            grows=True,
            late=item.late,
        )
        for item, (top, bottom), width in zip(words, edges, widths, strict=False)
    )
    moved = tuple(
        replace(item, top_px=item.top_px + above, grows=item.reel is None, late=item.late + 0.6)
        for item in piece.items
    )
    return replace(
        piece,
        items=(*plates, *moved),
        height_px=above + piece.height_px + below,
        above_px=0,
        below_px=0,
    )


def _ink(item: Item) -> tuple[int, int, int]:
    """Return an item's ink in its piece: top, bottom, and how far inside the edge it ends."""
    alpha = np.asarray(item.image)[..., 3] >= _INK
    rows = np.flatnonzero(alpha.any(axis=1))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, item.image.height)
    return item.top_px + top, item.top_px + bottom, item.image.width - item.outset_px


def _edges(
    inks: Sequence[tuple[int, int, int]], top: int, bottom: int, margin: int
) -> list[tuple[int, int]]:
    """Return the top and bottom of each line's plate: they meet, and each holds its own ink."""
    middles = [(one[1] + other[0]) // 2 for one, other in pairwise(inks)]
    uppers, lowers = [top, *middles], [*middles, bottom]
    return [
        (min(upper, ink[0] - margin), max(lower, ink[1] + margin))
        for ink, upper, lower in zip(inks, uppers, lowers, strict=True)
    ]


def _even(widths: Sequence[int], same: int) -> list[int]:
    """Return widths of which neighbours are equal or clearly different."""
    found = list(widths)
    for _ in found:
        for one, other in zip(range(len(found)), range(1, len(found)), strict=False):
            if abs(found[one] - found[other]) < same:
                found[one] = found[other] = max(found[one], found[other])
    return found


def shadowed(page: Page, piece: Piece, colour: str) -> Piece:
    """Return a piece of words over their own soft shadow."""
    blur, drop = page.px(_SHADOW_BLUR), page.px(_SHADOW_DROP)
    shadows = []
    for item in piece.items[piece.first_word :]:
        reach = 3 * blur
        size = (item.image.width + 2 * reach, item.image.height + 2 * reach)
        alpha = Image.new("L", size)
        alpha.paste(item.image.getchannel("A"), (reach, reach))
        soft = alpha.filter(ImageFilter.GaussianBlur(blur))
        shade = soft.point([min(255, round(2 * value * _SHADOW_OPACITY)) for value in range(256)])
        image = Image.new("RGBA", size, (*rgb(colour), 0))
        image.putalpha(shade)
        top = item.top_px - reach + drop
        shadows.append(Item(image, item.outset_px + reach, top, late=item.late))
    return replace(piece, items=(*shadows, *piece.items))
