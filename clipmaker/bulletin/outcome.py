"""What became of a bulletin's stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from clipmaker.bulletin.model import BulletinItem
from clipmaker.workers.outcome import Failure, Published


class StoryState(StrEnum):
    """What became of a story.

    A story that is ``waiting`` or ``working`` is so only while the bulletin runs, or where its
    run was ended.
    """

    WAITING = "waiting"
    WORKING = "working"
    MADE = "made"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    HELD = "held"
    EMBARGOED = "embargoed"


SETTLED = frozenset((StoryState.MADE, StoryState.UNCHANGED))
"""States in which a story's clip is there."""
NOT_DUE = frozenset((StoryState.HELD, StoryState.EMBARGOED))
"""States in which nobody wants it yet."""


@dataclass(frozen=True, kw_only=True)
class StoryResult:
    """What became of one story.

    Attributes:
        item: the story.
        state: what became of it.
        why: a sentence on a state that needs one: who holds it, until when.
        failure: what went wrong, also where it is held.
        clip: the clip that this run made or found unchanged, None while neither is so.
        attempts: how often it was tried.
        seconds: how long it was worked on, all attempts together.
        ended: when it was finished with, by this machine's clock; None where nothing was done.
        delivered: where it was delivered to, a folder or what a target said; "" when it was not.
        note: something that went wrong beside the clip, such as its delivery.
    """

    item: BulletinItem
    state: StoryState = StoryState.WAITING
    why: str = ""
    failure: Failure | None = None
    clip: Published | None = None
    attempts: int = 0
    seconds: float = 0.0
    ended: datetime | None = None
    delivered: str = ""
    note: str = ""

    @property
    def late(self) -> bool:
        """Whether it was made after its deadline."""
        deadline = self.item.deadline
        return bool(
            self.state is StoryState.MADE and deadline and self.ended and self.ended > deadline
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a bulletin.

    Attributes:
        results: its stories, in the bulletin's order.
        folder: where its report lies.
        started: when the run began, by this machine's clock.
        ended: when it ended.
        notes: what else is to be known, such as clocks that disagree.
        pictured: what the contact sheet shows, as a digest; "" where none was painted.
    """

    results: Sequence[StoryResult]
    folder: Path
    started: datetime
    ended: datetime
    notes: Sequence[str] = ()
    pictured: str = ""

    @property
    def complete(self) -> bool:
        """Whether everything that is due was made, delivered where that was asked for."""
        return all(r.state in SETTLED | NOT_DUE and not r.note for r in self.results)

    def count(self, state: StoryState) -> int:
        """Return how many stories are in a state."""
        return sum(result.state is state for result in self.results)
