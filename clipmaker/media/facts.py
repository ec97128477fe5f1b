"""Facts of pictures and sounds in an opened file. Imports PyAV, as `clipmaker.media.reading`."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av.error
from av.stream import Disposition

from clipmaker.errors import MediaError
from clipmaker.languages import two_letters
from clipmaker.media import tables
from clipmaker.media.bounds import DECODER_PIXELS, check_see_through, check_size
from clipmaker.media.boxes import is_mirrored
from clipmaker.media.model import ALPHA_DECODERS, AudioFacts, VideoFacts
from clipmaker.media.sniff import Kind

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.stream import Stream
    from av.video.format import VideoFormat
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_FRAMES_LOOKED_AT = 4
"""Interlaced recordings may begin with a progressive frame or two."""
_PACKETS_TRIED = 400
"""A picture that has not come by then is not going to."""
_NO_TIME = -(1 << 63)


def is_picture(stream: VideoStream) -> bool:
    """Whether a stream is moving pictures rather than the cover of a song."""
    return not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)


def read_video(
    file: Path, kind: Kind, container: InputContainer, stream: VideoStream
) -> VideoFacts:
    """Return the facts of the picture; its first frames are decoded, so it can be.

    Args:
        file: the opened file, for messages.
        kind: what it is.
        container: the opened file, at its start; a few packets are read.
        stream: the picture.

    Raises:
        MediaError: it cannot be decoded, or is too large.
    """
    context = stream.codec_context
    if context is None or not context.codec:
        raise MediaError(f"{file}: the picture is stored in a way that cannot be decoded")
    check_size(file, context.width, context.height)
    context.options = {**context.options, "max_pixels": str(DECODER_PIXELS)}
    first, interlaced = _first_frame(container, stream)
    if first is None:
        raise MediaError(f"{file}: the picture ({context.name}) cannot be decoded")
    width, height = first.width, first.height
    check_size(file, width, height)
    see_through = _see_through(stream, first.format)
    if see_through:
        check_see_through(file, width, height)
    rotation, mirrored = _turn(file, kind, stream, first)
    aspect = _aspect(stream.sample_aspect_ratio)
    upright = (max(1, round(width * aspect)), height)
    display = upright if rotation % 180 == 0 else (upright[1], upright[0])
    pixel_format = first.format
    return VideoFacts(
        codec=context.name,
        width_px=width,
        height_px=height,
        display_width_px=display[0],
        display_height_px=display[1],
        rotation=rotation,
        mirrored=mirrored,
        sample_aspect=aspect,
        rate=Fraction(0) if kind.still else rate(stream),
        pixel_format=pixel_format.name,
        bits=max(component.bits for component in pixel_format.components),
        alpha=see_through,
        transfer=tables.TRANSFER.get(int(context.color_trc), ""),
        primaries=tables.PRIMARIES.get(int(context.color_primaries), ""),
        matrix=tables.MATRIX.get(int(context.colorspace), ""),
        full_range=int(context.color_range) == tables.FULL_RANGE
        or pixel_format.name.startswith("yuvj"),
        interlaced=interlaced,
    )


def _first_frame(container: InputContainer, stream: VideoStream) -> tuple[VideoFrame | None, bool]:
    """Decode the first few frames; damaged ones are passed over.

    Returns:
        The first one, None where none can be decoded, and whether one of them is interlaced. The
        others are not kept: large ones would fill the memory.
    """
    first: VideoFrame | None = None
    interlaced, count = False, 0
    for tried, packet in enumerate(container.demux(stream)):
        try:
            for frame in packet.decode():
                first = first or frame
                interlaced = interlaced or frame.interlaced_frame
                count += 1
        except av.error.InvalidDataError:
            continue
        if count >= _FRAMES_LOOKED_AT or tried >= _PACKETS_TRIED:
            break
    return first, interlaced


def _see_through(stream: VideoStream, pixel_format: VideoFormat) -> bool:
    """Whether parts of the picture may be transparent.

    VP8 and VP9 keep transparency as a second picture, which only WebM's own remark tells of.
    """
    if stream.metadata.get("alpha_mode") == "1" and stream.codec_context.name in ALPHA_DECODERS:
        return True
    return pixel_format.has_palette or any(part.is_alpha for part in pixel_format.components)


def _turn(file: Path, kind: Kind, stream: VideoStream, frame: VideoFrame) -> tuple[int, bool]:
    """Return how a frame is to be turned, degrees clockwise, and whether it is then flipped.

    The matrix itself is not asked of PyAV, whose list of a frame's side data (18.1) crashes
    Python on some pictures and fails on kinds newer than itself (PyAV pull request 2392).
    """
    clockwise = round(-frame.rotation / 90) * 90
    if kind.demuxer == "mov" and is_mirrored(file, stream.id):
        return (180 - clockwise) % 360, True
    return clockwise % 360, False


def _aspect(ratio: Fraction | None) -> Fraction:
    """Return the shape of a stored pixel; nonsense counts as square."""
    return ratio if ratio and Fraction(1, 8) <= ratio <= 8 else Fraction(1)


def rate(stream: Stream) -> Fraction:
    """Return the average rate; 0 when the file tells none that can be."""
    for told in (stream.average_rate, stream.guessed_rate):
        if told and 0 < told <= 1000:
            return Fraction(told)
    return Fraction(0)


def read_audio(stream: AudioStream, index: int, origin_s: Fraction) -> AudioFacts:
    """Return the facts of an audio track.

    Args:
        stream: the track.
        index: its number among the audio tracks, 0-based.
        origin_s: when the file starts on its own clock, seconds.
    """
    context = stream.codec_context
    start_s = seconds(stream.start_time, stream.time_base, missing=origin_s)
    layout = {"1 channels": "mono", "2 channels": "stereo"}
    return AudioFacts(
        index=index,
        codec=context.name,
        sample_rate_hz=context.sample_rate,
        channels=context.layout.nb_channels,
        layout=layout.get(context.layout.name, context.layout.name),
        language=two_letters(stream.metadata.get("language", "")),
        start_ms=round((start_s - origin_s) * 1000),
    )


def seconds(
    value: int | None, base: Fraction | None, *, missing: Fraction = Fraction(0)
) -> Fraction:
    """Return a time of FFmpeg's in seconds."""
    return missing if value is None or value == _NO_TIME or not base else value * base
