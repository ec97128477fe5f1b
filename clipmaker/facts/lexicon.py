"""How a language writes numbers, units and days: from Unicode's CLDR, and words that it lacks."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name, get_currency_symbol
from babel.units import format_unit

from clipmaker.resources import assets_dir

UnitMeaning = tuple[str, Fraction]
"""What is measured, and how many of its smallest unit one is: ``("length", 1000)``."""

_UNITS: Mapping[str, tuple[str, UnitMeaning]] = {
    name.rpartition(":")[2]: (name.replace(":", "-"), (what, Fraction(size)))
    for name, what, size in (
        line.split()
        for line in """
length:millimeter length 1/1000
length:centimeter length 1/100
length:meter length 1
length:kilometer length 1000
length:inch length 127/5000
length:foot length 381/1250
length:yard length 1143/1250
length:mile length 201168/125
length:nautical-mile length 1852
mass:gram mass 1
mass:kilogram mass 1000
mass:tonne mass 1000000
mass:ounce mass 45359237/1600000
mass:pound mass 45359237/100000
mass:ton ton 1
duration:second time 1
duration:minute time 60
duration:hour time 3600
duration:day time 86400
duration:week time 604800
duration:month months 1
duration:year months 12
duration:decade months 120
duration:century months 1200
area:square-meter area 1
area:square-kilometer area 1000000
area:hectare area 10000
area:acre acre 1
area:square-mile square-mile 1
volume:liter volume 1
volume:cubic-meter volume 1000
volume:barrel barrel 1
speed:kilometer-per-hour speed 1
speed:meter-per-second meter-per-second 1
speed:mile-per-hour mile-per-hour 1
temperature:celsius celsius 1
temperature:fahrenheit fahrenheit 1
energy:kilowatt-hour kilowatt-hour 1
power:kilowatt power 1000
power:megawatt power 1000000
power:gigawatt power 1000000000
concentr:percent percent 1
""".strip().splitlines()
    )
}
_CURRENCIES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "KRW",
    "KPW",
    "RUB",
    "UAH",
    "CHF",
    "INR",
    "BRL",
    "MXN",
    "ILS",
    "TRY",
    "PLN",
    "CZK",
    "SEK",
    "NOK",
    "DKK",
    "HUF",
    "THB",
    "EGP",
    "SAR",
    "AED",
    "AUD",
    "CAD",
    "NZD",
    "ZAR",
    "NGN",
    "KES",
    "IDR",
    "VND",
    "PHP",
    "ARS",
]
_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD"})
_SHORT = frozenset(
    [
        "km",
        "cm",
        "mm",
        "kg",
        "km²",
        "m²",
        "ha",
        "km/h",
        "mph",
        "°c",
        "°f",
        "kw",
        "mw",
        "gw",
        "kwh",
        "ft",
        "lb",
        "oz",
        "mi",
        "min",
        "std",
        "h",
        "t",
        "m",
        "l",
    ]
)
"""Short names that mean nothing else behind a figure."""
_NOT_UNITS = frozenset({"in", "a", "s", "d", "j", "g", "w", "o", "c", "y", "an", "°"})
_SAMPLES = (1, 2, 3, 5, 21)
_DIGITS = re.compile(r"^[^\w°%٪]*\d+[^\w°%٪]*|[^\w°%٪]*\d+[^\w°%٪]*$")


@dataclass(frozen=True, kw_only=True, eq=False)
class Lexicon:
    """The words and signs of one language, folded as `plain_words` does.

    Attributes:
        language: its code.
        numbers: words and their values.
        alone: those that mean something else where they stand alone.
        times: words that multiply what stands before them.
        joins: words inside a number.
        shares: words for parts of a whole.
        out_of: what stands between the two numbers of “one in four”.
        totals: what tells that a number is the sum of others.
        days: words for days, counted from today.
        months: names of months and their numbers; weekdays from 0, Monday.
        short_months: names that are cut short, without their stops.
        weekdays: names of the days of the week.
        units: what may stand at a number, and what it may mean.
        common: words by which the language is known.
        endings: what may follow a name.
        lands: the words of names of countries and continents.
        counted: what must follow a number in words, where the letters mean other things, too.
        decimal: what stands before decimals.
        group: what parts thousands.
    """

    language: str
    numbers: Mapping[str, int]
    alone: frozenset[str]
    times: Mapping[str, int]
    joins: frozenset[str]
    shares: Mapping[str, Fraction]
    out_of: tuple[str, ...]
    totals: tuple[str, ...]
    days: Mapping[str, int]
    months: Mapping[str, int]
    short_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, frozenset[UnitMeaning]]
    common: frozenset[str]
    endings: frozenset[str]
    lands: frozenset[str]
    counted: tuple[str, ...]
    decimal: str
    group: str


def plain_words(text: str) -> str:
    """Return a text in small letters, composed, with plain apostrophes and single spaces."""
    text = unicodedata.normalize("NFC", text.casefold()).replace("’", "'")
    return " ".join(text.split())


@cache
def lexicon(language: str) -> Lexicon:
    """Return what is known of a language; one that CLDR does not know is read as English."""
    code = language.split("-")[0].lower()
    own = _words().get(code, {})
    locale = _locale(code)
    symbols = locale.number_symbols.get("latn") or locale.number_symbols
    return Lexicon(
        language=code,
        numbers=_pairs(own.get("numbers", "")),
        alone=frozenset(plain_words(own.get("alone", "")).split()),
        times=_compact(locale) | _pairs(own.get("times", "")),
        joins=frozenset(plain_words(own.get("joins", "")).split()),
        shares={word: Fraction(part) for word, part in _two(own.get("shares", ""))},
        out_of=_phrases(own.get("out_of", "")),
        totals=_phrases(own.get("totals", "")),
        days={word.replace("_", " "): int(day) for word, day in _two(own.get("days", ""))},
        months=_names(locale, "months", "wide"),
        short_months=_names(locale, "months", "abbreviated"),
        weekdays=_names(locale, "days", "wide"),
        units=_units(locale, own.get("units", "")),
        common=common_words(code),
        endings=frozenset(own.get("endings", "").split()),
        lands=frozenset(
            word for name in locale.territories.values() for word in plain_words(name).split()
        ),
        counted=tuple(own.get("counted", "").split()),
        decimal=str(symbols["decimal"]),
        group=str(symbols["group"]),
    )


def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages whose words for numbers are known."""
    return tuple(_words())


