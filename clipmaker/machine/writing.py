"""Writes files whole or not at all; those that people write too, one writer at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from clipmaker.machine.durable import make_folders, sync, sync_names
from clipmaker.machine.names import MOST_BYTES, shortened
from clipmaker.machine.places import inside

_TOKEN_BYTES = 4
_DAY_S = 24 * 3600
_ARRIVING = ".arriving."
_NO_SECOND_NAMES = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
BESIDE_BYTES = 2 + 2 * _TOKEN_BYTES
"""By so much the name of an unfinished file is longer than that of the file."""


def write_whole(
    file: Path,
    content: bytes,
    *,
    mode: int | None = None,
    durable: bool = False,
    within: Path | None = None,
    check: Callable[[Path], object] | None = None,
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
        check: asked with the unfinished file, in the same folder, before it replaces the old one;
            what it raises leaves the old one.

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
    with whole(file) as fresh:
        with fresh.open("xb") as stream:
            stream.write(content)
            if mode is not None:
                os.fchmod(stream.fileno(), mode)
            if durable:
                stream.flush()
                sync(stream.fileno())
        if check is not None:
            check(fresh)
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


def add_line(file: Path, line: str, *, within: Path) -> None:
    """Add a line to a record that only grows; it survives a power cut.

    A line that somebody was killed over does not swallow it: it begins on a line of its own.

    Args:
        file: the record, which need not be there.
        line: the line, without its end.
        within: a folder that no link may lead out of.

    Raises:
        DiskError: a link leads out of that folder.
        OSError: it cannot be written, or is no ordinary file.
    """
    inside(file, within)
    new = not file.exists()
    if not new and not file.is_file():
        raise OSError(errno.EINVAL, "is no ordinary file", str(file))
    with file.open("ab+") as stream, one_at_a_time(file.parent):
        if stream.seek(0, os.SEEK_END):
            stream.seek(-1, os.SEEK_END)
            line = line if stream.read(1) == b"\n" else f"\n{line}"
        stream.write(f"{line}\n".encode("utf-8", "replace"))
        stream.flush()
        sync(stream.fileno())
    if new:
        sync_names(file.resolve().parent)


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


def arriving(folder: Path, digest: str) -> Path:
    """Return where a file is written that has no name yet.

    Args:
        folder: where it will be.
        digest: hexadecimal digits that tell it from others, so that one goes on with it later.
    """
    return folder / f"{_ARRIVING}{digest[: 2 * _TOKEN_BYTES]}"


def arriving_files(folder: Path) -> tuple[Path, ...]:
    """Return files in a folder that have no name yet; what nobody wrote to for a day is removed."""
    found = []
    for left in folder.glob(f"{_ARRIVING}{'?' * 2 * _TOKEN_BYTES}"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _DAY_S:
                left.unlink()
            else:
                found.append(left)
    return tuple(found)


def name_new(fresh: Path, file: Path) -> None:
    """Give a finished file its name, in the same folder, where nothing has it yet.

    Raises:
        FileExistsError: something has it, which stays as it is.
        OSError: it cannot be.
    """
    with fresh.open("rb") as stream:
        sync(stream.fileno())
    try:
        # A second name is refused where there is one; a rename would replace it.
        os.link(fresh, file)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAMES:
            raise
        _rename_new(fresh, file)
    sync_names(file.parent)


def _rename_new(fresh: Path, file: Path) -> None:
    """Rename a file on a file system without second names, such as FAT."""
    if file.exists() or file.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    fresh.rename(file)


def clear_leftovers(file: Path) -> None:
    """Remove what a killed process left beside a file; nobody else may be replacing it now."""
    target = file.resolve()
    for left in target.parent.glob(f"{escape(_unfinished(target))}{'?' * 2 * _TOKEN_BYTES}"):
        with suppress(OSError):
            left.unlink()


def _unfinished(target: Path) -> str:
    """Return how the name of an unfinished copy of a file begins."""
    return f".{shortened(target.name, MOST_BYTES - BESIDE_BYTES)}."
