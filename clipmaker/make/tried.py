"""What was tried of a shot's words without complaint before, so that nobody waits for it again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.machine.writing import write_whole
from clipmaker.plan.keys import digest
from clipmaker.resources import cache_dir
from clipmaker.story.model import Card

if TYPE_CHECKING:
    from clipmaker.plan.model import RenderPlan, Segment

_FITS = "tried"
_ELSEWHERE = frozenset({"its place in the clip", "where the shots begin", "the picture before it"})
"""Parts of a segment's key that change where and when it is seen, and no word in it."""


def passed(check: str, segment: Segment) -> bool:
    """Whether a check of a segment's words passed before, with everything as it is now.

    Args:
        check: name of the check, which is its folder in the cache.
        segment: the segment.
    """
    return _place(check, segment).exists()


def note_passed(check: str, segment: Segment) -> None:
    """Remember that a check passed; a full disk only means that it is made again next time."""
    with suppress(OSError):
        write_whole(_place(check, segment), b"")


def untried(plan: RenderPlan) -> tuple[int, ...]:
    """Return the places of the cards that were not yet laid out as they are now, in order."""
    return tuple(one.shot.index for one in _cards(plan) if not passed(_FITS, one))


def note_tried(plan: RenderPlan, places: Iterable[int]) -> None:
    """Remember that the cards in some places could be laid out."""
    tried = set(places)
    for one in _cards(plan):
        if one.shot.index in tried:
            note_passed(_FITS, one)


def _cards(plan: RenderPlan) -> list[Segment]:
    return [one for one in plan.segments if isinstance(one.shot.item, Card)]


def _place(check: str, segment: Segment) -> Path:
    parts = [part for part in segment.parts if part[0] not in _ELSEWHERE]
    return cache_dir() / check / digest(parts, {})
