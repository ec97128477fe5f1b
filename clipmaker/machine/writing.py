"""Writes files whole or not at all; those that people write too, one writer at a time."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from clipmaker.machine.durable import make_folders, sync, sync_names
from clipmaker.machine.names import MOST_BYTES, shortened
from clipmaker.machine.places import inside

_TOKEN_BYTES = 4
BESIDE_BYTES = 2 + 2 * _TOKEN_BYTES
"""By so much the name of an unfinished file is longer than that of the file."""


def write_whole(
    file: Path,
    content: bytes,
    *,
    mode: int | None = None,
    durable: bool = False,
    within: Path | None = None,
) -> None:
    """Write a file in one step, replacing what was there; folders above it are made.

    A link's target is replaced, not the link. What is no ordinary file, such as a pipe or a
    device, is written to as it is.

    Args:
        file: the file, which need not be there.
        content: what it is to hold.
        mode: its permissions; None for those of an ordinary new file.
        durable: whether it must survive a power cut, as what people wrote must; takes time.
        within: a folder that no link may lead out of; None for a file that the user named.

    Raises:
        DiskError: a link leads out of that folder.
        OSError: it cannot be written; what was there is untouched.
    """
    if within is not None:
        inside(file, within)
    if file.exists() and not (file.is_file() or file.is_dir()):
        file.write_bytes(content)
        return
    if durable:
        make_folders(file.resolve().parent)
    with whole(file) as fresh, fresh.open("xb") as stream:
        stream.write(content)
        if mode is not None:
            os.fchmod(stream.fileno(), mode)
        if durable:
            stream.flush()
            sync(stream.fileno())
    if durable:
        sync_names(file.resolve().parent)


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Let a block write a file that replaces another in one step, unless the block fails.

    Args:
        file: the file, which need not be there; folders above it are made. A link's target is
            replaced, not the link.

    Yields:
        Where to write it, in the same folder; nothing is there yet.

    Raises:
        OSError: it cannot be written; what was there is untouched.
    """
    target = file.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{_unfinished(target)}{secrets.token_hex(_TOKEN_BYTES)}")
    try:
        yield fresh
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def write_new(file: Path, content: bytes) -> None:
    """Write a file that must not be there yet, whole or not at all; it survives a power cut.

    Raises:
        FileExistsError: it is there, be it as a link to nothing.
        OSError: it cannot be written.
    """
    make_folders(file.parent)
    with file.open("xb") as stream:
        try:
            stream.write(content)
            stream.flush()
            sync(stream.fileno())
        except OSError:
            file.unlink()
            raise
    sync_names(file.parent)


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
    for left in target.parent.glob(f"{escape(_unfinished(target))}{'?' * 2 * _TOKEN_BYTES}"):
        with suppress(OSError):
            left.unlink()


def _unfinished(target: Path) -> str:
    """Return how the name of an unfinished copy of a file begins."""
    return f".{shortened(target.name, MOST_BYTES - BESIDE_BYTES)}."
