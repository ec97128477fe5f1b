"""Reads Advanced SubStation Alpha and its predecessor.

Fields stand in the order of the section's own ``Format`` line, which programs shorten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_long_lines, refuse_too_many
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.plaintext import (
    hidden_told,
    lines_of,
    quoted,
    single_spaced,
    with_breaks,
)

_FIELDS = ("start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_USUAL = {"ASS": ("layer", *_FIELDS), "SSA": ("marked", *_FIELDS)}
_NEEDED = ("start", "end", "text")
_NAMES = {"actor": "name", "speaker": "name"}
_LINE = re.compile(r"(Format|Dialogue|Comment|Picture|Sound|Movie|Command)\s{0,4}:(.*)", re.I)
_SECTION = re.compile(r"\[[^\]]{1,60}\]")
_TIME = re.compile(r"(\d{1,4}):([0-5]?\d):([0-5]?\d)[.:,](\d{1,3})")
_BLOCK = re.compile(r"\{([^{}]*)\}")
_DRAWING = re.compile(r"\\p(\d{1,9})")
_CLEAR = re.compile(r"\\(?:alpha|1a)(?:&?H?([0-9A-Fa-f]{1,8})&?)?|\\(r)(?![a-zA-Z]{3})")
"""How clear the letters are, ``FF`` when nobody sees them; ``\\r`` and no value are the style's."""


def read_ass(file: Path, text: str) -> SubtitleFile:
    """Read an ASS or SSA file: comments, drawings and hidden words are left out, tags stripped.

    Raises:
        InputError: a line of its events is written otherwise; all of them are listed.
    """
    refuse_long_lines(file, text)
    refuse_too_many(file, text.count("\nDialogue:"))
    form = "SSA" if file.suffix.lower() == ".ssa" else "ASS"
    fields: Sequence[str] = _USUAL[form]
    problems: list[Problem] = []
    events: list[SubtitleEvent] = []
    hidden: list[str] = []
    for number, line in _events(text):
        match = _LINE.fullmatch(line)
        kind = match[1].lower() if match else ""
        try:
            if kind == "format" and match:
                fields = _format(match[2])
            elif kind == "dialogue" and match:
                shown, unseen = _shown(_cells(match[2], fields), number)
                events += shown
                hidden += [unseen] if unseen else []
            elif not match:
                raise ValueError(f"{quoted(line)} belongs to no subtitle: is a line broken in two?")
        except ValueError as error:
            problems.append(Problem(file=file, line=number, message=str(error)))
            if kind == "format":
                break
    if problems:
        raise InputError(problems)
    notes = (hidden_told(hidden),) if hidden else ()
    return SubtitleFile(form=form, events=tuple(events), notes=notes)


def _events(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of the events, with their numbers."""
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if _SECTION.fullmatch(stripped):
            inside = stripped.lower() == "[events]"
        elif inside and stripped and not stripped.startswith((";", "!:")):
            yield number, stripped


def _format(written: str) -> list[str]:
    names = [name.strip().lower() for name in written.split(",")]
    names = [_NAMES.get(name, name) for name in names]
    if missing := [name for name in _NEEDED if name not in names]:
        raise ValueError(f"this Format names no {', '.join(missing)}")
    if names[-1] != "text":
        raise ValueError("the last field of a Format must be Text, since texts hold commas")
    return names


def _cells(written: str, fields: Sequence[str]) -> Mapping[str, str]:
    cells = written.split(",", len(fields) - 1)
    if len(cells) < len(fields):
        expected = ", ".join(fields)
        raise ValueError(f"expected {len(fields)} fields ({expected}), found {len(cells)}")
    return dict(zip(fields, cells, strict=True))


def _shown(cells: Mapping[str, str], number: int) -> tuple[list[SubtitleEvent], str]:
    """Return the subtitle of a line, none where it only draws, and words of it that are hidden."""
    text, hidden, drawn = _plain(cells["text"])
    lines = lines_of(text)
    if not lines and (drawn or hidden):
        return [], hidden
    event = SubtitleEvent(
        start_ms=_ms(cells["start"]),
        end_ms=_ms(cells["end"]),
        lines=lines,
        speaker=single_spaced(cells.get("name", "")),
        place=f"line {number}",
    )
    return [event], hidden


def _plain(text: str) -> tuple[str, str, bool]:
    """Return the words of a text, those that nobody sees, and whether it draws something."""
    words, hidden, drawing, clear, drawn = "", "", False, False, False
    for i, part in enumerate(_BLOCK.split(text)):
        if i % 2:
            for mode in _DRAWING.findall(part):
                drawing = int(mode) > 0
            for degree, _ in _CLEAR.findall(part):
                clear = degree.upper() == "FF"
            continue
        drawn = drawn or (drawing and bool(part.strip()))
        if clear and not drawing:
            hidden += part
        elif not drawing:
            words += part
    return with_breaks(words), with_breaks(hidden).strip(), drawn


def _ms(written: str) -> int:
    match = _TIME.fullmatch(written.strip())
    if match is None:
        raise ValueError(f"expected a time such as 0:00:01.20, found {quoted(written)}")
    hours, minutes, seconds = (int(part) for part in match.groups()[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(match[4].ljust(3, "0"))
