"""Events with their dates on a rail, in order, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.story.dates import order_faults, shown_date
from clipmaker.story.spec import PHOTO, SOURCE, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="timeline",
    help="Up to three events with their dates, in order, which come in one after the other.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="What the events led to; shown above them.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="events",
            kind=FieldKind.EVENTS,
            help="The events, the earliest first; the last one is highlighted.",
            required=True,
            most=3,
        ),
        SOURCE,
        PHOTO,
    ),
    shortest_s=4.0,
    longest_s=12.0,
    painter_version=1,
    wrong=order_faults,
    seen=(
        Seen(words="headline", text="text", quoted=True, ground="photo"),
        Seen(text="events"),
        Seen(words="source", text="source"),
    ),
)

_ABOUT = (Fit(76, 62, 2), Fit(62, 52, 3), Fit(52, 44, 4))
_DATES, _TEXTS = Fit(36, 32, 2), Fit(58, 38, 4)
_INDENT = 60.0
_AFTER_ABOUT, _AFTER_DATE, _BETWEEN = 64.0, 22.0, 46.0
_BEFORE_SOURCE, _PLATES_APART = 60.0, 20.0


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        BudgetError: all of it together does not.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.entries import tightened
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.panel import shades, with_panel
    from clipmaker.paint.rail import with_rail

    kit = Kit(page, card.photo("photo"))
    stack = tightened(kit, lambda less: _stack(card, kit, less))
    placed = stack.placed(stack.low() if kit.photo else stack.middle())
    events = len(card.events("events"))
    loud, accent, plain, *_ = shades(kit)
    dates = range(1, 1 + 2 * events, 2)
    railed = with_rail(kit, placed, dates, (accent, plain, loud))
    return kit.on_picture(with_panel(kit, railed, 1, 3 * events))


def _stack(card: Card, kit: Kit, less_px: int) -> Stack:
    """Return the card's pieces; the events have so many pixels less than there are."""
    from clipmaker.paint.entries import in_turn, source_line
    from clipmaker.paint.panel import PAD
    from clipmaker.paint.rail import indented

    page, colours, events = kit.page, kit.colours, card.events("events")
    inside = PAD if kit.photo else 0.0
    source = source_line(kit, card)
    stack = kit.stack()
    about = kit.headline(card.text("text"), Role.HEADLINE, _ABOUT, kit.room(0, source) / 2)
    stack.add(kit.plate(about))
    width = kit.column.width - page.px(_INDENT)
    shown = [shown_date(event.date, page.language) for event in events]
    dates = [
        *kit.texts(shown[:-1], Role.NAME, _DATES, colours.secondary, width_px=width),
        *kit.texts(shown[-1:], Role.NAME, _DATES, colours.highlight, width_px=width),
    ]
    before = kit.gap(_AFTER_ABOUT, plates=_PLATES_APART) + inside
    after = kit.gap(_BEFORE_SOURCE, plates=_PLATES_APART) + inside
    spaces = before + after + _AFTER_DATE * len(events) + _BETWEEN * (len(events) - 1)
    room = kit.room(stack.height_px + page.px(spaces) + less_px, source, *dates)
    said = [event.text for event in events]
    texts = kit.texts(said, Role.BODY, _TEXTS, colours.text, width_px=width, room_px=room)
    turns = in_turn(kit, card.text("text"), [f"0 0 {text}" for text in said])
    for date, text, later_s in zip(dates, texts, turns, strict=True):
        stack.add(indented(kit, date, _INDENT), before=before, later_s=later_s)
        stack.add(indented(kit, text, _INDENT), before=_AFTER_DATE, later_s=later_s)
        before = _BETWEEN
    stack.add(source, before=after)
    return stack
