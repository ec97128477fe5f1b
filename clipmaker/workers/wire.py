"""What workers and those that they work for tell each other: one JSON value a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from clipmaker.door.plain import from_json
from clipmaker.make.gather import Surroundings
from clipmaker.make.hearing import Hearing
from clipmaker.progress import SegmentDone
from clipmaker.publish.sign_off import SignOff
from clipmaker.workers.outcome import Failure, Published


class Do(StrEnum):
    """What a worker is asked to do with a story."""

    CHECK = "check"
    HEAR = "hear"
    MAKE = "make"


@dataclass(frozen=True, kw_only=True)
class TaskSettings:
    """What holds for everything that a worker does.

    Attributes:
        output: folder for finished clips, absolute.
        goal: a `clipmaker.make.clip.Goal` by its value.
        surroundings: where media may lie, and which named data is used.
        hearing: how speech is recognised.
        cluster: address of a cluster's scheduler, "" to work on this machine.
        shared: the folder that all machines of the cluster see, None for one in the cache.
        width: how many pieces of a clip a worker makes at once; 0 for as many as there are cores.
        niceness: how far it steps back behind other programs, 0 to 19; see nice(1).
        keep_model: whether a speech model stays loaded between tasks; others wait for it then.
    """

    output: Path
    goal: str = "auto"
    surroundings: Surroundings = field(default_factory=Surroundings)
    hearing: Hearing = field(default_factory=Hearing)
    cluster: str = ""
    shared: Path | None = None
    width: int = 2
    keep_model: bool = True
    niceness: int = 0


@dataclass(frozen=True, kw_only=True)
class WorkerTask:
    """One thing to do.

    Attributes:
        number: its own, such as the story's place in a bulletin.
        do: what.
        story: its file.
        brand: the brand that the bulletin gives it, "" for none.
        inputs: the files that it is made from, as far as they are known.
        goal: a `clipmaker.make.clip.Goal` by its value, "" for that of the settings.
        sign_off: who signs a final off; None when nobody says so.
    """

    number: int
    do: Do
    story: Path
    brand: str = ""
    inputs: tuple[Path, ...] = ()
    goal: str = ""
    sign_off: SignOff | None = None


@dataclass(frozen=True, kw_only=True)
class Stop:
    """The wish that a task ends; nothing is published unless it was already.

    Attributes:
        stop: the task's number.
    """

    stop: int


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
class ClipMade:
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
class Message:
    """Something that a worker says about a task.

    Attributes:
        number: the task's.
        stage: the stage that the work has reached.
        share: how much of the whole task is done, 0 to 1.
        message: one line for people, "" for none.
        news: whether a stage was reached or a segment rendered: what a log is told.
        segment: the segment that is finished, None where it is about something else.
        failure: why it failed; None while it goes on and where it is done.
        lasting: whether trying again cannot help.
        checked: what a check found.
        made: what making came to.
        stopped: whether it was ended because somebody wished so.
        lost: whether it ended with the worker's process.
        done: whether the task is over.
    """

    number: int
    stage: str = ""
    share: float = 0.0
    message: str = ""
    news: bool = False
    segment: SegmentDone | None = None
    failure: Failure | None = None
    lasting: bool = True
    checked: Checked | None = None
    made: ClipMade | None = None
    stopped: bool = False
    lost: bool = False
    done: bool = False


def stop_of(line: str) -> int | None:
    """Return the number of the task that a line wishes to end, None for any other line."""
    try:
        return from_json(Stop, line).stop
    except ValueError:
        return None
