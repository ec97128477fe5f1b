"""Reads WebVTT, as the W3C's parser does: blocks between blank lines."""

from __future__ import annotations

import re
from pathlib import Path

from clipmaker.cues.turns import turn_lines
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import Event, Subtitles
from clipmaker.exchange.plaintext import vtt_lines, vtt_speaker

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:[ \t].*)?")
_LANGUAGE = re.compile(r"(?:Language:\s*|NOTE Language:\s*)([a-z]{2})\b", re.IGNORECASE)


def read_vtt(file: Path, text: str) -> Subtitles:
    """Read a WebVTT file.

    Raises:
        InputError: it does not begin with WEBVTT, or a line of times is written otherwise.
    """
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        message = "a WebVTT file begins with a line WEBVTT"
        raise InputError([Problem(file=file, line=1, message=message)])
    problems: list[Problem] = []
    events: list[Event] = []
    at = 1
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        stop = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
        times_at = next((i for i in range(at, min(at + 2, stop)) if "-->" in lines[i]), None)
        if times_at is not None:
            match = _TIMES.fullmatch(lines[times_at])
            if match is None:
                message = "expected times such as 00:01.200 --> 00:03.400"
                problems.append(Problem(file=file, line=times_at + 1, message=message))
            else:
                events.append(_event(match, "\n".join(lines[times_at + 1 : stop]), times_at + 1))
        at = stop
    if problems:
        raise InputError(problems)
    stated = _LANGUAGE.search(text.split("-->")[0])
    language = stated[1].lower() if stated else ""
    return Subtitles(form="WebVTT", events=tuple(events), language=language)


def _event(match: re.Match[str], payload: str, line: int) -> Event:
    parts = match.groups()
    speakers, lines = _said(payload)
    return Event(
        start_ms=_ms(parts[:4]),
        end_ms=_ms(parts[4:]),
        lines=lines,
        speaker=speakers,
        place=f"line {line}",
    )


def _said(payload: str) -> tuple[str, tuple[str, ...]]:
    """Return who speaks in a cue and its lines; with a dash each where several voices do."""
    voices = [part for part in re.split(r"(?=<v[.\s])", payload) if vtt_lines(part)]
    names = [vtt_speaker(part) for part in voices]
    if len(voices) < 2 or not all(names):
        return vtt_speaker(payload), vtt_lines(payload)
    lines = [line for part in voices for line in turn_lines(vtt_lines(part))]
    return " / ".join(names), tuple(lines)


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, ms = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
