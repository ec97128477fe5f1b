"""How long a file is. Imports PyAV, as `clipmaker.media.probe`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av

from clipmaker.media.facts import rate, seconds

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.stream import Stream

_WITHOUT_LENGTH = ("mpegts", "mpeg", "aac", "mp3")
"""FFmpeg guesses the length of these from the bit rate or the last time it meets."""


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


def scanned_end(container: InputContainer, stream: Stream) -> Fraction:
    """Return when a stream ends, seconds, by reading every packet from where the file stands."""
    end_s = Fraction(0)
    frame_s = 1 / rate(stream) if stream.type == "video" and rate(stream) else Fraction(0)
    for packet in container.demux(stream):
        if packet.pts is not None:
            length_s = (packet.duration or 0) * packet.time_base or frame_s
            end_s = max(end_s, packet.pts * packet.time_base + length_s)
    return end_s
