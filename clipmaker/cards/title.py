"""The opening card: what the story is about, on a photo or on the plain ground."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role, capitals
from clipmaker.paint.wording import wording
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.backdrop import Scrim
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
        FieldSpec(
            name="photo",
            kind=FieldKind.PHOTO,
            help="A picture that fills the card, with its credit.",
            read=False,
        ),
    ),
    shortest_s=3.0,
    longest_s=6.0,
    painter_version=5,
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
_DATELINE = (Fit(36, 31, 1), Fit(31, 28, 2))
_CREDIT = (Fit(28, 26, 1), Fit(26, 26, 2))
_SPACES, _CREDIT_SPACE = 94.0, 74.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.kit import Kit

    kit = Kit(page)
    photo = card.photo("photo")
    named = wording(page.language).photo_credit(photo.credit) if photo else ""
    credit = kit.text(named, Role.SMALL, _CREDIT, kit.colours.secondary)
    foot = credit.height_px + page.px(_CREDIT_SPACE) if credit else 0
    dateline = kit.text(card.text("dateline"), Role.SMALL, _DATELINE, kit.colours.secondary)
    kicker = capitals(card.text("kicker"), page.language)
    label = kit.boxed(kicker, Role.KICKER, _KICKER, pad=20, height=60)

    def compose(top_px: int | None = None) -> Stack:
        stack = kit.stack()
        stack.add(label)
        room = kit.room(stack.height_px + foot + page.px(_SPACES), dateline)
        text = kit.headline(card.text("text"), Role.HEADLINE, _HEADLINE, room, top_px=top_px)
        stack.add(text, before=40, main=True)
        stack.add(dateline, before=54)
        return stack

    if photo is None:
        return kit.painting(kit.ground(), kit.centred(compose))
    stack = compose()
    top = stack.low(foot)
    placed = stack.placed(top)
    if credit:
        placed.append(kit.at_foot(credit))
    return kit.photo(photo, placed, partial(_scrim, top / page.profile.height_px))


def _scrim(words_top: float, brightness: float) -> Scrim:
    """Return what lies over the photo: dark behind the mark, lightest where it may be seen.

    Args:
        words_top: where the words begin, as a share of the height.
        brightness: of the photo, 0 to 1; a bright one is calmed more.
    """
    from clipmaker.paint.backdrop import Scrim

    light = 0.10 + 0.30 * brightness
    return Scrim(
        shade=((0.0, 0.60), (0.12, 0.54), (0.26, light), (1.0, light)),
        words=(
            (min(max(words_top - 0.12, 0.27), 0.42), 0.0),
            (min(max(words_top + 0.01, 0.30), 0.54), 0.44),
            (min(max(words_top + 0.16, 0.50), 0.62), 0.75),
            (0.68, 0.91),
            (0.80, 1.0),
            (1.0, 1.0),
        ),
    )
