"""Moves a finished folder into place by one rename; what is said to be there survives a power cut.

A final clip becomes ``v1``, ``v2``, ... and is never changed again. A draft takes the place of
the draft before it. Who publishes into a clip's folder does so alone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from clipmaker.errors import DiskError
from clipmaker.machine.durable import make_folders, sync_names, sync_tree
from clipmaker.machine.family import alive
from clipmaker.machine.stopping import uninterrupted
from clipmaker.machine.writing import one_at_a_time
from clipmaker.publish.latest import point_to

VERSION = re.compile(r"v([1-9]\d*)")
"""What a final's folder is called."""
_LEFTOVER = re.compile(r"\.(?:work-(\d+)-\d+|latest-(\d+))")
_UNFINISHED = re.compile(r"\..+-(\d+)")
_numbers = count()
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Where a finished folder came to lie.

    Attributes:
        folder: its place.
        fresh: whether it was put there; False where the same lay there already.
        notes: what went wrong beside it; it is published all the same.
    """

    folder: Path
    fresh: bool = True
    notes: tuple[str, ...] = ()


@contextmanager
def workspace(clip_dir: Path, *, stays: bool = False) -> Iterator[Path]:
    """Give a folder on the same disk as the clip's, which disappears whatever happens.

    Args:
        clip_dir: the clip's folder.
        stays: whether that folder stays where it is left empty.

    Raises:
        DiskError: it cannot be made.
    """
    folder = clip_dir / f".work-{os.getpid()}-{next(_numbers)}"
    with writing(clip_dir):
        make_folders(clip_dir)
        _sweep(clip_dir)
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not stays:
            _remove_if_empty(clip_dir)


@contextmanager
def writing(folder: Path, outcome: str = "nothing was published") -> Iterator[None]:
    """Turn failures of the disk into one clear message.

    Args:
        folder: where the block writes to.
        outcome: what is true when it fails.

    Raises:
        DiskError: the block failed on the disk; it says how, and what to do.
    """
    try:
        yield
    except OSError as error:
        reasons = {
            errno.ENOSPC: ("no space left on the disk", "Free some space and run it again."),
            errno.EDQUOT: ("the disk quota is used up", "Free some space and run it again."),
            errno.EACCES: ("no permission to write there", "Choose another --output folder."),
            errno.EPERM: ("no permission to write there", "Choose another --output folder."),
            errno.ENOENT: ("no folder can be made there", "Choose another --output folder."),
            errno.EROFS: ("the disk is read-only", "Choose another --output folder."),
            errno.ENOTDIR: ("a file stands where a folder should be", "Choose another folder."),
            errno.EEXIST: ("a file stands where a folder should be", "Choose another folder."),
            errno.ENAMETOOLONG: ("the name is too long for this disk", "Choose a shorter folder."),
            errno.EIO: ("the disk failed", "Is it whole, and there?"),
        }
        if error.errno not in reasons:
            raise
        reason, remedy = reasons[error.errno]
        where = error.filename or folder
        raise DiskError(f"{where}: {reason}; {outcome}", remedy=remedy) from error


def refuse_output(output: Path) -> None:
    """Find out before any work whether clips can be written to a folder; nothing is made.

    Raises:
        DiskError: they cannot.
    """
    there = output.resolve()
    while not there.exists() and there != there.parent:
        there = there.parent
    with writing(there):
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "", str(there))
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "", str(there))


def publish_over(finished: Path, place: Path) -> Publication:
    """Put a finished folder in the place of the one before, a draft or a preview."""
    with writing(place.parent):
        sync_tree(finished)
        with one_at_a_time(place.parent), uninterrupted():
            if not os.path.lexists(place):
                finished.rename(place)
            elif not _exchange(finished, place):
                _replace(finished, place)
            return Publication(folder=place, notes=_settled(place))


def publish_final(
    finished: Path, clip_dir: Path, same: Callable[[Path], bool] = lambda _: False
) -> Publication:
    """Make a finished folder the clip's next version.

    Args:
        finished: the folder.
        clip_dir: the clip's folder.
        same: whether a version is just this one. Where the newest is, nothing is published: two
            who make one clip at once make one version of it.
    """
    with writing(clip_dir):
        sync_tree(finished)
        with one_at_a_time(clip_dir), uninterrupted():
            newest = latest_final(clip_dir)
            fresh = newest is None or not same(newest)
            target = _next(finished, clip_dir) if fresh or newest is None else newest
            # From here on it is published, whatever becomes of the link.
            notes = (point_to(clip_dir, target), *_settled(target))
            return Publication(folder=target, fresh=fresh, notes=tuple(filter(None, notes)))


def versions(clip_dir: Path) -> list[int]:
    """Return the version numbers of a clip's finals, ascending."""
    if not clip_dir.is_dir():
        return []
    found = (
        VERSION.fullmatch(p.name) for p in clip_dir.iterdir() if p.is_dir() and not p.is_symlink()
    )
    return sorted(int(m.group(1)) for m in found if m)


