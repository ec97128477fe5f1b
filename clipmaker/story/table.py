"""Numbers from a CSV beside the story: a label and a value on each line, or what is wrong with it.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

import csv
from pathlib import Path

from pydantic_core import PydanticCustomError

from clipmaker.door.checked import refusal
from clipmaker.door.document import read_text
from clipmaker.door.words import tidy
from clipmaker.errors import InputError
from clipmaker.story.field_values import Number, Table
from clipmaker.story.values import read_numeral

MAX_BYTES = 64 * 1024
"""Larger files are refused: a card shows a handful of values."""
_MOST_ROWS = 200
_SEPARATORS = (";", "\t", "|", ",")
_COLUMNS = 2
_WANTED = "write a label and a value on each line, as in “wounded,2700”"


def read_table(file: Path) -> Table:
    """Return the numbers of a CSV file.

    The columns may be parted by commas, semicolons, tabs or bars; a line of headings may stand
    above them.

    Raises:
        PydanticCustomError: it is no such file, with its line.
    """
    try:
        text = read_text(file, max_bytes=MAX_BYTES)
    except InputError as error:
        problem = error.problems[0]
        where = f", line {problem.line}" if problem.line else ""
        raise refusal(f"{file.name}{where}: {problem.message}") from error
    rows = _rows(file, text)
    if len(rows) > 1 and not any(character.isdigit() for character in rows[0][1][1]):
        del rows[0]
    return Table(file=file, numbers=tuple(_number(file, *row) for row in rows))


def _rows(file: Path, text: str) -> list[tuple[int, list[str]]]:
    """Return the filled lines with their numbers, each in two columns."""
    for separator in _SEPARATORS:
        if (rows := _parted(text, separator)) and all(len(cells) == _COLUMNS for _, cells in rows):
            return rows
    likely = max(_SEPARATORS, key=lambda one: (text.splitlines()[0].count(one), one == ","))
    found = _parted(text, likely)
    if not found:
        raise refusal(f"{file.name}: a quotation mark in it never closes, or it has no values")
    line, cells = next(row for row in found if len(row[1]) != _COLUMNS)
    many = f"{len(cells)} columns" if len(cells) > 1 else "one column"
    hint = "; a number with a comma stands in quotes" if likely == "," and len(cells) > 1 else ""
    raise refusal(f"{file.name}, line {line}: has {many}: {_WANTED}{hint}")


def _parted(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return the filled lines in their columns; nothing where quotation marks do not close."""
    reader = csv.reader(text.splitlines(), delimiter=separator, strict=True)
    found = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            while len(cells) > _COLUMNS and not cells[-1]:
                cells.pop()
            if any(cells):
                found.append((reader.line_num, cells))
            if len(found) > _MOST_ROWS:
                break
    except csv.Error:
        return []
    return found


def _number(file: Path, line: int, cells: list[str]) -> Number:
    """Return the number of a line."""
    label, value = cells
    try:
        if not label:
            raise refusal(f"has no label: {_WANTED}")
        return Number(value=read_numeral(value), label=tidy(label))
    except PydanticCustomError as error:
        unit = ""
        if value.strip("0123456789.,-− ") and any(one.isdigit() for one in value):
            unit = "; a unit stands in unit: of the card"
        message = (error.context or {}).get("message", str(error))
        raise refusal(f"{file.name}, line {line}: {message}{unit}") from error
