"""TOML files come in as plain values with their lines."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from clipmaker.door.document import Document, Place, read_text
from clipmaker.errors import InputError, Problem

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(?P<open>\[\[?)\s*(?P<path>{_PATH})\s*\]")
_KEY = re.compile(rf"\s*(?P<path>{_PATH})\s*=")


def read_toml(file: Path) -> Document:
    """Read a TOML file.

    Raises:
        InputError: it cannot be read, or is not TOML, with the line.
    """
    text = read_text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        match = re.search(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)", said)
        line = int(match[1] or 0) if match else 0
        reason = said[: match.start()] if match else said
        message = f"this is not valid TOML: {reason[:1].lower()}{reason[1:]}"
        raise InputError([Problem(file=file, line=line, message=message)]) from error
    except RecursionError as error:
        raise InputError([Problem(file=file, message="brackets are nested too deep")]) from error
    return Document(file=file, data=data, lines=_lines(text))


def _lines(text: str) -> dict[Place, int]:
    """Return the line of every key that begins one; inner keys fall back to the key around them."""
    lines: dict[Place, int] = {}
    table: Place = ()
    counts: dict[Place, int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside:
            if match := _HEADER.match(line):
                table = _names(match["path"])
                if match["open"] == "[[":
                    counts[table] = counts.get(table, -1) + 1
                    table = (*table, counts[table])
                for length in range(1, len(table) + 1):
                    lines.setdefault(table[:length], number)
            elif match := _KEY.match(line):
                lines.setdefault((*table, *_names(match["path"])), number)
        if (line.count('"""') + line.count("'''")) % 2:
            inside = not inside
    return lines


def _names(path: str) -> Place:
    """Return the parts of a dotted key without their quotes."""
    return tuple(part.strip("\"'") for part in re.findall(_NAME, path))
