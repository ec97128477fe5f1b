"""Figures of one text that do not add up; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from clipmaker.facts.figures import PERCENT, Quantity
from clipmaker.facts.lexicon import lexicon, plain_words

_NEAR = 24
"""A word such as “in all” stands no further from its number, in characters."""


def misses(text: str, numbers: Sequence[Quantity], language: str) -> Iterator[tuple[str, str]]:
    """Yield figures that do not add up, each with what is wrong.

    Args:
        text: the text.
        numbers: the numbers in it.
        language: language code of the text.
    """
    total = _total(text, numbers, language)
    if total is None:
        return
    others = [one for one in numbers if one is not total and _alike(one, total)]
    if len(others) < 2:
        return
    value = sum((one.values[0] for one in others), Fraction(0))
    if value != total.values[0]:
        told = " + ".join(one.text for one in others)
        yield total.text, f"the figures do not add up: {told} is {_plain(value)}"


def _total(text: str, numbers: Sequence[Quantity], language: str) -> Quantity | None:
    """Return the number that is said to be the sum of the others."""
    folded = plain_words(text)
    if len(folded) != len(text):
        return None
    for phrase in lexicon(language).totals:
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded):
            near = [
                (min(abs(one.start - match.end()), abs(match.start() - one.end)), one)
                for one in numbers
            ]
            apart, nearest = min(near, key=lambda one: one[0], default=(_NEAR + 1, None))
            if nearest is not None and apart <= _NEAR:
                return nearest
    return None


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be parts of one sum."""
    if any(unit == PERCENT for unit, _ in one.units) != any(u == PERCENT for u, _ in other.units):
        return False
    return not one.units or not other.units or bool(one.units & other.units)


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
