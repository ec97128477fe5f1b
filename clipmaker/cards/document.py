"""Words of a page or a post as a typed sheet, with who published them, when, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.paint.styles import Fit, Role
from clipmaker.quotes import quoted, without_quotes
from clipmaker.story.dates import read_event_day, shown_date, weekday_fault
from clipmaker.story.spec import PHOTO, CardSpec, Fault, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

_LONGEST = 44
"""Of an address with more characters its site alone is shown."""


def _faults(card: Card, language: str) -> tuple[Fault, ...]:
    return tuple(_found(card, language))


def _found(card: Card, language: str) -> Iterator[Fault]:
    """Yield what is wrong with a document's date and address."""
    written = card.text("date")
    day = read_event_day(written)
    if day is None or not day.day:
        message = f"expected the day it was published, as in 2025-01-11, found “{written}”"
        yield Fault(place=("date",), message=message)
    elif message := weekday_fault(written, "", language):
        yield Fault(place=("date",), message=message)
    address = shown_address(card.text("address"))
    if " " in address or "." not in address.strip("."):
        message = f"expected where it stands, as in mod.gov.ua/en/news, found “{address}”"
        yield Fault(place=("address",), message=message)


def shown_address(written: str) -> str:
    """Return an address as it is shown: without https, and the site alone where it is long."""
    address = written.strip()
    for scheme in ("https://", "http://", "www."):
        address = address.removeprefix(scheme)
    address = address.rstrip("/")
    site, _, rest = address.partition("/")
    return f"{site}/…" if rest and len(address) > _LONGEST else address


SPEC = CardSpec(
    kind="document",
    help="Words of a page or a post, typed on a sheet; never a picture of a platform.",
    fields=(
        FieldSpec(
            name="from",
            kind=FieldKind.TEXT,
            help="Who published it.",
            required=True,
        ),
        FieldSpec(
            name="title",
            kind=FieldKind.TEXT,
            help="What it is called, or what it is: a statement, a post, a letter.",
            weight=0.5,
        ),
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="The words as they stand there; the emphasised ones are marked.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="date",
            kind=FieldKind.TEXT,
            help="The day it was published, as in 2025-01-11.",
            required=True,
            weight=0.5,
        ),
        FieldSpec(
            name="address",
            kind=FieldKind.TEXT,
            help="Where it stands, as in mod.gov.ua/en/news; a long one is shown by its site.",
            required=True,
            weight=0.5,
        ),
        PHOTO,
    ),
    shortest_s=4.0,
    longest_s=12.0,
    painter_version=1,
    wrong=_faults,
    seen=(
        Seen(words="quote", text="text", quoted=True, who=("from", "title")),
        Seen(text="date"),
        Seen(text="address"),
    ),
)

_FROM = (Fit(44, 40, 1), Fit(40, 34, 2))
_TITLE = (Fit(38, 34, 2), Fit(34, 32, 3))
_TEXT = (Fit(68, 60, 4), Fit(60, 50, 6), Fit(50, 40))
_FOOT = (Fit(34, 32, 1), Fit(32, 30, 3))
_AFTER_FROM, _BEFORE_TEXT, _BEFORE_FOOT, _BETWEEN_FOOT = 26.0, 56.0, 56.0, 22.0


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
    from clipmaker.paint.paper import PAD, on_paper, with_sheet

    kit, typed = Kit(page, card.photo("photo")), Kit(on_paper(page))
    pad = page.px(PAD)
    typed.column = replace(typed.column, right=typed.column.right - 2 * pad)
    stack = tightened(kit, lambda less: _stack(card, kit, typed, less), 2 * pad)
    placed = stack.placed(stack.low(pad) if kit.photo else stack.middle())
    return kit.on_picture(with_sheet(kit, placed, 0, len(placed) - 1))


def _stack(card: Card, kit: Kit, typed: Kit, less_px: int) -> Stack:
    """Return what is typed on the sheet; the words have so many pixels less than there are."""
    from clipmaker.paint.paper import PAD, marked
    from clipmaker.paint.rail import indented

    language, colours = kit.page.language, typed.colours
    stack = kit.stack()
    for text, role, fits, colour, before in (
        (card.text("from"), Role.NAME, _FROM, colours.text, 0.0),
        (card.text("title"), Role.SMALL, _TITLE, colours.secondary, _AFTER_FROM),
    ):
        piece = typed.text(text, role, fits, colour)
        stack.add(piece and indented(kit, piece, PAD), before=before)
    date = typed.text(shown_date(card.text("date"), language), Role.SMALL, _FOOT, colours.secondary)
    address = typed.text(shown_address(card.text("address")), Role.SMALL, _FOOT, colours.secondary)
    taken = kit.page.px(_BEFORE_TEXT + _BEFORE_FOOT + _BETWEEN_FOOT + 2 * PAD)
    room = kit.room(stack.height_px + taken + less_px, date, address)
    said = quoted(without_quotes(card.text("text")), language)
    words = typed.headline(said, Role.BODY, _TEXT, room)
    stack.add(words and indented(kit, marked(kit, words), PAD), before=_BEFORE_TEXT, main=True)
    stack.add(date and indented(kit, date, PAD), before=_BEFORE_FOOT)
    stack.add(address and indented(kit, address, PAD), before=_BETWEEN_FOOT)
    return stack
