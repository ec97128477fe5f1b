"""One to three numbers that count up, and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.errors import BudgetError
from clipmaker.paint.styles import Fit, Role
from clipmaker.story.spec import CLIP, PHOTO, SOURCE, CardSpec, FieldKind, FieldSpec

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="figure",
    help="One to three numbers that count up, with what they count and where they come from.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="What the numbers mean, as in One in four is *dead or wounded*; it is read first.",
            emphasis=True,
        ),
        FieldSpec(
            name="numbers",
            kind=FieldKind.NUMBERS,
            help="The numbers, the most telling first: it is highlighted.",
            required=True,
        ),
        SOURCE,
        PHOTO,
        CLIP,
    ),
    shortest_s=3.5,
    longest_s=10.0,
    painter_version=5,
)

_ABOUT = (Fit(72, 60, 2), Fit(60, 50, 3), Fit(50, 40, 5))
_LABEL = (Fit(56, 46, 1), Fit(46, 34, 2))
_SIZES = {1: (340.0,), 2: (264.0, 200.0), 3: (196.0, 152.0, 152.0)}
"""Type sizes of the digits, canvas units, by how many numbers there are."""
_WIDE_ABOUT = Fit(44, 34, 1)
_SMALLEST, _WIDE_SMALLEST = 80.0, 60.0
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
_WIDE_SCALES = (*_SCALES, 0.5, 0.45, 0.4, 0.35, 0.3)
"""Wide pages are low: plates may be lower there before a card is refused, and digits smaller."""
_ON_PLATES = 0.75
"""Numbers on plates are smaller by so much: they leave room for the picture."""
_BETWEEN_PLATES = 20.0
_AFTER_ABOUT, _BEFORE_LABEL, _BETWEEN, _BEFORE_SOURCE = 60.0, 36.0, 76.0, 76.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        BudgetError: a number or everything together does not fit.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.kit import Kit

    kit = Kit(page, card.picture)
    for scale in _WIDE_SCALES if page.profile.wide else _SCALES:
        stack = _stack(card, kit, scale * (_ON_PLATES if kit.plates else 1.0))
        if kit.room(stack.height_px) >= 0:
            top = stack.middle() if kit.photo is None else stack.low()
            return kit.on_picture(stack.placed(top))
    raise BudgetError(
        "the numbers and their labels do not fit their card",
        remedy="Cut the labels to a word or two, or show one number less.",
    )


def _stack(card: Card, kit: Kit, scale: float) -> Stack:
    """Return the card's pieces, the digits and the space between them scaled."""
    from clipmaker.paint.entries import source_line

    colours = kit.colours
    numbers = card.numbers("numbers")
    stack = kit.stack()
    fits = (_WIDE_ABOUT, *_ABOUT) if kit.page.profile.wide else _ABOUT
    tight = min(1.0, scale / (_SCALES[-1] * _ON_PLATES))
    about = kit.headline(card.text("text"), Role.HEADLINE, fits, kit.room(0) / 2)
    stack.add(kit.plate(about))
    before = kit.gap(_AFTER_ABOUT)
    for place, (number, units) in enumerate(zip(numbers, _SIZES[len(numbers)], strict=True)):
        colour = colours.text if place else colours.highlight
        size, least = units * scale, _SMALLEST
        if tight < 1:
            size, least = max(1.5 * size, _WIDE_SMALLEST), _WIDE_SMALLEST
        counted = kit.counting(number, size, least, colour)
        stack.add(kit.plate(counted, pad=26 * tight, whole=True), before=before * scale)
        label = kit.text(number.label, Role.BODY, _LABEL, colours.text)
        stack.add(kit.plate(label, pad=18 * tight), before=kit.gap(_BEFORE_LABEL * scale))
        before = kit.gap(_BETWEEN, plates=_BETWEEN_PLATES * tight)
    stack.add(source_line(kit, card), before=kit.gap(_BEFORE_SOURCE * scale))
    return stack
