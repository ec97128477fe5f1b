"""The values in a story file: each checked, and turned into what the program keeps.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, ValidationInfo, WithJsonSchema

from clipmaker.door.checked import found, refusal
from clipmaker.door.clock import parse_clock
from clipmaker.door.document import nearest
from clipmaker.door.files import find_file
from clipmaker.door.words import MAX_CHARACTERS, tidy
from clipmaker.languages import NAMES, is_language, nearest_language
from clipmaker.story.model import Box, Cover, Point
from clipmaker.story.slug import MAX_CHARACTERS as MAX_SLUG
from clipmaker.story.slug import SLUG

VERSION = 1
MAX_LIST = 30
"""Most texts in one list."""
MAX_NUMBERS = 3
"""Most numbers on one card."""
_SHORTEST_S, _LONGEST_S = 2, 10
"""Seconds that a content warning may stay."""
MAX_AFFIX = 12
"""Most characters before or after a number."""
_NUMERAL = re.compile(r"[-−]?[0-9]{1,15}(\.[0-9]{1,6})?")


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a story's values are checked against.

    Attributes:
        folders: the story's own folder first, then the media roots the user allowed.
        brands: names of the brands that exist, or None when that is checked elsewhere.
    """

    folders: tuple[Path, ...]
    brands: tuple[str, ...] | None = None


def _surroundings(info: ValidationInfo) -> Surroundings:
    assert isinstance(info.context, Surroundings)
    return info.context


def _version(value: object) -> int:
    if value is True or value != VERSION:
        raise refusal(f"expected version: {VERSION}, found {found(value)}")
    return VERSION


def _date(value: object) -> date:
    text = value if isinstance(value, str) else ""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise refusal(f"expected a date such as 2025-01-13, found {found(value)}") from None


def _slug(value: object) -> str:
    if not isinstance(value, str) or not SLUG.fullmatch(value) or len(value) > MAX_SLUG:
        raise refusal(
            f"expected lower-case letters, digits and single hyphens, at most {MAX_SLUG}, "
            f"as in captured-soldier, found {found(value)}"
        )
    return value


def _brand(value: object, info: ValidationInfo) -> str:
    brands = _surroundings(info).brands
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise refusal(f"expected the name of a brand, found {found(value)}")
    if brands is not None and value not in brands:
        known = ", ".join(brands)
        raise refusal(f"unknown brand “{value}”: known are {known}", nearest=nearest(value, brands))
    return value


def _language(value: object) -> str:
    if not isinstance(value, str):
        raise refusal(f"expected a language code in quotes, as in ko, found {found(value)}")
    if not is_language(value):
        raise refusal(
            f"expected a language code of ISO 639-1, as in ko, found {found(value)}",
            nearest=nearest_language(value),
        )
    return value


def _clock(value: object) -> int:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise refusal(f'expected a time in quotes, as in "0:03", found the number {value}')
    try:
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        raise refusal(
            f'expected a time such as "0:21" or "0:21.500", found {found(value)}'
        ) from None


def _file(value: object, info: ValidationInfo) -> Path:
    if not isinstance(value, str):
        raise refusal(f"expected the name of a file, found {found(value)}")
    folders = _surroundings(info).folders
    allowed = "the story's folder" + (" and the media roots" if len(folders) > 1 else "")
    return find_file(value, folders=folders, allowed=allowed)


def _shares(value: object, names: str) -> list[float]:
    """Return as many shares of a picture, 0 to 1, as there are names."""
    count = len(names.split(", "))
    numbers = value if isinstance(value, list) else []
    good = [
        float(number)
        for number in numbers
        if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number <= 1
    ]
    if len(numbers) != count or len(good) != count:
        raise refusal(f"expected {count} numbers from 0 to 1: [{names}] as shares of the picture")
    return good


def _point(value: object) -> Point:
    x, y = _shares(value, "across, down")
    return Point(x=x, y=y)


def _box(value: object) -> Box:
    left, top, right, bottom = _shares(value, "left, top, right, bottom")
    if right <= left or bottom <= top:
        raise refusal("the right edge must be right of the left one, the bottom below the top")
    return Box(left=left, top=top, right=right, bottom=bottom)


def _link(value: object) -> str:
    text = value if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or len(text) > MAX_CHARACTERS or not text.isprintable() or " " in text:
        raise refusal(
            f"expected an address such as https://example.org/article, found {found(value)}"
        )
    return text


def _hashtag(value: str) -> str:
    tag = value.removeprefix("#")
    good = all(unicodedata.category(char)[0] in "LMN" or char == "_" for char in tag)
    if not good or not tag or tag.isdigit():
        raise refusal(
            f"expected one word of letters, digits and underscores, as in NorthKorea, "
            f"found {found(value)}"
        )
    return tag


