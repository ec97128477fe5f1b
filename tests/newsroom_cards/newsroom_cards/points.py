"""Up to three points, numbered, which come in one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.story.model import Card

CONTRACT = 1

SPEC = CardSpec(
    kind="points",
    help="Up to three points, numbered, one after the other.",
    fields=(
        FieldSpec(name="text", kind=FieldKind.TEXT, help="What the points are about."),
        FieldSpec(
            name="points",
            kind=FieldKind.TEXTS,
            help="The points, a line or two each.",
            required=True,
            most=3,
        ),
    ),
    shortest_s=4.0,
    longest_s=12.0,
    painter_version=1,
)

_INDENT = 84.0
_AFTER_ABOUT, _BETWEEN = 64.0, 60.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card."""
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.styles import Fit, Role

    kit = Kit(page)
    points = card.texts("points")
    stack = kit.stack()
    stack.add(kit.text(card.text("text"), Role.LEAD, (Fit(46, 36, 3),), kit.colours.secondary))
    room = kit.room(stack.height_px + page.px(_AFTER_ABOUT + _BETWEEN * (len(points) - 1)))
    width = kit.column.width - page.px(_INDENT)
    texts = kit.texts(
        points, Role.BODY, Fit(72, 44, 5), kit.colours.text, width_px=width, room_px=room
    )
    numbers = [str(number) for number in range(1, len(points) + 1)]
    signs = kit.signs(numbers, texts, Role.HEADLINE, kit.colours.accent)
    before = _AFTER_ABOUT
    for sign, text, later_s in zip(signs, texts, kit.one_by_one(len(points)), strict=True):
        stack.add(kit.beside(sign, text, _INDENT), before=before, later_s=later_s)
        before = _BETWEEN
    return kit.painting(kit.ground(), stack.placed(stack.middle()))
