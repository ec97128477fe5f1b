"""The table for a translator: one line a cue, both texts side by side, as CSV.

It opens in any spreadsheet and comes back without loss. A text that a spreadsheet would take for
a formula gets an apostrophe in front, which goes again when the table is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clipmaker.cues.model import Cue
from clipmaker.cues.sheets.plain import clock
from clipmaker.door.clock import parse_clock
from clipmaker.door.document import nearest
from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_long_lines, refuse_too_many
from clipmaker.exchange.plaintext import single_spaced, unshowable

COLUMNS = ("id", "start", "end", "speaker", "source", "text")
_NEEDED = ("id", "start", "end", "text")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SEPARATORS = ",;\t"
_MARK = "\ufeff"
_LINES_A_ROW = 4
"""A cell may hold line ends, in few rows."""


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One line of a table.

    Attributes:
        id: name of the cue.
        start_ms: its start; spreadsheets round to tenths of a second.
        end_ms: its end, likewise.
        text: the text in the audience's language.
        source: what was said; None when the table has no such column.
        speaker: who speaks, None likewise.
        line: where it stands in the file.
    """

    id: str
    start_ms: int
    end_ms: int
    text: str
    source: str | None
    speaker: str | None
    line: int


def to_table(cues: Sequence[Cue]) -> str:
    """Return cues as CSV with a byte order mark, by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cue in cues:
        texts = (cue.speaker, cue.source, cue.text)
        writer.writerow((cue.id, clock(cue.start_ms), clock(cue.end_ms), *map(_guarded, texts)))
    return out.getvalue()


def read_table(file: Path, text: str) -> tuple[TableRow, ...]:
    """Read a table that came back; columns may be in any order, and be separated by ``, ; tab``.

    Raises:
        InputError: a column is missing, a time is no time, or a name stands twice.
    """
    refuse_long_lines(file, text)
    refuse_too_many(file, text.count("\n") // _LINES_A_ROW)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [_column(name) for name in next(reader, [])]
        _refuse_columns(file, names)
        found = [(reader.line_num, dict(zip(names, row, strict=False))) for row in reader]
    except csv.Error as error:
        message = f"this is not a table: {error}"
        raise InputError([Problem(file=file, line=reader.line_num, message=message)]) from error
    rows, problems = [], []
    seen: dict[str, int] = {}
    for line, cells in found:
        if not any(cell.strip() for cell in cells.values()):
            continue
        try:
            row = _row(cells, line)
        except ValueError as error:
            problems.append(Problem(file=file, line=line, message=str(error)))
            continue
        if row.id in seen:
            message = f"“{row.id}” stands in line {seen[row.id]} already"
            problems.append(Problem(file=file, line=line, message=message))
        seen.setdefault(row.id, line)
        rows.append(row)
    if problems:
        raise InputError(problems)
    return tuple(rows)


def _column(name: str) -> str:
    """Return the name of a column; tables of earlier versions call the text “english”."""
    told = name.strip().lower()
    return "text" if told == "english" else told


def _row(cells: dict[str, str], line: int) -> TableRow:
    times = {name: cells.get(name, "").strip().replace(",", ".") for name in ("start", "end")}
    for name in ("speaker", "source", "text"):
        text = _cell(cells.get(name, ""))
        if text and (reason := unshowable(text)):
            raise ValueError(f"{name}: {reason}")
    return TableRow(
        id=cells.get("id", "").strip(),
        start_ms=parse_clock(times["start"]),
        end_ms=parse_clock(times["end"]),
        text=_cell(cells.get("text", "")),
        source=_cell(cells["source"]) if "source" in cells else None,
        speaker=_cell(cells["speaker"]) if "speaker" in cells else None,
        line=line,
    )


def _refuse_columns(file: Path, names: Sequence[str]) -> None:
    problems = [
        Problem(
            file=file,
            line=1,
            message=f"there is no column {name}: expected {', '.join(COLUMNS)}",
            nearest=nearest(name, names),
        )
        for name in _NEEDED
        if name not in names
    ]
    if problems:
        raise InputError(problems)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(text: str) -> str:
    """Return a cell's text without the guard, single-spaced as cues are."""
    text = text.strip()
    return single_spaced(text[1:] if _GUARDED.match(text) else text)
