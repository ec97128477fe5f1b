"""Up to three points, numbered, each with time to be read before the next one comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.story.spec import PHOTO, SOURCE, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="list",
    help="Up to three points, numbered, which come in one after the other.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="What the points are about; shown above them.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="points",
            kind=FieldKind.TEXTS,
            help="The points, a line or two each.",
            required=True,
            most=3,
            one_by_one=True,
        ),
        SOURCE,
        PHOTO,
    ),
    shortest_s=4.0,
    longest_s=12.0,
    painter_version=1,
    seen=(
        Seen(words="headline", text="text", quoted=True, ground="photo"),
        Seen(text="points"),
        Seen(words="source", text="source"),
    ),
)

_ABOUT = (Fit(84, 68, 2), Fit(68, 56, 3), Fit(56, 44, 4))
_POINTS = Fit(64, 40, 5)
_INDENT = 92.0
_AFTER_ABOUT, _BETWEEN, _BEFORE_SOURCE = 64.0, 54.0, 60.0
_PLATES_APART = 20.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        BudgetError: all of it together does not.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.entries import tightened
    from clipmaker.paint.kit import Kit

    kit = Kit(page, card.photo("photo"))
    stack = tightened(kit, lambda less: _stack(card, kit, less))
    return kit.on_picture(stack.placed(stack.low() if kit.photo else stack.middle()))


def _stack(card: Card, kit: Kit, less_px: int) -> Stack:
    """Return the card's pieces; the points have so many pixels less than there are."""
    from clipmaker.paint.entries import in_turn, numbered, source_line

    colours, points = kit.colours, card.texts("points")
    apart = kit.gap(_BETWEEN, plates=_PLATES_APART)
    source = source_line(kit, card)
    stack = kit.stack()
    about = kit.headline(card.text("text"), Role.HEADLINE, _ABOUT, kit.room(0, source) / 2)
    stack.add(kit.plate(about))
    taken = kit.page.px(_AFTER_ABOUT + _BEFORE_SOURCE + apart * (len(points) - 1))
    room = kit.room(stack.height_px + taken + less_px, source)
    width = kit.column.width - kit.page.px(_INDENT)
    texts = kit.texts(points, Role.BODY, _POINTS, colours.text, width_px=width, room_px=room)
    numbers = [str(number) for number in range(1, len(points) + 1)]
    colour = colours.on_accent if kit.plates else colours.accent
    signs = kit.signs(numbers, texts, Role.HEADLINE, colour)
    before = kit.gap(_AFTER_ABOUT, plates=_PLATES_APART)
    turns = in_turn(kit, card.text("text"), points)
    for sign, text, later_s in zip(signs, texts, turns, strict=True):
        stack.add(numbered(kit, sign, text, _INDENT), before=before, later_s=later_s)
        before = apart
    stack.add(source, before=kit.gap(_BEFORE_SOURCE, plates=_PLATES_APART))
    return stack
