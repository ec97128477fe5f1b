"""Whether a file's picture and sound are encrypted: what decoders make of that is grey or noise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from clipmaker.errors import MediaError
from clipmaker.media.boxes import FileBox, boxes
from clipmaker.media.sniff import HEAD_BYTES, packet_size

_WAY = ("moov", "trak", "mdia", "minf", "stbl", "stsd")
"""Boxes within boxes, down to the names of what the tracks are stored in."""
_ENCRYPTED = frozenset(("encv", "enca", "encs", "enct", "encm", "drms", "drmi", "drmt"))
"""Names of encrypted tracks: common encryption (ISO/IEC 23001-7), and that of iTunes."""
_ENCRYPTION = re.compile(rb"\x6d\x80.{1,8}\x62\x40.{2,60}\x50\x35", re.DOTALL)
"""Matroska's ContentEncodings with a ContentEncoding that holds a ContentEncryption (RFC 9559)."""
_CLUSTER = b"\x1f\x43\xb6\x75"


def check_unprotected(file: Path, demuxer: str) -> None:
    """Refuse a file that is protected against copying.

    Args:
        file: the file.
        demuxer: as told by `clipmaker.media.sniff`.

    Raises:
        MediaError: its picture or its sound is encrypted.
    """
    check = _CHECKS.get(demuxer)
    if check is None:
        return
    with file.open("rb") as stream:
        if check(stream):
            raise MediaError(
                f"{file}: the file is protected against copying (DRM): its picture or sound is "
                "encrypted; ask its owner for a copy without protection"
            )


def _mov(stream: BinaryIO) -> bool:
    return any(box.name in _ENCRYPTED for box in _stored(stream))


def _stored(stream: BinaryIO) -> Iterator[FileBox]:
    """Yield a box for everything that the tracks of an MP4 or MOV file are stored in."""
    size = stream.seek(0, 2)
    found = [box for box in boxes(stream, 0, size) if box.name == _WAY[0]]
    for name in _WAY[1:]:
        found = [
            inner
            for box in found
            for inner in boxes(stream, box.content, box.end)
            if inner.name == name
        ]
    for box in found:
        # Version, flags and a count stand before the first.
        yield from boxes(stream, box.content + 8, box.end)


def _matroska(stream: BinaryIO) -> bool:
    return _ENCRYPTION.search(stream.read(HEAD_BYTES).partition(_CLUSTER)[0]) is not None


def _mpegts(stream: BinaryIO) -> bool:
    """Whether most packets of a transport stream say that they are scrambled."""
    head = stream.read(HEAD_BYTES)
    size, offset = packet_size(head)
    flags = head[offset + 3 :: size] if size else b""
    return 2 * sum(byte & 0xC0 != 0 for byte in flags) > len(flags)


_CHECKS = {"mov": _mov, "matroska": _matroska, "mpegts": _mpegts}
