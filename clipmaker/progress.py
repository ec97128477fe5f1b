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
class Event:
    """Something happened.

    Attributes:
        stage: which stage it belongs to.
        share: how much of the stage is done, 0 to 1.
        message: one line for people, "" when only the share moved.
        detail: True for lines that only ``-v`` shows.
    """

    stage: Stage
    share: float
    message: str = ""
    detail: bool = False


OnEvent = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Take no notice of an event."""
    del event
