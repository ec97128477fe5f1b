"""A bulletin file as people write it, checked value by value.

Imports pydantic: import this module only where a bulletin is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, ClassVar, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, PlainValidator, ValidationInfo

from clipmaker.bulletin.model import Priority
from clipmaker.bulletin.moment import parse_moment, parse_zone
from clipmaker.door.checked import Written, described, refusal
from clipmaker.door.document import names_in, nearest
from clipmaker.door.words import tidy
from clipmaker.story.slug import SLUG
from clipmaker.story.values import Day, Version

MAX_STORIES = 2000
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a bulletin's values are checked against.

    Attributes:
        folder: the bulletin's own, from which stories are named.
        zone: the zone of moments that name none, None when the bulletin gives none.
    """

    folder: Path
    zone: ZoneInfo | None = None


def _around(info: ValidationInfo) -> Around:
    assert isinstance(info.context, Around)
    return info.context


def _refusing(parse: Callable[[str], Value], value: object) -> Value:
    """Return what a text means, refusing it with the parser's own words."""
    if not isinstance(value, str):
        raise refusal(f"expected a text in quotes, found {described(value)}")
    try:
        return parse(value)
    except ValueError as error:
        raise refusal(str(error)) from None


def _zone(value: object) -> ZoneInfo:
    return _refusing(parse_zone, value)


def _moment(value: object, info: ValidationInfo) -> datetime:
    zone = _around(info).zone
    return _refusing(lambda text: parse_moment(text, zone), value)


def _priority(value: object) -> Priority:
    names = {priority.name.lower(): priority for priority in Priority}
    if not isinstance(value, str) or value not in names:
        alike = nearest(value, tuple(names)) if isinstance(value, str) else ""
        raise refusal(f"expected {', '.join(names)}, found {described(value)}", nearest=alike)
    return names[value]


def _story(value: object, info: ValidationInfo) -> Path:
    """Return the file of a story; a folder means the story.yaml in it."""
    if not isinstance(value, str) or not value.strip():
        raise refusal(f"expected the name of a story file, found {described(value)}")
    try:
        path = (_around(info).folder / value).resolve()
        file = path / "story.yaml" if path.is_dir() else path
        if file.is_file():
            return file
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise refusal(f"{described(value)} cannot be a file name: {reason}") from None
    try:
        beside = [entry.name for entry in path.parent.iterdir() if entry.is_dir()]
    except OSError:
        beside = []
    alike = nearest(Path(value).name, [*names_in(path.parent), *beside])
    shown = str(Path(value).with_name(alike)) if alike else ""
    raise refusal(f"there is no story “{value}” here", nearest=shown)


def _hold(value: object) -> str:
    if not isinstance(value, str):
        raise refusal(f"expected who or what holds it, as in hold: legal, found {described(value)}")
    return tidy(value)


def _brand(value: object) -> str:
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise refusal(f"expected the name of a brand, found {described(value)}")
    return value


def _some(value: list[WrittenItem]) -> list[WrittenItem]:
    if not 0 < len(value) <= MAX_STORIES:
        raise refusal(f"expected 1 to {MAX_STORIES} stories, found {len(value)}")
    return value


Moment = Annotated[datetime, PlainValidator(_moment)]


class WrittenItem(Written):
    """A story in a bulletin."""

    called: ClassVar[str] = "a story of a bulletin"
    wanted: ClassVar[Mapping[str, str]] = {
        "story": "is required: the story file, as in story: captured-soldier/story.yaml"
    }

    story: Annotated[Path, PlainValidator(_story)]
    brand: Annotated[str, PlainValidator(_brand)] = ""
    not_before: Moment | None = None
    hold: Annotated[str, PlainValidator(_hold)] = ""
    priority: Annotated[Priority, PlainValidator(_priority)] = Priority.NORMAL
    deadline: Moment | None = None


class WrittenBulletin(Written):
    """A bulletin file."""

    called: ClassVar[str] = "a bulletin"
    wanted: ClassVar[Mapping[str, str]] = {
        "version": "is required: write version: 1",
        "date": "is required: the day of the bulletin, as in date: 2025-01-13",
        "stories": "is required: the list of stories, each beginning with “- story: FILE”",
    }

    version: Version
    date: Day
    time_zone: Annotated[ZoneInfo, PlainValidator(_zone)] | None = None
    stories: Annotated[list[WrittenItem], AfterValidator(_some)]
