"""What every clip ends on: the brand, and where the story comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec, Seen

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
    ),
    shortest_s=3.0,
    longest_s=5.0,
    painter_version=2,
    only_last=True,
    seen=(
        Seen(words="name"),
        Seen(words="sources", text="sources"),
        Seen(words="note", text="note"),
    ),
)

_TITLE = (Fit(112, 64),)
_SOURCES = (Fit(38, 34, 4), Fit(34, 28, 8))
_NOTE = (Fit(34, 28, 3),)
_BEFORE_TITLE, _BEFORE_SOURCES, _BEFORE_NOTE = 62.0, 66.0, 40.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
    """
    from clipmaker.paint.kit import Kit

    kit = Kit(page)
    brand, colour = page.brand, kit.colours.on_accent
    names = card.texts("sources")
    listed = wording(page.language).listed(names, brand.end.sources_label) if names else ""
    small = kit.text(listed, Role.STATEMENT, _SOURCES, colour)
    note = kit.text(card.text("note"), Role.STATEMENT, _NOTE, colour)
    stack = kit.stack()
    stack.add(kit.ring())
    room = kit.room(
        stack.height_px + page.px(_BEFORE_TITLE + _BEFORE_SOURCES + _BEFORE_NOTE), small, note
    )
    title = kit.text("\n".join(brand.end.title), Role.HEADLINE, _TITLE, colour, room)
    stack.add(title, before=_BEFORE_TITLE)
    stack.add(small, before=_BEFORE_SOURCES)
    stack.add(note, before=_BEFORE_NOTE)
    return kit.painting(kit.accent_ground(), stack.placed(stack.middle()), chrome="none")
