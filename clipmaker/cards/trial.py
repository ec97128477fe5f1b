"""Whether a story's cards can be painted, found out before anything slow is begun."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from clipmaker.cards.painted import painted
from clipmaker.errors import ClipmakerError, together
from clipmaker.paint.page import Page
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.order import in_order, place_of


def try_cards(
    shots: Sequence[Card | Footage], page: Page, places: Collection[int] | None = None
) -> None:
    """Lay every card out once and throw it away; what is behind its texts is not painted.

    Args:
        shots: the story's shots.
        page: brand, profile and language.
        places: of the cards that are tried, 0-based; None for all.

    Raises:
        ClipmakerError: texts do not fit, or hold what no font has; all cards are named.
    """
    errors = []
    for one in in_order(shots):
        if not isinstance(one.item, Card) or (places is not None and one.index not in places):
            continue
        try:
            painted(one.item, replace(page, position=one.index, trial=True))
        except ClipmakerError as error:
            errors.append(error.at(place_of(one.index, one.item)))
    if errors:
        raise together(errors)
