"""A store of finished pieces by content key: same key, same bytes, never rendered twice.

An entry is a folder with its files and ``entry.json`` (checksums and facts). It is written beside
its place and renamed, so another process sees it whole or not at all. An entry whose checksum
doesn't match is dropped. The oldest used entries go when the store outgrows its bound.

A store that cannot be written to (read-only, full, somebody else's) keeps nothing: the pieces then
stay where they were made, and the clip is finished all the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clipmaker.machine.family import alive

_ENTRY = "entry.json"
_FRESH = re.compile(r"\.new-(\d+)-.*")
_IN_USE_S = 3600.0
"""What was used so lately is not cleaned away: another process may be about to join it."""


@dataclass(frozen=True, kw_only=True)
class StoreEntry:
    """A stored piece: its folder, the checksums of its files by name, and its facts."""

    folder: Path
    files: Mapping[str, str]
    facts: Mapping[str, Any]

    def file(self, name: str) -> Path:
        """Return the path of a file of this entry."""
        return self.folder / name


class Store:
    """A folder of entries by key, safe for several processes at once.

    Args:
        folder: where they are kept; made when it is first written to.
        max_bytes: bound of their size; None for none.
    """

    def __init__(self, folder: Path, max_bytes: int | None = None) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.damaged: set[str] = set()
        """Keys of entries that were dropped because their bytes had changed."""
        self.refused = ""
        """Why nothing can be kept, "" as long as it can."""

    def has(self, key: str) -> bool:
        """Whether there is an entry; it may be damaged."""
        return (self._place(key) / _ENTRY).exists()

    def get(self, key: str) -> StoreEntry | None:
        """Return a whole and undamaged entry, or None."""
        folder = self._place(key)
        try:
            stored = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
            entry = StoreEntry(folder=folder, files=stored["files"], facts=stored["facts"])
            whole = all(sha256(entry.file(name)) == want for name, want in entry.files.items())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            self.damaged.add(key)
            shutil.rmtree(folder, ignore_errors=True)
            return None
        with contextlib.suppress(OSError):
            os.utime(folder)
        return entry

    def put(self, key: str, files: Mapping[str, Path], facts: Mapping[str, Any]) -> StoreEntry:
        """Move files into the store under a key and return the entry.

        Where another process was quicker, its entry stays and is returned. Where the store cannot
        be written to, the files stay beside where they are.
        """
        sums = {name: sha256(path) for name, path in files.items()}
        try:
            return self._kept(key, files, sums, facts)
        except OSError as error:
            self.refused = error.strerror or str(error)
        aside = next(iter(files.values())).with_name(f"{key}.kept")
        aside.mkdir()
        for name, path in files.items():
            path.rename(aside / name)
        return StoreEntry(folder=aside, files=sums, facts=facts)

    def drop(self, key: str) -> None:
        """Remove an entry that is of no use."""
        self.damaged.add(key)
        shutil.rmtree(self._place(key), ignore_errors=True)

    def _kept(
        self, key: str, files: Mapping[str, Path], sums: Mapping[str, str], facts: Mapping[str, Any]
    ) -> StoreEntry:
        """Copy files into the store; the given ones are removed when they lie there whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".new-{os.getpid()}-", dir=self.folder))
        try:
            text = json.dumps({"files": sums, "facts": facts}, ensure_ascii=False, sort_keys=True)
            (fresh / _ENTRY).write_text(text, encoding="utf-8")
            for name, path in files.items():
                _link_or_copy(path, fresh / name)
            place = self._place(key)
            place.parent.mkdir(exist_ok=True)
            there = None
            try:
                fresh.rename(place)
            except OSError:
                there = self.get(key)
                if there is None:
                    fresh.rename(place)
            for path in files.values():
                path.unlink()
            return there or StoreEntry(folder=place, files=sums, facts=facts)
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
        """Remove the least recently used entries beyond a size; returns the bytes removed.

        Args:
            max_bytes: what may stay; None for the store's bound, which spares what was used
                within the last hour.
        """
        self._sweep()
        bound = self.max_bytes if max_bytes is None else max_bytes
        if bound is None:
            return 0
        entries = self.entries()
        total = sum(size for _, size, _ in entries)
        removed = 0
        for used, size, folder in entries:
            if total - removed <= bound:
                break
            if max_bytes is None and 0 <= time.time() - used < _IN_USE_S:
                continue
            shutil.rmtree(folder, ignore_errors=True)
            removed += size
        return removed

    def _sweep(self) -> None:
        """Remove what processes left unfinished that are gone."""
        for folder in self.folder.glob(".new-*"):
            match = _FRESH.fullmatch(folder.name)
            if match and not alive(int(match.group(1))):
                shutil.rmtree(folder, ignore_errors=True)

    def _place(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _link_or_copy(source: Path, target: Path) -> None:
    """Give a file a second name where that is possible, which costs nothing; else copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def sha256(file: Path) -> str:
    """Return the hex sha256 of a file's content."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
