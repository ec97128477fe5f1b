"""Files that commands write for people: whole or not at all, and failures said clearly."""

from __future__ import annotations

import os
from pathlib import Path

from clipmaker.errors import DiskError


def write_file(file: Path, content: bytes) -> None:
    """Write a file in one step, replacing what was there; folders above it are made.

    Raises:
        DiskError: it cannot be written.
    """
    fresh = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes(content)
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)
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
