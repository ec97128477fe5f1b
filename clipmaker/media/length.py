"""How long a file is. Imports PyAV, as `clipmaker.media.reading`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av

from clipmaker.media.facts import rate, seconds

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

_WITHOUT_LENGTH = ("mpegts", "mpeg", "aac", "mp3")
"""FFmpeg guesses the length of these from the bit rate or the last time it meets."""

_UNCHECKED = ("avi", "mxf")
"""Containers whose header tells a length that may be longer than what is there."""
_WAV_HEAD = 1 << 16
_WAV_UNKNOWN = 0x7F000000


def told_end(container: InputContainer, demuxer: str, stream: Stream) -> Fraction | None:
    """Return when a stream ends by the file's header, seconds; None when it does not tell."""
    if demuxer in _WITHOUT_LENGTH:
        return None
    if stream.duration and stream.duration > 0 and stream.time_base:
        return seconds(stream.start_time, stream.time_base) + stream.duration * stream.time_base
    if container.duration and container.duration > 0:
        base = Fraction(1, av.time_base)
        return seconds(container.start_time, base) + container.duration * base
    return None


def promised_end(
    file: Path, container: InputContainer, demuxer: str, stream: Stream
) -> Fraction | None:
    """Return when a stream ends by a header that nothing was held against yet, seconds.

    None for containers that are refused when they hold less than they say, and for those that
    only guess.
    """
    if demuxer == "wav":
        return _wav_end(file)
    return told_end(container, demuxer, stream) if demuxer in _UNCHECKED else None


def _wav_end(file: Path) -> Fraction | None:
    """Return the length that a WAV file's header tells, seconds; None when it tells none.

    FFmpeg takes the file's own size where that is smaller.
    """
    with file.open("rb") as stream:
        head = stream.read(_WAV_HEAD)
    bytes_per_s = place = 0
    if head[:4] == b"RIFF":
        place = 12
    while 0 < place <= len(head) - 24:
        name, size = head[place : place + 4], int.from_bytes(head[place + 4 : place + 8], "little")
        if name == b"fmt ":
            bytes_per_s = int.from_bytes(head[place + 16 : place + 20], "little")
        if name == b"data":
            # What is written to a pipe cannot know its length, and says so with a huge one.
            return Fraction(size, bytes_per_s) if bytes_per_s and size < _WAV_UNKNOWN else None
        place += 8 + size + size % 2
    return None


@dataclass(frozen=True, kw_only=True)
class Scan:
    """What reading every packet of a stream tells.

    Attributes:
        end_s: when it ends, seconds.
        key_gap_s: longest time from one packet that decoding can start at to the next, or to the
            end; 0 when there is none.
    """

    end_s: Fraction
    key_gap_s: Fraction


def scan(container: InputContainer, stream: Stream) -> Scan:
    """Read every packet of a stream from where the file stands."""
    end_s = gap_s = Fraction(0)
    key_s: Fraction | None = None
    frame_s = 1 / rate(stream) if stream.type == "video" and rate(stream) else Fraction(0)
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        time_s = packet.pts * packet.time_base
        end_s = max(end_s, time_s + ((packet.duration or 0) * packet.time_base or frame_s))
        if packet.is_keyframe:
            gap_s = max(gap_s, time_s - key_s) if key_s is not None else gap_s
            key_s = time_s
    if key_s is None:
        return Scan(end_s=end_s, key_gap_s=Fraction(0))
    return Scan(end_s=end_s, key_gap_s=max(gap_s, end_s - key_s))
