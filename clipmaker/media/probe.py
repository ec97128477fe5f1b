"""Facts about a media file, read with PyAV: what it holds, or one line on why it is no use.

Files come from strangers: the format is decided by content alone, only the file itself is
opened, and sizes, lengths and the work done are bounded.
Imports PyAV: import this module only where a file is probed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import av.error

from clipmaker.errors import MediaError
from clipmaker.languages import two_letters
from clipmaker.media import tables
from clipmaker.media.boxes import is_mirrored
from clipmaker.media.model import AudioFacts, MediaInfo, VideoFacts
from clipmaker.media.sniff import DEMUXERS, STILL, Kind, sniff
from clipmaker.media.whole import check_whole

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.stream import Stream
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

MAX_SIDE_PX = 8192
MAX_PIXELS = 50_000_000
MAX_DURATION_S = 12 * 3600
MAX_STREAMS = 64

_FRAMES_LOOKED_AT = 4
"""Interlaced recordings may begin with a progressive frame or two."""
_PACKETS_TRIED = 400
"""A picture that has not come by then is not going to."""
_TIMEOUT_S = 30.0
_NO_TIME = -(1 << 63)


def probe(file: Path) -> MediaInfo:
    """Return what a file holds.

    Raises:
        MediaError: it is missing, empty, unreadable, damaged, no media, or beyond the bounds.
    """
    kind = sniff(file)
    check_whole(file, kind.demuxer)
    with _translated(file), _opened(file, kind) as container:
        if len(container.streams) > MAX_STREAMS:
            raise MediaError(f"{file}: {len(container.streams)} tracks are more than {MAX_STREAMS}")
        picture = next(filter(_is_picture, container.streams.video), None)
        video = _video(file, kind, container, picture) if picture else None
        tracks = container.streams.audio
        if video is None and not tracks:
            raise MediaError(f"{file}: the file holds neither picture nor sound")
        origin_s = _seconds(container.start_time, Fraction(1, av.time_base))
        audio = tuple(_audio(track, index, origin_s) for index, track in enumerate(tracks))
        end_s = Fraction(0) if kind.still else _end(container, picture or tracks[0])
    if not kind.still and end_s is None:
        end_s = _scanned_end(file, kind, picture is not None)
    duration_ms = round(((end_s or 0) - (0 if kind.still else origin_s)) * 1000)
    _check_duration(file, kind, duration_ms)
    return MediaInfo(
        file=file.resolve(),
        digest=digest(file),
        container=STILL if kind.still else kind.demuxer,
        duration_ms=duration_ms,
        video=video,
        audio=audio,
    )


def digest(file: Path) -> str:
    """Return the hex sha256 of a file's content.

    Raises:
        MediaError: it cannot be read to its end.
    """
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise MediaError(f"{file}: the file cannot be read: {error.strerror}") from error


@contextmanager
def _opened(file: Path, kind: Kind) -> Iterator[InputContainer]:
    """Open a file as that kind and nothing else."""
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": ",".join(DEMUXERS),
        "max_pixels": str(MAX_PIXELS),
    }
    # Without "file:" a name such as a:b.mp4 would be a protocol.
    container = av.open(
        f"file:{file.resolve()}",
        "r",
        format=kind.demuxer,
        options=options,
        metadata_errors="replace",
        timeout=_TIMEOUT_S,
    )
    with container:
        yield container


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    """Turn PyAV's errors into one line for people."""
    try:
        yield
    except av.error.ExitError as error:
        raise MediaError(f"{file}: reading the file takes too long; is its disk there?") from error
    except UnicodeEncodeError as error:
        raise MediaError(f"{str(file)!a}: the file's name is not UTF-8: rename it") from error
    except (av.error.FFmpegError, ValueError) as error:
        said = str(error)
        if match := re.search(r"Picture size (\d+)x(\d+)|Invalid.* size.* (\d+)x(\d+)", said):
            width, height = (int(number) for number in match.groups() if number)
            raise _too_large(file, width, height) from error
        raise MediaError(
            f"{file}: the file is damaged, or not what its first bytes promise"
        ) from error


def _too_large(file: Path, width: int, height: int) -> MediaError:
    return MediaError(
        f"{file}: the picture has {width}x{height} pixels, more than {MAX_SIDE_PX} to a side or "
        f"{MAX_PIXELS // 1_000_000} million in all: make it smaller first"
    )


def _is_picture(stream: VideoStream) -> bool:
    """Whether a stream is moving pictures rather than the cover of a song."""
    return not stream.disposition & (
        av.stream.Disposition.attached_pic | av.stream.Disposition.timed_thumbnails
    )


