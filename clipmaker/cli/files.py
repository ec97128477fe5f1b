"""Files that commands write for people: whole or not at all, and failures said clearly."""

from __future__ import annotations

from pathlib import Path

from clipmaker.errors import DiskError
from clipmaker.machine.writing import write_whole


def write_file(file: Path, content: bytes, *, named: bool = True) -> None:
    """Write a file in one step, replacing what was there; folders above it are made.

    Args:
        file: the file.
        content: what it is to hold.
        named: whether the user named it; else no link may lead out of where the user stands.

    Raises:
        DiskError: it cannot be written.
    """
    try:
        write_whole(file, content, durable=True, within=None if named else Path.cwd())
    except OSError as error:
        raise DiskError(
            f"{file}: it cannot be written: {error.strerror or error}",
            remedy="Name another file with --output.",
        ) from error


def short(path: Path) -> Path:
    """Return a path relative to where the user stands, when it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
