"""Whether files are still what they were, told by the file system without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

FileStamp = tuple[int, int, int, int]
"""Inode, size, time of the last change and of the last change of its attributes, ns: it differs
after every edit, also one that sets the time back."""
Stamps = Mapping[Path, FileStamp | None]
"""Files with their stamps; None for a file that does not exist."""


def stamp(file: Path) -> FileStamp | None:
    """Return a file's stamp, None for a file that does not exist or cannot be looked at."""
    try:
        info = file.stat()
    except OSError:
        return None
    return info.st_ino, info.st_size, info.st_mtime_ns, info.st_ctime_ns


def stamps(files: Iterable[Path]) -> dict[Path, FileStamp | None]:
    """Return the stamps of files."""
    return {file: stamp(file) for file in files}


def changed(before: Stamps) -> list[Path]:
    """Return the files whose stamps are other ones now, in the order given."""
    return [file for file, was in before.items() if stamp(file) != was]


def folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder, sorted, without hidden ones; none where it cannot be read."""
    try:
        return [p for p in sorted(folder.iterdir()) if p.name[:1] != "." and p.is_dir()]
    except OSError:
        return []


def tree(folder: Path, suffixes: tuple[str, ...] = ()) -> dict[Path, FileStamp | None]:
    """Return the stamps of every file below a folder; of those with certain endings, if given."""
    found = {}
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            if not suffixes or name.endswith(suffixes):
                found[Path(top) / name] = stamp(Path(top) / name)
    return found
