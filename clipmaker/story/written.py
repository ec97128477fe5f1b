"""A story as it is written: the model of story.yaml, with its cards and footage.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, reduce
from operator import or_
from pathlib import Path
from typing import Annotated, Any, ClassVar, TypeAlias

from pydantic import BeforeValidator, Field, create_model

from clipmaker.door.checked import Written, described, refusal
from clipmaker.profile.written_platforms import Platforms
from clipmaker.story.glossary import Terms
from clipmaker.story.model import Story
from clipmaker.story.people import WrittenPerson
from clipmaker.story.pictures import File, OptionalFile
from clipmaker.story.spec import CardSpec
from clipmaker.story.times import Clock, OptionalCover, OptionalSpan
from clipmaker.story.values import (
    NO_MUSIC,
    VERSION,
    BrandName,
    Day,
    Decibels,
    Formats,
    Gate,
    Hashtags,
    Language,
    Link,
    OptionalTracks,
    Slug,
    Text,
    Version,
)
from clipmaker.story.written_card import card_model
from clipmaker.story.written_footage import WrittenFootage


class WrittenMusic(Written):
    """Music in place of the brand's bed; stings and ducking stay the brand's."""

    called: ClassVar[str] = "music"
    wanted: ClassVar[Mapping[str, str]] = {
        "credit": "music needs a credit: whose is it, and under which licence?"
    }

    file: File = Field(description="The sound file.", examples=["theme.mp3"])
    in_: Clock = Field(
        default=0,
        alias="in",
        description="Where in it to begin; a shorter one is repeated from there.",
        examples=["0:12"],
    )
    credit: Text = Field(
        description="Whose music it is; stands in post text and transcript.",
        examples=["“Dawn”, A. Kim, CC BY 4.0"],
    )
    volume: Decibels = Field(
        default=0.0,
        description="Louder or quieter than a bed usually is, in decibels, -60 to 20.",
        examples=[-3],
    )


class NoMusic(WrittenMusic):
    """What ``music: none`` is read as."""


def _music(value: object) -> object:
    """Return what a story says of its music: one word, or keys."""
    if value == NO_MUSIC:
        return NoMusic.model_construct(file=Path(), credit="")
    if isinstance(value, dict):
        return value
    raise refusal(
        f"expected {NO_MUSIC}, found {described(value)}; the music is the brand's where the line "
        "is left away, and yours with file and credit below it"
    )


def _or_none(schema: dict[str, Any]) -> None:
    """Let a schema take the one word, too."""
    schema["anyOf"] = [{"type": "string", "enum": [NO_MUSIC]}, schema["anyOf"][0]]


Music: TypeAlias = Annotated[WrittenMusic | None, BeforeValidator(_music)]


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
    audio_track: OptionalTracks = Field(
        default=None,
        description="Which of several audio tracks is heard, 0 for the first; a list for those "
        "that are heard together. The first when absent, if somebody speaks on it.",
        examples=[1],
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
        description="Short name of the clip, which stays when the headline is corrected; made "
        "from the headline when absent.",
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
    source: OptionalFile = Field(
        default=None,
        description="The article that the cards were made from, as any file that new reads: "
        "every number, date, name and quotation is looked for in it.",
        examples=["article.txt"],
    )
    gate: Gate = Field(
        default="",
        description="What a final asks for: `strict` counts no line that was approved together "
        "with others, unseen; `two-people` is strict, and wants a sign-off by somebody who decided "
        "about none of its lines.",
        examples=["strict"],
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
    music: Music = Field(
        default=None,
        description="none: no music and no stings, and silence where nobody speaks; file and "
        "credit of [music of one's own](#music); the brand's music when absent.",
        examples=["none"],
        json_schema_extra=_or_none,
    )
    voice_over: WrittenVoiceOver | None = Field(
        default=None, description="A recorded voice over the whole clip."
    )
    glossary: Terms = Field(
        default=[], description="Names and terms of this story, and how they are spelt."
    )
    people: list[WrittenPerson] = Field(
        default=[], description="Who is named on screen at their first line in footage."
    )
    cover: OptionalCover = Field(
        default=None,
        description="What the clip shows before it is played: the number of a shot, or a time in "
        "the clip; the first card when absent.",
        examples=["0:12.5"],
    )
    open: OptionalSpan = Field(
        default=None,
        description="The strongest line of the footage, 1 to 4 seconds of its file, seen and heard "
        "before the title: whole subtitles, which are reviewed like all others. Of the first "
        "footage that shows it; never of footage with a content warning.",
        examples=["0:18.3-0:20.8"],
    )
    topic: Text = Field(
        default="",
        description="What it is about, in a word or two: a chip beside the brand's mark.",
        examples=["Ukraine war"],
    )
    formats: Formats = Field(
        default=[],
        description="Shapes to make the clip in, each laid out for itself and a clip of its own: "
        "9:16, 4:5, 1:1, 16:9; the profile's own alone when absent.",
        examples=[["9:16", "1:1"]],
    )
    platforms: Platforms = Field(
        default=[],
        description="Where it is published: what `clipmaker package` lays out, and shapes that "
        "one of them needs are made, too. What the brand says, or else every platform, when "
        "absent.",
        examples=[["tiktok", "x"]],
    )
    shots: list[Any] = Field(description="Cards and footage, in the order they are shown.")


def story_model(specs: Mapping[str, CardSpec]) -> type[WrittenStory]:
    """Return the model of a whole story with those card kinds."""
    return _story_model(tuple(spec for spec in specs.values() if not spec.placed))


@lru_cache(maxsize=4)
def _story_model(specs: tuple[CardSpec, ...]) -> type[WrittenStory]:
    # Building it takes pydantic as long as reading a story.
    shots: list[Any] = [
        *(card_model(spec) for spec in specs),
        WrittenFootage,
    ]
    annotated: Any = Annotated
    many: Any = list
    shot = annotated[reduce(or_, shots), Field(discriminator="kind")]
    info = Field(description=WrittenStory.model_fields["shots"].description)
    return create_model("Story", __base__=WrittenStory, shots=(many[shot], info))
