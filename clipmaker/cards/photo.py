"""A photograph that drifts slowly, with its caption and credit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="photo",
    help="A photograph that drifts slowly, with its caption.",
    fields=(
        FieldSpec(
            name="photo",
            kind=FieldKind.PHOTO,
            help="The picture, its credit, and what a crop keeps in the middle (focus).",
            required=True,
            read=False,
        ),
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="The caption: what is seen, one or two sentences.",
            emphasis=True,
        ),
    ),
    shortest_s=3.0,
    longest_s=8.0,
    painter_version=3,
)

_CAPTION = (Fit(66, 62, 3), Fit(58, 54, 4), Fit(52, 44, 6))
_AFTER_RULE, _SPACES = 40.0, 80.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        MediaError: the photo cannot be used.
        ValueError: the card has no photo.
    """
    from clipmaker.paint.kit import Kit

    photo = card.photo("photo")
    if photo is None:
        raise ValueError("a photo card needs a photo")
    kit = Kit(page, photo)
    stack = kit.stack()
    caption = kit.headline(card.text("text"), Role.BODY, _CAPTION, kit.room(page.px(_SPACES)))
    if caption and not kit.plates:
        stack.add(kit.rule())
    stack.add(kit.plate(caption), before=_AFTER_RULE)
    return kit.on_picture(stack.placed(stack.low()))
