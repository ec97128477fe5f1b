"""Cards whose texts were laid out without complaint before, so that nobody waits for it again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from clipmaker.machine.writing import write_whole
from clipmaker.plan.keys import digest
from clipmaker.plan.model import RenderPlan, Segment
from clipmaker.resources import cache_dir
from clipmaker.story.model import Card

_ELSEWHERE = frozenset({"its place in the clip", "where the shots begin", "the picture before it"})
"""Parts of a card's key that change where and when it is seen, and no line of its texts."""


def untried(plan: RenderPlan) -> tuple[int, ...]:
    """Return the places of the cards that were not yet laid out as they are now, in order."""
    return tuple(one.shot.index for one in _cards(plan) if not _place(one).exists())


def note_tried(plan: RenderPlan, places: Iterable[int]) -> None:
    """Remember that the cards in some places could be laid out."""
    tried = set(places)
    for one in _cards(plan):
        if one.shot.index in tried:
            # A full disk only means that it is tried again next time.
            with suppress(OSError):
                write_whole(_place(one), b"")


def _cards(plan: RenderPlan) -> list[Segment]:
    return [one for one in plan.segments if isinstance(one.shot.item, Card)]


def _place(segment: Segment) -> Path:
    """Return the file that is there once a card was laid out with everything as it is now."""
    parts = [part for part in segment.parts if part[0] not in _ELSEWHERE]
    return cache_dir() / "tried" / digest(parts, {})
