"""What every clip ends on: the brand, what comes next, and where the story comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.errors import BudgetError
from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.story.spec import CLIP, PHOTO, CardSpec, Fault, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card


def _without_story(card: Card, _language: str) -> tuple[Fault, ...]:
    """Return what is wrong with a time at which nothing comes."""
    if card.text("next_at") and not card.text("next"):
        message = "says when, but not what: write next, the headline of what comes then"
        return (Fault(place=("next_at",), message=message),)
    return ()


SPEC = CardSpec(
    kind="end",
    help="Closes the clip: the brand, the next story, and this story's sources.",
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
        PHOTO,
        CLIP,
        FieldSpec(
            name="next",
            kind=FieldKind.TEXT,
            help="The headline of the clip that comes next.",
            weight=0.7,
        ),
        FieldSpec(
            name="next_at",
            kind=FieldKind.TEXT,
            help="When that comes, as in 18:00.",
            weight=0.5,
        ),
    ),
    shortest_s=3.0,
    longest_s=5.0,
    painter_version=4,
    only_last=True,
    wrong=_without_story,
    seen=(
        Seen(words="name"),
        Seen(words="next", text="next"),
        Seen(words="sources", text="sources"),
        Seen(words="note", text="note"),
    ),
)

_RING, _BUTTON = 150.0, 100.0
_NAME, _NEXT = Fit(60, 40, 3), (Fit(60, 52, 2), Fit(52, 40, 3))
_LABEL, _FOLLOW = (Fit(34, 32, 1),), (Fit(44, 34, 1),)
_SOURCES = (Fit(34, 32, 4), Fit(32, 32, 8))
_NOTE = (Fit(32, 32, 3),)
_SCALES = (1.0, 0.85, 0.72, 0.6)
"""How much smaller lock-up, spaces and button are tried until all of it fits."""


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        BudgetError: all of it together does not fit.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.kit import Kit

    film = card.photo("clip")
    kit = Kit(page, card.picture, toned=film is None)
    for scale in _SCALES:
        stack = _stack(card, kit, scale)
        if kit.room(stack.height_px) >= 0:
            top = stack.middle() if film is None else stack.low()
            return kit.on_picture(stack.placed(top), chrome="none")
    raise BudgetError(
        "the end card holds more than fits",
        remedy="Cut the next story's headline, a source or the note.",
    )


def _stack(card: Card, kit: Kit, scale: float) -> Stack:
    """Return the card's pieces, the lock-up and the spaces as large as a scale says."""
    from clipmaker.paint.lockup import beside_ring, button, edge_rule, lockup

    page, end, colours = kit.page, kit.page.brand.end, kit.colours
    said, stack = wording(page.language), kit.stack()
    stack.add(edge_rule(kit))
    (name,) = kit.texts(
        ["\n".join(end.title)],
        Role.HEADLINE,
        Fit(_NAME.largest * scale, _NAME.smallest * scale, _NAME.lines),
        colours.text,
        width_px=beside_ring(kit, _RING * scale),
    )
    stack.add(kit.plate(lockup(kit, name, _RING * scale), whole=True), before=52 * scale)
    if upcoming := card.text("next"):
        label = said.next_at.replace("{time}", at) if (at := card.text("next_at")) else said.next
        small = kit.text(label, Role.SMALL, _LABEL, colours.highlight)
        stack.add(kit.plate(small), before=kit.gap(66 * scale, plates=24))
        headline = kit.text(upcoming, Role.BODY, _NEXT, colours.text)
        stack.add(kit.plate(headline), before=kit.gap(24))
    if follow := kit.text(end.follow, Role.BODY, _FOLLOW, colours.ground):
        stack.add(button(kit, follow, _BUTTON * scale), before=52 * scale)
    names = card.texts("sources")
    listed = said.listed(names, end.sources_label) if names else ""
    address = said.corrections.replace("{address}", end.corrections) if end.corrections else ""
    before = 58 * scale
    music = said.music_credit(card.music) if card.music else ""
    lines = ((listed, _SOURCES), (music, _NOTE), (card.text("note"), _NOTE), (address, _NOTE))
    for text, fits in lines:
        piece = kit.plate(kit.text(text, Role.STATEMENT, fits, colours.secondary), colours.lift)
        stack.add(piece, before=kit.gap(before, plates=24))
        before = 34 * scale if piece else before
    return stack
