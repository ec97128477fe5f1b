"""Pictures that stand behind other cards than their own; pure.

A card without a picture takes the story's last one, or the first that is still to come: only of
places and things, and maps are pictures, too. Somebody whose picture stands behind a sentence is
taken for whom it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clipmaker.story.field_values import MapPlace
from clipmaker.story.model import Card, Footage
from clipmaker.story.photo import Photo
from clipmaker.story.spec import CardSpec, FieldKind

PICTURE = "photo"
"""The field of a card that holds the picture behind it."""
MAP = "places"
"""The field of a card that is a map."""


def with_lent_pictures(
    shots: Sequence[Card | Footage], specs: Mapping[str, CardSpec]
) -> tuple[Card | Footage, ...]:
    """Return a story's shots; cards without a picture have one that may be lent to them."""
    own = [_lendable(shot) for shot in shots]
    found: list[Card | Footage] = []
    for place, shot in enumerate(shots):
        earlier = [photo for photo in own[:place] if photo]
        later = [photo for photo in own[place:] if photo]
        lent = earlier[-1] if earlier else later[0] if later else None
        if lent and isinstance(shot, Card) and _wants(shot, specs):
            shot = _with(shot, lent)
        found.append(shot)
    return tuple(found)


def _with(card: Card, lent: Photo | tuple[MapPlace, ...]) -> Card:
    """Return a card before a picture that is lent to it."""
    if not isinstance(lent, Photo):
        return replace(card, behind=lent)
    return replace(card, fields={**card.fields, PICTURE: replace(lent, lent=True, focus_box=None)})


def _lendable(shot: Card | Footage) -> Photo | tuple[MapPlace, ...] | None:
    if not isinstance(shot, Card):
        return None
    if MAP in shot.fields:
        return shot.places(MAP)
    value = shot.fields.get(PICTURE)
    return value if isinstance(value, Photo) and not value.people else None


def _wants(card: Card, specs: Mapping[str, CardSpec]) -> bool:
    if card.picture or card.kind not in specs:
        return False
    return any(
        field.name == PICTURE and field.kind is FieldKind.PHOTO for field in specs[card.kind].fields
    )