@cache
def common_words(language: str) -> frozenset[str]:
    """Return the commonest words of a language, by its code; none of one that is not known."""
    return frozenset(_words().get(language, {}).get("common", "").split())


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((assets_dir() / "facts" / "words.toml").read_text("utf-8"))


def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def _two(text: str) -> Iterator[tuple[str, str]]:
    words = plain_words(text).split()
    yield from zip(words[::2], words[1::2], strict=True)


def _pairs(text: str) -> dict[str, int]:
    return {word: int(value) for word, value in _two(text)}


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for part in text.split(",") if (phrase := plain_words(part)))


def _compact(locale: Locale) -> dict[str, int]:
    """Return the words of CLDR's short numbers: ``Mio.``, ``billion``, ``만``."""
    found: dict[str, int] = {}
    for length in ("long", "short"):
        for patterns in locale.compact_decimal_formats[length].values():
            for size, pattern in patterns.items():
                text = pattern.pattern.replace("'", "").replace("\xa0", " ")
                word = plain_words(text.replace("0", "")).strip(". ")
                zeros = text.count("0")
                if zeros and word.isalpha() and (len(word) > 1 or not word.isascii()):
                    found[word] = int(size) // 10 ** (zeros - 1)
    return found


def _names(locale: Locale, what: str, width: str) -> dict[str, int]:
    """Return names of months or weekdays in all their forms, with their numbers."""
    found: dict[str, int] = {}
    for code in (str(locale), *(("ar_LB", "ar_MA") if locale.language == "ar" else ())):
        table: Any = getattr(Locale.parse(code), what)
        for context in ("stand-alone", "format"):
            for number, name in table[context].get(width, {}).items():
                word = plain_words(name).strip(".")
                if not word[:1].isdigit():
                    found.setdefault(word, int(number))
    return found


def _units(locale: Locale, more: str) -> Mapping[str, frozenset[UnitMeaning]]:
    found: dict[str, set[UnitMeaning]] = {}
    for name, (unit, meaning) in _UNITS.items():
        for word in _unit_words(unit, locale):
            found.setdefault(word, set()).add(meaning)
        found.setdefault(name, set()).add(meaning)
    for code in _CURRENCIES:
        for word in _currency_words(code, locale):
            found.setdefault(word, set()).add((code, Fraction(1)))
    found["%"] = found["٪"] = found["％"] = {("percent", Fraction(1))}
    for sign, code in (("€", "EUR"), ("£", "GBP"), ("₩", "KRW"), ("₽", "RUB"), ("₴", "UAH")):
        found.setdefault(sign, set()).add((code, Fraction(1)))
    found.setdefault("¥", set()).update({("JPY", Fraction(1)), ("CNY", Fraction(1))})
    found.setdefault("$", set()).update((code, Fraction(1)) for code in _DOLLARS)
    for line in more.strip().splitlines():
        name, _, words = line.partition(":")
        for word in _phrases(words):
            found.setdefault(word, set()).update(_meaning(name.strip()))
    return {word: frozenset(meanings) for word, meanings in found.items()}


def _meaning(name: str) -> set[UnitMeaning]:
    if name == "dollar":
        return {(code, Fraction(1)) for code in _DOLLARS}
    if name == "won":
        return {("KRW", Fraction(1)), ("KPW", Fraction(1))}
    if name == "euro":
        return {("EUR", Fraction(1))}
    return {_UNITS[name][1]} if name in _UNITS else {(name, Fraction(1))}


def _unit_words(unit: str, locale: Locale) -> Iterator[str]:
    """Yield what CLDR writes behind a number for a unit."""
    for length in ("long", "short", "narrow"):
        for count in _SAMPLES:
            try:
                text = str(format_unit(count, unit, length=length, locale=locale))
            except Exception:
                return
            word = plain_words(_DIGITS.sub("", text)).strip(". ")
            told = length == "long" and len(word) > 2
            if word and not any(map(str.isdigit, word)) and (told or _tells(word)):
                yield word


def _tells(word: str) -> bool:
    """Whether a unit's name is no other word."""
    if word in _NOT_UNITS:
        return False
    return len(word) > 3 or word in _SHORT or not word.isascii()


def _currency_words(code: str, locale: Locale) -> Iterator[str]:
    if code != "TRY":
        yield code.lower()
    for count in _SAMPLES:
        yield plain_words(get_currency_name(code, count, locale=locale))
    symbol = plain_words(get_currency_symbol(code, locale=locale)).strip("\u200e\u200f. ")
    if not symbol.isalpha() or len(symbol) > 1:
        yield symbol
