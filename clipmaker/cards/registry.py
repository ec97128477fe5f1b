"""The card kinds that exist. A new kind is one file beside this one and one line here.

Packages bring kinds of their own through the entry points ``clipmaker.cards``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from clipmaker.plugins import CARDS, Plugin, besides, blamed
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
    "list": "clipmaker.cards.list",
    "chart": "clipmaker.cards.chart",
    "timeline": "clipmaker.cards.timeline",
    "document": "clipmaker.cards.document",
    "map": "clipmaker.cards.map",
}


class CardKind(Protocol):
    """A card module: its declaration and its painter."""

    @property
    def SPEC(self) -> CardSpec:  # noqa: N802 - the name of a module's constant
        """What the kind declares about itself."""
        ...

    def paint(self, card: Card, page: Page) -> Painting:
        """Paint the card's layers on the page."""
        ...


@dataclass(frozen=True)
class _BroughtKind:
    """A kind that a package brings: whatever goes wrong in it is told by the package's name."""

    plugin: Plugin
    module: CardKind
    SPEC: CardSpec

    def paint(self, card: Card, page: Page) -> Painting:
        """Paint the card's layers on the page."""
        from clipmaker.paint.page import Painting

        with blamed(self.plugin, "cannot paint its card"):
            found = self.module.paint(card, page)
            if not isinstance(found, Painting):
                raise TypeError(f"paint returned {type(found).__name__}, not a Painting")
        return found


@cache
def kind(name: str) -> CardKind:
    """Return the card kind of that name.

    Raises:
        KeyError: there is none.
        PluginError: a package brings it that does not fit.
    """
    if name in KINDS:
        return cast(CardKind, import_module(KINDS[name]))
    return _brought(besides(CARDS, KINDS)[name])


@cache
def specs() -> Mapping[str, CardSpec]:
    """Return every kind's declaration, by name.

    Raises:
        PluginError: a package brings a kind that does not fit.
    """
    return {name: kind(name).SPEC for name in (*KINDS, *besides(CARDS, KINDS))}


def label(name: str) -> str:
    """Return what messages call a kind: by its package, where another one brings it."""
    return f"“{name}”" if name in KINDS else besides(CARDS, KINDS)[name].label


def _brought(plugin: Plugin) -> CardKind:
    module = cast(CardKind, plugin.load())
    with blamed(plugin, "cannot be used"):
        spec = module.SPEC
        if not isinstance(spec, CardSpec) or not callable(module.paint):
            raise TypeError("SPEC must be a CardSpec, and paint a function")
        if spec.kind != plugin.name:
            raise ValueError(f"SPEC.kind is “{spec.kind}”")
    return _BroughtKind(plugin, module, replace(spec, origin=plugin.origin))