def latest_final(clip_dir: Path) -> Path | None:
    """Return the folder of the newest final (``v3``), None before the first."""
    numbers = versions(clip_dir)
    return clip_dir / f"v{numbers[-1]}" if numbers else None


def point_to_latest(clip_dir: Path) -> str:
    """Make ``latest`` name the newest final, where a run that was ended early left it behind.

    Returns:
        Why it cannot be, "" when it does.
    """
    newest = latest_final(clip_dir)
    if newest is None:
        return ""
    with one_at_a_time(clip_dir):
        return point_to(clip_dir, newest)


def remove(folder: Path) -> None:
    """Remove a draft in one step: it is moved away first, so it is never seen half there.

    Raises:
        DiskError: it cannot be removed.
    """
    with workspace(folder.parent) as work, writing(folder.parent, "it was not removed"):
        folder.rename(work / folder.name)


def sweep(clip_dir: Path) -> None:
    """Remove what runs that are gone left in a clip's folder; a folder left empty goes too."""
    if clip_dir.is_dir() and not (clip_dir.is_symlink() or clip_dir.parent.is_symlink()):
        _sweep(clip_dir)
        _remove_if_empty(clip_dir)


def sweep_files(folder: Path) -> None:
    """Remove files that processes which are gone were still writing."""
    for path in folder.iterdir():
        match = _UNFINISHED.fullmatch(path.name)
        if match and path.is_file() and not alive(int(match[1])):
            path.unlink(missing_ok=True)


def _next(finished: Path, clip_dir: Path) -> Path:
    """Move a folder to the next free version; returns where it lies then."""
    number = max(versions(clip_dir), default=0) + 1
    while True:
        target = clip_dir / f"v{number}"
        try:
            finished.rename(target)
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
            number += 1
        else:
            return target


def _settled(place: Path) -> tuple[str, ...]:
    """Wait until a folder's name is on the disk; returns what went wrong, which is seldom."""
    try:
        sync_names(place.parent)
    except OSError as error:
        return (f"{place} is there, but the disk did not confirm it: {error.strerror}",)
    return ()


def _replace(finished: Path, place: Path) -> None:
    """Put a folder in the place of another where they cannot be swapped."""
    before = finished.with_name("before")
    place.rename(before)
    try:
        finished.rename(place)
    except OSError:
        before.rename(place)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can (Linux); False where it cannot."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    code = rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    return int(code) == 0


def _sweep(clip_dir: Path) -> None:
    """Remove workspaces and unfinished links of processes that are gone."""
    for path in clip_dir.iterdir():
        match = _LEFTOVER.fullmatch(path.name)
        if not match or alive(int(match[1] or match[2])):
            continue
        if path.is_symlink():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _remove_if_empty(folder: Path) -> None:
    for place in (folder, folder.parent):
        try:
            place.rmdir()
        except OSError:
            return
