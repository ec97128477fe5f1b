"""TOML files come in as plain values with their lines."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from clipmaker.door.document import Document, Place, read_text
from clipmaker.errors import InputError, Problem

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
MAX_DEPTH = 16
"""Parts of a dotted key."""
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'")
_DEEP = re.compile(rf"(?:(?:[A-Za-z0-9_-]+|\"\")\s*\.\s*){{{MAX_DEPTH}}}")
_HEADER = re.compile(rf"\s*(?P<open>\[\[?)\s*(?P<path>{_PATH})\s*\]")
_KEY = re.compile(rf"\s*(?P<path>{_PATH})\s*=")


def read_toml(file: Path) -> Document:
    """Read a TOML file.

    Raises:
        InputError: it cannot be read, or is not TOML, with the line.
    """
    text = read_text(file)
    _refuse_depth(file, text)
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
    except (ValueError, OverflowError) as error:
        # Python reads no number of more than 4300 digits (CPython issue 95778), and no year 0.
        message = f"this is not valid TOML: {_said(error)}"
        raise InputError([Problem(file=file, message=message)]) from error
    return Document(file=file, data=data, lines=_lines(text))


def _refuse_depth(file: Path, text: str) -> None:
    """Refuse dotted keys of many parts: each part costs a table of all parts before it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") >= MAX_DEPTH and _DEEP.search(_STRING.sub('""', line)):
            message = f"a key of more than {MAX_DEPTH} parts: nothing is written so deep"
            raise InputError([Problem(file=file, line=number, message=message)])


def _said(error: Exception) -> str:
    """Return what is wrong with a value that TOML allows and Python does not read."""
    return "a number of too many digits" if "digits" in str(error) else str(error)


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
