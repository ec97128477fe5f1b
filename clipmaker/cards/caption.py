"""The ordinary card: one statement, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.story.spec import CLIP, PHOTO, SOURCE, CardSpec, FieldKind, FieldSpec, Seen
from clipmaker.timeline.beats import beats

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="caption",
    help="One statement of the story, with its source.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="The statement; more than 18 words are told sentence after sentence, each as long "
            "as a card may be.",
            required=True,
            emphasis=True,
            beats=True,
        ),
        SOURCE,
        PHOTO,
        CLIP,
    ),
    shortest_s=3.0,
    longest_s=12.0,
    painter_version=5,
    post="text",
    seen=(Seen(words="caption", text="text", quoted=True), Seen(words="source", text="source")),
)

_BODY = (Fit(108, 100, 2), Fit(88, 78, 4), Fit(80, 72, 5), Fit(74, 66, 6), Fit(68, 48))
_BEFORE_BODY, _BEFORE_SOURCE = 56.0, 66.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.beats import told_in_beats
    from clipmaker.paint.entries import source_line
    from clipmaker.paint.kit import Kit

    kit = Kit(page, card.picture)
    source = source_line(kit, card)
    parts = beats(card.text("text"), page.language)
    if len(parts) > 1:
        return kit.on_picture(told_in_beats(kit, parts, source))

    def compose(top_px: int | None) -> Stack:
        stack = kit.stack()
        if not kit.plates:
            stack.add(kit.rule())
        room = kit.room(stack.height_px + page.px(_BEFORE_BODY + _BEFORE_SOURCE), source)
        body = kit.headline(card.text("text"), Role.BODY, _BODY, room, top_px=top_px)
        stack.add(kit.plate(body), before=_BEFORE_BODY, main=True)
        stack.add(source, before=kit.gap(_BEFORE_SOURCE))
        return stack

    return kit.on_picture(kit.stood(compose))
