"""A typed face for ffmpeg-python, which builds filter graphs and escapes what stands in them.

Files are always given as ``file:`` and an absolute path, since ``a:b.mp4`` is a protocol to
FFmpeg and ``-a.mp4`` an option (ffmpeg-python issue 406). The process itself is started elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

Option = str | int | float | None
"""An option's value; None writes the option alone (``-noaccurate_seek``)."""
_PROTOCOLS = "file,pipe"


class Stream:
    """One stream in a graph; every filter gives a new one."""

    def __init__(self, node: Any) -> None:
        self.node = node

    def filter(self, name: str, *args: Option, **options: Option) -> Stream:
        """Return this stream after a filter."""
        return Stream(self.node.filter(name, *args, **options))

    def as_bt709(self) -> Stream:
        """Return this video declared as BT.709, limited range; its samples stay as they are.

        What is not declared counts as BT.601 to FFmpeg wherever two streams meet.
        """
        return self.filter(
            "setparams",
            range="tv",
            color_primaries="bt709",
            color_trc="bt709",
            colorspace="bt709",
        )

    def split(self) -> tuple[Stream, Stream]:
        """Return two copies of a video stream."""
        both = self.node.split()
        return Stream(both[0]), Stream(both[1])

    def overlay(self, top: Stream, *, x: int, y: int, **options: Option) -> Stream:
        """Return this stream with another over it, at a whole-pixel place."""
        return Stream(ffmpeg.overlay(self.node, top.node, x=x, y=y, **options))


def silence(rate_hz: int) -> Stream:
    """Return endless stereo silence."""
    return Stream(ffmpeg.input(f"anullsrc=r={rate_hz}:cl=stereo", f="lavfi").audio)


def join_filter(streams: Sequence[Stream], name: str, **options: Option) -> Stream:
    """Return one stream from many through a filter such as ``amix``."""
    return Stream(ffmpeg.filter([s.node for s in streams], name, **options))


class Input:
    """An input file or pipe."""

    def __init__(self, node: Any) -> None:
        self._node = node

    @property
    def video(self) -> Stream:
        """The first video stream that is not a cover picture."""
        return Stream(self._node["V:0"])

    def audio(self, track: int = 0) -> Stream:
        """An audio stream, counted among audio streams only."""
        return Stream(self._node[f"a:{track}"])


def file_input(file: Path, *, demuxer: str, **options: Option) -> Input:
    """Return an input read by one known demuxer, so that a file cannot pose as a playlist."""
    return Input(
        ffmpeg.input(
            f"file:{file.absolute()}",
            f=demuxer,
            format_whitelist=demuxer,
            protocol_whitelist=_PROTOCOLS,
            **options,
        )
    )


def raw_video_input(*, width_px: int, height_px: int, pixel_format: str, rate: str) -> Input:
    """Return frames that are written to FFmpeg's standard input."""
    return Input(
        ffmpeg.input(
            "pipe:0",
            f="rawvideo",
            pix_fmt=pixel_format,
            # ffmpeg-python takes ``video_size`` apart; ``s`` is the same option.
            s=f"{width_px}x{height_px}",
            framerate=rate,
        )
    )


@dataclass(frozen=True, kw_only=True)
class Output:
    """What a run of FFmpeg writes: streams, where to, and how."""

    streams: Sequence[Stream]
    target: str
    options: Mapping[str, Option]


def to_file(streams: Sequence[Stream], file: Path, **options: Option) -> list[str]:
    """Return FFmpeg's arguments for writing streams to a file."""
    return arguments([file_output(streams, file, **options)])


def file_output(streams: Sequence[Stream], file: Path, **options: Option) -> Output:
    """Return an output that is a file."""
    return Output(streams=streams, target=f"file:{file.absolute()}", options=options)


def pipe_output(streams: Sequence[Stream], *, pipe: int = 1, **options: Option) -> Output:
    """Return an output that is FFmpeg's standard output, or another pipe that it inherits."""
    return Output(streams=streams, target=f"pipe:{pipe}", options=options)


def frames_output(picture: Stream, rate: Fraction) -> Output:
    """Return an output that writes raw ``yuv420p`` frames to FFmpeg's standard output.

    Args:
        picture: frames.
        rate: frames a second.
    """
    return pipe_output(
        [picture],
        format="rawvideo",
        pix_fmt="yuv420p",
        fps_mode="passthrough",
        # Raw frames are large: few of them wait.
        thread_queue_size=1,
        # Where filters hide the rate FFmpeg takes another, in which two frames can share a time.
        enc_time_base=f"{rate.denominator}/{rate.numerator}",
    )


def arguments(outputs: Sequence[Output]) -> list[str]:
    """Return FFmpeg's arguments for one run that writes all outputs."""
    nodes = [ffmpeg.output(*(s.node for s in o.streams), o.target, **o.options) for o in outputs]
    merged = nodes[0] if len(nodes) == 1 else ffmpeg.merge_outputs(*nodes)
    return [str(argument) for argument in merged.get_args()]
