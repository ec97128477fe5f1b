"""Whether a file is all there: containers that tell their length are checked against the disk."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from clipmaker.errors import MediaError
from clipmaker.media.boxes import boxes

_NOT_COPIED = "it was probably not copied completely"


def check_whole(file: Path, demuxer: str) -> None:
    """Refuse a file that says it is longer than it is, or whose index is missing.

    Args:
        file: the file.
        demuxer: as told by `clipmaker.media.sniff`.

    Raises:
        MediaError: it is cut off, or damaged.
    """
    check = _CHECKS.get(demuxer)
    if check is None:
        return
    with file.open("rb") as stream:
        size = file.stat().st_size
        if fault := check(stream, size):
            raise MediaError(f"{file}: the file is damaged: {fault}")


def _mov(stream: BinaryIO, size: int) -> str:
    """Return the fault of an MP4 or MOV file, "" when it has none."""
    last = ""
    fault = ""
    indexed = False
    for box in boxes(stream, 0, size):
        last = box.name
        indexed = indexed or box.name == "moov"
        if box.malformed:
            fault = f"its box at byte {box.start} is malformed"
        elif box.end > size:
            fault = f"it ends {_megabytes(box.end - size)} early; {_NOT_COPIED}"
    if not indexed:
        early = f"; {_NOT_COPIED}" if "early" in fault else ""
        malformed = f", and {fault}" if "malformed" in fault else ""
        return f"its index (moov) is missing{early}{malformed}"
    # Recordings cut off in a trailing box of no importance still play.
    return fault if last in ("mdat", "moov", "moof") else ""


def _matroska(stream: BinaryIO, size: int) -> str:
    """Return the fault of a Matroska or WebM file: its segment reaches beyond the file."""
    header_length = _ebml_size(stream, 4)
    if header_length is None:
        return ""
    start = stream.tell() + header_length
    if start > size:
        return f"its header is longer than the file; {_NOT_COPIED}"
    stream.seek(start)
    if stream.read(4) != b"\x18\x53\x80\x67":
        return ""
    length = _ebml_size(stream, start + 4)
    if length is None or stream.tell() + length <= size:
        return ""
    return f"it ends {_megabytes(stream.tell() + length - size)} early; {_NOT_COPIED}"


def _ebml_size(stream: BinaryIO, place: int) -> int | None:
    """Read a variable-length size; None when it says that the size is not known."""
    stream.seek(place)
    first = stream.read(1)
    if not first or not first[0]:
        return None
    width = 9 - first[0].bit_length()
    value = int.from_bytes(first + stream.read(width - 1), "big") & ((1 << 7 * width) - 1)
    return None if value == (1 << 7 * width) - 1 else value


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 50_000 else f"{count} bytes"


# Not WAV and AVI: their lengths are wrong in files that play well.
_CHECKS = {"mov": _mov, "matroska": _matroska}
