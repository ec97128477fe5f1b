"""Numbers as an audience writes them: grouping, decimal sign, minus and per cent by language.

Babel knows the signs of every language (Unicode CLDR). Digits are the European ones everywhere:
the countdown has them too, and newsrooms of every script use them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from clipmaker.scripts import spaceless
from clipmaker.story.field_values import Number

if TYPE_CHECKING:
    from babel import Locale

_MINUS = "−"
_PERCENT = ("%", "٪")
_FOUR_TOGETHER = frozenset({"bg", "es", "pl"})
"""Languages that write four digits without a separator (CLDR, minimum grouping digits)."""


@dataclass(frozen=True, kw_only=True)
class Numeral:
    """A number as it is shown, in three parts that may differ in size.

    Attributes:
        before: minus sign and prefix.
        digits: the grouped digits with their decimals.
        after: the suffix.
        decimals: how many of the digits stand behind the decimal sign.
        apart_before: whether a space parts the prefix from the digits.
        apart_after: whether a space parts the suffix from them.
    """

    before: str
    digits: str
    after: str
    decimals: int
    apart_before: bool
    apart_after: bool

    @property
    def text(self) -> str:
        """The whole number, as it is read."""
        before = self.before + " " * self.apart_before
        return before + self.digits + " " * self.apart_after + self.after


def numeral(number: Number, language: str) -> Numeral:
    """Return a number as an audience writes it; its digits are those that were written."""
    from babel import Locale

    locale = Locale.parse(language.split("-")[0])
    sign = _MINUS if number.value.startswith("-") else ""
    whole, _, decimals = number.value.removeprefix("-").partition(".")
    before, after = number.prefix, number.suffix
    apart = after[:1].isalpha() and not _written_together(after[0])
    if unicodedata.category(after[:1] or " ") == "Sc":
        # “50.000 €”, but “50,000€”: languages write the sign apart from the number or not.
        apart = locale.currency_formats["standard"].suffix[0][:1].isspace()
    if after in _PERCENT:
        pattern = locale.percent_formats[None]
        before, after = before + pattern.prefix[0], pattern.suffix[0]
        apart = after[:1].isspace()
    point: str = locale.number_symbols["latn"]["decimal"]
    return Numeral(
        before=sign + before.strip(),
        digits=grouped(whole, locale) + (point + decimals if decimals else ""),
        after=after.strip(),
        decimals=len(decimals),
        apart_before=before[-1:].isalpha() or before[-1:].isspace(),
        apart_after=apart,
    )


def decimal_sign(language: str) -> str:
    """Return what stands before decimals in a language."""
    from babel import Locale

    sign: str = Locale.parse(language.split("-")[0]).number_symbols["latn"]["decimal"]
    return sign


def grouped(whole: str, locale: Locale) -> str:
    """Return digits in the groups of a locale; zeros in front stay."""
    first, further = locale.decimal_formats[None].grouping
    if len(whole) <= first + (locale.language in _FOUR_TOGETHER):
        return whole
    parts, rest = [whole[-first:]], whole[:-first]
    while rest:
        parts.append(rest[-further:])
        rest = rest[:-further]
    sign: str = locale.number_symbols["latn"]["group"]
    return sign.join(reversed(parts))


def count(number: Number) -> int:
    """Return a number without its sign, counted in units of its last decimal."""
    value = Decimal(number.value.removeprefix("-"))
    return int(value.scaleb(len(number.value.partition(".")[2])))


def _written_together(letter: str) -> bool:
    """Whether a unit in the script of this letter follows its number without a space."""
    return spaceless(letter) or "\u3000" <= letter <= "\u303f" or "\uac00" <= letter <= "\ud7af"
