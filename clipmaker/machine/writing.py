"""Writes files that people write too: whole or not at all, one writer at a time."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path


def replace_file(file: Path, content: bytes, mode: int | None = None) -> None:
    """Replace a file in one step; on any failure the old one is untouched.

    Args:
        file: the file, which need not be there; a link's target is replaced, not the link.
        content: what it is to hold.
        mode: its permissions; None for those of an ordinary new file.

    Raises:
        OSError: it cannot be written.
    """
    target = file.resolve()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_new_mode() if mode is None else mode)
        Path(temporary).replace(target)
        _sync(target.parent)
    finally:
        if temporary:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Keep other processes from saving in a folder between our reading and our writing."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        # Writing will say what is wrong with the folder.
        yield
        return
    try:
        # Some network file systems know no locks.
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def clear_leftovers(file: Path) -> None:
    """Remove what a killed process left beside a file; nobody else may be replacing it now."""
    target = file.resolve()
    for left in target.parent.glob(f".{escape(target.name)}.????????"):
        with suppress(OSError):
            left.unlink()


def _sync(folder: Path) -> None:
    """Let a new name in a folder survive a power cut, where the file system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _new_mode() -> int:
    """Return the permissions of an ordinary new file."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