def _video(file: Path, kind: Kind, container: InputContainer, stream: VideoStream) -> VideoFacts:
    """Return the facts of the picture; its first frames are decoded, so it can be."""
    context = stream.codec_context
    if context is None or not context.codec:
        raise MediaError(f"{file}: the picture is stored in a way that cannot be decoded")
    context.options = {**context.options, "max_pixels": str(MAX_PIXELS)}
    frames = _first_frames(container, stream)
    if not frames:
        raise MediaError(f"{file}: the picture ({context.name}) cannot be decoded")
    width, height = frames[0].width, frames[0].height
    if max(width, height) > MAX_SIDE_PX or width * height > MAX_PIXELS:
        raise _too_large(file, width, height)
    rotation, mirrored = _turn(file, kind, stream, frames[0])
    aspect = _aspect(stream.sample_aspect_ratio)
    upright = (max(1, round(width * aspect)), height)
    display = upright if rotation % 180 == 0 else (upright[1], upright[0])
    pixel_format = frames[0].format
    return VideoFacts(
        codec=context.name,
        width_px=width,
        height_px=height,
        display_width_px=display[0],
        display_height_px=display[1],
        rotation=rotation,
        mirrored=mirrored,
        sample_aspect=aspect,
        rate=Fraction(0) if kind.still else _rate(stream),
        pixel_format=pixel_format.name,
        bits=max(component.bits for component in pixel_format.components),
        transfer=tables.TRANSFER.get(int(context.color_trc), ""),
        primaries=tables.PRIMARIES.get(int(context.color_primaries), ""),
        matrix=tables.MATRIX.get(int(context.colorspace), ""),
        full_range=int(context.color_range) == tables.FULL_RANGE
        or pixel_format.name.startswith("yuvj"),
        interlaced=any(frame.interlaced_frame for frame in frames),
    )


def _first_frames(container: InputContainer, stream: VideoStream) -> list[VideoFrame]:
    """Decode the first few frames; damaged ones are passed over."""
    frames: list[VideoFrame] = []
    for tried, packet in enumerate(container.demux(stream)):
        try:
            frames.extend(packet.decode())
        except av.error.InvalidDataError:
            continue
        if len(frames) >= _FRAMES_LOOKED_AT or tried >= _PACKETS_TRIED:
            break
    return frames


def _turn(file: Path, kind: Kind, stream: VideoStream, frame: VideoFrame) -> tuple[int, bool]:
    """Return how a frame is to be turned, degrees clockwise, and whether it is then flipped.

    The matrix itself is not asked of PyAV, whose list of a frame's side data (18.1) crashes
    Python on some pictures and fails on kinds newer than itself.
    """
    clockwise = round(-frame.rotation / 90) * 90
    if kind.demuxer == "mov" and is_mirrored(file, stream.id):
        return (180 - clockwise) % 360, True
    return clockwise % 360, False


def _aspect(ratio: Fraction | None) -> Fraction:
    """Return the shape of a stored pixel; nonsense counts as square."""
    return ratio if ratio and Fraction(1, 8) <= ratio <= 8 else Fraction(1)


def _rate(stream: Stream) -> Fraction:
    """Return the average rate; 0 when the file tells none that can be."""
    for rate in (stream.average_rate, stream.guessed_rate):
        if rate and 0 < rate <= 1000:
            return Fraction(rate)
    return Fraction(0)


def _audio(stream: AudioStream, index: int, origin_s: Fraction) -> AudioFacts:
    """Return the facts of an audio track."""
    context = stream.codec_context
    start_s = _seconds(stream.start_time, stream.time_base, missing=origin_s)
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


def _seconds(
    value: int | None, base: Fraction | None, *, missing: Fraction = Fraction(0)
) -> Fraction:
    """Return a time of FFmpeg's in seconds."""
    return missing if value is None or value == _NO_TIME or not base else value * base


def _end(container: InputContainer, stream: Stream) -> Fraction | None:
    """Return when a stream ends by its header, seconds; None when the header does not tell."""
    if stream.duration and stream.duration > 0 and stream.time_base:
        return _seconds(stream.start_time, stream.time_base) + stream.duration * stream.time_base
    if container.duration and container.duration > 0:
        base = Fraction(1, av.time_base)
        return _seconds(container.start_time, base) + container.duration * base
    return None


def _scanned_end(file: Path, kind: Kind, picture: bool) -> Fraction:
    """Return when the picture (or sound) ends by reading every packet, seconds."""
    end_s = Fraction(0)
    with _translated(file), _opened(file, kind) as container:
        stream: Stream = (
            container.streams.audio[0]
            if not picture
            else next(filter(_is_picture, container.streams.video))
        )
        frame_s = 1 / _rate(stream) if picture and _rate(stream) else Fraction(0)
        for packet in container.demux(stream):
            if packet.pts is not None:
                length_s = (packet.duration or 0) * packet.time_base or frame_s
                end_s = max(end_s, packet.pts * packet.time_base + length_s)
    return end_s


def _check_duration(file: Path, kind: Kind, duration_ms: int) -> None:
    """Refuse films without end and without length."""
    if kind.still:
        return
    if duration_ms <= 0:
        raise MediaError(f"{file}: the file is damaged: it holds no frame that can be shown")
    if duration_ms > MAX_DURATION_S * 1000:
        hours = duration_ms / 3_600_000
        raise MediaError(
            f"{file}: {hours:.1f} hours are more than the {MAX_DURATION_S // 3600} allowed: "
            "cut out the part you need"
        )
