"""Cards as they are written: models built from what the card kinds declare.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    WithJsonSchema,
    create_model,
    field_validator,
)

from clipmaker.door.checked import Written, described, refusal
from clipmaker.door.document import nearest
from clipmaker.story.coordinates import Coordinates
from clipmaker.story.field_values import Choice
from clipmaker.story.photo import Point
from clipmaker.story.pictures import File, Focus, OptionalBox
from clipmaker.story.protection import WrittenProtection
from clipmaker.story.spec import CardSpec, FieldKind, FieldSpec
from clipmaker.story.table import read_table
from clipmaker.story.times import Clock, EventDate
from clipmaker.story.values import Affix, Few, Numeral, Text, Texts

NO_WHOLE = "none"
"""What is written where values are no parts of a whole."""


class WrittenPhoto(Written):
    """A still picture inside a card."""

    called: ClassVar[str] = "a photo"
    wanted: ClassVar[Mapping[str, str]] = {
        "credit": "a photo needs a credit: whose pictures are these?"
    }

    file: File = Field(description="The picture file.", examples=["kursk.jpg"])
    credit: Text = Field(
        description="Whose picture it is; shown on screen.", examples=["Photo: AFP"]
    )
    focus: Focus = Field(
        default=Point(),
        description="What a crop keeps: shares across and down; the middle when absent.",
        examples=[[0.5, 0.3]],
    )
    focus_box: OptionalBox = Field(
        default=None,
        description="A face or other part that words keep off: left, top, right, bottom.",
        examples=[[0.3, 0.1, 0.7, 0.5]],
    )
    people: Literal["none"] | None = Field(
        default=None,
        description="none: nobody can be recognised in it, so that it may stand, blurred, behind "
        "other cards that have no picture.",
        examples=["none"],
    )
    protect: WrittenProtection | None = Field(
        default=None, description="Whose faces are covered; nobody's when absent."
    )
    alt: Text = Field(
        default="",
        description="What is seen, for people who do not see it; not shown on screen.",
        examples=["Two soldiers on a snowy field"],
    )

    @field_validator("protect", mode="after")
    @classmethod
    def _silent(cls, protect: WrittenProtection | None) -> WrittenProtection | None:
        if protect is not None and protect.voice:
            raise refusal("a photo has no voice: voice: true stands where footage is")
        return protect


class WrittenClip(Written):
    """A part of a video behind a card."""

    called: ClassVar[str] = "a clip"
    wanted: ClassVar[Mapping[str, str]] = {
        "credit": "a clip needs a credit: whose pictures are these?"
    }

    file: File = Field(description="The video file.", examples=["harbour.mp4"])
    credit: Text = Field(
        description="Whose pictures these are; shown on screen.", examples=["AFPTV"]
    )
    in_: Clock = Field(
        default=0,
        alias="in",
        description="Where to begin; the start of the file when absent. It is shown for as long as "
        "the card, never again from its start and never held.",
        examples=["0:03"],
    )
    focus: Focus = Field(
        default=Point(),
        description="What is kept where its sides are cut: shares across and down; the middle "
        "when absent.",
        examples=[[0.5, 0.3]],
    )
    focus_box: OptionalBox = Field(
        default=None,
        description="A face or other part that words keep off: left, top, right, bottom.",
        examples=[[0.3, 0.1, 0.7, 0.5]],
    )
    alt: Text = Field(
        default="",
        description="What is seen, for people who do not see it; not shown on screen.",
        examples=["Cranes unload a ship at dawn"],
    )


class WrittenNumber(Written):
    """A number that counts up, with what it counts."""

    called: ClassVar[str] = "a number"
    wanted: ClassVar[Mapping[str, str]] = {"label": "a number needs a label: what does it count?"}

    value: Numeral = Field(
        description="The number, with a point before its decimals and without grouping: the clip "
        "writes it as its language does. A decimal zero that ends it is shown.",
        examples=[2700],
    )
    label: Text = Field(description="What it counts; shown below it.", examples=["wounded"])
    prefix: Affix = Field(
        default="", description="What stands before it, such as a currency.", examples=["$"]
    )
    suffix: Affix = Field(
        default="",
        description="What stands after it, such as a unit; % stands where the language puts it.",
        examples=["bn"],
    )


class WrittenEvent(Written):
    """Something that happened, with its date."""

    called: ClassVar[str] = "an event"
    wanted: ClassVar[Mapping[str, str]] = {
        "date": "an event needs a date, as in 2025-01-11, 2025-01 or 2025",
        "text": "an event needs a text: what happened?",
    }

    date: EventDate = Field(
        description="When: 2025-01-11, 2025-01 or 2025; the clip writes it as its language does. "
        'With a weekday before it, that is shown, too: "Saturday 2025-01-11".',
        examples=["2025-01-11"],
    )
    text: Text = Field(description="What happened.", examples=["Kyiv shows two prisoners"])


class WrittenMapPlace(Written):
    """A place on a map."""

    called: ClassVar[str] = "a place"
    wanted: ClassVar[Mapping[str, str]] = {
        "name": "a place needs a name",
        "at": "a place needs its coordinates, latitude first, as in at: [51.73, 36.19]",
    }

    name: Text = Field(description="What it is called; shown beside it.", examples=["Kursk"])
    at: Coordinates = Field(
        description="Where it is: latitude and longitude in degrees, south and west negative.",
        examples=[[51.73, 36.19]],
    )


def _one_or_none(value: object) -> object:
    """Return a whole as a list of one number, or of none where parts are no parts of anything."""
    if value == NO_WHOLE:
        return []
    if not isinstance(value, dict):
        raise refusal(
            f"expected a number with what it counts, as in {{value: 12000, label: sent}}, or "
            f"{NO_WHOLE}, found {described(value)}"
        )
    return [value]


_HOLDS: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: Text,
    FieldKind.TEXTS: Texts,
    FieldKind.PHOTO: WrittenPhoto,
    FieldKind.CLIP: WrittenClip,
    FieldKind.NUMBERS: list[WrittenNumber],
    FieldKind.WHOLE: Annotated[list[WrittenNumber], BeforeValidator(_one_or_none)],
    FieldKind.TABLE: Annotated[File, AfterValidator(read_table)],
    FieldKind.EVENTS: list[WrittenEvent],
    FieldKind.PLACES: list[WrittenMapPlace],
}


def _chosen(part: FieldSpec) -> Any:
    """Return the type of a field that takes one of some words."""
    schema = WithJsonSchema({"type": "string", "enum": list(part.choices)})
    return Annotated[Any, PlainValidator(partial(_choice, part.choices)), schema]


def _choice(choices: tuple[str, ...], value: object) -> Choice:
    if not isinstance(value, str) or value not in choices:
        alike = nearest(value, choices) if isinstance(value, str) else ""
        raise refusal(
            f"expected one of {', '.join(choices)}, found {described(value)}", nearest=alike
        )
    return Choice(word=value)


def _at_most(most: int, value: list[object]) -> list[object]:
    if not value:
        raise refusal(f"expected 1 to {most}, found an empty list")
    if len(value) > most:
        raise refusal(f"takes at most {most}, found {len(value)}: drop some, or use another card")
    return value


def attribute(name: str) -> str:
    """Return the model attribute of a card's field; the underscore keeps clear of pydantic's."""
    return f"{name}_"


def card_model(spec: CardSpec) -> type[Written]:
    """Return the model of one card kind as it is written."""
    fields: dict[str, Any] = {"kind": (Literal[spec.kind], Field(description="Kind of card."))}
    for part in spec.fields:
        info = Field(default=... if part.required else None, alias=part.name, description=part.help)
        holds = _chosen(part) if part.choices else _HOLDS[part.kind]
        if part.kind is FieldKind.NUMBERS and not part.most:
            holds = Annotated[holds, Few]
        if part.most:
            holds = Annotated[holds, AfterValidator(partial(_at_most, part.most))]
        fields[attribute(part.name)] = (holds, info)
    model = create_model(f"{spec.kind.title()}Card", __base__=Written, __doc__=spec.help, **fields)
    model.called = f"{'an' if spec.kind[0] in 'aeiou' else 'a'} {spec.kind} card"
    return model


WRITTEN: Mapping[FieldKind, type[Written]] = {
    FieldKind.NUMBERS: WrittenNumber,
    FieldKind.WHOLE: WrittenNumber,
    FieldKind.EVENTS: WrittenEvent,
    FieldKind.PLACES: WrittenMapPlace,
    FieldKind.PHOTO: WrittenPhoto,
    FieldKind.CLIP: WrittenClip,
}
"""What the parts of a field are written as."""
