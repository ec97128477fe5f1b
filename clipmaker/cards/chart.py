"""Values as bars from zero, as dots for parts of a whole, or as seats in a half circle."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from clipmaker.errors import BudgetError
from clipmaker.paint.numerals import numeral
from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.story.parts import (
    BARS,
    DOTS,
    MOST_BARS,
    SEATS,
    amount,
    faults_of,
    shown_as,
    values_of,
    whole_of,
)
from clipmaker.story.spec import PHOTO, SOURCE, CardSpec, FieldKind, FieldSpec, Seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clipmaker.paint.kit import Kit
    from clipmaker.paint.page import Page, Painting
    from clipmaker.paint.pieces import Piece
    from clipmaker.paint.stack import Stack
    from clipmaker.story.field_values import Number
    from clipmaker.story.model import Card

SPEC = CardSpec(
    kind="chart",
    help="Values as bars from zero, as dots for parts of a whole, or as seats in a half circle.",
    fields=(
        FieldSpec(
            name="text",
            kind=FieldKind.TEXT,
            help="What the values mean, as in One in four is *dead or wounded*.",
            required=True,
            emphasis=True,
        ),
        FieldSpec(
            name="show",
            kind=FieldKind.CHOICE,
            help="bars when absent.",
            choices=(BARS, DOTS, SEATS),
            read=False,
        ),
        FieldSpec(
            name="values",
            kind=FieldKind.NUMBERS,
            help="The values, the most telling first: it is highlighted. Dots and seats take four.",
            most=MOST_BARS,
        ),
        FieldSpec(
            name="file",
            kind=FieldKind.TABLE,
            help="Instead of values: a CSV file with a label and a value on each line.",
        ),
        FieldSpec(
            name="unit",
            kind=FieldKind.TEXT,
            help="What the values count, as in soldiers or %; it stands with every value that has "
            "no suffix of its own.",
            read=False,
        ),
        FieldSpec(
            name="whole",
            kind=FieldKind.WHOLE,
            help="What the values are parts of; per cent are parts of 100 when absent. none: they "
            "are no parts of one whole.",
        ),
        SOURCE,
        PHOTO,
    ),
    shortest_s=4.0,
    longest_s=12.0,
    painter_version=1,
    wrong=faults_of,
    seen=(
        Seen(words="headline", text="text", quoted=True, ground="photo"),
        Seen(text="values"),
        Seen(text="file"),
        Seen(text="whole"),
        Seen(words="source", text="source"),
    ),
)

_ABOUT = (Fit(76, 62, 2), Fit(62, 52, 3), Fit(52, 44, 4))
_ROWS, _MANY, _KEYS = Fit(60, 38, 2), Fit(42, 30, 2), Fit(50, 36, 2)
_WHOLE = (Fit(46, 36, 2),)
_EACH = (Fit(34, 32, 2),)
_ROOMY = 4
"""With more bars than that they and their spaces are smaller."""
_BAR, _BAR_SMALL = (30.0, 8.0, 30.0), (22.0, 4.0, 18.0)
"""Thickness, space above, and space to the next row, canvas units."""
_INDENT = 64.0
_AFTER_ABOUT, _BETWEEN, _AFTER_DOTS, _BEFORE_SOURCE, _PLATES_APART = 56.0, 24.0, 36.0, 52.0, 20.0
_DOTS_AT_LEAST = 150.0
_HALF = 1.06
"""A half circle of seats is so much higher than half its width at most."""


def paint(card: Card, page: Page) -> Painting:
    """Paint the card.

    Raises:
        MissingGlyphError: no font has some character.
        TooLongError: a text does not fit.
        BudgetError: all of it together does not, or the values are no parts of their whole.
        MediaError: the photo cannot be used.
    """
    from clipmaker.paint.entries import tightened
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.panel import with_panel

    if faults := faults_of(card, page.language):
        raise BudgetError(faults[0].message, remedy="Correct the values of the chart.")
    kit = Kit(page, card.photo("photo"))
    drawn = _bars if shown_as(card) == BARS else _dots
    stack = tightened(kit, lambda less: _stack(card, kit, drawn(card, kit, _room(card, kit, less))))
    placed = stack.placed(stack.low() if kit.photo else stack.middle())
    last = len(placed) - (2 if card.text("source") else 1)
    return kit.on_picture(with_panel(kit, placed, 1, last))


Row = tuple["Piece | None", float]
"""A piece and the canvas units before it."""


def _stack(card: Card, kit: Kit, rows: Sequence[Row]) -> Stack:
    from clipmaker.paint.entries import source_line

    stack = kit.stack()
    stack.add(_about(card, kit))
    inside = _inside(kit)
    for number, (piece, before) in enumerate(rows):
        stack.add(
            piece, before=before if number else kit.gap(_AFTER_ABOUT, plates=_PLATES_APART) + inside
        )
    stack.add(source_line(kit, card), before=kit.gap(_BEFORE_SOURCE, plates=_PLATES_APART) + inside)
    return stack


def _inside(kit: Kit) -> float:
    """Return the canvas units that a panel reaches beyond what stands on it."""
    from clipmaker.paint.panel import PAD

    return PAD if kit.photo else 0.0


def _about(card: Card, kit: Kit) -> Piece | None:
    room = kit.room(0) / 2
    return kit.plate(kit.headline(card.text("text"), Role.HEADLINE, _ABOUT, room))


def _room(card: Card, kit: Kit, less_px: int) -> int:
    """Return the height that is left for what is drawn."""
    from clipmaker.paint.entries import source_line

    spaces = kit.gap(_AFTER_ABOUT, plates=_PLATES_APART) + 2 * _inside(kit)
    if source := source_line(kit, card):
        spaces += kit.gap(_BEFORE_SOURCE, plates=_PLATES_APART)
    return kit.room(kit.page.px(spaces) + less_px, _about(card, kit), source)


def _said(number: Number, language: str, *, loud: bool) -> str:
    """Return a value with its unit and label as markup, the value highlighted where it is loud."""
    value = numeral(number, language).text
    return f"*{value}* {number.label}" if loud else f"{value} {number.label}"


def _texts(card: Card, kit: Kit, room_px: float, indent: float = 0.0) -> tuple[Piece, ...]:
    """Return the values with their labels in one size; the first one stands out beside bars."""
    from clipmaker.paint.together import in_one_size

    values, language = values_of(card), kit.page.language
    loud = not indent and "*" not in values[0].label
    fit = _KEYS if indent else _ROWS if len(values) <= _ROOMY else _MANY
    texts = [_said(n, language, loud=loud and not i) for i, n in enumerate(values)]
    if not loud:
        width = kit.column.width - kit.page.px(indent)
        colour = kit.colours.text
        return kit.texts(texts, Role.NAME, fit, colour, width_px=width, room_px=room_px)

    def one(text: str, sizes: Fit, room: float) -> Piece | None:
        return kit.headline(text, Role.NAME, (sizes,), room, emphasis=text == texts[0])

    return in_one_size(texts, fit, one, room_px, kit.page.profile.scale)


def _bars(card: Card, kit: Kit, room_px: int) -> list[Row]:
    from clipmaker.paint.bars import Scale, bar
    from clipmaker.paint.panel import faint, shades

    values, whole = values_of(card), whole_of(card)
    thick, above, after = _BAR if len(values) <= _ROOMY else _BAR_SMALL
    taken = kit.page.px(len(values) * (thick + 12.0 + above) + (len(values) - 1) * after)
    head = _whole_row(card, kit)
    taken += sum(piece.height_px + kit.page.px(_BETWEEN) for piece, _ in head if piece)
    texts = _texts(card, kit, room_px - taken)
    amounts = [amount(number) for number in values]
    scale = Scale.of(amounts, amount(whole) if whole else None, kit.column.width)
    loud, *_, rest = shades(kit)
    rows: list[Row] = head
    for number, (text, value) in enumerate(zip(texts, amounts, strict=True)):
        rows.append((text, (after if number else _BETWEEN)))
        colour = rest if number else loud
        track = faint(kit) if whole else ""
        rows.append((bar(kit, value, scale, thick, colour, track), above))
    return rows


def _whole_row(card: Card, kit: Kit) -> list[Row]:
    """Return what the values are parts of, where the story says so."""
    whole = whole_of(card)
    if whole is None or not whole.label:
        return []
    said = _said(whole, kit.page.language, loud=False)
    return [(kit.text(said, Role.BODY, _WHOLE, kit.colours.secondary), _BETWEEN)]


def _dots(card: Card, kit: Kit, room_px: int) -> list[Row]:
    from clipmaker.paint.dots import dot_step, dotted, in_half_circle, in_rows, swatch
    from clipmaker.paint.panel import shades

    page, values, whole = kit.page, values_of(card), whole_of(card)
    assert whole is not None
    seats = shown_as(card) == SEATS
    amounts = [amount(number) for number in values]
    decimals = len(whole.value.partition(".")[2])
    step = dot_step(amount(whole), decimals, seats=seats)
    texts_room = room_px - page.px(_DOTS_AT_LEAST + _AFTER_DOTS + _BETWEEN * (len(values) + 1))
    texts = _texts(card, kit, texts_room, _INDENT)
    head, each = _whole_row(card, kit), _each(whole, step, kit)
    under = [*texts, *(piece for piece, _ in head if piece), *([each] if each else [])]
    left = room_px - sum(piece.height_px for piece in under)
    left -= page.px(_AFTER_DOTS + _BETWEEN * len(under))
    width, count = kit.column.width, math.ceil(amount(whole) / step)
    if seats:
        width = max(1, min(width, math.floor(2 * left / _HALF)))
        spots, height = in_half_circle(count, width)
    else:
        spots, height = in_rows(count, width, left)
    if not spots:
        raise BudgetError(
            "the dots of this chart find no room beside its texts",
            remedy="Cut the texts, or write show: bars.",
        )
    colours = shades(kit)
    parts = [one / step for one in amounts]
    parts.append(max(amount(whole) / step - sum(parts), Decimal(0)))
    picked = [*colours[: len(values)], colours[-1]]
    size = (width, max(1, height))
    drawn = dotted(spots, parts, picked, size, from_right=page.right_to_left)
    rows: list[Row] = [(drawn, 0.0), (each, _BETWEEN)]
    rows += [(piece, _AFTER_DOTS) for piece, _ in head]
    for number, (text, colour) in enumerate(zip(texts, picked, strict=False)):
        high = round(text.words.cap_px) if text.words else text.height_px
        hung = kit.beside(swatch(high, colour), text, _INDENT)
        rows.append((hung, _BETWEEN if number or head else _AFTER_DOTS))
    return rows


def _each(whole: Number, step: Decimal, kit: Kit) -> Piece | None:
    """Return the line that says what a dot stands for; None where it is one of what is counted."""
    if step == 1:
        return None
    said = numeral(replace(whole, value=f"{step:f}"), kit.page.language).text
    line = wording(kit.page.language).each_dot.replace("{amount}", said)
    return kit.text(line, Role.SMALL, _EACH, kit.colours.secondary)
