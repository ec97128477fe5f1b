"""The boxes of MP4 and MOV files: where they lie, and whether a track is mirrored."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

_MAX_BOXES = 50_000
"""Fragmented recordings have two boxes for each fragment."""


@dataclass(frozen=True, kw_only=True)
class FileBox:
    """A box: its four-letter name, and its first byte, first content byte and end in the file."""

    name: str
    start: int
    content: int
    end: int

    @property
    def malformed(self) -> bool:
        """Whether it says that it is shorter than its own header."""
        return self.end < self.content


def boxes(stream: BinaryIO, start: int, end: int) -> Iterator[FileBox]:
    """Yield the boxes that follow one another in a stretch of a file.

    The last one may reach beyond the stretch, or be malformed.
    """
    reach = min(end, stream.seek(0, SEEK_END))
    for _ in range(_MAX_BOXES):
        if start + 8 > reach:
            return
        stream.seek(start)
        header = stream.read(16)
        length, width = int.from_bytes(header[:4], "big"), 8
        if length == 1:
            length, width = int.from_bytes(header[8:16], "big"), 16
        elif length == 0:
            length = end - start
        name = header[4:8].decode("latin-1")
        box = FileBox(name=name, start=start, content=start + width, end=start + length)
        yield box
        if box.malformed:
            return
        start = box.end


def is_mirrored(file: Path, track: int) -> bool:
    """Whether a track of an MP4 or MOV file is shown mirrored.

    Args:
        file: the file.
        track: the track's number in the file.
    """
    with file.open("rb") as stream:
        movie = next((b for b in boxes(stream, 0, file.stat().st_size) if b.name == "moov"), None)
        if movie is None:
            return False
        flips = _flips(_read(stream, movie, "mvhd"), 36)
        for box in boxes(stream, movie.content, movie.end):
            if box.name == "trak":
                header = _read(stream, box, "tkhd")
                if _number(header) == track:
                    return flips != _flips(header, 40)
    return False


def _read(stream: BinaryIO, parent: FileBox, name: str) -> bytes:
    """Return the content of the first box of that name, b"" when there is none."""
    for box in boxes(stream, parent.content, parent.end):
        if box.name == name:
            stream.seek(box.content)
            return stream.read(min(box.end - box.content, 256))
    return b""


def _number(header: bytes) -> int:
    """Return the track's number from a track header (ISO/IEC 14496-12, 8.3.2)."""
    place = 20 if header[:1] == b"\1" else 12
    return int.from_bytes(header[place : place + 4], "big")


def _flips(header: bytes, place: int) -> bool:
    """Whether the matrix of a movie or track header mirrors; version 1 has longer times."""
    place += 12 if header[:1] == b"\1" else 0
    matrix = header[place : place + 20]
    a, b, _, c, d = struct.unpack(">5i", matrix) if len(matrix) == 20 else (1, 0, 0, 0, 1)
    return bool(a * d < b * c)
