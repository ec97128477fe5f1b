"""Reads SubRip."""

from __future__ import annotations

import re
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import Event, Subtitles
from clipmaker.exchange.plaintext import srt_lines

_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")


def read_srt(file: Path, text: str) -> Subtitles:
    """Read a SubRip file.

    A line of digits directly above times is the subtitle's number; everything between two times
    is text, blank lines included, so that nothing is lost.

    Raises:
        InputError: a line that should hold times does not.
    """
    lines = text.split("\n")
    problems: list[Problem] = []
    timed: list[tuple[int, int, int]] = []
    for at, line in enumerate(lines):
        if "-->" not in line:
            continue
        if match := _TIMES.fullmatch(line):
            parts = match.groups()
            timed.append((at, _ms(parts[:4]), _ms(parts[4:])))
        elif re.match(r"\s*\d+:[\d:.,\s]*-->", line):
            message = "expected times such as 00:00:01,200 --> 00:00:03,400"
            problems.append(Problem(file=file, line=at + 1, message=message))
    if problems:
        raise InputError(problems)
    events = []
    for number, (at, start, end) in enumerate(timed, start=1):
        last = number == len(timed)
        stop = len(lines) if last else _text_end(lines, timed[number][0], number + 1)
        events.append(
            Event(
                start_ms=start,
                end_ms=end,
                lines=srt_lines("\n".join(lines[at + 1 : stop])),
                place=f"line {at + 1}",
            )
        )
    return Subtitles(form="SubRip", events=tuple(events))


def _text_end(lines: list[str], times_at: int, number: int) -> int:
    """Return where the text before the times of a subtitle ends: above its number, if it has one.

    Digits without a blank line above them may be the text's own last line.
    """
    above = lines[times_at - 1].strip()
    apart = times_at < 2 or not lines[times_at - 2].strip()
    counted = above.isdecimal() and (apart or int(above) == number)
    return times_at - 1 if counted else times_at


def _ms(parts: tuple[str, ...]) -> int:
    hours, minutes, seconds = (int(part) for part in parts[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(parts[3].ljust(3, "0"))
