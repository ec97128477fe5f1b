"""How a segment's picture is encoded: by FFmpeg's own x264, in this process.

A program of its own for every segment took 90 MB more each, a pipe for every picture, and gave the
same packets.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from clipmaker.errors import RenderError
from clipmaker.machine.stopping import check_stopped
from clipmaker.profile.model import DeliveryProfile, Encoder
from clipmaker.tools.ffmpeg import no_space

if TYPE_CHECKING:
    from av import VideoCodecContext

CODEC: Literal["libx264"] = "libx264"
_BT709 = 1
_LIMITED = 1
"""FFmpeg's numbers for BT.709 (primaries, transfer and matrix alike) and for limited range."""
_MP4 = {"movflags": "+negative_cts_offsets", "use_editlist": "0", "fflags": "+bitexact"}


def encoder_version() -> str:
    """Return the version of the library that encodes; it comes with an x264 of its own."""
    return f"av {version('av')}"


def x264_params(encoder: Encoder) -> str:
    """Return x264's own settings.

    Every segment begins with an IDR frame, closes its GOPs and carries the same headers, so that
    segments can be joined by copying packets. Threads and ``cpu-independent`` keep bytes from
    depending on the machine's cores.
    """
    params = {
        "cpu-independent": 1,
        "stitchable": 1,
        "open-gop": 0,
        "keyint": encoder.gop_frames,
        "bframes": encoder.b_frames,
        "vbv-maxrate": encoder.max_kbit_s,
        "vbv-bufsize": encoder.buffer_kbit,
        "vbv-init": encoder.buffer_start,
        "colorprim": "bt709",
        "transfer": "bt709",
        "colormatrix": "bt709",
        "fullrange": "off",
    }
    if encoder.subme is not None:
        params["subme"] = encoder.subme
    return ":".join(f"{name}={value}" for name, value in params.items())


def encode_pictures(
    pictures: Iterable[bytes | memoryview], target: Path, profile: DeliveryProfile, *, doing: str
) -> str:
    """Encode finished pictures into a segment file.

    Args:
        pictures: raw ``yuv420p``, BT.709, limited range, of the profile's size; each is read
            before the next is asked for.
        target: the MP4 to write.
        profile: size, rate and encoder settings.
        doing: what it is for, to begin a message with: ``card 3 (caption)``.

    Returns:
        How light each of them is; see :func:`clipmaker.media.light.packed`.

    Raises:
        StoppedError: the job's group is being stopped.
        DiskError: the disk is full.
        RenderError: it cannot be encoded.
    """
    import av
    import numpy as np

    from clipmaker.media.light import light_of, packed

    light = []
    rows, step = profile.height_px * 3 // 2, 1 / profile.rate
    options = _MP4 | {"video_track_timescale": str(profile.rate.numerator * 1000)}
    with (
        _failures(doing),
        av.open(f"file:{target.absolute()}", "w", format="mp4", options=options) as made,
    ):
        stream = made.add_stream(CODEC, rate=profile.rate)
        _set_up(stream.codec_context, profile)
        for number, picture in enumerate(pictures):
            check_stopped()
            samples = np.frombuffer(picture, np.uint8).reshape(rows, profile.width_px)
            light.append(light_of(samples[: profile.height_px]))
            frame = av.VideoFrame.from_numpy_buffer(samples, "yuv420p")
            frame.pts, frame.time_base = number, step
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))
    return packed(light)


def _set_up(context: VideoCodecContext, profile: DeliveryProfile) -> None:
    encoder = profile.encoder
    context.width, context.height = profile.width_px, profile.height_px
    context.pix_fmt = "yuv420p"
    context.thread_count = encoder.threads
    context.sample_aspect_ratio = Fraction(1)
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _LIMITED
    context.options = {
        "preset": encoder.preset,
        "crf": str(encoder.crf),
        "profile": "high",
        "x264-params": x264_params(encoder),
        "flags": "+bitexact",
    }


@contextmanager
def _failures(doing: str) -> Iterator[None]:
    """Turn what the encoder says into one message."""
    import av

    try:
        yield
    except av.FFmpegError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise no_space(doing) from error
        raise RenderError(f"{doing}: encoding failed: {error.strerror}") from error
