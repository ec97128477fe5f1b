"""Cards as they are written: models built from what the card kinds declare.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, create_model

from clipmaker.door.checked import Written, refusal
from clipmaker.story.model import Point
from clipmaker.story.pictures import File, Focus, OptionalBox
from clipmaker.story.spec import CardSpec, FieldKind
from clipmaker.story.values import Affix, Few, Numeral, Text, Texts


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
    alt: Text = Field(
        default="",
        description="What is seen, for people who do not see it; not shown on screen.",
        examples=["Two soldiers on a snowy field"],
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


_HOLDS: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: Text,
    FieldKind.TEXTS: Texts,
    FieldKind.PHOTO: WrittenPhoto,
    FieldKind.NUMBERS: Annotated[list[WrittenNumber], Few],
}


def _at_most(most: int, value: list[str]) -> list[str]:
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
        holds = _HOLDS[part.kind]
        if part.most:
            holds = Annotated[holds, AfterValidator(partial(_at_most, part.most))]
        fields[attribute(part.name)] = (holds, info)
    model = create_model(f"{spec.kind.title()}Card", __base__=Written, __doc__=spec.help, **fields)
    model.called = f"{'an' if spec.kind[0] in 'aeiou' else 'a'} {spec.kind} card"
    return model
