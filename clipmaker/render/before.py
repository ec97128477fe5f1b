"""The pictures of shots while they pass over into the next one, worked out once for a clip.

A card's job leaves its picture here; the next shot's job takes it up, or works it out anew where
it runs before, elsewhere or alone. Either way it is the same picture. The end of footage is read
for the card after it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from clipmaker.errors import ClipmakerError, MediaError
from clipmaker.plan.model import Look, Segment
from clipmaker.render.placed import last_picture
from clipmaker.render.segment import page_of
from clipmaker.story.model import Card
from clipmaker.timeline.order import place_of

if TYPE_CHECKING:
    from clipmaker.paint.backdrop import Backdrop, LastPicture, Passing
    from clipmaker.paint.page import Painting

_KEPT = 3
"""Pictures that are kept at a time; one takes about 15 MB."""


class _Kept:
    """The pictures of the last shots, by their segments' keys."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pictures: OrderedDict[str, Backdrop | LastPicture] = OrderedDict()

    def put(self, key: str, picture: Backdrop | LastPicture) -> None:
        with self._lock:
            self._pictures[key] = picture
            self._pictures.move_to_end(key)
            while len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)

    def get(self, key: str) -> Backdrop | LastPicture | None:
        with self._lock:
            return self._pictures.get(key)


_KEEP = _Kept()


def painted_segment(segment: Segment, card: Card, look: Look) -> tuple[Painting, Backdrop]:
    """Return a card as it is painted, and what is behind it.

    Args:
        segment: the card's segment.
        card: the card.
        look: brand, profile, language.

    Raises:
        ClipmakerError: it cannot be painted; the message names the card.
    """
    from clipmaker.cards.painted import painted
    from clipmaker.paint.backdrop import Backdrop
    from clipmaker.render.film import Films

    profile = look.profile
    media = {segment.media.file: segment.media} if segment.media else {}
    films = Films(media=media, profile=profile, frames=segment.shot.frames) if media else None
    page = replace(page_of(segment, look), films=films)
    shown_s = float(segment.shot.frames / profile.rate)
    try:
        painting = painted(card, page, shown_s, scale=profile.reading.card_scale)
    except ClipmakerError as error:
        error.at(place_of(segment.shot.index, card))
        raise
    read = partial(films.planes, painting.clip) if films and painting.clip else None
    behind = Backdrop(painting, segment.shot.frames, read)
    _KEEP.put(segment.key, behind)
    return painting, behind


def passing_into(segment: Segment, look: Look) -> Passing | None:
    """Return the shot before a segment, whose picture is still seen in it; None for a cut.

    Raises:
        ClipmakerError: that card cannot be painted; the message names it.
        RenderError: FFmpeg failed.
    """
    from clipmaker.paint.backdrop import Passing

    before = segment.before
    if before is None:
        return None
    frames = look.passing_frames(segment.shot)
    if segment.first >= frames:
        return None
    picture = _KEEP.get(before.key) or _left_by(before, look)
    return Passing(picture, frames) if picture else None


def _left_by(segment: Segment, look: Look) -> Backdrop | LastPicture | None:
    """Work out the picture that a shot leaves; None for footage of whose end nothing can be read.

    Such footage holds its last good picture to its end, and the card begins with a cut.
    """
    from clipmaker.paint.backdrop import LastPicture

    item = segment.shot.item
    if isinstance(item, Card):
        return painted_segment(segment, item, look)[1]
    try:
        picture = LastPicture(last_picture(segment, item, look))
    except MediaError:
        return None
    _KEEP.put(segment.key, picture)
    return picture
