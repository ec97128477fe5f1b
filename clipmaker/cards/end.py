"""What every clip ends on: the brand, and where the story comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.story.spec import CLIP, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="end",
    help="Closes the clip: the brand and the story's sources.",
    fields=(
        FieldSpec(
            name="sources",
            kind=FieldKind.TEXTS,
            help="Where the story comes from, one name each.",
            weight=0.5,
        ),
        FieldSpec(
            name="note",
            kind=FieldKind.TEXT,
            help="One more line, such as a correction or a web address.",
            weight=0.5,
        ),
        FieldSpec(
            name="photo",
            kind=FieldKind.PHOTO,
            help="The picture behind it, with its credit.",
            read=False,
        ),
        CLIP,
    ),
    shortest_s=3.0,
    longest_s=5.0,
    painter_version=3,
    only_last=True,
    seen=(
        Seen(words="name"),
        Seen(words="sources", text="sources"),
        Seen(words="note", text="note"),
    ),
)

_TITLE = (Fit(112, 64),)
_SOURCES = (Fit(38, 34, 4), Fit(34, 32, 8))
_NOTE = (Fit(34, 32, 3),)
_APART = 24.0
_RING_ROOM = 820.0
"""Where words have less height than that, the ring is left out."""
_BEFORE_TITLE, _BEFORE_SOURCES, _BEFORE_NOTE = 62.0, 66.0, 40.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.kit import Kit

    kit = Kit(page, card.picture)
    brand, colours = page.brand, kit.colours
    colour = colours.secondary if kit.plates else colours.on_accent
    names = card.texts("sources")
    listed = wording(page.language).listed(names, brand.end.sources_label) if names else ""
    small = kit.plate(kit.text(listed, Role.STATEMENT, _SOURCES, colour), colours.lift)
    note = kit.plate(kit.text(card.text("note"), Role.STATEMENT, _NOTE, colour), colours.lift)
    stack = kit.stack()
    if kit.room(0) >= page.px(_RING_ROOM):
        stack.add(kit.plate(kit.ring(), colours.accent, pad=44, whole=True))
    room = kit.room(
        stack.height_px + page.px(_BEFORE_TITLE + _BEFORE_SOURCES + _BEFORE_NOTE), small, note
    )
    name = "\n".join(brand.end.title)
    title = kit.text(name, Role.HEADLINE, _TITLE, colours.on_accent, room)
    stack.add(kit.plate(title, colours.accent), before=kit.gap(_BEFORE_TITLE))
    stack.add(small, before=kit.gap(_BEFORE_SOURCES, plates=_APART))
    stack.add(note, before=kit.gap(_BEFORE_NOTE))
    if kit.photo is None:
        return kit.painting(kit.accent_ground(), stack.placed(stack.middle()), chrome="none")
    return kit.on_picture(stack.placed(stack.low()), away=True, chrome="none")
