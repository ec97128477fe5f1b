"""How much one subtitle file may hold: more is refused before it is read, in a second."""

from __future__ import annotations

from pathlib import Path

from clipmaker.errors import InputError, Problem

MAX_BYTES = 4 * 1024 * 1024
"""The subtitles of three hours have a tenth of this."""
MAX_JSON_BYTES = 16 * 1024 * 1024
"""A speech engine's JSON tells each word's time."""
MAX_LINES = 100_000
MAX_LINE = 10_000
"""Characters in a line of words; XML and JSON may be one line."""
MAX_SUBTITLES = 10_000
"""Eight hours of talk have as many."""
MAX_ELEMENTS = 60_000
MAX_DEPTH = 60
"""Of XML."""


def refuse_long_lines(file: Path, text: str) -> None:
    """Refuse a text that no person reads line by line.

    Raises:
        InputError: it has too many lines, or one that is too long.
    """
    count = text.count("\n") + 1
    if count > MAX_LINES:
        message = f"it has {count} lines, more than the {MAX_LINES} allowed"
        raise InputError([Problem(file=file, message=message)])
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            message = f"this line has {len(line)} characters, more than the {MAX_LINE} allowed"
            raise InputError([Problem(file=file, line=number, message=message)])


def refuse_too_many(file: Path, count: int) -> None:
    """Refuse a file with more subtitles than anybody reads.

    Raises:
        InputError: it has too many.
    """
    if count > MAX_SUBTITLES:
        message = f"it holds {count} subtitles, more than the {MAX_SUBTITLES} allowed"
        raise InputError([Problem(file=file, message=message)])
