"""Files in a story, and places in their pictures: checked and found.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from clipmaker.door.checked import described, one_word_of, refusal
from clipmaker.door.files import find_file
from clipmaker.story.model import FootageFit
from clipmaker.story.photo import Box, Point
from clipmaker.story.surroundings import surroundings


def _file(value: object, info: ValidationInfo) -> Path:
    if not isinstance(value, str):
        raise refusal(f"expected the name of a file, found {described(value)}")
    folders = surroundings(info).folders
    allowed = "the story's folder" + (" and the media roots" if len(folders) > 1 else "")
    remedy = "name its folder with --media-root, or copy the file there"
    return find_file(value, folders=folders, allowed=allowed, remedy=remedy)


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


def _footage_box(value: object) -> Box | str:
    return FOUND if value == FOUND else _box(value)


def _fit(value: object) -> FootageFit:
    return one_word_of(FootageFit, value)


def _kept_bars(value: object) -> bool:
    if value != KEEP:
        raise refusal(
            f"expected {KEEP}, found {described(value)}; bars are cut off when the line is "
            "left away"
        )
    return True


def _shares_schema(count: int) -> WithJsonSchema:
    item = {"type": "number", "minimum": 0, "maximum": 1}
    return WithJsonSchema({"type": "array", "items": item, "minItems": count, "maxItems": count})


_FITS = tuple(FootageFit)
KEEP = "keep"
FOUND = "auto"
"""Written for a box that is found by looking for faces."""

File: TypeAlias = Annotated[Path, PlainValidator(_file), WithJsonSchema({"type": "string"})]
OptionalFile: TypeAlias = Annotated[
    Path | None, PlainValidator(_file), WithJsonSchema({"type": "string"})
]
Focus: TypeAlias = Annotated[Point, PlainValidator(_point), _shares_schema(2)]
OptionalBox: TypeAlias = Annotated[Box | None, PlainValidator(_box), _shares_schema(4)]
FootageBox: TypeAlias = Annotated[
    Box | str | None,
    PlainValidator(_footage_box),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "enum": [FOUND]},
                {
                    "type": "array",
                    "items": {"type": "number", "minimum": 0, "maximum": 1},
                    "minItems": 4,
                    "maxItems": 4,
                },
            ]
        }
    ),
]
Fit: TypeAlias = Annotated[
    FootageFit, PlainValidator(_fit), WithJsonSchema({"type": "string", "enum": list(_FITS)})
]
KeptBars: TypeAlias = Annotated[
    bool, PlainValidator(_kept_bars), WithJsonSchema({"type": "string", "enum": [KEEP]})
]
