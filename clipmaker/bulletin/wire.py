"""What the batch and its workers tell each other: one JSON value a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from clipmaker.bulletin.outcome import Failure, Published


class Do(StrEnum):
    """What a worker is asked to do with a story."""

    CHECK = "check"
    HEAR = "hear"
    MAKE = "make"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds for every story of a run.

    Attributes:
        output: folder for finished clips, absolute.
        goal: a `clipmaker.make.clip.Goal` by its value.
        media_roots: folders besides the stories' own that media may lie in.
        profile: name of the delivery profile.
        subtitles: name of the subtitle profile.
        brand: name of a brand that replaces every other, "" to keep them.
        engine: name of the speech engine.
        model: name or folder of the speech model.
        cluster: address of a cluster's scheduler, "" to work on this machine.
        shared: the folder that all machines of the cluster see, None for one in the cache.
        width: how many pieces of a clip a worker makes at once.
    """

    output: Path
    goal: str = "auto"
    media_roots: tuple[Path, ...] = ()
    profile: str = "news-60"
    subtitles: str = "house"
    brand: str = ""
    engine: str = "faster-whisper"
    model: str = "base"
    cluster: str = ""
    shared: Path | None = None
    width: int = 2


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One thing to do.

    Attributes:
        number: the story's place in the bulletin.
        do: what.
        story: its file.
        brand: the brand that the bulletin gives it, "" for none.
        inputs: the files that it is made from, as far as they are known.
    """

    number: int
    do: Do
    story: Path
    brand: str = ""
    inputs: tuple[Path, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found in a good story.

    Attributes:
        day: the story's date.
        slug: the clip's name.
        inputs: every file that the clip is made from, also such as may appear.
        speaks: whether it holds speech that may have to be heard.
    """

    day: date
    slug: str
    inputs: tuple[Path, ...]
    speaks: bool


@dataclass(frozen=True, kw_only=True)
class Made:
    """What making a clip came to.

    Attributes:
        clip: the clip.
        unchanged: whether it lay there already.
        moved: whether the story was edited while it was made.
        stamps: of the inputs, as they were before it was begun.
    """

    clip: Published
    unchanged: bool
    moved: bool
    stamps: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Said:
    """Something that a worker says about an errand.

    Attributes:
        number: the errand's.
        stage: the stage that the work has reached.
        message: one line for people, "" for none.
        segment: whether a segment was finished, and was rendered rather than kept.
        failure: why it failed; None while it goes on and where it is done.
        lasting: whether trying again cannot help.
        checked: what a check found.
        made: what making came to.
        done: whether the errand is over.
    """

    number: int
    stage: str = ""
    message: str = ""
    segment: bool = False
    failure: Failure | None = None
    lasting: bool = True
    checked: Checked | None = None
    made: Made | None = None
    done: bool = False


def written(value: Settings | Errand | Said) -> str:
    """Return a value as one line of JSON."""
    return json.dumps(asdict(value), ensure_ascii=False, default=str)


def settings_of(line: str) -> Settings:
    """Return the settings that a line holds."""
    data = json.loads(line)
    roots = tuple(map(Path, data.pop("media_roots")))
    shared = Path(data["shared"]) if data["shared"] else None
    paths = {"output": Path(data["output"]), "media_roots": roots, "shared": shared}
    return Settings(**{**data, **paths})


def errand_of(line: str) -> Errand:
    """Return the errand that a line holds."""
    data = json.loads(line)
    inputs = tuple(map(Path, data.pop("inputs")))
    return Errand(**{**data, "do": Do(data["do"]), "story": Path(data["story"]), "inputs": inputs})


def said_of(line: str) -> Said:
    """Return what a line says.

    Raises:
        ValueError, KeyError, TypeError: it is none of a worker's lines.
    """
    data = json.loads(line)
    failure, checked, made = (data.pop(name) for name in ("failure", "checked", "made"))
    return Said(
        **data,
        failure=Failure(**failure) if failure else None,
        checked=checked_of(checked) if checked else None,
        made=_made_of(made) if made else None,
    )


def published_of(data: Mapping[str, Any]) -> Published:
    """Return a clip from the plain values that it was written as."""
    plain = dict(data)
    return Published(
        **{
            **plain,
            "day": date.fromisoformat(plain["day"]),
            "folder": Path(plain["folder"]),
        }
    )


def checked_of(data: Mapping[str, Any]) -> Checked:
    """Return what a check found from the plain values that it was written as."""
    return Checked(
        day=date.fromisoformat(data["day"]),
        slug=data["slug"],
        inputs=tuple(map(Path, data["inputs"])),
        speaks=data["speaks"],
    )


def _made_of(data: Mapping[str, Any]) -> Made:
    return Made(
        clip=published_of(data["clip"]),
        unchanged=data["unchanged"],
        moved=data["moved"],
        stamps=data["stamps"],
    )
