"""The cold open on the timeline: a part of a story's footage before everything else; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.model import Cue, CueSheet
from clipmaker.errors import InputError, Problem
from clipmaker.story.model import Footage, Story
from clipmaker.timeline.frames import clock
from clipmaker.timeline.model import Shot
from clipmaker.timeline.order import Ordered

_APART_MS = 200
"""A cue may reach so far over an end of the span, or into it from beside."""


def opening(story: Story) -> tuple[Ordered, ...]:
    """Return what opens a story's clip, which shares the place of its footage; () for nothing."""
    if story.open is None:
        return ()
    footage = story.shots[story.open.shot]
    assert isinstance(footage, Footage)
    part = replace(footage, in_ms=story.open.in_ms, out_ms=story.open.out_ms, opening=True)
    return (Ordered(index=story.open.shot, item=part),)


def opens(shot: Shot) -> bool:
    """Whether a shot is a clip's cold open."""
    return isinstance(shot.item, Footage) and shot.item.opening


def opening_cues(story: Story, sheet: CueSheet) -> tuple[Cue, ...]:
    """Return the subtitles of a story's cold open, which are shown whole.

    Raises:
        InputError: none stands there, or the span cuts one; its times are named.
    """
    assert story.open is not None
    start, end = story.open.in_ms, story.open.out_ms
    found: list[Cue] = []
    for cue in sheet.cues:
        if start - _APART_MS <= cue.start_ms and cue.end_ms <= end + _APART_MS:
            found.append(cue)
        elif min(cue.end_ms, end) - max(cue.start_ms, start) > _APART_MS:
            message = (
                f"{clock(start)} to {clock(end)} cuts subtitle {cue.id}, which stands from "
                f"{clock(cue.start_ms)} to {clock(cue.end_ms)}: write the times of whole subtitles"
            )
            raise _refused(story, message)
    if not any(cue.text.strip() for cue in found):
        raise _refused(story, _none_there(start, end, sheet.cues))
    return tuple(found)


def _none_there(start: int, end: int, cues: Sequence[Cue]) -> str:
    """Return that no subtitle stands in a span, and where the nearest one does."""
    nearest = min(cues, key=lambda cue: abs(cue.start_ms - start), default=None)
    message = f"no subtitle with a text stands from {clock(start)} to {clock(end)}: choose a line"
    if nearest is None:
        return message
    return (
        f"{message}; the nearest stands from {clock(nearest.start_ms)} to {clock(nearest.end_ms)}"
    )


def _refused(story: Story, message: str) -> InputError:
    line = story.open.line if story.open else 0
    return InputError([Problem(file=story.file, line=line, field="open", message=message)])
