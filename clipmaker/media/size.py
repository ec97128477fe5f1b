"""The size that a still picture declares in its first bytes, before anything decodes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_HEAD_BYTES = 4 * 1024 * 1024
"""A photo's own preview and colour profile may stand before its size."""
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that hold the size (ITU-T T.81, table B.1)."""


def declared_size(file: Path, demuxer: str) -> tuple[int, int] | None:
    """Return width and height in pixels; None for other kinds of files and damaged ones.

    Args:
        file: the file.
        demuxer: as told by `clipmaker.media.sniff`.
    """
    read = _READERS.get(demuxer)
    if read is None:
        return None
    with file.open("rb") as stream:
        return read(stream.read(_HEAD_BYTES))


def _png(head: bytes) -> tuple[int, int] | None:
    if head[12:16] != b"IHDR":
        return None
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _gif(head: bytes) -> tuple[int, int] | None:
    return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")


def _jpeg(head: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(head) and head[place] == 0xFF:
        marker = head[place + 1]
        if marker in _FRAME_HEADERS:
            height = int.from_bytes(head[place + 5 : place + 7], "big")
            return int.from_bytes(head[place + 7 : place + 9], "big"), height
        if marker == 0xFF:
            place += 1
        else:
            place += 2 + int.from_bytes(head[place + 2 : place + 4], "big")
    return None


def _webp(head: bytes) -> tuple[int, int] | None:
    """Read the three layouts of WebP (RFC 9649)."""
    if head[12:16] == b"VP8X":
        return (
            int.from_bytes(head[24:27], "little") + 1,
            int.from_bytes(head[27:30], "little") + 1,
        )
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return (
        int.from_bytes(head[26:28], "little") & 0x3FFF,
        int.from_bytes(head[28:30], "little") & 0x3FFF,
    )


_READERS: dict[str, Callable[[bytes], tuple[int, int] | None]] = {
    "png_pipe": _png,
    "jpeg_pipe": _jpeg,
    "webp_pipe": _webp,
    "gif": _gif,
}
