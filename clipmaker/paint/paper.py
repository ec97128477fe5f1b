"""A sheet of paper with typed words, some of them marked as with a highlighter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from clipmaker.paint.colour import contrast_ratio, luminance, mix, rgb
from clipmaker.paint.contrast import NEEDED
from clipmaker.paint.pieces import Item, Piece

if TYPE_CHECKING:
    from clipmaker.paint.blend import Pixels
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page
    from clipmaker.paint.stack import PlacedPiece

PAD = 40.0
"""Canvas units between a sheet's edges and its words."""
_RADIUS = 16.0
_EDGE, _EDGE_SHADE = 2.0, 0.16
"""Width of the sheet's edge, and how much darker it is: paper on a ground of paper is seen."""
_ZOOM = 4
_INK, _MARKED = "#15181D", "#000000"
"""Of words, and of those that are marked: hardly told apart, but by the marker."""
_SOFT = "#454B55"
_STEPS = 20
_OVER, _BESIDE = 0.16, 0.10
"""How far a marker reaches above and below capitals, and beside words, as shares of the size."""
_SEEN = 32


def on_paper(page: Page) -> Page:
    """Return a page whose words are typed on paper, in the brand's letters."""
    colours = page.brand.colours
    own = replace(colours, ground=paper_colour(page), text=_INK, secondary=_SOFT, highlight=_MARKED)
    return replace(page, brand=replace(page.brand, colours=own))


def paper_colour(page: Page) -> str:
    """Return the colour of the sheet: the lightest of the brand, ``#RRGGBB``."""
    colours = page.brand.colours
    return max((colours.ground, colours.lift, colours.text), key=lambda one: luminance(rgb(one)))


def with_sheet(kit: Kit, placed: Sequence[PlacedPiece], first: int, last: int) -> list[PlacedPiece]:
    """Return placed pieces with a sheet of paper behind some of them.

    Args:
        kit: the card's.
        placed: the pieces, in order.
        first: place of the first piece on the sheet.
        last: place of the last one.
    """
    pad = kit.page.px(PAD)
    end = placed[last]
    top, bottom = placed[first].top_px - pad, end.top_px + end.piece.height_px + pad
    size = (kit.column.width, max(1, bottom - top))
    mask = Image.new("L", (size[0] * _ZOOM, size[1] * _ZOOM), 0)
    corner = (mask.width - 1, mask.height - 1)
    radius = kit.page.px(_RADIUS) * _ZOOM
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *corner), radius, fill=255)
    paper, edge = rgb(paper_colour(kit.page)), max(1, kit.page.px(_EDGE))
    image = Image.new("RGBA", size, (*mix(paper, rgb(_INK), _EDGE_SHADE), 255))
    inner = (size[0] - 2 * edge, size[1] - 2 * edge)
    sheet_mask = mask.resize(inner, Image.Resampling.BOX)
    image.paste(Image.new("RGBA", inner, (*paper, 255)), (edge, edge), sheet_mask)
    image.putalpha(mask.resize(size, Image.Resampling.BOX))
    sheet = replace(placed[first], piece=Piece((Item(image, 0, 0),), size[1]), top_px=top)
    return [*placed[:first], sheet, *placed[first:]]


def marked(kit: Kit, piece: Piece) -> Piece:
    """Return words with a marker behind those that are emphasised, drawn after they stand."""
    if piece.words is None:
        return piece
    size, cap = piece.words.style.size_px, round(piece.words.cap_px)
    over, beside = round(size * _OVER), round(size * _BESIDE)
    colour = _marker(kit.page)
    lines = piece.items[piece.first_word :]
    pitch = size * piece.words.style.line_height
    marks = []
    for number, line in enumerate(lines):
        for left, right in _emphasised(np.asarray(line.image)):
            width = right - left + 2 * beside
            image = Image.new("RGBA", (width, cap + 2 * over), (*rgb(colour), 255))
            inside = line.image.width - right if kit.page.right_to_left else left
            marks.append(
                Item(
                    image,
                    line.outset_px - inside + beside,
                    round(number * pitch) - over,
                    grows=True,
                    late=float(len(lines) + number),
                )
            )
    return replace(piece, items=(*marks, *piece.items))


def _emphasised(samples: Pixels) -> Iterator[tuple[int, int]]:
    """Yield the first and last column, exclusive, of each stretch of marked words in a line."""
    ink = samples[..., 3] >= _SEEN
    own = ink & (samples[..., :3] == rgb(_MARKED)).all(axis=-1)
    plain = (ink & ~own).any(axis=0)
    columns = np.flatnonzero(own.any(axis=0))
    start = None
    for place, column in enumerate(columns):
        if start is None:
            start = column
        following = columns[place + 1] if place + 1 < len(columns) else None
        if following is None or plain[column + 1 : following].any():
            yield int(start), int(column) + 1
            start = None


def _marker(page: Page) -> str:
    """Return the marker's colour: the brand's highlight, as light as the words on it need."""
    loud, paper, ink = rgb(page.brand.colours.highlight), rgb(paper_colour(page)), rgb(_INK)
    for step in range(_STEPS + 1):
        tried = mix(loud, paper, step / _STEPS)
        if contrast_ratio(luminance(tried), luminance(ink)) >= 2 * NEEDED:
            break
    return "#{:02X}{:02X}{:02X}".format(*tried)
