"""Divides a plan into jobs: cards one by one, footage in stretches that are read only once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from clipmaker.plan.model import Look, RenderPlan, Segment
from clipmaker.render.jobs import StretchJob
from clipmaker.story.model import Card, Footage

_SHORTEST_S = 1
"""Seconds of footage that are worth a reading of their own: it begins a little before them."""
_FOOTAGE_COSTS = 4
"""How much more a frame of footage costs than a frame of a card."""


def divide(plan: RenderPlan, there: Callable[[str], bool], width: int) -> list[StretchJob]:
    """Return the jobs that make every segment of a plan once, the costly ones first.

    What a segment becomes does not depend on how the plan is divided.

    Args:
        plan: what to render.
        there: whether the piece of a key is in the store already, as far as is known.
        width: how many jobs run at once.
    """
    runs = _runs(plan.segments, there)
    missing = sum(_frames(run) for run in runs if not there(run[0].key))
    shortest = _SHORTEST_S * plan.look.profile.rate
    longest = max(math.ceil(missing / max(width, 1)), math.ceil(shortest))
    stretches = [stretch for run in runs for stretch in _parts(run, longest)]
    stretches += [(one,) for one in plan.segments if isinstance(one.shot.item, Card)]
    # What is long comes first, so that no core ends up idle.
    return [
        StretchJob(segments=stretch, look=plan.look)
        for stretch in sorted(stretches, key=_cost, reverse=True)
    ]


def card_jobs(segments: Sequence[Segment], look: Look) -> list[StretchJob]:
    """Return the jobs that make the cards among segments."""
    return [
        StretchJob(segments=(segment,), look=look)
        for segment in segments
        if isinstance(segment.shot.item, Card)
    ]


def _runs(segments: Sequence[Segment], there: Callable[[str], bool]) -> list[tuple[Segment, ...]]:
    """Return the segments of footage: what is missing of a shot side by side, others alone."""
    runs: list[tuple[Segment, ...]] = []
    for segment in segments:
        if not isinstance(segment.shot.item, Footage):
            continue
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.shot.index == segment.shot.index
            and last.end_frame == segment.start_frame
            and not there(last.key)
            and not there(segment.key)
        ):
            runs[-1] = (*runs[-1], segment)
        else:
            runs.append((segment,))
    return runs


def _parts(run: tuple[Segment, ...], longest: int) -> list[tuple[Segment, ...]]:
    """Cut a run between segments into parts that are about equally long."""
    count = math.ceil(_frames(run) / longest)
    share = _frames(run) / count
    parts: list[list[Segment]] = [[] for _ in range(count)]
    gone = 0
    for segment in run:
        middle = gone + segment.frames / 2
        parts[min(int(middle / share), count - 1)].append(segment)
        gone += segment.frames
    return [tuple(part) for part in parts if part]


def _frames(run: Sequence[Segment]) -> int:
    return sum(segment.frames for segment in run)


def _cost(stretch: Sequence[Segment]) -> int:
    item = stretch[0].shot.item
    return _frames(stretch) * (_FOOTAGE_COSTS if isinstance(item, Footage) else 1)
