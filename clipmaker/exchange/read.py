"""Subtitle files come in here: the registry of formats, and times that can be.

To add a format: one module with a function from its text to `Subtitles`, one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from clipmaker.cues.plain import clock
from clipmaker.cues.turns import as_turns, turns
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import Event, Subtitles
from clipmaker.exchange.plaintext import unshowable

Reader = Callable[[Path, str], Subtitles]

READERS = {
    ".srt": ("clipmaker.exchange.srt", "read_srt"),
    ".vtt": ("clipmaker.exchange.vtt", "read_vtt"),
    ".ass": ("clipmaker.exchange.ass", "read_ass"),
    ".ssa": ("clipmaker.exchange.ass", "read_ass"),
    ".ttml": ("clipmaker.exchange.ttml", "read_ttml"),
    ".dfxp": ("clipmaker.exchange.ttml", "read_ttml"),
    ".itt": ("clipmaker.exchange.ttml", "read_ttml"),
    ".xml": ("clipmaker.exchange.ttml", "read_ttml"),
    ".json": ("clipmaker.exchange.whisper", "read_whisper"),
}
"""Readers by the ending of a file's name, as module and function; imported when needed."""

TABLES = (".csv", ".tsv")
"""Endings of tables for translators, which `clipmaker.exchange.table` reads."""

_MAX_BYTES = 16 * 1024 * 1024
_PAST_END_MS = 100
_OVERLAP_MS = 100
"""Overlaps up to this are rounding, and are cut; BBC and Netflix allow none."""


def is_subtitles(file: Path) -> bool:
    """Whether a file's name ends as subtitles do that can be read."""
    return file.suffix.lower() in READERS


def read_subtitles(file: Path) -> Subtitles:
    """Read a subtitle file of any known format; nothing about its times is judged.

    Raises:
        InputError: the format is unknown, or the file is not what its name says.
    """
    suffix = file.suffix.lower()
    if suffix not in READERS and file.is_dir():
        message = "this is a folder: name the file inside it"
        raise InputError([Problem(file=file, message=message)])
    if suffix not in READERS:
        known = ", ".join([*READERS, *TABLES])
        message = f"subtitles in “{suffix or file.name}” files cannot be read: known are {known}"
        raise InputError([Problem(file=file, message=message)])
    module, name = READERS[suffix]
    reader: Reader = getattr(import_module(module), name)
    found = reader(file, read_any_text(file))
    if not found.events:
        message = f"there are no subtitles in it: is it {found.form}?"
        raise InputError([Problem(file=file, message=message)])
    return found


def read_any_text(file: Path) -> str:
    """Return a file's text; UTF-16 is understood where it is marked, as spreadsheets write it.

    Raises:
        InputError: it is missing, empty, too large or not text.
    """
    from clipmaker.door.document import read_text

    try:
        marked = file.open("rb").read(2) in (b"\xff\xfe", b"\xfe\xff")
        content = file.read_bytes() if marked and file.stat().st_size <= _MAX_BYTES else b""
        if content:
            text = content.decode("utf-16")
            return text.replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError):
        pass
    return read_text(file, max_bytes=_MAX_BYTES)


def timed(
    file: Path, events: Sequence[Event], *, offset_ms: int, duration_ms: int | None
) -> tuple[Event, ...]:
    """Return subtitles in time order on the footage's own time, none of them overlapping.

    Subtitles without text are left out. What two people say at once, in two subtitles with the
    same times, becomes one with a dash before each. Overlaps of rounding are cut.

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
    ordered = _joined(sorted(shifted, key=lambda event: (event.start_ms, event.end_ms)))
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


def _overlap(one: Event, other: Event) -> bool:
    """Whether two subtitles, the first not later, share more than rounding makes them share."""
    shared_ms = one.end_ms - other.start_ms
    return shared_ms > _OVERLAP_MS or (shared_ms > 0 and one.start_ms == other.start_ms)


def _joined(events: Sequence[Event]) -> list[Event]:
    """Make one of subtitles with the same times: a repetition, or two people at once."""
    result: list[Event] = []
    for event in events:
        last = result[-1] if result else None
        same = last and (last.start_ms, last.end_ms) == (event.start_ms, event.end_ms)
        if last is None or not same:
            result.append(event)
        elif last.text != event.text:
            names = (last.speaker, event.speaker)
            result[-1] = replace(
                last,
                lines=turns(as_turns([last.text, event.text])),
                speaker=" / ".join(names) if all(names) else "",
                words=(),
                heard=None,
            )
    return result


def _mistake(event: Event, duration_ms: int | None) -> str:
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
