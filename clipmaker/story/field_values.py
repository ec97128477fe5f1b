"""What the fields of a card can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from clipmaker.story.photo import Photo


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number with what it counts.

    Attributes:
        value: as it was written, without grouping: ``2700``, ``-3.50``.
        label: what it counts.
        prefix: what stands before it, such as a currency sign.
        suffix: what stands after it, such as a unit or ``%``.
    """

    value: str
    label: str
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """Return it in plain words: ``$4.5 bn lost``."""
        gap = " " if self.suffix[:1].isalpha() else ""
        return f"{self.prefix}{self.value}{gap}{self.suffix} {self.label}"


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on a date.

    Attributes:
        date: as it was written: ``2025-01-11``, ``2025-01``, ``2025``, with a weekday before it
            where that is shown.
        text: what happened.
    """

    date: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MapPlace:
    """A place on a map.

    Attributes:
        name: as it stands on screen.
        latitude: degrees, north of the equator positive.
        longitude: degrees from -180 to 180, east of Greenwich positive.
    """

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the words that a field takes; it stands nowhere on screen."""

    word: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """Numbers from a file beside the story; they are corrected there.

    Attributes:
        file: the file, absolute, links resolved; the numbers are what a card shows of it.
        numbers: its values with their labels, in order.
    """

    file: Path = field(compare=False)
    numbers: tuple[Number, ...]


FieldValue = (
    str
    | tuple[str, ...]
    | tuple[Number, ...]
    | tuple[Event, ...]
    | tuple[MapPlace, ...]
    | Photo
    | Choice
    | Table
)
"""What a card's field can hold."""
