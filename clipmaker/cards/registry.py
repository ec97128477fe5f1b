"""The card kinds that exist. A new kind is one file beside this one and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from clipmaker.story.spec import CardSpec

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.story.model import Card

KINDS = {
    "title": "clipmaker.cards.title",
    "caption": "clipmaker.cards.caption",
    "quote": "clipmaker.cards.quote",
    "photo": "clipmaker.cards.photo",
    "figure": "clipmaker.cards.figure",
    "end": "clipmaker.cards.end",
    "warning": "clipmaker.cards.warning",
}


class CardKind(Protocol):
    """A card module: its declaration and its painter."""

    SPEC: CardSpec

    def paint(self, card: Card, page: Page) -> Painting:
        """Paint the card's layers on the page."""
        ...


@cache
def kind(name: str) -> CardKind:
    """Return the card module of that name; KeyError when there is none."""
    return cast(CardKind, import_module(KINDS[name]))


@cache
def specs() -> Mapping[str, CardSpec]:
    """Return every kind's declaration, by name."""
    return {name: kind(name).SPEC for name in KINDS}
