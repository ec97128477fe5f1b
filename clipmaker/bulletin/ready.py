"""The evening before: what stands in the way of each final, who can do it, and how long it takes.

Nothing is heard and nothing is made. Minutes are rough: half a minute a line, three a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import ceil
from pathlib import Path

from clipmaker.bulletin.model import Bulletin, BulletinItem
from clipmaker.errors import ClipmakerError
from clipmaker.make.damaged import damage
from clipmaker.make.decide import Decided, decide, try_words
from clipmaker.make.face_gate import open_faces
from clipmaker.make.gather import Surroundings
from clipmaker.make.hearing import unheard
from clipmaker.make.stated import told_fact
from clipmaker.publish.withdrawals import Withdrawal, load_withdrawals, withdrawn_files

_MINUTES_A_LINE, _MINUTES_A_FACT, _MINUTES_A_FACE = 0.5, 3, 1
_MINUTES_A_MISTAKE, _MINUTES_TO_HEAR, _MINUTES_TO_SWAP = 5, 3, 10


class TaskKind(StrEnum):
    """Sorts of things that somebody has to do before a final."""

    STORY = "story"
    HOLD = "hold"
    HEARING = "hearing"
    LINES = "lines"
    FACTS = "facts"
    FACES = "faces"
    DAMAGE = "damage"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """One thing that stands in the way of a final.

    Attributes:
        kind: what sort of thing it is.
        message: what it is, for people.
        who: who can do it.
        minutes: about how long it takes, 0 where nobody can tell.
    """

    kind: TaskKind
    message: str
    who: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class StoryReadiness:
    """How a story of a bulletin stands.

    Attributes:
        name: what the bulletin calls it.
        tasks: what stands in the way of its final, nothing when it is ready.
        otherwise: what a run makes of it as it is.
    """

    name: str
    tasks: tuple[OpenTask, ...]
    otherwise: str

    @property
    def minutes(self) -> int:
        """About how long everything takes."""
        return sum(task.minutes for task in self.tasks)


def readiness(
    bulletin: Bulletin,
    surroundings: Surroundings,
    at: datetime,
    *,
    final: bool,
    output: Path | None = None,
) -> tuple[StoryReadiness, ...]:
    """Return how every story of a bulletin stands.

    Args:
        bulletin: the bulletin.
        surroundings: where media may lie, and which named data is used.
        at: when the run is, with time zone.
        final: whether the run insists on finals.
        output: folder of finished clips, which knows what was withdrawn; None asks nobody.

    Raises:
        InputError: nobody can tell what was withdrawn.
    """
    withdrawals = load_withdrawals(output) if output else ()
    return tuple(
        _story(item, surroundings, at, withdrawals, final=final) for item in bulletin.items
    )


def _story(
    item: BulletinItem,
    surroundings: Surroundings,
    at: datetime,
    withdrawals: Sequence[Withdrawal],
    *,
    final: bool,
) -> StoryReadiness:
    tasks = [*_waits(item, at), *_tasks(item, surroundings, withdrawals)]
    kinds = {task.kind for task in tasks}
    otherwise = "a final clip"
    if TaskKind.STORY in kinds:
        otherwise = "nothing: it cannot be made as it is"
    elif TaskKind.WITHDRAWN in kinds:
        otherwise = "nothing: it holds what was withdrawn"
    elif TaskKind.HOLD in kinds:
        otherwise = "no final: it is held"
    elif tasks:
        otherwise = "nothing: a final is refused" if final else "a draft"
    return StoryReadiness(name=item.name, tasks=tuple(tasks), otherwise=otherwise)


def _waits(item: BulletinItem, at: datetime) -> Iterator[OpenTask]:
    if item.hold:
        message = f"held: {item.hold}"
        yield OpenTask(kind=TaskKind.HOLD, message=message, who="whoever holds it", minutes=0)
    elif item.not_before and item.not_before > at:
        message = f"embargoed until {item.not_before.isoformat(timespec='minutes')}"
        yield OpenTask(kind=TaskKind.HOLD, message=message, who="nobody: time", minutes=0)


def _tasks(
    item: BulletinItem, surroundings: Surroundings, withdrawals: Sequence[Withdrawal]
) -> Iterator[OpenTask]:
    if item.problems:
        yield _mistake("\n".join(map(str, item.problems)))
        return
    around = replace(surroundings, brand=surroundings.brand or item.brand)
    try:
        decided = decide(around.of(item.story), None)
        try_words(decided)
        broken = damage(decided)
    except ClipmakerError as error:
        yield _mistake(error.message)
        return
    for told in withdrawn_files(withdrawals, decided.gathered.facts.files):
        yield OpenTask(
            kind=TaskKind.WITHDRAWN, message=told, who="a producer", minutes=_MINUTES_TO_SWAP
        )
    yield from _undecided(decided)
    for one in broken:
        yield OpenTask(kind=TaskKind.DAMAGE, message=one, who="a producer", minutes=0)


def _mistake(message: str) -> OpenTask:
    count = message.count("\n") + 1
    minutes = _MINUTES_A_MISTAKE * count
    return OpenTask(kind=TaskKind.STORY, message=message, who="a producer", minutes=minutes)


def _undecided(decided: Decided) -> Iterator[OpenTask]:
    """Yield what people have to decide about a clip that can be made."""
    if unheard(decided.gathered):
        yield OpenTask(
            kind=TaskKind.HEARING,
            message="footage that nobody has heard: its lines are not known yet",
            who="clipmaker subtitles hear",
            minutes=_MINUTES_TO_HEAR,
        )
    if count := len(decided.held):
        lines = "1 subtitle" if count == 1 else f"{count} subtitles"
        languages = ", ".join(sorted({sheet.language for sheet in decided.sheets.values()}))
        yield OpenTask(
            kind=TaskKind.LINES,
            message=f"{lines} not approved, or too fast to read",
            who=f"an editor who reads {languages}" if languages else "an editor",
            minutes=ceil(count * _MINUTES_A_LINE),
        )
    for fact in decided.disputed:
        yield OpenTask(
            kind=TaskKind.FACTS,
            message=told_fact(fact),
            who="the story’s editor",
            minutes=_MINUTES_A_FACT,
        )
    for face in open_faces(decided.gathered):
        yield OpenTask(kind=TaskKind.FACES, message=face, who="an editor", minutes=_MINUTES_A_FACE)
