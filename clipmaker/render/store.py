"""A store of finished pieces by content key: same key, same bytes, never rendered twice.

An entry is a folder with its files and ``entry.json`` (checksums and facts). It is written beside
its place and renamed, so another process sees it whole or not at all. An entry whose checksum
doesn't match is dropped. The oldest used entries go when the store outgrows its bound.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_MAX_BYTES = 10 * 1000**3
_ENTRY = "entry.json"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A stored piece: its folder, the checksums of its files by name, and its facts."""

    folder: Path
    files: Mapping[str, str]
    facts: Mapping[str, Any]

    def file(self, name: str) -> Path:
        """Return the path of a file of this entry."""
        return self.folder / name


class Store:
    """A folder of entries by key, safe for several processes at once."""

    def __init__(self, folder: Path, max_bytes: int = DEFAULT_MAX_BYTES) -> None:
        self.folder = folder
        self.max_bytes = max_bytes

    def get(self, key: str) -> Entry | None:
        """Return a whole and undamaged entry, or None."""
        folder = self._place(key)
        try:
            stored = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
            entry = Entry(folder=folder, files=stored["files"], facts=stored["facts"])
            whole = all(sha256(entry.file(name)) == want for name, want in entry.files.items())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            shutil.rmtree(folder, ignore_errors=True)
            return None
        with contextlib.suppress(OSError):
            os.utime(folder)
        return entry

    def put(self, key: str, files: Mapping[str, Path], facts: Mapping[str, Any]) -> Entry:
        """Move files into the store under a key and return the entry.

        Where another process was quicker, its entry stays and is returned.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))
        try:
            sums = {}
            for name, path in files.items():
                shutil.move(path, fresh / name)
                sums[name] = sha256(fresh / name)
            text = json.dumps({"files": sums, "facts": facts}, ensure_ascii=False, sort_keys=True)
            (fresh / _ENTRY).write_text(text, encoding="utf-8")
            place = self._place(key)
            place.parent.mkdir(exist_ok=True)
            try:
                fresh.rename(place)
            except OSError:
                if there := self.get(key):
                    return there
                fresh.rename(place)
            return Entry(folder=place, files=sums, facts=facts)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def entries(self) -> list[tuple[float, int, Path]]:
        """Return (last use, bytes, folder) of every entry, least recently used first."""
        found = []
        for folder in self.folder.glob("??/*"):
            with contextlib.suppress(OSError):
                size = sum(p.stat().st_size for p in folder.iterdir())
                found.append((folder.stat().st_mtime, size, folder))
        return sorted(found)

    def clean(self, max_bytes: int | None = None) -> int:
        """Remove the least recently used entries beyond a size; returns the bytes removed."""
        bound = self.max_bytes if max_bytes is None else max_bytes
        entries = self.entries()
        total = sum(size for _, size, _ in entries)
        removed = 0
        for _, size, folder in entries:
            if total - removed <= bound:
                break
            shutil.rmtree(folder, ignore_errors=True)
            removed += size
        return removed

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key


def sha256(file: Path) -> str:
    """Return the hex sha256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
