"""What the boxes of an MP4 file say: the index's place and edit lists (ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clipmaker.media.boxes import FileBox, boxes

_CONTAINERS = {"moov", "trak", "edts", "mdia", "minf", "stbl"}


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
    with file.open("rb") as stream:
        outer = _whole(stream, 0, file.stat().st_size)
        order = [box.name for box in outer]
        edits = sum(box.name == "elst" for box in _below(stream, outer))
    found = "moov" in order and "mdat" in order
    return BoxFacts(
        index_first=found and order.index("moov") < order.index("mdat"), edit_lists=edits
    )


def _whole(stream: BinaryIO, start: int, end: int) -> list[FileBox]:
    return [box for box in boxes(stream, start, end) if not box.malformed and box.end <= end]


def _below(stream: BinaryIO, found: list[FileBox]) -> Iterator[FileBox]:
    """Yield boxes and all that they contain."""
    for box in found:
        yield box
        if box.name in _CONTAINERS:
            yield from _below(stream, _whole(stream, box.content, box.end))
