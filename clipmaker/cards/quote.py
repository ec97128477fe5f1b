"""What somebody said: a large quotation mark, the words, and who said them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.quotes import quotes_of, without_quotes
from clipmaker.story.spec import CLIP, PHOTO, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="quote",
    help="A quotation with its speaker. The large mark stands for the quotation marks.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="The words as they were said, with or without quotation marks around them.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="speaker",
            kind=FieldKind.TEXT,
            help="Who said it.",
            required=True,
        ),
        FieldSpec(
            name="role",
            kind=FieldKind.TEXT,
            help="What the speaker is, or where it was said; shown below the name.",
            weight=0.5,
        ),
        replace(PHOTO, help="The picture behind it, best of the speaker, with its credit."),
        CLIP,
    ),
    shortest_s=3.0,
    longest_s=12.0,
    painter_version=4,
    seen=(Seen(words="quote", text="text", quoted=True, who=("speaker", "role")),),
)

_QUOTE = (Fit(96, 88, 3), Fit(88, 78, 4), Fit(80, 72, 5), Fit(74, 66, 7), Fit(70, 48))
_SPEAKER = (Fit(42, 36, 1), Fit(36, 34, 2))
_SPEAKER_ROLE = (Fit(34, 32, 1), Fit(32, 32, 3))
_BEFORE_QUOTE, _BEFORE_SPEAKER, _BEFORE_ROLE = 56.0, 76.0, 26.0


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
    speaker = kit.text(card.text("speaker"), Role.NAME, _SPEAKER, colours.text)
    role = kit.text(card.text("role"), Role.SMALL, _SPEAKER_ROLE, colours.secondary)
    speaker, role = kit.plate(speaker, colours.lift), kit.plate(role, colours.lift, pad=16)
    spaces = page.px(_BEFORE_QUOTE + _BEFORE_SPEAKER + _BEFORE_ROLE)
    mark = kit.plate(kit.mark(quotes_of(page.language).opening.strip()), colours.accent, whole=True)
    text = without_quotes(card.text("text"))

    def compose(top_px: int | None) -> Stack:
        stack = kit.stack()
        stack.add(mark)
        room = kit.room(stack.height_px + spaces, speaker, role)
        words = kit.headline(text, Role.QUOTE, _QUOTE, room, top_px=top_px)
        stack.add(kit.plate(words), before=kit.gap(_BEFORE_QUOTE), main=True)
        stack.add(speaker, before=kit.gap(_BEFORE_SPEAKER))
        stack.add(role, before=kit.gap(_BEFORE_ROLE))
        return stack

    return kit.on_picture(kit.stood(compose))
