"""Reads WebVTT, as the W3C's parser does, and says what that parser would drop.

A cue ends at an empty line or at the next ``-->``. Segments of an HLS stream that somebody
joined are read as one file: their times are put on the first one's clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from clipmaker.cues.cutting.turns import turn_lines
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_long_lines, refuse_too_many
from clipmaker.exchange.lines import bare, like_times, number_in, times_in
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.plaintext import has_reading, quoted, vtt_lines, vtt_speaker
from clipmaker.exchange.srt import READINGS

EXPECTED = "expected times such as 00:01.200 --> 00:03.400, found "
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_LANGUAGE = re.compile(r"(?:Language:\s*|NOTE Language:\s*)([a-z]{2})\b", re.IGNORECASE)
_SILENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t:].*)?", re.IGNORECASE)
_METADATA = re.compile(r"[A-Za-z][\w-]{0,40}\s?[:=].*|##")
_MAP = re.compile(r"X-TIMESTAMP-MAP\s{0,4}=(.{1,200})", re.IGNORECASE)
_STREAM = re.compile(r"MPEGTS:\s{0,4}(\d{1,12})", re.IGNORECASE)
_LOCAL = re.compile(r"LOCAL:\s{0,4}(?:(\d{1,4}):)?(\d{1,2}):(\d{2})\.(\d{3})", re.IGNORECASE)
_WRAP_MS = 2**33 / 90
"""The clock of a transport stream begins anew after 33 bits of 90 kHz."""


def read_vtt(file: Path, text: str) -> SubtitleFile:
    """Read a WebVTT file.

    Raises:
        InputError: it does not begin with WEBVTT, a line of times is written otherwise, or words
            stand where players drop them.
    """
    refuse_long_lines(file, text)
    refuse_too_many(file, text.count("-->"))
    numbers, lines = zip(*_parted(text.split("\n")), strict=True)
    if not _HEADER.fullmatch(bare(lines[0])):
        message = "a WebVTT file begins with a line WEBVTT"
        raise InputError([Problem(file=file, line=1, message=message)])
    reading = _Reading(file=file, lines=lines, numbers=numbers)
    at = 0
    while at < len(lines):
        stop = next((i for i in range(at, len(lines)) if not lines[i]), len(lines))
        reading.block(at, stop)
        at = stop + 1
    if reading.problems:
        raise InputError(reading.problems)
    stated = _LANGUAGE.search(text[:4000].partition("-->")[0])
    return SubtitleFile(
        form="WebVTT",
        events=_healed(reading.events) if reading.headers > 1 else tuple(reading.events),
        language=stated[1].lower() if stated else "",
        notes=tuple(reading.notes()),
    )


def _parted(lines: Sequence[str]) -> list[tuple[int, str]]:
    """Return lines with their numbers; headers inside a joined file begin blocks of their own.

    The last line of a segment may lack its end, so that the next one's header is glued to it.
    """
    result: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        after = lines[number] if number < len(lines) else ""
        if number > 1 and line.endswith("WEBVTT") and (not after or _MAP.match(after)):
            words = line.removesuffix("WEBVTT").rstrip("\ufeff")
            result += [(number, words), (number, "")] if words else [(number, "")]
            line = "WEBVTT"
        result.append((number, line))
    return result


def _healed(events: Sequence[SubtitleEvent]) -> tuple[SubtitleEvent, ...]:
    """Return cues that a stream's segments cut in two, or both hold, as one."""
    result: list[SubtitleEvent] = []
    for event in sorted(events, key=lambda event: (event.start_ms, event.end_ms)):
        last = result[-1] if result else None
        if last and last.lines == event.lines and event.start_ms <= last.end_ms:
            result[-1] = replace(last, end_ms=max(last.end_ms, event.end_ms))
        else:
            result.append(event)
    return tuple(result)


