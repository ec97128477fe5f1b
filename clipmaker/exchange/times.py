"""Times of subtitles that are taken in: in order, on the footage's own time, and possible; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from clipmaker.cues.cutting.turns import as_turns, said_in_turns, starts_turn, turns
from clipmaker.cues.sheets.plain import clock
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import SubtitleEvent
from clipmaker.exchange.plaintext import unshowable

_PAST_END_MS = 100
_OVERLAP_MS = 100
"""Overlaps up to this are rounding, and are cut; BBC and Netflix allow none."""
_SAME_MS = 50
"""Times this near are the same: formats count in hundredths or frames."""


def timed(
    file: Path, events: Sequence[SubtitleEvent], *, offset_ms: int, duration_ms: int | None
) -> tuple[SubtitleEvent, ...]:
    """Return subtitles in time order on the footage's own time, none of them overlapping.

    Subtitles without text are left out. Those with the same times become lines of one, from top
    to bottom where the file says how they stand; with a dash before each where it says that
    several people speak. Overlaps of rounding are cut.

    Args:
        file: for messages.
        events: what the file holds.
        offset_ms: added to every time.
        duration_ms: length of the footage, None when it is not known.

    Raises:
        InputError: times that cannot be; all of them are listed.
    """
    shifted = [
        replace(
            event,
            start_ms=event.start_ms + offset_ms,
            end_ms=event.end_ms + offset_ms,
            words=tuple(
                replace(word, start_ms=word.start_ms + offset_ms, end_ms=word.end_ms + offset_ms)
                for word in event.words
            ),
        )
        for event in events
        if event.lines
    ]
    ordered = list(_joined(sorted(shifted, key=lambda event: (event.start_ms, event.end_ms))))
    problems = [
        Problem(file=file, field=event.place, message=message)
        for event in ordered
        if (message := _mistake(event, duration_ms))
    ]
    problems += [
        Problem(
            file=file,
            field=other.place,
            message=f"begins at {clock(other.start_ms)}, before {one.place} ends at "
            f"{clock(one.end_ms)}: subtitles must not overlap",
        )
        for one, other in pairwise(ordered)
        if not problems and _overlap(one, other)
    ]
    if problems:
        raise InputError(problems)
    ends = [min(one.end_ms, other.start_ms) for one, other in pairwise(ordered)]
    return tuple(
        replace(event, end_ms=end)
        for event, end in zip(ordered, [*ends, *(e.end_ms for e in ordered[-1:])], strict=True)
    )


def _overlap(one: SubtitleEvent, other: SubtitleEvent) -> bool:
    """Whether two subtitles, the first not later, share more than rounding makes them share."""
    shared_ms = one.end_ms - other.start_ms
    return shared_ms > _OVERLAP_MS or (shared_ms > 0 and one.start_ms == other.start_ms)


def _joined(events: Sequence[SubtitleEvent]) -> Iterator[SubtitleEvent]:
    """Yield subtitles, those with the same times as one."""
    group: list[SubtitleEvent] = []
    for event in events:
        if group and not _same_times(group[0], event):
            yield _as_one(group)
            group = []
        group.append(event)
    if group:
        yield _as_one(group)


def _same_times(one: SubtitleEvent, other: SubtitleEvent) -> bool:
    apart = (abs(one.start_ms - other.start_ms), abs(one.end_ms - other.end_ms))
    shorter_ms = min(one.end_ms - one.start_ms, other.end_ms - other.start_ms)
    return max(apart) <= (_SAME_MS if shorter_ms > 2 * _SAME_MS else 0)


def _as_one(group: Sequence[SubtitleEvent]) -> SubtitleEvent:
    """Make one of subtitles with the same times: repetitions, lines, or several people's turns."""
    told = list({event.text: event for event in reversed(group)}.values())[::-1]
    if len(told) == 1:
        return replace(told[0], lines=said_in_turns(told[0].lines))
    rows = [event.row for event in told if event.row is not None]
    if len(rows) == len(told):
        told.sort(key=lambda event: event.row or 0)
    names = list(dict.fromkeys(event.speaker for event in told))
    lines = tuple(line for event in told for line in event.lines)
    if len(names) > 1 or any(starts_turn(event.lines[0]) for event in told):
        lines = turns(as_turns([event.text for event in told]))
    return replace(
        told[0],
        end_ms=max(event.end_ms for event in told),
        lines=said_in_turns(lines),
        speaker=" / ".join(names) if all(names) else "",
        words=(),
        heard=None,
    )


def _mistake(event: SubtitleEvent, duration_ms: int | None) -> str:
    if reason := unshowable(event.text):
        return f"its text {reason}"
    if event.start_ms < 0:
        return "begins before the footage: is the --offset right?"
    if event.end_ms <= event.start_ms:
        return f"ends at {clock(event.end_ms)}, not after its start, {clock(event.start_ms)}"
    if duration_ms is not None and event.end_ms > duration_ms + _PAST_END_MS:
        return (
            f"ends at {clock(event.end_ms)}, past the end of the footage, which is "
            f"{clock(duration_ms)}: is the --offset right?"
        )
    return ""
