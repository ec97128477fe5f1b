"""What the values of a chart are, and what is wrong with them; pure.

A chart that shows 130 % of a whole, euros beside dollars or a third of a seat looks as sure as a
right one. So what cannot be true is refused, each with what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from clipmaker.story.field_values import Number, Table
from clipmaker.story.model import Card
from clipmaker.story.spec import Fault

BARS, DOTS, SEATS = "bars", "dots", "seats"
MOST_BARS, MOST_COLOURS = 6, 4
"""Most values of a chart; most that are told apart by colour."""
_PERCENT = frozenset({"%", "٪", "percent", "per cent", "Prozent", "pour cent", "por ciento"})
_HUNDRED = Decimal(100)
_WORD = 4
"""A unit of so many letters is a word, and none of the signs that stand beside a single one."""
_SAME = 0.7
"""Words that share so much of their beginning are forms of one word."""


def shown_as(card: Card) -> str:
    """Return how a chart shows its values."""
    return card.choice("show") or BARS


def values_of(card: Card) -> tuple[Number, ...]:
    """Return a chart's values, each with its unit."""
    return _with_unit(card, card.numbers("values") or card.table("file"))


def whole_of(card: Card) -> Number | None:
    """Return what a chart's values are parts of; None where they are no parts.

    Per cent are parts of a hundred, seats of all seats, unless the story says otherwise.
    """
    if written := _with_unit(card, card.numbers("whole")):
        return written[0]
    values = values_of(card)
    if "whole" in card.fields and shown_as(card) != SEATS:
        return None
    if values and shown_as(card) != SEATS and all(number.suffix in _PERCENT for number in values):
        if all(amount(number) >= 0 for number in values):
            return Number(value="100", label="", suffix=values[0].suffix)
        return None
    if shown_as(card) == SEATS and values:
        return replace(values[0], value=str(sum(map(amount, values))), label="")
    return None


def with_units(card: Card) -> Card:
    """Return a card whose values have their unit with them, for being told; others as they are."""
    if not card.fields.get("unit"):
        return card
    fields = {name: value for name, value in card.fields.items() if name != "unit"}
    for name in ("values", "whole"):
        if numbers := card.numbers(name):
            fields[name] = _with_unit(card, numbers)
    table = fields.get("file")
    if isinstance(table, Table):
        fields["file"] = replace(table, numbers=_with_unit(card, table.numbers))
    return replace(card, fields=fields)


def amount(number: Number) -> Decimal:
    """Return a number's value."""
    return Decimal(number.value)


def faults_of(card: Card, _language: str) -> tuple[Fault, ...]:
    """Return what is wrong with a chart; the language of its story decides nothing."""
    values = values_of(card)
    if fault := _missing(card, values):
        return (fault,)
    named = "values" if card.numbers("values") else "file"
    return tuple(
        replace(fault, place=fault.place or (named,))
        for fault in (*_units(card, values), *_amounts(card, values))
    )


def _with_unit(card: Card, numbers: Sequence[Number]) -> tuple[Number, ...]:
    unit = card.text("unit")
    return tuple(
        # “1 soldiers” is no English: a single one stands without its unit, unless it has its own.
        number if number.suffix or _one_of_many(number, unit) else replace(number, suffix=unit)
        for number in numbers
    )


def _one_of_many(number: Number, unit: str) -> bool:
    return abs(amount(number)) == 1 and unit.isalpha() and len(unit) >= _WORD


def _missing(card: Card, values: Sequence[Number]) -> Fault | None:
    """Return what is wrong with where the values come from."""
    if "values" in card.fields and "file" in card.fields:
        return Fault(place=("file",), message="stands beside values: keep one of them")
    if not values:
        message = "a chart needs values, or a file with them, as in file: votes.csv"
        return Fault(place=("values",), message=message)
    return None


def _units(card: Card, values: Sequence[Number]) -> Iterator[Fault]:
    """Yield what is wrong with the units: what is not said, what shares no scale."""
    counted = [*values, *_with_unit(card, card.numbers("whole"))]
    unit = card.text("unit")
    if not all(number.prefix or number.suffix or unit for number in counted):
        yield Fault(
            place=("unit",),
            message='is missing: write what the values count, as in unit: soldiers or unit: "%"',
        )
        return
    many = [number for number in counted if number.prefix or number.suffix]
    units = [(number.prefix, number.suffix) for number in many]
    others = [one for one in units if not _alike(one, units[0])]
    if others:
        first, other = (" ".join(filter(None, one)) for one in (units[0], others[0]))
        yield Fault(
            place=(),
            message=f"“{first}” and “{other}” share no scale: give all values one unit, or make "
            "two charts",
        )


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether units are one unit: “seat” and “seats” are, “Millionen” and “Milliarden” are not."""
    if one[0] != other[0]:
        return False
    short, long = sorted((one[1], other[1]), key=len)
    shared = next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return short == long or (long.isalpha() and shared >= _SAME * len(long))


def _amounts(card: Card, values: Sequence[Number]) -> Iterator[Fault]:
    """Yield what is wrong with the amounts."""
    show, amounts = shown_as(card), [amount(number) for number in values]
    most = MOST_BARS if show == BARS else MOST_COLOURS
    if len(values) > most:
        remedy = "put the smallest together"
        message = f"takes at most {most} with show: {show}, found {len(values)}: {remedy}"
        yield Fault(place=(), message=message)
    if not any(amounts):
        yield Fault(place=(), message="are all 0: there is nothing to show")
        return
    whole = whole_of(card)
    if show != BARS and (below := [n for n in values if amount(n) < 0]):
        message = f"{below[0].value} cannot be shown as {show}: write show: bars"
        yield Fault(place=(), message=message)
        return
    if show == SEATS and any(one % 1 for one in amounts):
        yield Fault(place=(), message="are no whole numbers: seats and votes are counted whole")
    if show == DOTS and whole is None:
        message = "is missing: dots show parts of it, as in {value: 12000, label: sent}"
        yield Fault(place=("whole",), message=message)
    if whole is not None:
        yield from _parts(card, amounts, whole)


def _parts(card: Card, amounts: Sequence[Decimal], whole: Number) -> Iterator[Fault]:
    """Yield what is wrong with parts of a whole."""
    if amount(whole) <= 0:
        yield Fault(place=("whole",), message=f"{whole.value} has no parts: write more than 0")
        return
    if any(one < 0 for one in amounts):
        yield Fault(place=(), message="a part of a whole cannot be less than nothing")
        return
    together = sum(amounts)
    # Shares that were rounded may add up to 100.1.
    rounded = sum((Decimal(1).scaleb(_exponent(one)) / 2 for one in amounts), Decimal(0))
    slack = rounded if any(one % 1 for one in amounts) or len(amounts) > 1 else Decimal(0)
    slack = slack if amount(whole) == _HUNDRED and whole.suffix in _PERCENT else Decimal(0)
    if together <= amount(whole) + slack:
        return
    unit = f" {whole.suffix}" if whole.suffix else ""
    remedy = "correct them"
    if shown_as(card) == BARS:
        remedy += ", or write whole: none if they are no parts of one whole"
    yield Fault(
        place=(),
        message=f"add up to {together:f}{unit}, more than their whole of {whole.value}{unit}: "
        f"{remedy}",
    )


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
