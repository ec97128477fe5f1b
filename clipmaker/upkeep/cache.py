"""What lies in the cache, and removing what can be made again at no cost but time."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from clipmaker.render.store import Store
from clipmaker.resources import cache_dir, segments_dir

_WHAT = {
    "segments": "finished pieces of clips",
    "memory": "what was rendered last, to say what changed",
    "speech": "what was heard in footage",
    "translations": "what translators gave for sentences",
    "models": "models, unpacked or fetched",
    "catalogue": "index of published clips",
    "tools": "versions of tools",
    "facts": "what media files hold",
    "digests": "checksums of large files",
    "tried": "cards whose texts fit",
    "legible": "shots whose words stand out",
    "crashes": "details of crashes",
}


@dataclass(frozen=True, kw_only=True)
class CachePart:
    """A folder of the cache.

    Attributes:
        name: the folder's name.
        what: what it holds, for people.
        entries: how many pieces, or files.
        bytes: their size.
    """

    name: str
    what: str
    entries: int
    bytes: int


def cache_parts() -> tuple[CachePart, ...]:
    """Return what the cache holds, the largest first."""
    parts = []
    folders = cache_dir().iterdir() if cache_dir().is_dir() else ()
    for folder in folders:
        if not folder.is_dir():
            continue
        sizes = [size for file in folder.rglob("*") if (size := _size(file)) is not None]
        entries = len(sizes)
        if folder == segments_dir():
            entries = sum(1 for _ in folder.glob("??/*"))
        what = _WHAT.get(folder.name, folder.name)
        parts.append(CachePart(name=folder.name, what=what, entries=entries, bytes=sum(sizes)))
    return tuple(sorted(parts, key=lambda part: (-part.bytes, part.name)))


def clear_pieces(keep_bytes: int = 0) -> int:
    """Remove finished pieces, the least recently used first; returns the bytes removed.

    Args:
        keep_bytes: how much may stay.
    """
    removed = Store(segments_dir()).clean(keep_bytes)
    if keep_bytes == 0:
        shutil.rmtree(cache_dir() / "memory", ignore_errors=True)
        for folder in segments_dir().glob("??"):
            with contextlib.suppress(OSError):
                folder.rmdir()
    return removed


def _size(file: Path) -> int | None:
    """Return a file's size; None for what is no file, or was removed meanwhile."""
    try:
        return file.stat().st_size if file.is_file() else None
    except OSError:
        return None
