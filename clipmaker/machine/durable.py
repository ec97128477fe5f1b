"""What must survive a power cut: files, folders and names are on the disk when we say so.

A rename alone moves a name. Without this, what it names may still be empty when the power comes
back.
"""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

_UNABLE = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EACCES)
"""How file systems say that they cannot do it: the network's, mostly. Then nobody can."""


def sync(descriptor: int) -> None:
    """Wait until what was written to an open file is on the disk.

    Raises:
        OSError: the disk failed.
    """
    full = getattr(fcntl, "F_FULLFSYNC", None)
    try:
        if full is not None:
            # On macOS fsync leaves it in the disk's own memory.
            fcntl.fcntl(descriptor, full)
            return
    except OSError:
        pass
    os.fsync(descriptor)


def sync_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where its file system can say so.

    Raises:
        OSError: the disk failed.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            sync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise


def sync_tree(folder: Path) -> None:
    """Wait until everything in a folder is on the disk: files first, then the names of each.

    Raises:
        OSError: the disk failed, or a file cannot be read.
    """
    for top, _, names in os.walk(folder, topdown=False):
        for name in names:
            file = Path(top) / name
            if file.is_symlink() or not file.is_file():
                continue
            handle = os.open(file, os.O_RDONLY)
            try:
                sync(handle)
            finally:
                os.close(handle)
        sync_names(Path(top))


def make_folders(folder: Path) -> None:
    """Make a folder and those above it; the name of each new one is on the disk.

    Raises:
        OSError: one cannot be made.
    """
    missing = [folder]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    folder.mkdir(parents=True, exist_ok=True)
    for made in reversed(missing):
        sync_names(made.parent)
