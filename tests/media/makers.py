"""Small media files, written with PyAV when a test needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np


@dataclass(frozen=True, kw_only=True)
class Track:
    """An audio track of a tone."""

    codec: str = "aac"
    layout: str = "stereo"
    rate_hz: int = 48000
    language: str = ""
    late_s: Fraction = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A file to make."""

    width: int = 64
    height: int = 48
    frames: int = 10
    rate: Fraction = Fraction(25)
    codec: str = "libx264"
    pixels: str = "yuv420p"
    aspect: Fraction | None = None
    turn: tuple[int, bool, bool] | None = None
    options: dict[str, str] = field(default_factory=dict)
    colours: tuple[int, int, int] | None = None
    sounds: Sequence[Track] = ()
    seconds: Fraction = Fraction(2, 5)
    container_options: dict[str, str] = field(default_factory=dict)


def corner_picture(width: int, height: int) -> np.ndarray:
    """A dark picture whose upper left quarter is white and upper right quarter is grey."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = 255
    picture[: height // 2, width // 2 :] = 128
    return picture


def make(file: Path, recipe: Recipe, *, picture: bool = True) -> Path:
    """Write a media file."""
    with av.open(str(file), "w", options=recipe.container_options) as out:
        video = _video_stream(out, recipe) if picture else None
        tracks = [_audio_stream(out, track) for track in recipe.sounds]
        if video is not None:
            for number in range(recipe.frames):
                frame = av.VideoFrame.from_ndarray(
                    corner_picture(recipe.width, recipe.height), format="rgb24"
                ).reformat(format=recipe.pixels)
                frame.pts = number
                out.mux(video.encode(frame))
            out.mux(video.encode())
        for track, stream in zip(recipe.sounds, tracks, strict=True):
            _write_tone(out, stream, track, recipe.seconds)
    return file


def _video_stream(out, recipe: Recipe):
    video = out.add_stream(recipe.codec, rate=recipe.rate)
    video.width, video.height, video.pix_fmt = recipe.width, recipe.height, recipe.pixels
    video.options = recipe.options
    if recipe.aspect is not None:
        video.codec_context.sample_aspect_ratio = recipe.aspect
    if recipe.turn is not None:
        degrees, hflip, vflip = recipe.turn
        video.set_display_rotation(degrees, hflip=hflip, vflip=vflip)
    if recipe.colours is not None:
        context = video.codec_context
        context.color_primaries, context.color_trc, context.colorspace = recipe.colours
    return video


def _audio_stream(out, track: Track):
    stream = out.add_stream(track.codec, rate=track.rate_hz, layout=track.layout)
    if track.language:
        stream.metadata["language"] = track.language
    return stream


def _write_tone(out, stream, track: Track, seconds: Fraction) -> None:
    count = int(track.rate_hz * seconds)
    tone = (np.sin(np.arange(count) * 0.06) * 9000).astype(np.int16)
    channels = stream.codec_context.layout.nb_channels
    frame = av.AudioFrame.from_ndarray(
        np.repeat(tone, channels)[None, :], format="s16", layout=track.layout
    )
    frame.sample_rate = track.rate_hz
    frame.pts = int(track.late_s * track.rate_hz)
    frame.time_base = Fraction(1, track.rate_hz)
    out.mux(stream.encode(frame))
    out.mux(stream.encode())
