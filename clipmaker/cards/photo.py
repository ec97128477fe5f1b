"""A photograph that drifts slowly, with its caption and credit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec

if TYPE_CHECKING:
    from clipmaker.paint.backdrop import Scrim
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
    painter_version=2,
)

_CAPTION = (Fit(66, 62, 3), Fit(58, 54, 4), Fit(52, 44, 6))
_CREDIT = (Fit(28, 26, 1), Fit(26, 26, 2))
_AFTER_RULE, _CREDIT_SPACE, _SPACES = 40.0, 56.0, 110.0


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
    kit = Kit(page)
    named = wording(page.language).photo_credit(photo.credit)
    credit = kit.text(named, Role.SMALL, _CREDIT, kit.colours.secondary)
    foot = credit.height_px + page.px(_CREDIT_SPACE) if credit else 0
    stack = kit.stack()
    caption = kit.headline(
        card.text("text"), Role.BODY, _CAPTION, kit.room(foot + page.px(_SPACES))
    )
    if caption:
        stack.add(kit.rule())
        stack.add(caption, before=_AFTER_RULE)
    top = stack.low(foot)
    placed = stack.placed(top)
    if credit:
        placed.append(kit.at_foot(credit))
    return kit.photo(photo, placed, partial(_scrim, top / page.profile.height_px))


def _scrim(words_top: float, brightness: float) -> Scrim:
    """Return what lies over the photo: little but behind the mark and the words.

    Args:
        words_top: where the words begin, as a share of the height.
        brightness: of the photo, 0 to 1; a bright one is calmed a little.
    """
    from clipmaker.paint.backdrop import Scrim

    light = 0.02 + 0.14 * brightness
    return Scrim(
        shade=((0.0, 0.58), (0.12, 0.48), (0.24, light), (1.0, light)),
        words=(
            (max(words_top - 0.16, 0.20), 0.0),
            (max(words_top - 0.02, 0.26), 0.46),
            (min(max(words_top + 0.10, 0.40), 0.66), 0.78),
            (0.70, 0.94),
            (0.80, 1.0),
            (1.0, 1.0),
        ),
    )
