"""How a segment's picture is encoded, and how segments and sound are joined without encoding."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from clipmaker.profile.model import Encoder
from clipmaker.tools.graph import Option, Output, Stream, file_output

_NO_EDIT_LIST: dict[str, Option] = {"use_editlist": 0}
_BITEXACT: dict[str, Option] = {"fflags": "+bitexact"}


def tagged(picture: Stream) -> Stream:
    """Return a picture whose frames say that they are BT.709, limited range, square pixels."""
    return picture.filter("setsar", "1").as_bt709()


def video_options(encoder: Encoder, rate: Fraction) -> dict[str, Option]:
    """Return FFmpeg's output options for a segment's picture.

    Every segment begins with an IDR frame, closes its GOPs and carries the same headers, so that
    segments can be joined by copying packets. Threads and ``cpu-independent`` keep bytes from
    depending on the machine's cores.
    """
    x264 = {
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
    return {
        "vcodec": "libx264",
        "preset": encoder.preset,
        "crf": encoder.crf,
        "profile:v": "high",
        "pix_fmt": "yuv420p",
        "threads": encoder.threads,
        "r": str(rate),
        "fps_mode": "cfr",
        "x264-params": ":".join(f"{name}={value}" for name, value in x264.items()),
        "color_primaries": "bt709",
        "color_trc": "bt709",
        "colorspace": "bt709",
        "color_range": "tv",
        "flags:v": "+bitexact",
        "video_track_timescale": _timescale(rate),
        "movflags": "+negative_cts_offsets",
        "format": "mp4",
        **_NO_EDIT_LIST,
        **_BITEXACT,
    }


def encode_to(picture: Stream, file: Path, encoder: Encoder, rate: Fraction) -> Output:
    """Return the output that encodes a finished picture into a segment file."""
    return file_output([tagged(picture)], file, **video_options(encoder, rate))


def _timescale(rate: Fraction) -> int:
    return rate.numerator * 1000
