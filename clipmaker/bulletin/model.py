"""What a bulletin holds: the day's stories, in order, and when each may go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from pathlib import Path

from clipmaker.errors import Problem


class Priority(IntEnum):
    """How early a story's turn comes."""

    LOW = 0
    NORMAL = 1
    HIGH = 2


@dataclass(frozen=True, kw_only=True)
class BulletinItem:
    """One story of a bulletin.

    Attributes:
        story: the story file, absolute.
        name: how it is called in tables: as it is written in the bulletin.
        line: where it stands in the bulletin file, 0 when there is none.
        brand: name of a brand that replaces the story's, "" to keep it.
        not_before: when it may go out at the earliest, with time zone; None at once.
        hold: why it must not go out at all, "" when it may.
        priority: how early its turn comes.
        deadline: when it is wanted, with time zone; None when nobody said.
        problems: mistakes in what the bulletin says about it; it is not made then.
    """

    story: Path
    name: str
    line: int = 0
    brand: str = ""
    not_before: datetime | None = None
    hold: str = ""
    priority: Priority = Priority.NORMAL
    deadline: datetime | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bulletin:
    """One day's stories.

    Attributes:
        source: the bulletin file, or the folder of stories, absolute.
        name: what it is called: the name of its file or folder.
        date: its day; None for a folder of stories, which has none of its own.
        items: its stories, in the order they are written in.
    """

    source: Path
    name: str
    date: date | None
    items: Sequence[BulletinItem]


def by_turn(items: Sequence[BulletinItem]) -> list[int]:
    """Return the places of items in the order they are made in.

    High priority first; then what is wanted earliest; then as they are written.
    """

    def turn(i: int) -> tuple[int, bool, float, int]:
        deadline = items[i].deadline
        return (-items[i].priority, deadline is None, deadline.timestamp() if deadline else 0.0, i)

    return sorted(range(len(items)), key=turn)