@dataclass(kw_only=True)
class _Reading:
    """What has been read of a file so far."""

    file: Path
    lines: Sequence[str]
    numbers: Sequence[int]
    events: list[SubtitleEvent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headers: int = 0
    maps: int = 0
    base_ms: float | None = None
    shift_ms: float = 0.0
    number: int | None = None
    ruby: bool = False
    latest_ms: int = 0
    anew: bool = False

    def block(self, begin: int, stop: int) -> None:
        """Read the lines between two empty ones."""
        arrows = [i for i in range(begin, stop) if "-->" in self.lines[i]]
        first = arrows[0] if arrows else stop
        self.before(begin, first, cue=bool(arrows))
        for arrow, end in zip(arrows, [*arrows[1:], stop][: len(arrows)], strict=True):
            last = end
            number = number_in(self.lines[end - 1]) if end < stop and end - 1 > arrow else None
            if None not in (number, self.number) and number == (self.number or 0) + 1:
                self.number, last = number, end - 1
            self.cue(arrow, last)

    def before(self, begin: int, end: int, *, cue: bool) -> None:
        """Read what stands in a block before its first cue: a header, a note, a cue's name."""
        if begin == end:
            return
        head = bare(self.lines[begin])
        if _HEADER.fullmatch(head):
            self.headers += 1
            self.anew = self.headers > 1
            for line in self.lines[begin:end]:
                self.map(line)
            self.number = number_in(self.lines[end - 1]) if cue else None
            return
        if _SILENT.fullmatch(head):
            return
        if cue and end - begin == 1:
            self.number = number_in(head) if number_in(head) is not None else self.number
            return
        if not self.events and all(_METADATA.fullmatch(bare(x)) for x in self.lines[begin:end]):
            for line in self.lines[begin:end]:
                self.map(line)
            return
        if any(line.strip() for line in self.lines[begin:end]):
            message = (
                f"{quoted(' '.join(self.lines[begin:end]))} belongs to no subtitle, since an empty "
                "line ends a subtitle: delete that empty line, or these words"
            )
            self.problem(begin, message)

    def map(self, line: str) -> None:
        """Take the clock of a segment from its header."""
        if not (found := _MAP.match(line)):
            return
        stream, local = _STREAM.search(found[1]), _LOCAL.search(found[1])
        if stream is None or local is None:
            self.problems.append(
                Problem(
                    file=self.file,
                    message=f"expected MPEGTS:… and LOCAL:… in {quoted(line)}",
                )
            )
            return
        hours, minutes, seconds, ms = (int(part or 0) for part in local.groups())
        zero_ms = int(stream[1]) / 90 - (((hours * 60 + minutes) * 60 + seconds) * 1000 + ms)
        self.base_ms = zero_ms if self.base_ms is None else self.base_ms
        self.shift_ms = zero_ms - self.base_ms
        if self.shift_ms < -_WRAP_MS / 2:
            self.shift_ms += _WRAP_MS
        self.maps += 1
        self.anew = False

    def cue(self, arrow: int, end: int) -> None:
        """Read a cue from its times to its end."""
        line = self.lines[arrow]
        times = times_in(line)
        if times is None:
            self.problem(arrow, EXPECTED + quoted(line))
            return
        start_ms, end_ms = (round(time + self.shift_ms) for time in times)
        if self.anew and start_ms < self.latest_ms:
            message = (
                "another file begins here, whose times begin anew: take in each file by itself"
            )
            self.problem(arrow, message)
        self.anew = False
        self.latest_ms = max(self.latest_ms, start_ms)
        for at in range(arrow + 1, end):
            if like_times(self.lines[at]):
                self.problem(at, EXPECTED + quoted(self.lines[at]))
        body = "\n".join(self.lines[arrow + 1 : end])
        self.ruby = self.ruby or has_reading(body)
        speakers, shown = _said(body)
        self.events.append(
            SubtitleEvent(
                start_ms=start_ms,
                end_ms=end_ms,
                lines=shown,
                speaker=speakers,
                place=f"line {self.numbers[arrow]}",
                row=_row(line),
            )
        )

    def problem(self, at: int, message: str) -> None:
        """Keep a problem and go on."""
        self.problems.append(Problem(file=self.file, line=self.numbers[at], message=message))

    def notes(self) -> list[str]:
        """Return what a person has to know."""
        found = [READINGS] if self.ruby else []
        if self.headers > 1:
            found.append(f"{self.headers} files are joined in it, as segments of a stream are")
        if self.maps:
            found.append(
                "its times are a stream's (X-TIMESTAMP-MAP), counted here from its first segment: "
                "compare one line with the picture, and correct with --offset"
            )
        return found


_LINE = re.compile(r"\sline:(\d{1,3}(?:\.\d{1,6})?)%")


def _row(times: str) -> float | None:
    """Return how far down a cue stands, in percent, None when its settings do not say."""
    match = _LINE.search(times[:400])
    return float(match[1]) if match else None


def _said(payload: str) -> tuple[str, tuple[str, ...]]:
    """Return who speaks in a cue and its lines; with a dash each where several voices do."""
    voices = [part for part in re.split(r"(?=<v[.\s])", payload) if vtt_lines(part)]
    names = [vtt_speaker(part) for part in voices]
    if len(voices) < 2 or not all(names):
        return vtt_speaker(payload), vtt_lines(payload)
    lines = [line for part in voices for line in turn_lines(vtt_lines(part))]
    return " / ".join(names), tuple(lines)
