"""A file that a person wrote, read into plain values that remember their lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from clipmaker.errors import InputError, Problem

MAX_BYTES = 512 * 1024
"""Larger files are refused; a story of a hundred shots has about a tenth of this."""

Place = tuple[str | int, ...]
"""Where a value stands in a document: keys and 0-based list positions from the top."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A parsed file.

    Attributes:
        file: the file, as the person named it.
        data: nested ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool`` and None.
        lines: 1-based line of each key and list item.
        problems: mistakes already found while parsing, which leave the rest readable.
    """

    file: Path
    data: object
    lines: Mapping[Place, int]
    problems: tuple[Problem, ...] = ()

    def line_of(self, place: Place) -> int:
        """Return the line of a value, or of the nearest value around it; 0 when there is none."""
        for length in range(len(place), -1, -1):
            if line := self.lines.get(place[:length]):
                return line
        return 0

    def problem(self, place: Place, message: str, *, nearest: str = "") -> Problem:
        """Return a problem of the value at that place."""
        return Problem(
            file=self.file,
            line=self.line_of(place),
            field=dotted(place),
            message=message,
            nearest=nearest,
        )


def dotted(place: Place) -> str:
    """Return a place as it is written in messages: ``shots[2].credit``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")


def nearest(written: str, names: Sequence[str]) -> str:
    """Return the name most like what was written, "" when none is alike."""
    if len(written) > _LONGEST_NAME or len(names) > _MOST_NAMES:
        return ""
    by_lower = {name.lower(): name for name in names}
    found = get_close_matches(written.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""


_LONGEST_NAME, _MOST_NAMES = 200, 2000
"""What takes longer to compare was not mistyped."""


def refuse(problems: Sequence[Problem]) -> InputError:
    """Return one error that lists every problem in the order of the file's lines."""
    return InputError(sorted(problems, key=lambda problem: problem.line))


def read_text(file: Path, *, max_bytes: int = MAX_BYTES) -> str:
    """Return the text of a file that a person wrote.

    Args:
        file: the file.
        max_bytes: larger files are refused.

    Raises:
        InputError: it is missing, empty, too large, unreadable or not UTF-8 text.
    """
    content = read_bytes(file, max_bytes=max_bytes)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "this file is saved as UTF-16: save it as UTF-8"
        raise InputError([Problem(file=file, message=message)])
    kind = next((kind for begins, kind in _DOCUMENTS.items() if content.startswith(begins)), "")
    if kind or b"\0" in content[:4096]:
        message = f"this is {kind}, not a text file" if kind else f"this {_BINARY}"
        raise InputError([Problem(file=file, message=message)])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = (
            f"byte 0x{content[error.start]:02X} is not UTF-8: save the file with UTF-8 encoding"
        )
        raise InputError([Problem(file=file, line=line, message=message)]) from error
    return clean_text(file, text)


def clean_text(file: Path, text: str) -> str:
    """Return a file's text with its lines ended by line feeds.

    Args:
        file: for messages.
        text: what the file holds, decoded.

    Raises:
        InputError: it is empty, or holds control characters, which no editor shows.
    """
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise InputError([Problem(file=file, message="the file is empty")])
    text = text.translate(_ONE_LINE_END).replace("\r\n", "\n").replace("\r", "\n")
    _refuse_control_characters(file, text)
    return text


def read_bytes(file: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return what a file that a person wrote holds.

    Raises:
        InputError: it is missing, too large or unreadable.
    """
    try:
        return _read(file, max_bytes)
    except OSError as error:
        raise InputError([Problem(file=file, message=_cannot_read(file, error))]) from error


def _read(file: Path, max_bytes: int) -> bytes:
    """Return the bytes of an ordinary file."""
    if file.is_dir():
        raise IsADirectoryError
    if file.exists() and not file.is_file():
        raise OSError("it is not an ordinary file")
    with file.open("rb") as stream:
        content = stream.read(max_bytes + 1)
    if len(content) > max_bytes and b"\0" in content[:4096]:
        raise OSError(_BINARY)
    if len(content) > max_bytes:
        size = file.stat().st_size
        raise OSError(f"it has {size / 1e6:.1f} MB, more than the {max_bytes / 1e6:.1f} MB allowed")
    return content


def _cannot_read(file: Path, error: OSError) -> str:
    """Say in plain words why a file cannot be read."""
    if isinstance(error, IsADirectoryError):
        return "this is a folder: name the file inside it"
    if isinstance(error, FileNotFoundError):
        alike = nearest(file.name, names_in(file.parent))
        return "there is no such file" + (f" (did you mean “{alike}”?)" if alike else "")
    if isinstance(error, PermissionError):
        return "this file may not be read: its permissions forbid it"
    if str(error) == _BINARY:
        return f"this {_BINARY}"
    return f"this file cannot be read: {error.strerror or error}"


def names_in(folder: Path) -> list[str]:
    """Return the names of the files in a folder, sorted; empty when it cannot be listed.

    Names that are no text, as other systems leave them, cannot be written in a file either.
    """
    try:
        names = [entry.name for entry in folder.iterdir() if entry.is_file()]
    except OSError:
        return []
    return sorted(name for name in names if name.isprintable())


_DOCUMENTS = {
    b"%PDF-": "a PDF document",
    b"%!PS": "a PostScript document",
    b"PK\3\4": "a ZIP archive or Word document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
}
"""What is no text though all of its first bytes may be letters."""
_BINARY = "is not a text file: it holds binary data, as a video or picture does"

_ONE_LINE_END = {0x85: " ", 0x2028: " ", 0x2029: " "}
"""Pasted line separators, which parsers count as lines and text editors do not."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def _refuse_control_characters(file: Path, text: str) -> None:
    """Refuse characters that no editor shows; tab and line ends are fine."""
    found = [
        Problem(
            file=file,
            line=number,
            message=f"an invisible control character (U+{ord(match[0]):04X}): delete it",
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if (match := _CONTROL.search(line))
    ]
    if found:
        raise InputError(found)
