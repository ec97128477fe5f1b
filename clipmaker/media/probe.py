"""Facts about a media file: what it holds, or one line on why it is no use.

Files come from strangers: the format is decided by content alone. What was read once is remembered
by the content's digest, since decoding the beginning of a picture takes time. PyAV is imported
where a file is read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clipmaker.door.plain import from_json, to_json
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.machine.stamps import stamp
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
        write_kept(place, to_json(replace(found, file=Path())))
    return found


def _remembered(place: Path) -> MediaInfo | None:
    """Return what is known of a content; None for nothing, or what another version wrote."""
    text = read_kept(place)
    try:
        return from_json(MediaInfo, text) if text else None
    except ValueError:
        return None
