"""Captions that roll or grow, as video platforms and live captioning show them; pure.

Each line comes two or three times: while it is spoken, at once again for 10 ms, and once more
above the next one. Here every line comes once, for as long as it is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from clipmaker.exchange.model import SubtitleEvent

ROLLING = (
    "these are rolling captions, as video platforms make them: what is repeated is taken in once, "
    "each line while it is new. A machine may have written them: compare them with what is said"
)

_TOUCH_MS = 60
_LEAST = 2
"""So many subtitles that repeat the one before make a file roll; one may be how people speak."""
_SHARE, _SHARE_OF_ALL = 0.5, 0.25
_STAIRS = 0.8
_WORDS = 3
"""Words that a subtitle and the one before must share where they stand within a line."""


def rolls(events: Sequence[SubtitleEvent]) -> bool:
    """Whether subtitles repeat the words of the one before, or overlap like stairs.

    Args:
        events: subtitles that have text, in the order of time.
    """
    near = [(one, other) for one, other in pairwise(events) if _touch(one, other)]
    again = sum(
        _new_lines(one, other) != other.lines or _grows(one.lines, other.lines)
        for one, other in near
    )
    often = again >= max(_LEAST, _SHARE * len(near), _SHARE_OF_ALL * len(events))
    return often or _stairs(events)


def unrolled(events: Sequence[SubtitleEvent]) -> tuple[SubtitleEvent, ...]:
    """Return rolling captions with every line once.

    A subtitle that says nothing new lengthens the one before; one that grows replaces it.

    Args:
        events: subtitles that have text, in the order of time.
    """
    result: list[SubtitleEvent] = []
    before: SubtitleEvent | None = None
    for event in events:
        near = before is not None and _touch(before, event)
        new = _new_lines(before, event) if before and near else event.lines
        if not new:
            result[-1] = replace(result[-1], end_ms=max(result[-1].end_ms, event.end_ms))
        elif before and near and _grows(before.lines, event.lines):
            lines = (*result[-1].lines[:-1], *new)
            result[-1] = replace(result[-1], end_ms=event.end_ms, lines=lines)
        else:
            result.append(replace(event, lines=new))
        before = event
    return (*(_until(one, other) for one, other in pairwise(result)), *result[-1:])


def _until(one: SubtitleEvent, other: SubtitleEvent) -> SubtitleEvent:
    """Return a subtitle that ends when the next one begins."""
    if not one.start_ms < other.start_ms < one.end_ms:
        return one
    return replace(one, end_ms=other.start_ms)


def _touch(one: SubtitleEvent, other: SubtitleEvent) -> bool:
    return other.start_ms <= one.end_ms + _TOUCH_MS


def _new_lines(one: SubtitleEvent, other: SubtitleEvent) -> tuple[str, ...]:
    """Return the lines of a subtitle without those that the one before ends with.

    Of one that goes on where the one before ends, its last line is new.
    """
    for count in range(min(len(one.lines), len(other.lines)), 0, -1):
        if one.lines[-count:] == other.lines[:count]:
            return other.lines[count:]
    if set(other.lines) <= set(one.lines):
        return ()
    if _grows(one.lines, other.lines):
        return other.lines[-1:] if len(other.lines) > 1 else other.lines
    old, words = one.text.split(), other.lines[0].split()
    for count in range(min(len(old), len(words)), _WORDS - 1, -1):
        if old[-count:] == words[:count]:
            return tuple(filter(None, (" ".join(words[count:]), *other.lines[1:])))
    return other.lines


def _grows(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether lines are old ones whose last one goes on."""
    if not old or len(old) != len(new) or tuple(old[:-1]) != tuple(new[:-1]):
        return False
    return new[-1] != old[-1] and new[-1].startswith(old[-1])


def _stairs(events: Sequence[SubtitleEvent]) -> bool:
    """Whether nearly each subtitle begins while the one before is still shown above it."""
    steps = [
        one.start_ms < other.start_ms < one.end_ms - _TOUCH_MS and one.end_ms <= other.end_ms
        for one, other in pairwise(events)
    ]
    crowded = any(
        one.end_ms > third.start_ms + _TOUCH_MS
        for one, third in zip(events, events[2:], strict=False)
    )
    return len(steps) > _LEAST and sum(steps) >= _STAIRS * len(steps) and not crowded
