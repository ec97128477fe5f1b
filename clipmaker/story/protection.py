"""Whose faces are covered and whose voice is changed, as it is written.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, ClassVar, Self, TypeAlias, TypeVar

from pydantic import (
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from clipmaker.door.checked import Written, described, one_word_of, refusal
from clipmaker.door.document import nearest
from clipmaker.story.kept import recordings
from clipmaker.story.model import Card, Footage
from clipmaker.story.photo import CoverStyle, Photo, Protection
from clipmaker.story.values import MAX_LIST, Text

_NAME = re.compile(r"f[0-9]{1,4}")
_ALL, _NONE = "all", "none"


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_LIST:
        raise refusal(f"expected names of faces, as in [f1, f3], found {described(value)}")
    for one in value:
        if not isinstance(one, str) or not _NAME.fullmatch(one):
            raise refusal(
                f"expected the name of a face, as “clipmaker faces” tells it (f1), "
                f"found {described(one)}"
            )
    return tuple(dict.fromkeys(value))


def _faces(value: object) -> str | tuple[str, ...]:
    if isinstance(value, list):
        return _names(value)
    if value in (_ALL, _NONE):
        return str(value)
    alike = nearest(value, (_ALL, _NONE)) if isinstance(value, str) else ""
    raise refusal(
        f"expected all, none, or names of faces such as [f1, f3], found {described(value)}",
        nearest=alike,
    )


def _style(value: object) -> CoverStyle:
    return one_word_of(CoverStyle, value)


_STYLES = tuple(CoverStyle)
_LIST = {"type": "array", "items": {"type": "string", "pattern": "^f[0-9]{1,4}$"}, "minItems": 1}
Faces: TypeAlias = Annotated[
    str | tuple[str, ...],
    PlainValidator(_faces),
    WithJsonSchema({"anyOf": [{"type": "string", "enum": [_ALL, _NONE]}, _LIST]}),
]
FaceNames: TypeAlias = Annotated[tuple[str, ...], PlainValidator(_names), WithJsonSchema(_LIST)]
Style: TypeAlias = Annotated[
    CoverStyle, PlainValidator(_style), WithJsonSchema({"type": "string", "enum": list(_STYLES)})
]


class WrittenProtection(Written):
    """Whose faces are covered in footage, and whether its speech is heard in another voice."""

    called: ClassVar[str] = "protection"
    faces: Faces = Field(
        default="",
        description="`all`, `none`, or names of faces as “clipmaker faces” tells them.",
        examples=["all"],
    )
    keep: FaceNames = Field(
        default=(), description="Faces that are shown all the same.", examples=[["f2"]]
    )
    style: Style = Field(
        default=CoverStyle.BLUR,
        description="`blur`, `pixels` or `plate`; `blur` when absent. None can be undone.",
        examples=["pixels"],
    )
    because: Text = Field(
        default="",
        description="With `faces: none`: why the face is shown; stands in the manifest.",
        examples=["She asked to be shown, in writing."],
    )
    by: Text = Field(
        default="", description="With `because`: who decided that.", examples=["A. Kim"]
    )

    voice: bool = Field(
        default=False,
        description="`true`: speech is heard in another voice, wherever this file is heard.",
        examples=[True],
    )

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if not self.faces and not self.voice:
            raise refusal(
                "whose faces are covered? write faces: all, faces: none, or names such as [f1]; "
                "voice: true changes the voice"
            )
        return self

    @field_validator("keep", mode="after")
    @classmethod
    def _of_all(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if names and info.data.get("faces") != _ALL:
            raise refusal("faces that are kept go with faces: all")
        return names

    @field_validator("because", mode="after")
    @classmethod
    def _of_none(cls, reason: str, info: ValidationInfo) -> str:
        if reason and info.data.get("faces") != _NONE:
            raise refusal("a reason goes with faces: none")
        return reason

    @field_validator("by", mode="after")
    @classmethod
    def _signed(cls, who: str, info: ValidationInfo) -> str:
        if who and not info.data.get("because"):
            raise refusal("a name goes with the reason: write because:")
        return who


def protection_of(written: WrittenProtection | None) -> Protection | None:
    """Return protection as the program keeps it."""
    if written is None:
        return None
    return Protection(
        faces=written.faces not in ("", _NONE),
        only=written.faces if isinstance(written.faces, tuple) else (),
        keep=written.keep,
        style=written.style,
        because=written.because if written.by else "",
        by=written.by if written.because else "",
        voice=written.voice,
    )


def with_protection_everywhere(shots: tuple[Card | Footage, ...]) -> tuple[Card | Footage, ...]:
    """Return shots in which what is protected of a file anywhere is protected wherever it is used.

    Its voice is changed in all of them. Its faces are covered where a shot says nothing of faces;
    `faces: none` stays somebody's word.
    """
    used = [(one.file, one.protect) for shot in shots for one in recordings(shot)]
    voices = {file for file, protect in used if protect and protect.voice}
    faces: dict[Path, Protection] = {}
    for file, protect in used:
        if protect and protect.faces:
            faces.setdefault(file, protect)

    def kept(one: Recording) -> Recording:
        protect = one.protect
        silent = protect is None or (protect.voice and not protect.faces and not protect.by)
        if silent and one.file in faces:
            protect = replace(faces[one.file], voice=bool(protect and protect.voice))
        if isinstance(one, Footage) and one.file in voices:
            protect = replace(protect or Protection(faces=False), voice=True)
        return replace(one, protect=protect)

    return tuple(
        kept(shot)
        if isinstance(shot, Footage)
        else replace(
            shot,
            fields={
                name: kept(value) if isinstance(value, Photo) else value
                for name, value in shot.fields.items()
            },
        )
        for shot in shots
    )


Recording = TypeVar("Recording", Footage, Photo)
