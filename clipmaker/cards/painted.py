"""Paints a card through its kind, and holds the kind to what it promises."""

from __future__ import annotations

from dataclasses import replace

from clipmaker.cards.registry import kind, label
from clipmaker.errors import PluginError
from clipmaker.paint.motion import entrance_s
from clipmaker.paint.page import Layer, Page, Painting
from clipmaker.story.model import Card

_SLACK_S = 0.05
"""Lengths are whole frames in the end."""


def painted(
    card: Card, page: Page, shown_s: float | None = None, *, scale: float = 1.0
) -> Painting:
    """Paint a card.

    Args:
        card: the card.
        page: what it is painted for.
        shown_s: how long it stays, in seconds; None for the shortest time that its kind allows.
        scale: the profile's factor on the time of cards; what comes in does so by it, too.

    Raises:
        ClipmakerError: a text does not fit, or holds what no font has.
        PluginError: something of it would still be coming in when the card ends, so that nobody
            would ever see what the checks take for shown.
    """
    found = kind(card.kind)
    # No story shows a card for less; a trial of the machine may.
    seconds = max(found.SPEC.shortest_s, (shown_s or 0.0) / scale)
    painting = found.paint(card, replace(page, shown_s=seconds, behind=card.behind))
    if (late := entrance_s(painting)) > seconds + _SLACK_S:
        raise PluginError(
            f"the card kind {label(card.kind)} is still coming in after {late:.1f} s, but this "
            f"card is shown for {seconds:.1f} s",
            remedy="Its painter must bring everything in within the page's shown_s.",
        )
    return painting if scale == 1 else _paced(painting, scale)


def _paced(painting: Painting, scale: float) -> Painting:
    """Return a painting whose layers come in by a factor later, and take so much longer."""
    return replace(painting, layers=tuple(_paced_layer(one, scale) for one in painting.layers))


def _paced_layer(layer: Layer, scale: float) -> Layer:
    entrance = replace(
        layer.entrance,
        delay_s=layer.entrance.delay_s * scale,
        duration_s=layer.entrance.duration_s * scale,
        until_s=layer.entrance.until_s * scale,
    )
    reel = layer.reel
    if reel is not None:
        turns = tuple((seconds * scale, picture) for seconds, picture in reel.turns)
        reel = replace(reel, turns=turns, end_s=reel.end_s * scale)
    return replace(layer, entrance=entrance, reel=reel)
