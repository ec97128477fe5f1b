"""A map that shows where something happened: up to five places, by name and coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.story.places import MOST_PLACES, place_faults
from clipmaker.story.spec import SOURCE, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="map",
    help="A map of up to five places, drawn from Natural Earth's data without any network.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="What happened there; shown on the map.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="places",
            kind=FieldKind.PLACES,
            help="The places; the first one is what the map is about, and its country is lit.",
            required=True,
            most=MOST_PLACES,
        ),
        SOURCE,
    ),
    shortest_s=3.5,
    longest_s=9.0,
    painter_version=1,
    wrong=place_faults,
    seen=(
        Seen(words="map", text="places"),
        Seen(text="text"),
        Seen(words="source", text="source"),
    ),
)

_TEXT = (Fit(88, 72, 2), Fit(76, 60, 3), Fit(60, 48, 4))
_WIDE_TEXT = (Fit(76, 60, 3), Fit(60, 44, 5))
_SPACES, _SHARE = 60.0, 0.52
"""Words take no more than so much of the column: above them is the map."""


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        BudgetError: the words or the names leave no room for the map.
        MissingToolError: the map's data are not installed.
    """
    from clipmaker.paint.atlas import Atlas
    from clipmaker.paint.entries import source_line
    from clipmaker.paint.kit import Kit

    kit = Kit(page, drawn=Atlas(page, card.places("places")))
    source = source_line(kit, card)
    room = kit.room(page.px(_SPACES), source)
    wide = page.profile.wide
    text = kit.headline(
        card.text("text"),
        Role.HEADLINE,
        _WIDE_TEXT if wide else _TEXT,
        room if wide else room * _SHARE,
    )
    stack = kit.stack()
    stack.add(kit.plate(text), main=True)
    stack.add(source, before=kit.gap(40))
    return kit.on_picture(stack.placed(stack.low()))
