"""The opening card: what the story is about, on a photo or on the plain ground."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role, capitals
from clipmaker.story.spec import CLIP, PHOTO, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="title",
    help="Opens the clip: a headline, with a photo behind it if there is one.",
    fields=(
        FieldSpec(
            name="kicker",
            kind=FieldKind.TEXT,
            help="One to four words above the headline; shown in capitals.",
            weight=0.5,
        ),
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="The headline.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="dateline",
            kind=FieldKind.TEXT,
            help="Place and date, below the headline.",
            weight=0.5,
        ),
        replace(PHOTO, help="A picture that fills the card, with its credit."),
        CLIP,
    ),
    shortest_s=3.0,
    longest_s=6.0,
    painter_version=6,
    seen=(
        Seen(words="headline", text="text", quoted=True, ground="photo"),
        Seen(words="above", text="kicker"),
        Seen(words="below", text="dateline"),
        Seen(words="photo_by", text="photo"),
        Seen(words="mark"),
    ),
)

_HEADLINE = (Fit(104, 104, 2), Fit(88, 60))
_KICKER = (Fit(33, 27, 1), Fit(27, 27, 2))
_DATELINE = (Fit(36, 32, 1), Fit(32, 32, 2))
_SPACES = 94.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.kit import Kit

    kit = Kit(page, card.picture)
    colours = kit.colours
    dateline = kit.text(card.text("dateline"), Role.SMALL, _DATELINE, colours.secondary)
    dateline = kit.plate(dateline, colours.lift)
    kicker = capitals(card.text("kicker"), page.language)
    if kit.plates:
        named = kit.text(kicker, Role.KICKER, _KICKER, colours.on_accent)
        label = kit.plate(named, colours.accent, pad=18)
    else:
        label = kit.boxed(kicker, Role.KICKER, _KICKER, pad=20, height=60)

    def compose(top_px: int | None) -> Stack:
        stack = kit.stack()
        stack.add(label)
        room = kit.room(stack.height_px + page.px(_SPACES), dateline)
        text = kit.headline(card.text("text"), Role.HEADLINE, _HEADLINE, room, top_px=top_px)
        stack.add(kit.plate(text), before=kit.gap(40), main=True)
        stack.add(dateline, before=kit.gap(54))
        return stack

    return kit.on_picture(kit.stood(compose))
