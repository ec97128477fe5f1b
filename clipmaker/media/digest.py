"""Digests of media files; those of large files are remembered while the files stay as they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from clipmaker.errors import MediaError
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.machine.stamps import stamp
from clipmaker.resources import cache_dir

REMEMBERED_BYTES = 256 * 1000**2
"""Reading so many bytes takes longer than looking up their digest is worth doubting."""


def digest(file: Path) -> str:
    """Return the hex sha256 of a file's content.

    Raises:
        MediaError: it cannot be read to its end.
    """
    try:
        before = stamp(file)
        large = before is not None and before[1] >= REMEMBERED_BYTES
        if large and (known := _remembered(file, before)):
            return known
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise MediaError(f"{file}: the file cannot be read: {error.strerror}") from error
    if large and stamp(file) == before:
        _remember(file, before, found)
    return found


def _place(file: Path) -> Path:
    name = hashlib.sha256(str(file.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return cache_dir() / "digests" / f"{name[:32]}.json"


def _remembered(file: Path, now: object) -> str:
    """Return the digest of a file that is what it was, "" when none is known."""
    said = json.loads(read_kept(_place(file)) or "{}")
    return str(said["sha256"]) if said and tuple(said["stamp"]) == now else ""


def _remember(file: Path, now: object, found: str) -> None:
    write_kept(_place(file), json.dumps({"stamp": now, "sha256": found}))
