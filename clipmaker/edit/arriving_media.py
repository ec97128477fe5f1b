"""Footage that arrives in parts over a line that breaks: goes on where it stopped.

What has arrived lies in the story's folder under a name that nobody looks for, and becomes a file
of the story once all of it is there and of use. What nobody goes on with for a day is removed.
"""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from clipmaker.edit.media_file import (
    KeptMedia,
    head_kind,
    keep_media,
    refuse_size,
    refuse_without_room,
    unkept,
)
from clipmaker.errors import ReviewError
from clipmaker.machine.durable import sync
from clipmaker.machine.writing import arriving, arriving_files

MOST_PART_BYTES = 4 * 1024 * 1024
_MOST_AT_ONCE = 20
_turns = threading.Lock()
_looked_at: set[Path] = set()
"""Files of which all is there, while they are looked at."""


class OffsetError(ReviewError):
    """A part does not begin where the last one ended, or is not what was sent.

    Attributes:
        offset: bytes that are there.
    """

    def __init__(self, offset: int) -> None:
        super().__init__(f"the file goes on at byte {offset}: this part is another one")
        self.offset = offset


@dataclass(frozen=True, kw_only=True)
class Arriving:
    """A file of which parts may have arrived.

    Attributes:
        folder: the story's folder.
        name: what the file is called where it comes from.
        size: its bytes.
        mark: what tells it from others of that name and size, as of its beginning.
    """

    folder: Path
    name: str
    size: int
    mark: str

    @property
    def _file(self) -> Path:
        told = "\n".join((self.name, str(self.size), self.mark))
        return arriving(self.folder, hashlib.sha256(told.encode()).hexdigest())

    @property
    def offset(self) -> int:
        """How many of its bytes are there; 0 before the first, and once all of it was kept."""
        try:
            return self._file.stat().st_size
        except OSError:
            return 0

    def begin(self, head: bytes) -> int:
        """Look at a file's beginning, and return where it goes on.

        Args:
            head: its first bytes.

        Raises:
            MediaError: it is of no use, or too large for its kind.
            DiskError: there is no room for the rest of it.
            ReviewError: too many files are on their way.
        """
        kind = head_kind(self.name, head)
        refuse_size(self.name, self.size, still=kind.still)
        there = self.offset
        if there > self.size:
            self.forget()
            there = 0
        refuse_without_room(self.folder, self.name, self.size - there)
        if not there and len(arriving_files(self.folder)) >= _MOST_AT_ONCE:
            raise ReviewError(
                f"{_MOST_AT_ONCE} files are on their way to this story",
                remedy="Let them arrive, or cancel some of them.",
            )
        return there

    def take(self, offset: int, part: bytes, checksum: str) -> KeptMedia | None:
        """Take the next part; returns the file of the story once it was the last.

        Args:
            offset: how many bytes of the file stand before it.
            part: its bytes.
            checksum: their SHA-256 in hexadecimal digits, "" where none was made.

        Raises:
            OffsetError: it is not the part that comes next, or not what was sent.
            MediaError: its beginning or the whole file is of no use; nothing of it stays.
            ReviewError: too many files are on their way.
            DiskError: it cannot be kept.
        """
        if offset == 0:
            # Nobody need have asked where it begins.
            self.begin(part)
        file = self._file
        with _turns:
            there = self.offset
            if file in _looked_at:
                raise ReviewError(f"{self.name} is being looked at already")
            wrong = bool(checksum) and hashlib.sha256(part).hexdigest() != checksum
            # Only of a file that is whole nothing more comes: it was not looked at yet.
            goes_on = 0 < len(part) <= self.size - there or (there == self.size and not part)
            if offset != there or wrong or not goes_on:
                raise OffsetError(there)
            refuse_without_room(self.folder, self.name, len(part))
            try:
                with file.open("ab") as stream:
                    stream.write(part)
                    stream.flush()
                    sync(stream.fileno())
            except OSError as error:
                _cut_back(file, there)
                raise unkept(self.name, error) from error
            if there + len(part) < self.size:
                return None
            _looked_at.add(file)
        try:
            return keep_media(self.folder, file, self.name)
        finally:
            file.unlink(missing_ok=True)
            _looked_at.discard(file)

    def forget(self) -> None:
        """Remove what has arrived."""
        with _turns:
            if self._file not in _looked_at:
                self._file.unlink(missing_ok=True)


def _cut_back(file: Path, size: int) -> None:
    """Leave of a file what was there before a part that could not be written."""
    try:
        os.truncate(file, size)
    except OSError:
        file.unlink(missing_ok=True)
