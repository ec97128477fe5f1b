"""What a batch tells while it works: lines for people, or JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from clipmaker.machine.printed import on_one_line


class Level(StrEnum):
    """How much a line matters."""

    DETAIL = "detail"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One thing that happened.

    Attributes:
        at: when, with time zone.
        level: how much it matters.
        message: what happened, for people.
        story: the story it is about, "" for the bulletin.
        facts: more of it, for programs.
    """

    at: datetime
    level: Level
    message: str
    story: str = ""
    facts: Mapping[str, object] | None = None


Log = Callable[[LogLine], None]


def as_text(line: LogLine) -> str:
    """Return a line for people; a message of several lines stays on one."""
    about = f"{on_one_line(line.story)}: " if line.story else ""
    level = "" if line.level in (Level.INFO, Level.DETAIL) else f"{line.level.value}: "
    message = " | ".join(part.strip() for part in line.message.splitlines() if part.strip())
    return f"{line.at.astimezone():%Y-%m-%d %H:%M:%S}  {level}{about}{message}"


def as_json(line: LogLine) -> str:
    """Return a line as one JSON object."""
    return json.dumps(
        {
            "at": line.at.isoformat(timespec="milliseconds"),
            "level": line.level.value,
            "story": line.story,
            "message": line.message,
            **(line.facts or {}),
        },
        ensure_ascii=False,
        default=str,
    )
