"""Reads the boxes of an MP4 file: the index's place and edit lists (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_CONTAINERS = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"stbl"}


@dataclass(frozen=True, kw_only=True)
class BoxFacts:
    """Facts of the container.

    Attributes:
        index_first: whether ``moov`` stands before ``mdat``, so that playing starts at once.
        edit_lists: number of edit lists.
    """

    index_first: bool
    edit_lists: int


def read_boxes(file: Path) -> BoxFacts:
    """Return the box facts of an MP4 file; a file that is none has neither index nor edits."""
    order: list[bytes] = []
    edits = 0
    with file.open("rb") as stream:
        for name, depth in _walk(stream, file.stat().st_size, 0):
            if depth == 0:
                order.append(name)
            edits += name == b"elst"
    found = b"moov" in order and b"mdat" in order
    return BoxFacts(
        index_first=found and order.index(b"moov") < order.index(b"mdat"), edit_lists=edits
    )


def _walk(stream: BinaryIO, end: int, depth: int) -> Iterator[tuple[bytes, int]]:
    while stream.tell() + 8 <= end:
        start = stream.tell()
        size, name = struct.unpack(">I4s", stream.read(8))
        if size == 1:
            if start + 16 > end:
                return
            size = struct.unpack(">Q", stream.read(8))[0]
        elif size == 0:
            size = end - start
        if size < 8 or start + size > end:
            return
        yield name, depth
        if name in _CONTAINERS:
            yield from _walk(stream, start + size, depth + 1)
        stream.seek(start + size)
