"""Reads facts of a media file with PyAV: what it holds, or one line on why it is no use.

Only the file itself is opened, and sizes, lengths and the work done are bounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error

from clipmaker.errors import MediaError
from clipmaker.media.bars import inner_part
from clipmaker.media.bounds import MAX_DURATION_S, MAX_STREAMS
from clipmaker.media.facts import is_picture, read_audio, read_video, seconds
from clipmaker.media.length import scan, told_end
from clipmaker.media.model import MediaInfo
from clipmaker.media.opening import opened
from clipmaker.media.sniff import Kind

if TYPE_CHECKING:
    pass


def read_info(file: Path, kind: Kind, digest: str) -> MediaInfo:
    """Return what a file holds, by opening it and decoding the beginning of its picture.

    Args:
        file: the file.
        kind: what it is, as told by `clipmaker.media.sniff`.
        digest: hex sha256 of its content.

    Raises:
        MediaError: it cannot be read, is damaged, is no media, or is beyond the bounds.
    """
    with _translated(file), opened(file, kind) as container:
        if len(container.streams) > MAX_STREAMS:
            raise MediaError(f"{file}: {len(container.streams)} tracks are more than {MAX_STREAMS}")
        picture = next(filter(is_picture, container.streams.video), None)
        # Tracks in a sound format of the future are left out; the others keep their numbers.
        tracks = {
            index: track
            for index, track in enumerate(container.streams.audio)
            if track.codec_context is not None
        }
        lost = tuple(i for i in range(len(container.streams.audio)) if i not in tracks)
        if picture is None and lost and not tracks:
            raise MediaError(f"{file}: its sound is stored in a way that cannot be decoded")
        if picture is None and not tracks:
            raise MediaError(f"{file}: the file holds neither picture nor sound")
        main = picture or next(iter(tracks.values()))
        video = read_video(file, kind, container, picture) if picture else None
        origin_s = seconds(container.start_time, Fraction(1, av.time_base))
        audio = tuple(read_audio(track, index, origin_s) for index, track in tracks.items())
        end_s = Fraction(0) if kind.still else told_end(container, kind.demuxer, main)
        number = main.index
    if end_s is None:
        with _translated(file), opened(file, kind) as container:
            scanned = scan(container, container.streams[number])
        end_s = scanned.end_s
        if video is not None:
            video = replace(video, key_gap_ms=math.ceil(scanned.key_gap_s * 1000))
    duration_ms = 0 if kind.still else _bounded_ms(file, end_s - origin_s)
    if video is not None and not kind.still:
        with _translated(file), opened(file, kind) as container:
            video = replace(video, inner=inner_part(container, video, end_s - origin_s))
    return MediaInfo(
        file=file.resolve(),
        digest=digest,
        container=kind.demuxer,
        duration_ms=duration_ms,
        video=video,
        audio=audio,
        undecodable=lost,
        still=kind.still,
        start_s=origin_s,
    )


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    """Turn PyAV's errors into one line for people."""
    try:
        yield
    except av.error.ExitError as error:
        raise MediaError(f"{file}: reading the file takes too long; is its disk there?") from error
    except UnicodeEncodeError as error:
        raise MediaError(f"{str(file)!a}: the file's name is not UTF-8: rename it") from error
    except av.error.FFmpegError as error:
        raise MediaError(
            f"{file}: the file is damaged, or not what its first bytes promise"
        ) from error


def _bounded_ms(file: Path, duration_s: Fraction) -> int:
    """Return a duration in ms; films without end and without length are refused."""
    duration_ms = round(duration_s * 1000)
    if duration_ms <= 0:
        raise MediaError(f"{file}: the file is damaged: it holds no frame that can be shown")
    if duration_s > MAX_DURATION_S:
        raise MediaError(
            f"{file}: {float(duration_s) / 3600:.1f} hours are more than the "
            f"{MAX_DURATION_S // 3600} allowed: cut out the part you need"
        )
    return duration_ms
