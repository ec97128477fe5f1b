"""A story as it is written: models of story.yaml, built from the declarations of the card kinds.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, create_model, field_validator

from clipmaker.door.checked import Written, refusal
from clipmaker.door.clock import format_clock
from clipmaker.story.glossary import Terms
from clipmaker.story.model import Point, Story
from clipmaker.story.spec import CardSpec, FieldKind
from clipmaker.story.values import (
    VERSION,
    Affix,
    BrandName,
    Clock,
    Day,
    Decibels,
    Few,
    File,
    Focus,
    Hashtags,
    Language,
    Link,
    Numeral,
    OptionalBox,
    OptionalClock,
    OptionalCover,
    OptionalSeconds,
    OptionalSwitch,
    OptionalTrack,
    Slug,
    Spans,
    Text,
    Texts,
    Version,
)

_CREDIT = "needs a credit: whose pictures are these?"


class WrittenPhoto(Written):
    """A still picture inside a card."""

    called: ClassVar[str] = "a photo"
    wanted: ClassVar[Mapping[str, str]] = {"credit": f"a photo {_CREDIT}"}

    file: File = Field(description="The picture file.", examples=["kursk.jpg"])
    credit: Text = Field(
        description="Whose picture it is; shown on screen.", examples=["Photo: AFP"]
    )
    focus: Focus = Field(
        default=Point(),
        description="What a crop keeps: shares across and down; the middle when absent.",
        examples=[[0.5, 0.3]],
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


class WrittenWarning(Written):
    """What is said on a full-screen card before distressing footage."""

    called: ClassVar[str] = "a warning"
    wanted: ClassVar[Mapping[str, str]] = {
        "text": "a warning needs a text: what is going to be seen or heard?"
    }

    text: Text = Field(
        description="What is going to be seen or heard.",
        examples=["The next pictures show injured people."],
    )
    seconds: OptionalSeconds = Field(
        default=None,
        description="How long it stays, 2 to 10; as long as it takes to read when absent.",
        examples=[4],
    )


class WrittenFootage(Written):
    """A span of somebody's video, or a still picture."""

    called: ClassVar[str] = "footage"
    wanted: ClassVar[Mapping[str, str]] = {"credit": f"footage {_CREDIT}"}

    kind: Literal["footage"]
    file: File = Field(description="The video or picture file.", examples=["interview.mp4"])
    credit: Text = Field(
        description="Whose pictures these are; shown on screen.", examples=["AFPTV"]
    )
    in_: Clock = Field(
        default=0,
        alias="in",
        description="Where to begin; the start of the file when absent.",
        examples=["0:03"],
    )
    out: OptionalClock = Field(
        default=None,
        description="Where to stop; the end of the file when absent. A still picture is shown "
        "from `in` to `out`, or for 5 seconds.",
        examples=["0:21.500"],
    )
    language: Language = Field(
        default="",
        description="Language spoken (ISO 639-1); recognised when absent.",
        examples=["ko"],
    )
    label: Text = Field(
        default="",
        description="The language label; made from the language when absent.",
        examples=["IN KOREAN"],
    )
    focus: Focus = Field(
        default=Point(),
        description="What a crop keeps: shares across and down; the middle when absent.",
        examples=[[0.5, 0.4]],
    )
    focus_box: OptionalBox = Field(
        default=None,
        description="A face that crops keep and subtitles avoid: left, top, right, bottom.",
        examples=[[0.3, 0.1, 0.7, 0.6]],
    )
    subtitles: OptionalSwitch = Field(
        default=None,
        description="Whether speech is heard and subtitled; true when absent, unless muted.",
        examples=[False],
    )
    translation_credit: Text = Field(
        default="",
        description="Who translated, when it was not this program.",
        examples=["AFP"],
    )
    volume: Decibels = Field(
        default=0.0,
        description="Louder or quieter than usual, in decibels, -60 to 20.",
        examples=[-6],
    )
    mute: bool = Field(
        default=False,
        description="Whether nothing is heard of it; false when absent.",
        examples=[True],
    )
    fade_in: Clock = Field(
        default=0,
        description="Length of the fade of its sound at the start.",
        examples=["0:00.5"],
    )
    fade_out: Clock = Field(
        default=0,
        description="Length of the fade of its sound at the end.",
        examples=["0:01"],
    )
    bleep: Spans = Field(
        default=(),
        description="Spans of the file that a tone replaces.",
        examples=[["0:03.2-0:03.9"]],
    )
    audio_track: OptionalTrack = Field(
        default=None,
        description="Which of several audio tracks is heard, 0 for the first; when absent, the "
        "one in `language` where the file tells languages apart, or else the first.",
        examples=[1],
    )
    audio_language: Language = Field(
        default="",
        description="Which of several audio tracks is heard, by its language.",
        examples=["es"],
    )
    warning: WrittenWarning | None = Field(
        default=None, description="A full-screen card before it, where it may distress people."
    )

    @field_validator("bleep", mode="after")
    @classmethod
    def _inside(
        cls, spans: tuple[tuple[int, int], ...], info: ValidationInfo
    ) -> tuple[tuple[int, int], ...]:
        start, end = info.data.get("in_", 0), info.data.get("out")
        for first, last in spans:
            if last <= start or (end is not None and first >= end):
                span = f"{format_clock(first)}-{format_clock(last)}"
                raise refusal(f"{span} lies outside the part of the file that is used")
        return spans

    @field_validator("audio_language", mode="after")
    @classmethod
    def _one_way(cls, language: str, info: ValidationInfo) -> str:
        if language and info.data.get("audio_track") is not None:
            raise refusal("choose by audio_track or by audio_language, not by both")
        return language

    @field_validator("out", mode="after")
    @classmethod
    def _after_in(cls, out: int | None, info: ValidationInfo) -> int | None:
        start = info.data.get("in_")
        if out is not None and isinstance(start, int) and out <= start:
            raise refusal(f"out ({format_clock(out)}) must come after in ({format_clock(start)})")
        return out


