"""The cold open of a story as it is written: which footage it is of, and what it may not be."""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.door.clock import format_clock
from clipmaker.door.document import Document
from clipmaker.errors import Problem
from clipmaker.story.model import Card, Footage
from clipmaker.story.whole_clip import ColdOpen

_SHORTEST_MS, _LONGEST_MS = 1000, 4000


def cold_open(
    span: tuple[int, int] | None, shots: Sequence[Card | Footage], document: Document
) -> ColdOpen | Problem | None:
    """Return a story's cold open, or what is wrong with it; None for a story without one.

    Args:
        span: where in the footage's file it begins and ends, ms; None for none.
        shots: the story's shots.
        document: the story file.
    """
    if span is None:
        return None
    found = _footage_with(span, shots)
    if isinstance(found, str):
        return document.problem(("open",), found)
    line = document.line_of(("open",))
    return ColdOpen(shot=found, in_ms=span[0], out_ms=span[1], line=line)


def _footage_with(span: tuple[int, int], shots: Sequence[Card | Footage]) -> int | str:
    """Return the place of the first footage that shows a span, or why there is none."""
    start, end = span
    if not _SHORTEST_MS <= end - start <= _LONGEST_MS:
        return (
            f"a cold open lasts {_SHORTEST_MS // 1000} to {_LONGEST_MS // 1000} s, and this one "
            f"{(end - start) / 1000:g} s: choose a line of that length"
        )
    footage = [(i, shot) for i, shot in enumerate(shots) if isinstance(shot, Footage)]
    if not footage:
        return "there is no footage to open with: leave the line away"
    for index, shot in footage:
        if shot.in_ms <= start and (shot.out_ms is None or end <= shot.out_ms):
            return _warned(span, shot, footage) or _silent(index, shot) or index
    first = footage[0][1]
    until = "its end" if first.out_ms is None else format_clock(first.out_ms)
    return (
        f"no footage shows {format_clock(start)} to {format_clock(end)} of its file: choose a line "
        f"from what is used ({first.file.name}: {format_clock(first.in_ms)} to {until})"
    )


def _warned(span: tuple[int, int], chosen: Footage, footage: Sequence[tuple[int, Footage]]) -> str:
    """Return which footage warns of what would open a clip, "" where none does."""
    for index, shot in footage:
        shares = shot.in_ms < span[1] and (shot.out_ms is None or span[0] < shot.out_ms)
        if shot.warning and shot.file == chosen.file and shares:
            return (
                f"shot {index + 1} ({shot.file.name}) has a content warning, and a cold open is "
                "seen before it: choose a line of other footage, or leave it away"
            )
    return ""


def _silent(index: int, shot: Footage) -> str:
    """Return that nothing is heard or read of footage, "" where something is."""
    name = f"shot {index + 1} ({shot.file.name})"
    if shot.sound.mute or not shot.subtitles:
        without = "sound" if shot.sound.mute else "subtitles"
        return f"{name} is shown without {without}: choose a line of other footage"
    return ""
