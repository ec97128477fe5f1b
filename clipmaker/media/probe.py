"""Facts about a media file: what it holds, or one line on why it is no use.

Files come from strangers: the format is decided by content alone. What was read once is remembered
by the content's digest, since decoding the beginning of a picture takes time. PyAV is imported
where a file is read.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from clipmaker.door.plain import from_json, to_json
from clipmaker.machine.stamps import stamp
from clipmaker.machine.writing import write_whole
from clipmaker.media.bounds import check_size
from clipmaker.media.digest import digest
from clipmaker.media.model import MediaInfo
from clipmaker.media.protected import check_unprotected
from clipmaker.media.size import declared_size
from clipmaker.media.sniff import sniff
from clipmaker.media.whole import check_whole
from clipmaker.resources import cache_dir

PROBE_VERSION = 3
"""Grows with every change of what is read of the same file."""


def probe(file: Path) -> MediaInfo:
    """Return what a file holds.

    Raises:
        MediaError: it is missing, empty, unreadable, damaged, no media, or beyond the bounds.
    """
    kind = sniff(file)
    check_whole(file, kind.demuxer)
    check_unprotected(file, kind.demuxer)
    if declared := declared_size(file, kind.demuxer):
        check_size(file, *declared)
    before = stamp(file)
    content = digest(file)
    place = cache_dir() / "facts" / f"{content}-{PROBE_VERSION}-{kind.demuxer}.json"
    if (known := _remembered(place)) is not None:
        return replace(known, file=file.resolve(), digest=content)
    from clipmaker.media.reading import read_info

    found = read_info(file, kind, content)
    if stamp(file) == before:
        _remember(place, found)
    return found


def _remember(place: Path, info: MediaInfo) -> None:
    # A full disk only means that it is read again next time.
    with suppress(OSError):
        text = to_json(replace(info, file=Path()))
        write_whole(place, f"{_sum(text)}\n{text}".encode())


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _remembered(place: Path) -> MediaInfo | None:
    """Return what is known of a content; None when that is nothing, or was damaged."""
    try:
        total, _, text = place.read_text(encoding="utf-8").partition("\n")
        return from_json(MediaInfo, text) if total == _sum(text) else None
    except (OSError, ValueError):
        return None
