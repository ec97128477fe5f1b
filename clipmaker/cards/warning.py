"""The content warning before distressing footage: calm, and nothing else on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec, Seen
from clipmaker.timeline.order import WARNING

if TYPE_CHECKING:
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind=WARNING,
    help="What is said before distressing footage.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="What is going to be seen or heard.",
            required=True,
        ),
    ),
    shortest_s=3.0,
    longest_s=10.0,
    painter_version=2,
    placed=True,
    seen=(Seen(words="warning", text="text", quoted=True, stopped_inside=True),),
)

_NAME = (Fit(46, 40, 1), Fit(40, 34, 2))
_TEXT = (Fit(76, 70, 3), Fit(66, 58, 5), Fit(56, 44))
_BEFORE_NAME, _BEFORE_TEXT = 60.0, 58.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
    """
    from clipmaker.paint.kit import Kit

    kit = Kit(page)
    colours = kit.colours
    name = kit.text(wording(page.language).warning, Role.KICKER, _NAME, colours.highlight)
    sign = kit.warning_sign(colours.highlight)

    def compose(top_px: int | None) -> Stack:
        stack = kit.stack()
        stack.add(sign)
        stack.add(name, before=_BEFORE_NAME)
        room = kit.room(stack.height_px + page.px(_BEFORE_TEXT))
        text = kit.headline(
            card.text("text"), Role.LEAD, _TEXT, room, top_px=top_px, emphasis=False
        )
        stack.add(text, before=_BEFORE_TEXT, main=True)
        return stack

    return kit.painting(kit.quiet_ground(), kit.centred(compose))
