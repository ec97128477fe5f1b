"""A face sheet as it is written: models of ``FOOTAGE.faces.yaml``.

Imports pydantic: import this module only where a sheet is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeAlias

from pydantic import Field, PlainValidator, ValidationInfo, field_validator

from clipmaker.door.checked import Written, described, refusal
from clipmaker.door.clock import parse_clock
from clipmaker.faces.model import Face, FaceSheet, Looked, Sighting
from clipmaker.story.photo import Box

VERSION = 1
_ID = re.compile(r"f[0-9]{1,4}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MOST_MS = 24 * 3600 * 1000


def _version(value: object) -> int:
    if value is True or value != VERSION:
        raise refusal(f"expected version: {VERSION}, found {described(value)}")
    return VERSION


def _time(value: object) -> int:
    try:
        return parse_clock(value if isinstance(value, str) else "")
    except ValueError:
        raise refusal(f"expected a time such as 0:21.500, found {described(value)}") from None


def _ms(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_MS:
        return value
    raise refusal(f"expected a time in ms, found {described(value)}")


def _id(value: object) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise refusal(f"expected a name such as f1, found {described(value)}")


def _digest(value: object) -> str:
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return value
    raise refusal(f"expected 64 hexadecimal digits, found {described(value)}")


def _span(value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2:
        start, end = (_ms(one) for one in value)
        if start < end:
            return start, end
    raise refusal(f"expected two times in ms, the later second, found {described(value)}")


def _sighting(value: object) -> Sighting:
    rest = value[1:] if isinstance(value, list) else []
    shares = [
        float(one)
        for one in rest
        if isinstance(one, int | float) and not isinstance(one, bool) and 0 <= one <= 1
    ]
    if not isinstance(value, list) or len(rest) not in (4, 5) or len(shares) != len(rest):
        raise refusal(
            "expected [time in ms, left, top, right, bottom], the edges as shares from 0 to 1, "
            f"found {described(value)}"
        )
    left, top, right, bottom = shares[:4]
    if right <= left or bottom <= top:
        raise refusal("the right edge must be right of the left one, the bottom below the top")
    box = Box(left=left, top=top, right=right, bottom=bottom)
    return Sighting(at_ms=_ms(value[0]), box=box, score=shares[4] if len(shares) == 5 else 1.0)


Id: TypeAlias = Annotated[str, PlainValidator(_id)]
Time: TypeAlias = Annotated[int, PlainValidator(_time)]
Digest: TypeAlias = Annotated[str, PlainValidator(_digest)]


class WrittenFace(Written):
    """A face through a stretch of a file."""

    called: ClassVar[str] = "a face"
    wanted: ClassVar[Mapping[str, str]] = {"boxes": "a face needs at least one box"}

    id: Id
    from_: Time = Field(alias="from")
    to: Time
    drawn: bool = False
    boxes: list[Annotated[Sighting, PlainValidator(_sighting)]]

    @field_validator("to", mode="after")
    @classmethod
    def _after(cls, to: int, info: ValidationInfo) -> int:
        if to <= info.data.get("from_", -1):
            raise refusal("a face must end after it begins")
        return to

    @field_validator("boxes", mode="after")
    @classmethod
    def _in_order(cls, boxes: list[Sighting]) -> list[Sighting]:
        if not boxes:
            raise refusal("a face needs at least one box")
        return sorted(boxes, key=lambda one: one.at_ms)


class WrittenLooked(Written):
    """A span that somebody looked at."""

    called: ClassVar[str] = "a span that was looked at"

    from_: Time = Field(alias="from")
    to: Time
    by: str
    seal: Digest


class WrittenFaces(Written):
    """A face sheet."""

    called: ClassVar[str] = "a face sheet"

    version: Annotated[int, PlainValidator(_version)]
    footage: str
    content: Digest
    detector: str
    searched: list[Annotated[tuple[int, int], PlainValidator(_span)]]
    cuts: list[Annotated[int, PlainValidator(_ms)]] = Field(default=[])
    faces: list[WrittenFace]
    looked: list[WrittenLooked] = Field(default=[])

    @field_validator("faces", mode="after")
    @classmethod
    def _each_once(cls, faces: list[WrittenFace]) -> list[WrittenFace]:
        names = [one.id for one in faces]
        twice = next((name for name in names if names.count(name) > 1), "")
        if twice:
            raise refusal(f"two faces are called {twice}")
        return faces

    def sheet(self) -> FaceSheet:
        """Return it as the program keeps it."""
        return FaceSheet(
            footage=self.footage,
            content=self.content,
            detector=self.detector,
            spans=tuple(sorted(self.searched)),
            cuts=tuple(sorted(self.cuts)),
            faces=tuple(
                Face(
                    id=one.id,
                    start_ms=one.from_,
                    end_ms=one.to,
                    sightings=tuple(one.boxes),
                    drawn=one.drawn,
                )
                for one in self.faces
            ),
            looked=tuple(
                Looked(start_ms=one.from_, end_ms=one.to, who=one.by, seal=one.seal)
                for one in self.looked
            ),
        )
