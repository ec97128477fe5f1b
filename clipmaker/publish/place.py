"""Moves a finished folder into place by one rename.

A final clip becomes ``v1``, ``v2``, ... and is never changed again; ``latest`` is a link that is
replaced in one step. A draft takes the place of the draft before it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from clipmaker.errors import DiskError
from clipmaker.machine.family import alive

_VERSION = re.compile(r"v([1-9]\d*)")
_LEFTOVER = re.compile(r"\.(?:work-(\d+)-\d+|latest-(\d+))")
_UNFINISHED = re.compile(r"\..+-(\d+)")
_numbers = count()
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


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
        clip_dir.mkdir(parents=True, exist_ok=True)
        _sweep(clip_dir)
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not stays:
            _remove_if_empty(clip_dir)


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn failures of the disk into one clear message."""
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
        }
        if error.errno not in reasons:
            raise
        reason, remedy = reasons[error.errno]
        where = error.filename or place
        raise DiskError(f"{where}: {reason}; nothing was published", remedy=remedy) from error


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


def publish_over(finished: Path, place: Path) -> Path:
    """Put a finished folder in the place of the one before, a draft or a preview."""
    with writing(place.parent):
        if not place.exists():
            finished.rename(place)
        elif _exchange(finished, place):
            shutil.rmtree(finished, ignore_errors=True)
        else:
            before = finished.with_name("before")
            place.rename(before)
            finished.rename(place)
            shutil.rmtree(before, ignore_errors=True)
    return place


def publish_final(finished: Path, clip_dir: Path) -> Path:
    """Make a finished folder the clip's next version; returns where it lies."""
    with writing(clip_dir):
        number = max(versions(clip_dir), default=0) + 1
        while True:
            target = clip_dir / f"v{number}"
            try:
                finished.rename(target)
                break
            except OSError as error:
                if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                    raise
                number += 1
        _point(clip_dir / "latest", target.name)
    return target


def versions(clip_dir: Path) -> list[int]:
    """Return the version numbers of a clip's finals, ascending."""
    if not clip_dir.is_dir():
        return []
    found = (_VERSION.fullmatch(p.name) for p in clip_dir.iterdir() if p.is_dir())
    return sorted(int(m.group(1)) for m in found if m)


def latest_final(clip_dir: Path) -> Path | None:
    """Return the folder of the newest final, None when there is none."""
    numbers = versions(clip_dir)
    return clip_dir / f"v{numbers[-1]}" if numbers else None


def point_to_latest(clip_dir: Path) -> None:
    """Make ``latest`` name the newest final, where a run that was ended early left it behind."""
    newest, link = latest_final(clip_dir), clip_dir / "latest"
    if newest and not (link.is_symlink() and link.readlink() == Path(newest.name)):
        with writing(clip_dir):
            _point(link, newest.name)


def sweep(clip_dir: Path) -> None:
    """Remove what runs that are gone left in a clip's folder; a folder left empty goes too."""
    if clip_dir.is_dir():
        _sweep(clip_dir)
        _remove_if_empty(clip_dir)


def sweep_files(folder: Path) -> None:
    """Remove files that processes which are gone were still writing."""
    for path in folder.iterdir():
        match = _UNFINISHED.fullmatch(path.name)
        if match and path.is_file() and not alive(int(match[1])):
            path.unlink(missing_ok=True)


def _point(link: Path, name: str) -> None:
    """Make a link point to a name beside it, replacing what it pointed to in one step."""
    fresh = link.with_name(f".{link.name}-{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name, target_is_directory=True)
    fresh.replace(link)


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
