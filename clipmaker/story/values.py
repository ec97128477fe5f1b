"""Names, words and numbers in a story file: checked, and turned into what the program keeps.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema

from clipmaker.door.checked import described, refusal
from clipmaker.door.document import nearest
from clipmaker.door.tracks import read_tracks
from clipmaker.door.words import MAX_CHARACTERS, tidy
from clipmaker.languages import (
    NAMES,
    country_language,
    is_language,
    nearest_language,
    taken_for_country,
    three_letters,
)
from clipmaker.profile.formats import FORMATS, format_named
from clipmaker.story.model import STRICT, TWO_PEOPLE
from clipmaker.story.slug import MAX_CHARACTERS as MAX_SLUG
from clipmaker.story.slug import SLUG
from clipmaker.story.surroundings import surroundings

NO_MUSIC = "none"
_GATES = (STRICT, TWO_PEOPLE)
VERSION = 1
MAX_LIST = 30
"""Most texts in one list."""
MAX_NUMBERS = 3
"""Most numbers on one card."""
MAX_AFFIX = 12
"""Most characters before or after a number."""
_MARKS = {",": "comma", "'": "apostrophe", "’": "apostrophe", "_": "line"} | dict.fromkeys(
    (" ", "\u202f", "\xa0", "\u2009"), "space"
)
"""What digits are grouped by, and what people call it."""
_GROUPED = re.compile(
    rf"[-−]?(?!0)[0-9]{{1,3}}(?:[{''.join(_MARKS)}][0-9]{{3}}){{1,4}}(\.[0-9]{{1,6}})?"
)
_COMMA = re.compile(r"[-−]?[0-9]{1,15},[0-9]{1,6}")
_POINTS = re.compile(r"[-−]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,4}")
_ONE_POINT = re.compile(r"([-−]?[1-9][0-9]{0,2})\.([0-9]{3})")
"""What is 2700 in Berlin and 2.7 in London."""
_POWER = re.compile(r"[-−]?[0-9]{1,6}(?:\.[0-9]{0,6})?[eE]\+?[0-9]{1,2}")
_ZEROS = re.compile(r"([-−]?)0+([0-9][0-9.]*)")
_BOTH = re.compile(r"[-−]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4},[0-9]{1,6}")
_BARE_POINT = re.compile(r"([-−]?)(?:(\.[0-9]{1,6})|([0-9]{1,15})\.)")
_NUMERAL = re.compile(r"[-−]?[0-9]{1,15}(\.[0-9]{1,6})?")
_AFFIXED = re.compile(
    rf"([^\W\d]+|[^\w\s.,+−-]+)?\s?({_NUMERAL.pattern})\s?([^\W\d]+|[^\w\s.,-]+)?"
)
"""A number with what it counts in before or after it: €5, 12%, 5k."""


def _version(value: object) -> int:
    if value is True or value != VERSION:
        raise refusal(f"expected version: {VERSION}, found {described(value)}")
    return VERSION


def _date(value: object) -> date:
    text = value if isinstance(value, str) else ""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise refusal(f"expected a date such as 2025-01-13, found {described(value)}") from None


def _slug(value: object) -> str:
    if not isinstance(value, str) or not SLUG.fullmatch(value) or len(value) > MAX_SLUG:
        raise refusal(
            f"expected lower-case letters, digits and single hyphens, at most {MAX_SLUG}, "
            f"as in captured-soldier, found {described(value)}"
        )
    return value


def _brand(value: object, info: ValidationInfo) -> str:
    brands = surroundings(info).brands
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise refusal(f"expected the name of a brand, found {described(value)}")
    if brands is not None and value not in brands:
        known = ", ".join(brands)
        raise refusal(f"unknown brand “{value}”: known are {known}", nearest=nearest(value, brands))
    return value


def _language(value: object) -> str:
    if not isinstance(value, str):
        raise refusal(f"expected a language code in quotes, as in ko, found {described(value)}")
    if rare := taken_for_country(value):
        return rare
    if meant := country_language(value):
        raise refusal(
            f"“{value}” is {NAMES[value]}, not a country: write {three_letters(value)} if that is "
            "meant",
            nearest=meant,
        )
    if not is_language(value):
        raise refusal(
            f"expected a language code of ISO 639-1, as in ko, found {described(value)}",
            nearest=nearest_language(value),
        )
    return value


_MOST_LANGUAGES = 50


def _languages(value: object) -> tuple[str, ...]:
    many = value if isinstance(value, list) else [value]
    codes = tuple(_language(one) for one in many[: _MOST_LANGUAGES + 1])
    if not codes:
        raise refusal("this list is empty: write the languages that are spoken, or leave it away")
    if twice := [code for code in codes if codes.count(code) > 1]:
        raise refusal(f"{twice[0]} stands here twice")
    if len(codes) > _MOST_LANGUAGES:
        raise refusal(f"{len(many)} languages are more than the {_MOST_LANGUAGES} allowed")
    return codes


def _link(value: object) -> str:
    text = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(text) > MAX_CHARACTERS or not text.isprintable() or " " in text:
        raise refusal(
            f"expected an address such as https://example.org/article, found {described(value)}"
        )
    return text


def _hashtag(value: str) -> str:
    tag = value.removeprefix("#")
    good = all(unicodedata.category(char)[0] in "LMN" or char == "_" for char in tag)
    if not good or not tag or tag.isdigit():
        raise refusal(
            f"expected one word of letters, digits and underscores, as in NorthKorea, "
            f"found {described(value)}"
        )
    return tag


def _format(value: str) -> str:
    if found := format_named(value):
        return found
    raise refusal(f"expected one of {', '.join(FORMATS)}, found {described(value)}")


def _decibels(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -60 <= value <= 20:
        raise refusal(
            f"expected a number of decibels from -60 to 20, as in -6, found {described(value)}"
        )
    return float(value)


def _gate(value: object) -> str:
    if value not in _GATES:
        raise refusal(
            f"expected one of {', '.join(_GATES)}, found {described(value)}",
            nearest=nearest(str(value), _GATES),
        )
    return str(value)


def _switch(value: object) -> object:
    if value is None:
        raise refusal("expected true or false, found nothing")
    return value


def read_numeral(value: object) -> str:
    """Return a number as it was written, without a plus sign or grouping."""
    text = getattr(value, "written", value if isinstance(value, str) else str(value))
    if match := _ONE_POINT.fullmatch(text):
        whole, part = match.groups()
        decimal = f"{whole}.{part.rstrip('0') or '0'}" if part.endswith("0") else f"{text}0"
        raise refusal(
            f"“{text}” is read as thousands by some and as a decimal number by others: write "
            f"{whole}{part} for thousands, {decimal} for the decimal number"
        )
    if isinstance(value, bool) or not _NUMERAL.fullmatch(text) or _ZEROS.fullmatch(text):
        meant, how = _meant(text)
        said = f"write {meant}, {how}" if meant else "expected a number without grouping, as in"
        like = "" if meant else f" 2700 or 3.5, found {described(value)}"
        raise refusal(f"{said}{like}: digits are grouped as the story's language does it")
    return text.replace("−", "-")


def _meant(text: str) -> tuple[str, str]:
    """Return the number that was meant by one with grouping or a comma, and how it is written."""
    digits = "".join(str(unicodedata.decimal(c, c)) for c in text)
    if digits != text:
        digits = digits.translate({ord("٬"): None, ord("٫"): "."})
        return (digits, "in the digits 0 to 9") if _NUMERAL.fullmatch(digits) else ("", "")
    if _GROUPED.fullmatch(text):
        for mark, name in _MARKS.items():
            if mark in text:
                return re.sub(f"[{''.join(_MARKS)}]", "", text), f"without the {name}"
    if _COMMA.fullmatch(text):
        return text.replace(",", "."), "with a point"
    if _BOTH.fullmatch(text):
        return text.replace(".", "").replace(",", "."), "with a point before its decimals only"
    if match := _BARE_POINT.fullmatch(text):
        sign, decimals, whole = match.groups()
        return f"{sign}{whole or '0' + decimals}", "with digits on both sides of a point"
    if _POINTS.fullmatch(text):
        return text.replace(".", ""), "without the points"
    if _POWER.fullmatch(text) and (number := Decimal(text.replace("−", "-"))).is_finite():
        plain = f"{number:f}"
        return (plain, "in digits") if _NUMERAL.fullmatch(plain) else ("", "")
    if match := _ZEROS.fullmatch(text):
        return "".join(match.groups()), "without a zero in front"
    if match := _AFFIXED.fullmatch(text):
        before, digits, _, after = match.groups()
        affixes = (("prefix", before), ("suffix", after))
        said = " and ".join(f"“{affix}” as {key} or unit" for key, affix in affixes if affix)
        return digits, f"and {said}"
    return "", ""


def _few(value: list[object]) -> list[object]:
    if not 0 < len(value) <= MAX_NUMBERS:
        raise refusal(f"expected 1 to {MAX_NUMBERS} numbers, found {len(value)}")
    return value


def _affix(value: str) -> str:
    if len(value) > MAX_AFFIX:
        raise refusal(f"“{value}” has more than {MAX_AFFIX} characters")
    return value


def _some(value: list[str]) -> list[str]:
    if not 0 < len(value) <= MAX_LIST:
        raise refusal(f"expected 1 to {MAX_LIST} texts, found {len(value)}")
    return value


def _string_schema(**more: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **more})


Text: TypeAlias = Annotated[
    str,
    AfterValidator(tidy),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_CHARACTERS}),
]
Texts: TypeAlias = Annotated[
    list[Text],
    AfterValidator(_some),
]
Numeral: TypeAlias = Annotated[
    str,
    PlainValidator(read_numeral),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9.]+$"}]}),
]
Affix: TypeAlias = Annotated[Text, AfterValidator(_affix)]
Few = AfterValidator(_few)
Decibels: TypeAlias = Annotated[
    float,
    PlainValidator(_decibels),
    WithJsonSchema({"type": "number", "minimum": -60, "maximum": 20}),
]
OptionalSwitch: TypeAlias = Annotated[
    bool | None, BeforeValidator(_switch), WithJsonSchema({"type": "boolean"})
]
_TRACK = {"type": "integer", "minimum": 0}
OptionalTracks: TypeAlias = Annotated[
    tuple[int, ...] | None,
    PlainValidator(read_tracks),
    WithJsonSchema(
        {"anyOf": [_TRACK, {"type": "array", "items": _TRACK, "minItems": 1, "uniqueItems": True}]}
    ),
]
Language: TypeAlias = Annotated[
    str, PlainValidator(_language), WithJsonSchema({"type": "string", "enum": sorted(NAMES)})
]
_LANGUAGE = {"type": "string", "enum": sorted(NAMES)}
Languages: TypeAlias = Annotated[
    tuple[str, ...],
    PlainValidator(_languages),
    WithJsonSchema(
        {
            "anyOf": [
                _LANGUAGE,
                {"type": "array", "items": _LANGUAGE, "minItems": 1, "uniqueItems": True},
            ]
        }
    ),
]
Version: TypeAlias = Annotated[int, PlainValidator(_version), WithJsonSchema({"const": VERSION})]
Day: TypeAlias = Annotated[date, PlainValidator(_date), _string_schema(format="date")]
Slug: TypeAlias = Annotated[str, PlainValidator(_slug), _string_schema(pattern=f"^{SLUG.pattern}$")]
BrandName: TypeAlias = Annotated[
    str, PlainValidator(_brand), _string_schema(pattern=f"^{SLUG.pattern}$")
]
Formats: TypeAlias = Annotated[
    list[Annotated[Text, AfterValidator(_format)]],
    AfterValidator(_some),
]
Gate: TypeAlias = Annotated[
    str, PlainValidator(_gate), WithJsonSchema({"type": "string", "enum": list(_GATES)})
]
Link: TypeAlias = Annotated[
    str,
    PlainValidator(_link),
    _string_schema(format="uri", pattern="^https?://"),
]
Hashtags: TypeAlias = Annotated[
    list[Annotated[Text, AfterValidator(_hashtag)]],
    AfterValidator(_some),
]
