"""What stands in the way of a clip's final: one answer for list, page, dialog and sign-off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from clipmaker.bulletin import holds
from clipmaker.bulletin.seen import Wait
from clipmaker.desk.job import DeskJob
from clipmaker.desk.known import KnownClip
from clipmaker.errors import ReviewError


class Kind(StrEnum):
    """Sorts of things that stand in the way, in the order in which they are told."""

    STORY = "story"
    WAIT = "wait"
    SUBTITLES = "subtitles"
    FACTS = "facts"
    DAMAGE = "damage"
    FACES = "faces"
    UNMADE = "unmade"
    RENDERING = "rendering"
    STALE = "stale"


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """One thing that stands in the way of a final.

    Attributes:
        kind: what sort of thing it is.
        message: what it is, for people, without a full stop.
        remedy: what to do about it, as a sentence.
    """

    kind: Kind
    message: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a clip stands, as well as whoever asks knows it.

    Attributes:
        known: the clip.
        job: its last render, None before the first.
        waits: what bulletins say against it.
        open: subtitles that are not approved or cannot be read, and are not waived.
        disputed: facts that do not agree with the story's source; None where only its draft tells.
        unseen: what is open about faces, a line each; None where only its draft tells.
        stale: whether its draft shows something else than the story and its sheets say now.
        problem: why its story cannot be made as it is, "" when it can.
    """

    known: KnownClip
    job: DeskJob | None = None
    waits: Sequence[Wait] = ()
    open: int = 0
    disputed: Sequence[str] | None = None
    unseen: Sequence[str] | None = None
    stale: bool = False
    problem: str = ""


def in_the_way(of: Standing) -> tuple[Obstacle, ...]:
    """Return everything that stands in the way of a final, nothing when it may go out."""
    return tuple(_found(of))


def waiting_for(wait: Wait) -> Obstacle:
    """Return what a bulletin lets a story wait for as something that stands in the way."""
    return Obstacle(kind=Kind.WAIT, message=holds.sentence_of(wait), remedy=holds.REMEDY)


def refuse(obstacles: Sequence[Obstacle]) -> None:
    """Refuse a final that something stands in the way of.

    Raises:
        ReviewError: something does; all of it is named.
    """
    if obstacles:
        raise ReviewError("\n".join(one.message for one in obstacles), remedy=obstacles[0].remedy)


def _found(of: Standing) -> Iterator[Obstacle]:
    if of.problem:
        yield Obstacle(kind=Kind.STORY, message=of.problem, remedy="Correct the story first.")
    yield from map(waiting_for, of.waits)
    if of.open:
        are = "1 subtitle is" if of.open == 1 else f"{of.open} subtitles are"
        yield Obstacle(
            kind=Kind.SUBTITLES,
            message=f"{are} not approved or too fast to read",
            remedy="Decide about each of them in the table first.",
        )
    for fact in _disputed(of):
        yield Obstacle(
            kind=Kind.FACTS,
            message=fact,
            remedy="Correct it, or let it stand by name under “Facts and faces”.",
        )
    yield from _draft(of)


def _disputed(of: Standing) -> Sequence[str]:
    """Return the facts that differ: as the story says now, or else as its draft was made."""
    if of.disputed is not None:
        return of.disputed
    draft = of.known.draft
    stated = draft.manifest.get("facts") if draft else None
    return [
        f"{one['where']}: {one['kind']} “{one['fact']}” {one['reason']}"
        for one in (stated["differing"] if stated else ())
        if one["refused"]
    ]


def _unseen(of: Standing) -> Sequence[str]:
    """Return what is open about faces: as the story says now, or else as its draft was made."""
    if of.unseen is not None:
        return of.unseen
    draft = of.known.draft
    faces = draft.manifest.get("faces") if draft else None
    return [str(one) for one in faces.get("open", ())] if isinstance(faces, dict) else []


def _draft(of: Standing) -> Iterator[Obstacle]:
    draft = of.known.draft
    for place in draft.manifest.get("damaged", ()) if draft else ():
        yield Obstacle(
            kind=Kind.DAMAGE,
            message=str(place),
            remedy="Get the file again, or use another part of it.",
        )
    for open_ in _unseen(of):
        yield Obstacle(
            kind=Kind.FACES, message=open_, remedy="Look at it under “Facts and faces” first."
        )
    if of.job and of.job.open:
        yield Obstacle(
            kind=Kind.RENDERING, message="the clip is being rendered", remedy="Wait for it."
        )
    if draft is None:
        yield Obstacle(
            kind=Kind.UNMADE,
            message="there is no draft of it that somebody could have watched",
            remedy="Render it, watch it, then approve.",
        )
    elif of.stale:
        yield Obstacle(
            kind=Kind.STALE,
            message="the draft does not show the latest changes",
            remedy="Render it again, watch it, then approve.",
        )


def obstacle_facts(obstacles: Sequence[Obstacle]) -> list[dict[str, Any]]:
    """Return obstacles as a page takes them in."""
    return [{**asdict(one), "kind": one.kind.value} for one in obstacles]
