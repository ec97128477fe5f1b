"""Packet-level facts of a finished file, read without decoding it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import MediaError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.codeccontext import VideoCodecContext

_NOT_READ = "could not be read as a video file"


@dataclass(frozen=True, kw_only=True)
class PacketFacts:
    """What the packets of a clip say.

    Attributes:
        video_codec: codec name.
        video_profile: codec profile, ``High``.
        width_px: picture width.
        height_px: picture height.
        pixel_format: FFmpeg's pixel format name.
        rate: average frames a second.
        frames: number of pictures.
        even: whether every timestamp step is equal and the first picture stands at zero.
        duration_s: end of the last picture, seconds.
        colour: primaries, transfer, matrix and range, as the stream tags them.
        audio_codec: codec name, "" without sound.
        audio_profile: codec profile, ``LC``.
        audio_rate_hz: samples a second.
        audio_channels: number of channels.
        audio_start_s: time of the first sound packet, seconds.
        audio_end_s: end of the last one.
        bytes: file size.
    """

    video_codec: str
    video_profile: str
    width_px: int
    height_px: int
    pixel_format: str
    rate: Fraction
    frames: int
    even: bool
    duration_s: Fraction
    colour: tuple[str, str, str, str]
    audio_codec: str = ""
    audio_profile: str = ""
    audio_rate_hz: int = 0
    audio_channels: int = 0
    audio_start_s: Fraction = Fraction(0)
    audio_end_s: Fraction = Fraction(0)
    bytes: int


def read_packets(file: Path) -> PacketFacts:
    """Return the facts of an MP4's packets.

    Raises:
        MediaError: it is not an MP4, or has no picture.
    """
    import av

    try:
        with av.open(
            f"file:{file.absolute()}", format="mov", options={"protocol_whitelist": "file"}
        ) as media:
            return _read(media, file)
    except (av.FFmpegError, OSError) as error:
        raise MediaError(f"{file}: {_NOT_READ} ({error})") from error


def _read(media: InputContainer, file: Path) -> PacketFacts:
    if not media.streams.video:
        raise MediaError(f"{file}: {_NOT_READ}: it has no picture")
    video = media.streams.video[0]
    audio = media.streams.audio[0] if media.streams.audio else None
    stamps: list[int] = []
    step = 0
    audio_start: int | None = None
    audio_end = 0
    for packet in media.demux([s for s in (video, audio) if s is not None]):
        if packet.pts is None or packet.size == 0:
            continue
        if packet.stream is video:
            stamps.append(packet.pts)
            step = packet.duration or step
        else:
            audio_start = packet.pts if audio_start is None else min(audio_start, packet.pts)
            audio_end = max(audio_end, packet.pts + (packet.duration or 0))
    stamps.sort()
    steps = {b - a for a, b in pairwise(stamps)}
    base = video.time_base or Fraction(1)
    context = video.codec_context
    facts = PacketFacts(
        video_codec=context.name,
        video_profile=context.profile or "",
        width_px=context.width,
        height_px=context.height,
        pixel_format=context.pix_fmt or "",
        rate=Fraction(video.average_rate or 0),
        frames=len(stamps),
        even=len(steps) <= 1 and bool(stamps) and stamps[0] == 0,
        duration_s=(stamps[-1] + step) * base if stamps else Fraction(0),
        colour=_colour(context),
        bytes=file.stat().st_size,
    )
    if audio is None:
        return facts
    audio_base = audio.time_base or Fraction(1)
    sound = audio.codec_context
    return replace(
        facts,
        audio_codec=sound.name,
        audio_profile=sound.profile or "",
        audio_rate_hz=sound.sample_rate,
        audio_channels=sound.layout.nb_channels,
        audio_start_s=(audio_start or 0) * audio_base,
        audio_end_s=audio_end * audio_base,
    )


def _colour(context: VideoCodecContext) -> tuple[str, str, str, str]:
    """Return primaries, transfer, matrix and range by their usual names."""
    names = {1: "bt709", 2: "unknown"}
    codes = (context.color_primaries, context.color_trc, context.colorspace)
    primaries, transfer, matrix = (names.get(int(c), f"code {int(c)}") for c in codes)
    ranges = {0: "unknown", 1: "tv", 2: "pc"}
    return (primaries, transfer, matrix, ranges.get(int(context.color_range), "unknown"))
