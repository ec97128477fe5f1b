"""The things that stacks are made of: words, words on a box, rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.paint.blend import unmultiplied
from clipmaker.paint.colour import rgb
from clipmaker.paint.page import Page, Reel
from clipmaker.paint.ring import inked, ring
from clipmaker.paint.styles import Fit, Role, highlighted, style
from clipmaker.paint.words import Space, Words, fitted, one_line, refuse, words
from clipmaker.text.engine import draw, set_text

if TYPE_CHECKING:
    from clipmaker.text.engine import Drawn
    from clipmaker.text.fit import Width
    from clipmaker.text.model import Paragraph, TextStyle

_INK_MARGIN = 3.0
"""Units between a box's edge and marks that stand far above or below the letters."""
_MENDED = 0.7
"""A later fit may be so much smaller where it leaves no word alone and parts no phrase."""
RING_STROKE = 0.075
RING_NUMBER = 0.42
"""Stroke and type size of a large ring, as shares of its diameter."""


@dataclass(frozen=True)
class Item:
    """A picture in a piece.

    Attributes:
        image: RGBA.
        outset_px: how far it begins outside the reading edge; negative is inside.
        top_px: its top, from the piece's top.
        grows: whether it is uncovered from the reading edge instead of rising.
        late: steps of the stagger that it comes after the piece's start.
        reel: what it shows before its picture.
    """

    image: Image.Image
    outset_px: int
    top_px: int
    grows: bool = False
    late: float = 0.0
    reel: Reel | None = None


@dataclass(frozen=True)
class Piece:
    """One thing in a stack.

    Attributes:
        items: its pictures, in painting order.
        height_px: its height to the eye.
        below_px: how far descenders reach below that.
        above_px: how far marks reach above it.
        words: the text that its last items show, one item a line; None for a rule, a ring, a sign.
    """

    items: tuple[Item, ...]
    height_px: int
    below_px: int = 0
    words: Words | None = None
    above_px: int = 0

    @property
    def first_word(self) -> int:
        """Index of the first item that shows words; those before it stand behind them."""
        return len(self.items) - (len(self.words.lines) if self.words else 0)


def set_words(
    page: Page,
    text: str,
    role: Role,
    fits: Sequence[Fit],
    *,
    colour: str,
    width_px: Width,
    height_px: float = 1e6,
    emphasis: bool = False,
    pitch: float = 0.0,
) -> Words | None:
    """Return a text as large as it fits, by the first of some fits that can hold it.

    Args:
        page: brand and scale.
        text: what it says; "" gives None.
        role: what it is for.
        fits: in order of preference; the last one decides what is too long. The next one is taken
            where it mends an orphan or a parted phrase.
        colour: ``#RRGGBB``.
        width_px: width of the column, or of a line by its top and bottom below the text's top.
        height_px: height that it may take.
        emphasis: whether ``*words*`` are highlighted.
        pitch: distance of its baselines at least, as a multiple of the type size.

    Raises:
        ValueError: no fit was given.
        TooLongError: none of the fits holds it.
        MissingGlyphError: no installed font has some character.
    """
    if not text.strip():
        return None
    if not fits:
        raise ValueError("no fit was given")
    best: Paragraph | None = None
    for fit in fits:
        look = style(page, role, fit.largest, colour=colour, text=text)
        look = replace(look, line_height=max(look.line_height, pitch))
        if emphasis:
            look = highlighted(look, page)
        space = Space(
            width_px=width_px,
            height_px=height_px,
            smallest_px=fit.smallest * page.profile.scale,
            lines_at_most=fit.lines or None,
        )
        found = fitted(text, look, space, emphasis=emphasis)
        if found and (
            best is None
            or (not found.flawed and found.style.size_px >= _MENDED * best.style.size_px)
        ):
            best = found
        if best and not best.flawed:
            break
    if best is None:
        refuse(text, look, space, emphasis=emphasis)
    drawn = words(best, from_right=page.right_to_left)
    return drawn if drawn.width_px else None