class WrittenVoiceOver(Written):
    """A recorded voice over the whole clip, which lowers music and footage while it speaks."""

    called: ClassVar[str] = "a voice-over"

    file: File = Field(description="The sound file; it begins with the clip.", examples=["vo.wav"])
    credit: Text = Field(
        default="", description="Whose voice it is; stands in the transcript.", examples=["A. Kim"]
    )
    volume: Decibels = Field(
        default=0.0,
        description="Louder or quieter than usual, in decibels, -60 to 20.",
        examples=[2],
    )
    words: Text = Field(
        default="",
        description="What is said, for the subtitle files; recognised when absent, and then it is "
        "reviewed like subtitles.",
        examples=["Two soldiers were captured in Kursk."],
    )
    captions: bool = Field(
        default=True,
        description="Whether its words stand in the subtitle files; true when absent.",
        examples=[False],
    )


class WrittenStory(Written):
    """A story file."""

    called: ClassVar[str] = "a story"
    wanted: ClassVar[Mapping[str, str]] = {
        "version": f"is required: write version: {VERSION}",
        "date": "is required, as in date: 2025-01-13: it names the clip's folder",
        "shots": "is required: the list of cards and footage",
    }

    version: Version = Field(description="Version of this file format.", examples=[VERSION])
    date: Day = Field(
        description="The day it is for; names the clip's folder.", examples=["2025-01-13"]
    )
    slug: Slug = Field(
        default="",
        description="Short name of the clip; made from the headline when absent.",
        examples=["captured-soldier"],
    )
    brand: BrandName = Field(
        default=Story.brand,
        description=f"Look and sound; {Story.brand} when absent.",
        examples=[Story.brand],
    )
    language: Language = Field(
        default=Story.language,
        description=f"Language of the cards (ISO 639-1); {Story.language} when absent.",
        examples=[Story.language],
    )
    link: Link = Field(
        default="",
        description="Address of the article; stands in the post text, not on screen.",
        examples=["https://example.org/article"],
    )
    hashtags: Hashtags = Field(
        default=[],
        description="Words for the post text, without their number signs.",
        examples=[["Ukraine", "NorthKorea"]],
    )
    post: Text = Field(
        default="",
        description="Words of the post text; made from the captions when absent.",
        examples=["One of them asks whether he may stay."],
    )
    voice_over: WrittenVoiceOver | None = Field(
        default=None, description="A recorded voice over the whole clip."
    )
    glossary: Terms = Field(
        default=[], description="Names and terms of this story, and how they are spelt."
    )
    cover: OptionalCover = Field(
        default=None,
        description="What the clip shows before it is played: the number of a shot, or a time in "
        "the clip; the first card when absent.",
        examples=["0:12.5"],
    )
    shots: list[Any] = Field(description="Cards and footage, in the order they are shown.")


_HOLDS: Mapping[FieldKind, Any] = {
    FieldKind.TEXT: Text,
    FieldKind.TEXTS: Texts,
    FieldKind.PHOTO: WrittenPhoto,
    FieldKind.NUMBERS: Annotated[list[WrittenNumber], Few],
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
    shots: list[Any] = [
        *(card_model(spec) for spec in specs.values() if not spec.placed),
        WrittenFootage,
    ]
    annotated: Any = Annotated
    many: Any = list
    shot = annotated[reduce(or_, shots), Field(discriminator="kind")]
    info = Field(description=WrittenStory.model_fields["shots"].description)
    return create_model("Story", __base__=WrittenStory, shots=(many[shot], info))
