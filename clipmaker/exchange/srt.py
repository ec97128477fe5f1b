"""Reads SubRip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_long_lines, refuse_too_many
from clipmaker.exchange.lines import like_times, number_in, times_in
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.plaintext import has_reading, quoted, srt_lines

EXPECTED = "expected times such as 00:00:01,200 --> 00:00:03,400, found "


@dataclass(frozen=True, kw_only=True)
class _Head:
    """Where a subtitle begins: lines of its number and its times, counted from 0."""

    first: int
    times: int
    start_ms: int
    end_ms: int
    number: int | None


def read_srt(file: Path, text: str) -> SubtitleFile:
    """Read a SubRip file.

    A line that holds only digits above times is the subtitle's number, from whatever it counts
    and with or without a blank line before it. Everything else between two times is text, blank
    lines included, so that nothing is lost.

    Raises:
        InputError: a line that should hold times does not, or words belong to no subtitle.
    """
    refuse_long_lines(file, text)
    lines = text.split("\n")
    heads = _heads(lines)
    refuse_too_many(file, len(heads))
    ends = [*(head.first for head in heads[1:]), len(lines)][: len(heads)]
    problems = [
        Problem(file=file, line=at + 1, message=EXPECTED + quoted(lines[at]))
        for at, line in enumerate(lines)
        if times_in(line) is None and like_times(line)
    ]
    if not heads and not problems:
        return SubtitleFile(form="SubRip", events=())
    problems += _astray(file, lines, heads[0].first) if not problems else []
    problems += _without_times(file, lines, heads, ends) if not problems else []
    if problems:
        raise InputError(problems)
    bodies = ["\n".join(lines[head.times + 1 : end]) for head, end in zip(heads, ends, strict=True)]
    events = tuple(
        SubtitleEvent(
            start_ms=head.start_ms,
            end_ms=head.end_ms,
            lines=srt_lines(body),
            place=f"line {head.times + 1}",
        )
        for head, body in zip(heads, bodies, strict=True)
    )
    notes = (READINGS,) if any(map(has_reading, bodies)) else ()
    return SubtitleFile(form="SubRip", events=events, notes=notes)


READINGS = "readings above words (ruby) are left out"


def _heads(lines: Sequence[str]) -> list[_Head]:
    """Return where subtitles begin."""
    heads: list[_Head] = []
    numbered = False
    for at, line in enumerate(lines):
        if (times := times_in(line)) is None:
            continue
        after = heads[-1].times + 1 if heads else 0
        expected = heads[-1].number if heads else None
        first = _number_line(lines, after, at, None if expected is None else expected + 1, numbered)
        number = None if first is None else number_in(lines[first])
        if not heads:
            numbered = number is not None
        if number is None and expected is not None:
            # One that lacks its number counts on.
            number = expected + 1
        head = _Head(
            first=at if first is None else first,
            times=at,
            start_ms=times[0],
            end_ms=times[1],
            number=number,
        )
        heads.append(head)
    return heads


def _number_line(
    lines: Sequence[str], after: int, times: int, expected: int | None, numbered: bool
) -> int | None:
    """Return the line (0-based) of a subtitle's number, None for a subtitle without.

    In a file that counts its subtitles, digits right above times are a number; in one that does
    not they may be the last words of the text, unless a blank line parts them from it. Blank
    lines between number and times are passed over where the number is the one to come.
    """
    if times > after and (above := number_in(lines[times - 1])) is not None:
        apart = times - 1 == 0 or not lines[times - 2].strip()
        return times - 1 if apart or numbered or after == 0 or above == expected else None
    at = times - 1
    while at > after and not lines[at].strip():
        at -= 1
    if at < after or (number := number_in(lines[at])) is None:
        return None
    alone = at == after or not lines[at - 1].strip()
    return at if alone and (after == 0 or number == expected) else None


def _astray(file: Path, lines: Sequence[str], first: int) -> Iterator[Problem]:
    """Yield a problem for words before the first subtitle, which would be lost."""
    at = next((i for i in range(first) if lines[i].strip()), None)
    if at is not None:
        message = f"{quoted(lines[at])} stands before the first times, so it belongs to no subtitle"
        yield Problem(file=file, line=at + 1, message=message)


def _without_times(
    file: Path, lines: Sequence[str], heads: Sequence[_Head], ends: Sequence[int]
) -> Iterator[Problem]:
    """Yield a problem for each number to come, parted by a blank line, that no times follow."""
    for head, end in zip(heads, ends, strict=True):
        if head.number is None:
            continue
        for above, at in pairwise(range(head.times + 1, end)):
            if not lines[above].strip() and number_in(lines[at]) == head.number + 1:
                message = f"after the number {head.number + 1} its times are missing"
                yield Problem(file=file, line=at + 1, message=message)
