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

_INDENT = 110.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card."""
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.styles import Fit, Role

    kit = Kit(page)
    points = card.texts("points")
    width = kit.column.width - page.px(_INDENT)
    texts = kit.texts(points, Role.BODY, Fit(60, 44, 3), kit.colours.text, width_px=width)
    numbers = [str(number) for number in range(1, len(points) + 1)]
    signs = kit.texts(numbers, Role.HEADLINE, Fit(104, 104, 1), kit.colours.accent)
    stack = kit.stack()
    stack.add(kit.text(card.text("text"), Role.LEAD, (Fit(46, 36, 2),), kit.colours.secondary))
    for sign, text, later_s in zip(signs, texts, kit.one_by_one(len(points)), strict=True):
        stack.add(kit.beside(sign, text, _INDENT), before=56, later_s=later_s)
    return kit.painting(kit.ground(), stack.placed(stack.middle()))
