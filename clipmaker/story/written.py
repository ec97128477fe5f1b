"""A story as it is written: models of story.yaml, built from the declarations of the card kinds.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    create_model,
    field_validator,
)

from clipmaker.cards.spec import CardSpec, FieldKind
from clipmaker.door.checked import Written, found, refusal
from clipmaker.door.document import nearest
from clipmaker.door.files import find_file
from clipmaker.door.words import MAX_CHARACTERS, tidy
from clipmaker.languages import is_language, nearest_language
from clipmaker.story.clock import format_clock, parse_clock
from clipmaker.story.model import Box, Point
from clipmaker.story.slug import MAX_CHARACTERS as MAX_SLUG
from clipmaker.story.slug import SLUG

VERSION = 1
MAX_LIST = 30
"""Most texts in one list."""


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
Clock: TypeAlias = Annotated[
    int,
    PlainValidator(_clock),
    _string_schema(pattern=r"^([0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9](\.[0-9]{1,3})?$"),
]
File: TypeAlias = Annotated[Path, PlainValidator(_file), _string_schema()]
Language: TypeAlias = Annotated[
    str, PlainValidator(_language), _string_schema(pattern="^[a-z]{2}$")
]
Focus: TypeAlias = Annotated[Point, PlainValidator(_point), _shares_schema(2)]
FocusBox: TypeAlias = Annotated[Box, PlainValidator(_box), _shares_schema(4)]

_CREDIT = "needs a credit: whose pictures are these?"


class WrittenPhoto(Written):
    """A still picture inside a card."""

    called: ClassVar[str] = "a photo"
    wanted: ClassVar[Mapping[str, str]] = {"credit": f"a photo {_CREDIT}"}

    file: File = Field(description="The picture file.")
    credit: Text = Field(description="Whose picture it is; shown on screen.")
    focus: Focus = Field(
        default=Point(), description="What a crop keeps: shares across and down, each 0 to 1."
    )


class WrittenFootage(Written):
    """A span of somebody's video."""

    called: ClassVar[str] = "footage"
    wanted: ClassVar[Mapping[str, str]] = {"credit": f"footage {_CREDIT}"}

    kind: Literal["footage"]
    file: File = Field(description="The video file.")
    credit: Text = Field(description="Whose pictures these are; shown on screen.")
    in_: Clock = Field(default=0, alias="in", description='Where to begin, as in "0:03".')
    out: Clock | None = Field(
        default=None, description='Where to stop, as in "0:21.500"; the end when absent.'
    )
    language: Language = Field(
        default="", description="Language spoken, as in ko; recognised when absent."
    )
    label: Text = Field(default="", description="Words of the language label: IN KOREAN.")
    focus: Focus = Field(
        default=Point(), description="What a crop keeps: shares across and down, each 0 to 1."
    )
    focus_box: FocusBox | None = Field(
        default=None,
        description="A face that crops keep and subtitles avoid: left, top, right, bottom.",
    )
    subtitles: bool = Field(default=True, description="Whether speech is heard and subtitled.")
    translation_credit: Text = Field(
        default="", description="Who translated, when it was not this program."
    )

    @field_validator("out", mode="after")
    @classmethod
    def _after_in(cls, out: int | None, info: ValidationInfo) -> int | None:
        start = info.data.get("in_")
        if out is not None and isinstance(start, int) and out <= start:
            raise refusal(f"out ({format_clock(out)}) must come after in ({format_clock(start)})")
        return out


class WrittenStory(Written):
    """A story file."""

    called: ClassVar[str] = "a story"
    wanted: ClassVar[Mapping[str, str]] = {
        "version": f"is required: write version: {VERSION}",
        "date": "is required, as in date: 2025-01-13: it names the clip's folder",
        "shots": "is required: the list of cards and footage",
    }

    version: Annotated[int, PlainValidator(_version), WithJsonSchema({"const": VERSION})] = Field(
        description="Version of this file format."
    )
    date: Annotated[date, PlainValidator(_date), _string_schema(format="date")] = Field(
        description="The day it is for; names the clip's folder."
    )
    slug: Annotated[str, PlainValidator(_slug), _string_schema(pattern=f"^{SLUG.pattern}$")] = (
        Field(default="", description="Short name of the clip; made from the headline when absent.")
    )
    brand: Annotated[str, PlainValidator(_brand), _string_schema(pattern=f"^{SLUG.pattern}$")] = (
        Field(default="news-60", description="Look and sound.")
    )
    language: Language = Field(default="en", description="Language of the cards.")
    shots: list[Any] = Field(description="Cards and footage, in order.")


_HOLDS: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: Text,
    FieldKind.TEXTS: Texts,
    FieldKind.PHOTO: WrittenPhoto,
}


def attribute(name: str) -> str:
    """Return the model attribute of a card's field; the underscore keeps clear of pydantic's."""
    return f"{name}_"


def card_model(spec: CardSpec) -> type[Written]:
    """Return the model of one card kind as it is written."""
    fields: dict[str, Any] = {"kind": (Literal[spec.kind], Field(description="Kind of card."))}
    for part in spec.fields:
        info = Field(default=... if part.required else None, alias=part.name, description=part.help)
        fields[attribute(part.name)] = (_HOLDS[part.kind], info)
    model = create_model(f"{spec.kind.title()}Card", __base__=Written, __doc__=spec.help, **fields)
    model.called = f"{'an' if spec.kind[0] in 'aeiou' else 'a'} {spec.kind} card"
    return model


def story_model(specs: Mapping[str, CardSpec]) -> type[WrittenStory]:
    """Return the model of a whole story with those card kinds."""
    shots: list[Any] = [*(card_model(spec) for spec in specs.values()), WrittenFootage]
    annotated: Any = Annotated
    many: Any = list
    shot = annotated[reduce(or_, shots), Field(discriminator="kind")]
    info = Field(description=WrittenStory.model_fields["shots"].description)
    return create_model("Story", __base__=WrittenStory, shots=(many[shot], info))
