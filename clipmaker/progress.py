"""How a running job tells what it does: stage, share done, and a line for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The stages of making a clip, in order."""

    READ = "read"
    LISTEN = "listen"
    PLAN = "plan"
    RENDER = "render"
    JOIN = "join"
    CHECK = "check"
    PUBLISH = "publish"


@dataclass(frozen=True, kw_only=True)
class SegmentDone:
    """One segment of the clip is there.

    Attributes:
        index: its place among the clip's segments, from 0.
        count: how many segments the clip has.
        name: a short name for people, such as ``card 3 (caption)``.
        cached: True when it was taken from the cache, False when it was rendered.
        reason: why, such as ``unchanged`` or ``rendered for the first time``.
        start_frame: its first frame in the clip.
        frames: its length.
    """

    index: int
    count: int
    name: str
    cached: bool
    reason: str
    start_frame: int
    frames: int


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something happened.

    Whoever is told may stop the job by stopping its :class:`clipmaker.machine.process.Group`.

    Attributes:
        stage: which stage it belongs to.
        share: how much of the stage is done, 0 to 1.
        message: one line for people, "" when only the share moved.
        detail: True for lines that only ``-v`` shows.
        segment: the segment that is finished, None where it is about something else.
    """

    stage: Stage
    share: float
    message: str = ""
    detail: bool = False
    segment: SegmentDone | None = None


OnEvent = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Take no notice of an event."""
    del event


_SHARES = {
    Stage.READ: 0.02,
    Stage.LISTEN: 0.18,
    Stage.PLAN: 0.01,
    Stage.RENDER: 0.70,
    Stage.JOIN: 0.02,
    Stage.CHECK: 0.05,
    Stage.PUBLISH: 0.02,
}
"""How much of a whole job each stage usually is, for the share of all that is done."""


def overall(event: Event) -> float:
    """Return how much of the whole job is done, 0 to 1."""
    before = 0.0
    for stage, share in _SHARES.items():
        if stage is event.stage:
            return min(1.0, before + share * event.share)
        before += share
    return before
