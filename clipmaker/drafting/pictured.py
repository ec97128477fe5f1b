"""The further pictures of an article on a draft's cards; pure.

A picture stands behind the words that its caption speaks of, or on a card of its own with that
caption: behind other words it would say what nobody wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from clipmaker.drafting.weigh import stems
from clipmaker.drafting.words import words_of
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo
from clipmaker.summary.draft import DraftBounds, DraftCard

_ALIKE = 2
"""Words that a caption shares at least with what it stands behind."""


@dataclass(frozen=True, kw_only=True)
class DraftPicture:
    """A picture that came along with an article.

    Attributes:
        photo: as cards show it.
        caption: what the article says about it, "" for nothing.
        line: line of the article where it stands.
    """

    photo: Photo
    caption: str = ""
    line: int = 0


def with_pictures(
    cards: Sequence[DraftCard],
    pictures: Sequence[DraftPicture],
    room: DraftBounds,
    language: str,
) -> tuple[tuple[DraftCard, ...], tuple[DraftPicture, ...]]:
    """Return cards with their pictures, and the pictures that found no place.

    Args:
        cards: the cards, title first and end card last.
        pictures: those that no card shows yet.
        room: what the story must fit into.
        language: language code of the article.
    """
    found, left = list(cards), []
    for picture in pictures:
        place = _behind(found, picture, room, language)
        if place is not None:
            found[place] = _on(found[place], picture.photo)
        elif (alone := _alone(found, picture, room)) is not None:
            later = (i for i, one in enumerate(found[1:-1], 1) if one.line > picture.line)
            found.insert(next(later, len(found) - 1), alone)
        else:
            left.append(picture)
    return tuple(found), tuple(left)


def _on(card: DraftCard, photo: Photo) -> DraftCard:
    return replace(card, card=replace(card.card, fields={**card.card.fields, "photo": photo}))


def _behind(
    cards: Sequence[DraftCard], picture: DraftPicture, room: DraftBounds, language: str
) -> int | None:
    """Return the place of the card that a picture's caption speaks of most."""
    own = stems(words_of(picture.caption), language)
    shared = [
        (len(own & stems(words_of(f"{one.told} {one.original}"), language)), -place)
        for place, one in enumerate(cards)
        if 0 < place < len(cards) - 1 and _takes(one.card, room)
    ]
    for many, place in sorted(shared, reverse=True):
        if many >= _ALIKE and room.holds(_on(cards[-place], picture.photo).card):
            return -place
    return None


def _takes(card: Card, room: DraftBounds) -> bool:
    """Whether a card of that kind may have a picture, and has none."""
    spec = room.specs[card.kind]
    return (
        card.kind != "photo"
        and card.picture is None
        and any(one.name == "photo" for one in spec.fields)
    )


def _alone(
    cards: Sequence[DraftCard], picture: DraftPicture, room: DraftBounds
) -> DraftCard | None:
    """Return a picture's own card; None where it has no caption, or the clip no time for it."""
    card = Card(kind="photo", fields={"photo": picture.photo, "text": picture.caption})
    if not picture.caption or not room.holds(card):
        return None
    taken = sum((room.need(one.card).least for one in cards), Fraction(0))
    free = room.profile.duration_s - room.footage_s - taken
    return DraftCard(card=card, line=picture.line) if room.need(card).least <= free else None
