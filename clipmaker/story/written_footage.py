"""Footage as it is written: a span of a file, its sound, and the warning before it.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from clipmaker.door.checked import Written, refusal
from clipmaker.door.clock import format_clock
from clipmaker.story.model import FootageFit
from clipmaker.story.photo import Point
from clipmaker.story.pictures import File, Fit, Focus, FootageBox, KeptBars
from clipmaker.story.protection import WrittenProtection
from clipmaker.story.times import Clock, OptionalClock, OptionalSeconds, Spans
from clipmaker.story.values import (
    Decibels,
    Language,
    Languages,
    OptionalSwitch,
    OptionalTracks,
    Text,
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
    wanted: ClassVar[Mapping[str, str]] = {
        "credit": "footage needs a credit: whose pictures are these?"
    }

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
    language: Languages = Field(
        default=(),
        description="Language spoken (ISO 639-1), or a list where several are: each utterance is "
        "heard in the one it sounds like. Recognised when absent.",
        examples=["ko", ["uk", "ko"]],
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
    focus_box: FootageBox = Field(
        default=None,
        description="A face that crops keep and subtitles avoid: left, top, right, bottom; `auto` "
        "looks for the largest one.",
        examples=[[0.3, 0.1, 0.7, 0.6], "auto"],
    )
    fit: Fit = Field(
        default=FootageFit.AUTO,
        description="How it fills the screen: `crop` cuts it to 4:5 (1080x1350), `fill` to the "
        "whole screen, `contain` shows all of it over its own blur. When absent, what is safe: "
        "around `focus_box` or `focus` a wide picture is cropped, without either it is contained; "
        "a portrait one fills the screen.",
        examples=["fill"],
    )
    bars: KeptBars = Field(
        default=False,
        description="`keep` shows bars that are part of the file's picture, black or blurred; "
        "when absent they are found and cut off.",
        examples=["keep"],
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
    audio_track: OptionalTracks = Field(
        default=None,
        description="Which of several audio tracks is heard, 0 for the first; a list for those "
        "that are heard together, such as two microphones. When absent, the one in `language` "
        "where the file tells languages apart, or else the first, if somebody speaks on it.",
        examples=[1, [0, 1]],
    )
    audio_language: Language = Field(
        default="",
        description="Which of several audio tracks is heard, by its language.",
        examples=["es"],
    )
    warning: WrittenWarning | None = Field(
        default=None, description="A full-screen card before it, where it may distress people."
    )
    protect: WrittenProtection | None = Field(
        default=None, description="Whose faces are covered; nobody's when absent."
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