def piece_of(text: Words) -> Piece:
    """Return a piece of words alone; its lines come in one after the other."""
    items = tuple(
        Item(line.image, line.outset_px, line.top_px, late=float(number))
        for number, line in enumerate(text.lines)
    )
    return Piece(items, text.height_px, text.below_px, text, text.above_px)


def rule(page: Page, colour: str, *, width: float = 120.0, height: float = 10.0) -> Piece:
    """Return a bar of a colour, canvas units, that grows from the reading edge."""
    size = (page.px(width), max(2, page.px(height)))
    image = Image.new("RGBA", size, (*rgb(colour), 255))
    return Piece((Item(image, 0, 0, grows=True),), image.height)


def boxed(
    page: Page,
    text: Words,
    colour: str,
    *,
    pad: float,
    height: float,
    opacity: float = 1.0,
    bleed_px: int = 0,
) -> Piece:
    """Return words on a box.

    Args:
        page: scale.
        text: the words.
        colour: the box's, ``#RRGGBB``.
        pad: canvas units between the box's side and the words.
        height: canvas units that a box of one line is high; more where marks above or below
            the letters need it.
        opacity: the box's, 0 to 1.
        bleed_px: how far the box reaches outside the reading edge.
    """
    pad_px, line_px = page.px(pad), page.px(height)
    pitch = text.style.size_px * text.style.line_height
    cap = text.height_px - pitch * (len(text.lines) - 1)
    inner = round((line_px - cap) / 2)
    margin = int(_INK_MARGIN * page.profile.scale)
    above, below = text.above_px + margin, text.below_px + margin
    tall = text.height_px + max(2 * inner, above + below)
    top = max(min(inner, tall - text.height_px - below), above)
    box = Image.new(
        "RGBA",
        (text.width_px + 2 * pad_px + bleed_px, tall),
        (*rgb(colour), round(255 * opacity)),
    )
    items = [Item(box, bleed_px, 0, grows=True)]
    items += [
        Item(line.image, line.outset_px - pad_px, line.top_px + top, grows=True, late=0.5)
        for line in text.lines
    ]
    return Piece(tuple(items), box.height, words=text)


def mark(page: Page, character: str, colour: str, units: float, tallest: float) -> Piece:
    """Return one large sign, as high as its ink and with its ink on the edge.

    Args:
        page: scale.
        character: the sign.
        colour: ``#RRGGBB``.
        units: type size, canvas units.
        tallest: height of its ink at most, canvas units; a taller one is set smaller.
    """
    look = style(page, Role.HEADLINE, units, colour=colour)
    height = _mark(character, look).ink
    if (share := page.px(tallest) / max(height.bottom - height.top, 1)) < 1:
        look = replace(look, size_px=look.size_px * share)
    drawn = _mark(character, look)
    across, down = drawn.ink.left - drawn.left_px, drawn.ink.top - drawn.top_px
    if page.right_to_left:
        across = drawn.left_px + drawn.image.width - drawn.ink.right
    return Piece((Item(drawn.image, across, -down),), drawn.ink.bottom - drawn.ink.top)


def _mark(character: str, look: TextStyle) -> Drawn:
    return draw(set_text(character, look, width_px=1e6, emphasis=False))


def seconds_ring(page: Page, seconds: int, colour: str, units: float, disc: str = "") -> Piece:
    """Return a full ring with a number in it, or a disc.

    Args:
        page: scale.
        seconds: the number.
        colour: its colour and the ring's, ``#RRGGBB``.
        units: how wide it is, canvas units.
        disc: colour of a disc in place of the ring; "" for the ring.
    """
    size = page.px(units)
    thickness = size * RING_STROKE
    if disc:
        shape = inked(ring(size, size / 4, size / 2), rgb(disc))
    else:
        shape = inked(ring(size, (size - thickness) / 2, thickness), rgb(colour))
    look = style(page, Role.HEADLINE, units * RING_NUMBER, colour=colour)
    number = one_line(str(seconds), look, from_right=page.right_to_left)
    inside = Item(
        number.lines[0].image,
        number.lines[0].outset_px - (size - number.width_px) // 2,
        number.lines[0].top_px + (size - number.height_px) // 2,
    )
    return Piece((Item(Image.fromarray(unmultiplied(shape)), 0, 0), inside), size, words=number)