def _decibels(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -60 <= value <= 20:
        raise refusal(
            f"expected a number of decibels from -60 to 20, as in -6, found {found(value)}"
        )
    return float(value)


def _seconds(value: object) -> int:
    """Return a card's length in ms."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not _SHORTEST_S <= value <= _LONGEST_S:  # type: ignore[operator]
        raise refusal(
            f"expected a number of seconds from {_SHORTEST_S} to {_LONGEST_S}, as in 4, "
            f"found {found(value)}"
        )
    return round(float(value) * 1000)  # type: ignore[arg-type]


def _cover(value: object) -> Cover:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return Cover(shot=value - 1)
    try:
        return Cover(at_ms=parse_clock(value if isinstance(value, str) else ""))
    except ValueError:
        raise refusal(
            f'expected the number of a shot, as in 3, or a time in the clip, as in "0:12.5", '
            f"found {found(value)}"
        ) from None


def _track(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise refusal(
            f"expected the number of an audio track, 0 for the first, found {found(value)}"
        )
    return value


def _switch(value: object) -> object:
    if value is None:
        raise refusal("expected true or false, found nothing")
    return value


def _spans(value: object) -> tuple[tuple[int, int], ...]:
    """Return spans in order; those that touch become one."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_LIST:
        raise refusal(f'expected a list of 1 to {MAX_LIST} spans, as in ["0:03.2-0:03.9"]')
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_span(one) for one in value):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _span(value: object) -> tuple[int, int]:
    parts = re.split(r"\s*[-–]\s*", value) if isinstance(value, str) else []
    try:
        start, end = (parse_clock(part) for part in parts)
    except ValueError:
        raise refusal(
            f'expected a span of the file such as "0:03.2-0:03.9", found {found(value)}'
        ) from None
    if end <= start:
        raise refusal(f"the span “{value}” must end after it starts")
    return start, end


def _numeral(value: object) -> str:
    """Return a number as it was written, without a plus sign or grouping."""
    text = getattr(value, "written", value if isinstance(value, str) else str(value))
    if isinstance(value, bool) or not _NUMERAL.fullmatch(text):
        bare = text.replace(",", "").replace("\u202f", "").replace("\xa0", "").replace(" ", "")
        alike = bare if _NUMERAL.fullmatch(bare) else ""
        raise refusal(
            f"expected a number without grouping, as in 2700 or 3.5, found {found(value)}: digits "
            "are grouped as the story's language does it",
            nearest=alike,
        )
    return text.replace("−", "-")


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


def _shares_schema(count: int) -> WithJsonSchema:
    item = {"type": "number", "minimum": 0, "maximum": 1}
    return WithJsonSchema({"type": "array", "items": item, "minItems": count, "maxItems": count})


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
_CLOCK_PATTERN = r"([0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9](\.[0-9]{1,3})?"
Numeral: TypeAlias = Annotated[
    str,
    PlainValidator(_numeral),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9.]+$"}]}),
]
Affix: TypeAlias = Annotated[Text, AfterValidator(_affix)]
Few = AfterValidator(_few)
_CLOCK_SCHEMA = _string_schema(pattern=f"^{_CLOCK_PATTERN}$")
Clock: TypeAlias = Annotated[int, PlainValidator(_clock), _CLOCK_SCHEMA]
OptionalClock: TypeAlias = Annotated[int | None, PlainValidator(_clock), _CLOCK_SCHEMA]
Spans: TypeAlias = Annotated[
    tuple[tuple[int, int], ...],
    PlainValidator(_spans),
    WithJsonSchema(
        {
            "type": "array",
            "items": {
                "type": "string",
                "pattern": rf"^{_CLOCK_PATTERN}\s*[-–]\s*{_CLOCK_PATTERN}$",
            },
            "minItems": 1,
            "maxItems": MAX_LIST,
        }
    ),
]
Decibels: TypeAlias = Annotated[
    float,
    PlainValidator(_decibels),
    WithJsonSchema({"type": "number", "minimum": -60, "maximum": 20}),
]
OptionalSeconds: TypeAlias = Annotated[
    int | None,
    PlainValidator(_seconds),
    WithJsonSchema({"type": "number", "minimum": _SHORTEST_S, "maximum": _LONGEST_S}),
]
OptionalCover: TypeAlias = Annotated[
    Cover | None,
    PlainValidator(_cover),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "pattern": f"^{_CLOCK_PATTERN}$"},
            ]
        }
    ),
]
OptionalSwitch: TypeAlias = Annotated[
    bool | None, BeforeValidator(_switch), WithJsonSchema({"type": "boolean"})
]
OptionalTrack: TypeAlias = Annotated[
    int | None, PlainValidator(_track), WithJsonSchema({"type": "integer", "minimum": 0})
]
File: TypeAlias = Annotated[Path, PlainValidator(_file), _string_schema()]
Language: TypeAlias = Annotated[
    str, PlainValidator(_language), WithJsonSchema({"type": "string", "enum": sorted(NAMES)})
]
Focus: TypeAlias = Annotated[Point, PlainValidator(_point), _shares_schema(2)]
OptionalBox: TypeAlias = Annotated[Box | None, PlainValidator(_box), _shares_schema(4)]
Version: TypeAlias = Annotated[int, PlainValidator(_version), WithJsonSchema({"const": VERSION})]
Day: TypeAlias = Annotated[date, PlainValidator(_date), _string_schema(format="date")]
Slug: TypeAlias = Annotated[str, PlainValidator(_slug), _string_schema(pattern=f"^{SLUG.pattern}$")]
BrandName: TypeAlias = Annotated[
    str, PlainValidator(_brand), _string_schema(pattern=f"^{SLUG.pattern}$")
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
