"""The folder that all machines see: inputs by their content's hash, never by where they lay."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from clipmaker.errors import DiskError, MediaError
from clipmaker.machine.stamps import FileStamp, stamp
from clipmaker.machine.writing import whole
from clipmaker.render.store import sha256

KEPT_S = 14 * 24 * 3600
"""How long an input stays after it was last needed."""
_CLONE = 0x40049409
"""FICLONE of Linux: a copy that shares its blocks with the original until one is written to."""
_CHUNK = 4 * 1024 * 1024


class DamagedInputError(Exception):
    """What lies in the shared folder under a hash has other content, or isn't there.

    Attributes:
        digest: the hash.
    """

    def __init__(self, digest: str, path: str) -> None:
        super().__init__(digest, path)
        self.digest = digest

    def __str__(self) -> str:
        return f"{self.args[1]} is missing or damaged"


@dataclass(frozen=True, kw_only=True)
class SharedInput:
    """A file as it travels: the hex sha256 of its content, and its name for messages."""

    digest: str
    name: str

    def inside(self, folder: Path) -> Path:
        """Return where it lies in a shared folder."""
        return folder / "inputs" / self.digest[:2] / self.digest / self.name


class SharedFiles:
    """Digests of files that were read once and have not changed since."""

    def __init__(self) -> None:
        self._digests: dict[tuple[Path, FileStamp | None], str] = {}
        self._lock = Lock()

    def digest(self, file: Path) -> str:
        """Return the hex sha256 of a file's content.

        Raises:
            OSError: it cannot be read.
        """
        key = (file, stamp(file))
        with self._lock:
            if key not in self._digests:
                self._digests[key] = sha256(file)
            return self._digests[key]


class SharedFolder:
    """This machine's side of the shared folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known = SharedFiles()

    def put(self, file: Path, digest: str = "") -> SharedInput:
        """Lay a file into the folder, unless its content is there.

        Args:
            file: the file.
            digest: hex sha256 that it had when it was read, "" when that is not known.

        Raises:
            MediaError: its content is not that any more.
            DiskError: it cannot be written.
        """
        item = SharedInput(digest=digest or self._known.digest(file), name=file.name)
        there = item.inside(self.folder)
        if there.is_file() and there.stat().st_size == file.stat().st_size:
            with contextlib.suppress(OSError):
                os.utime(there.parent)
            return item
        try:
            there.parent.mkdir(parents=True, exist_ok=True)
            self._lay(file, there)
        except OSError as error:
            raise DiskError(
                f"{file.name} could not be copied to the shared folder {self.folder}: "
                f"{error.strerror}",
                remedy="Free some space there, or name another folder with --shared.",
            ) from error
        if self._known.digest(there) != item.digest:
            shutil.rmtree(there.parent, ignore_errors=True)
            raise MediaError(
                f"{file.name} changed while the clip was rendered",
                remedy="Run the same command again once the file is whole.",
            )
        return item

    def holds(self, item: SharedInput) -> bool:
        """Whether an input lies there whole."""
        try:
            return self._known.digest(item.inside(self.folder)) == item.digest
        except OSError:
            return False

    def drop(self, digest: str) -> None:
        """Remove an input, to be laid down again."""
        shutil.rmtree(SharedInput(digest=digest, name="").inside(self.folder), ignore_errors=True)

    def clean(self, kept_s: float = KEPT_S) -> int:
        """Remove inputs that nobody needed for so long; returns how many."""
        oldest = time.time() - kept_s
        removed = 0
        for folder in self.folder.glob("inputs/??/*"):
            with contextlib.suppress(OSError):
                if folder.stat().st_mtime < oldest:
                    shutil.rmtree(folder, ignore_errors=True)
                    removed += 1
        return removed

    def _lay(self, file: Path, there: Path) -> None:
        """Put a copy in place in one step; file systems that can, share its blocks.

        A hard link would cost nothing, but marks the original as changed, and changes with it.
        """
        with whole(there) as fresh:
            with file.open("rb") as source, fresh.open("xb") as target:
                try:
                    fcntl.ioctl(target, _CLONE, source.fileno())
                except OSError:
                    shutil.copyfileobj(source, target, _CHUNK)
            fresh.chmod(0o644)
