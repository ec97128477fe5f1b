"""Joins encoded segments and the encoded sound into one MP4 by copying packets.

FFmpeg's concat demuxer keeps its offsets in microseconds, which moves frames whose segments do
not last whole microseconds, so packets are copied here with exact times: pictures are counted,
and every packet is decoded one step after the one before.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import RenderError
from clipmaker.media.own import open_own

if TYPE_CHECKING:
    from av import AudioStream, Packet, VideoStream
    from av.container import InputContainer

    AnyPacket = Packet[VideoStream] | Packet[AudioStream]

REORDER_FRAMES = 2
"""How far decoding may run ahead of showing: two B-frames at most, one of them referred to."""
TICKS = 1000
"""Ticks of the video time base in one frame."""


def join(segments: Sequence[Path], sound: Path, rate: Fraction, target: Path) -> None:
    """Join segments and sound.

    Args:
        segments: MP4 files in order, encoded alike.
        sound: an ADTS file; ADTS holds no edit list that would shift it.
        rate: frames a second.
        target: the MP4 to write: index first, no edit lists.

    Raises:
        RenderError: a piece cannot be read, or the file cannot be written.
        OSError: the disk is full.
    """
    import av

    options = {
        "movflags": "+faststart+negative_cts_offsets",
        "use_editlist": "0",
        "fflags": "+bitexact",
    }
    try:
        with ExitStack() as stack:
            pieces = [stack.enter_context(open_own(piece)) for piece in segments]
            # Only the pictures themselves tell the shape of their pixels.
            whole = stack.enter_context(av.open(f"file:{segments[0].absolute()}"))
            heard = stack.enter_context(av.open(f"file:{sound.absolute()}", format="aac"))
            made = stack.enter_context(
                av.open(f"file:{target.absolute()}", "w", format="mp4", options=options)
            )
            video = made.add_stream_from_template(whole.streams.video[0])
            video.time_base = 1 / (rate * TICKS)
            audio = made.add_stream_from_template(heard.streams.audio[0])
            # Players read on while they play: sound and picture of one moment stand together.
            for packet in merge(
                _pictures(pieces, video, rate), _sound(heard, audio), key=_decoded_at
            ):
                made.mux(packet)
    except av.FFmpegError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OSError(error.errno, os.strerror(error.errno), str(target)) from error
        raise RenderError(f"joining the segments: {error}") from error


def _pictures(
    pieces: Sequence[InputContainer], target: VideoStream, rate: Fraction
) -> Iterator[AnyPacket]:
    """Yield every picture with its times in the joined clip."""
    done = 0
    for piece in pieces:
        stream = piece.streams.video[0]
        assert stream.time_base is not None
        scale = stream.time_base * rate * TICKS
        count = 0
        for packet in piece.demux(stream):
            if packet.size == 0 or packet.pts is None:
                continue
            packet.pts = done * TICKS + int(packet.pts * scale)
            packet.dts = (done + count - REORDER_FRAMES) * TICKS
            packet.duration = TICKS
            packet.time_base = 1 / (rate * TICKS)
            packet.stream = target
            count += 1
            yield packet
        done += count


def _sound(heard: InputContainer, target: AudioStream) -> Iterator[AnyPacket]:
    for packet in heard.demux(heard.streams.audio[0]):
        if packet.size:
            packet.stream = target
            yield packet


def _decoded_at(packet: AnyPacket) -> Fraction:
    assert packet.dts is not None
    return packet.dts * (packet.time_base or Fraction(1))
