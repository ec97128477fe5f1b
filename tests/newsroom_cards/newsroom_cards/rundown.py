"""Subtitles as a rundown prints them: a line each, ``00:01-00:03 text``."""

from __future__ import annotations

import re
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile

CONTRACT = 1

_LINE = re.compile(r"(\d+):(\d\d)-(\d+):(\d\d) (.+)")


def read(file: Path, text: str) -> SubtitleFile:
    """Read a rundown; a line that is none is named."""
    events = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not (match := _LINE.fullmatch(line.strip())):
            message = "expected times and a text, as in 00:01-00:03 Yes."
            raise InputError([Problem(file=file, line=number, message=message)])
        begin, begin_s, end, end_s = map(int, match.groups()[:4])
        start_ms, end_ms = 1000 * (60 * begin + begin_s), 1000 * (60 * end + end_s)
        events.append(SubtitleEvent(start_ms=start_ms, end_ms=end_ms, lines=(match[5],)))
    return SubtitleFile(form="a rundown", events=tuple(events))
