"""The shots of a clip in the order they are seen: warnings stand before what they warn of; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clipmaker.story.model import Card, Footage

WARNING = "warning"
"""The card kind that the program places before footage with a content warning."""


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """What is shown, and the place in the story that it comes from, 0-based."""

    index: int
    item: Card | Footage


def in_order(shots: Sequence[Card | Footage]) -> tuple[Ordered, ...]:
    """Return everything that is shown; a warning shares the place of its footage."""
    found: list[Ordered] = []
    for index, item in enumerate(shots):
        if isinstance(item, Footage) and item.warning:
            card = Card(kind=WARNING, fields={"text": item.warning.text}, line=item.line)
            found.append(Ordered(index=index, item=card))
        found.append(Ordered(index=index, item=item))
    return tuple(found)


def name_of(index: int, card: Card) -> str:
    """Return what messages call a card at a place in the story, 0-based: ``card 3 (caption)``."""
    if is_warning(card):
        return f"warning before footage {index + 1}"
    return f"card {index + 1} ({card.kind})"


def place_of(index: int, card: Card) -> str:
    """Return the same with the story's line, where it is known."""
    line = f", line {card.line} of the story" if card.line else ""
    return f"{name_of(index, card)}{line}"


def is_warning(item: Card | Footage) -> bool:
    """Whether it is the card before distressing footage."""
    return isinstance(item, Card) and item.kind == WARNING
