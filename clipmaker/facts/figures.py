"""Figures and what they may mean, with or without a unit; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from clipmaker.facts.lexicon import Lexicon, UnitMeaning

PERCENT = "percent"
_SPACES = " \u00a0\u202f\u2009"


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with its unit.

    Attributes:
        values: what it may be; several where a point may be a decimal sign or part thousands.
        units: what it may measure, empty where no unit stands at it.
        text: as it stands, with its unit.
        start: index of its first character in the text.
        end: index after its last.
        inexact: whether it is a part such as a third, which figures only come near.
        in_words: whether no figure stands in it.
        scale: what a word such as million behind its figures multiplies them by.
    """

    values: tuple[Fraction, ...]
    units: frozenset[UnitMeaning]
    text: str
    start: int
    end: int
    inexact: bool = False
    in_words: bool = False
    scale: Fraction = Fraction(1)


@cache
def figure_values(text: str, known: Lexicon) -> tuple[Fraction, ...]:
    """Return what figures may mean, the likeliest first; a point may part thousands or decimals."""
    if text[0] in "½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞":
        return (Fraction(unicodedata.numeric(text[0])).limit_denominator(8),)
    parts = re.split(r"\D", text)
    signs = re.sub(r"\d", "", text)
    digits = [_digits(part) for part in parts]
    grouped = len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    if len(parts[-1]) == 3 and all(len(part) == 2 for part in parts[1:-1]) and len(parts[0]) <= 2:
        grouped = True
    whole = Fraction(int("".join(digits)))
    if not signs:
        return (whole,)
    if len(set(signs)) == 1 and len(signs) > 1:
        return (whole,) if grouped else tuple(Fraction(int(part)) for part in digits[:1])
    decimal = Fraction(f"{''.join(digits[:-1])}.{digits[-1]}")
    if len(set(signs)) > 1:
        return (decimal,)
    if signs in _SPACES or signs in "'’٬":
        return (whole,) if grouped else (decimal,)
    if not grouped or parts[0].lstrip("0") == "":
        return (decimal,)
    return (
        (whole,)
        if signs == known.group or (known.group.isspace() and signs == ".")
        else ((decimal, whole) if signs == known.decimal else (whole, decimal))
    )


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
