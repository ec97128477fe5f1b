"""Small grey versions of frames, by which made footage is compared with its source."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clipmaker.media.motion import PictureMotion
from clipmaker.media.own import decoder_of, open_own
from clipmaker.tools.graph import Output, Stream, join_filter, pipe_output

if TYPE_CHECKING:
    from av.video.plane import VideoPlane

THUMB_PX = 32
PAIR_BYTES = 2 * THUMB_PX * THUMB_PX
"""What `thumbs_output` writes for a frame."""

Box = tuple[int, int, int, int]
"""Left, top, width and height of a part of a picture, pixels."""
Thumbs = NDArray[np.float32]
"""Frames x rows x columns of luma, 16 to 235."""


def thumbs_output(source: Stream, made: Stream, box: Box, pipe: int) -> Output:
    """Return an output that writes thumbs to a pipe.

    Args:
        source: footage alone.
        made: the canvas.
        box: where the footage stands on it.
        pipe: the pipe's number.
    """
    left, top, width, height = box
    part = made.filter("crop", w=width, h=height, x=left, y=top)
    both = join_filter([_thumb(source), _thumb(part)], "vstack", shortest=1)
    return pipe_output([both], pipe=pipe, format="rawvideo", fps_mode="passthrough")


def _thumb(picture: Stream) -> Stream:
    grey = picture.filter("extractplanes", "y")
    return grey.filter("scale", THUMB_PX, THUMB_PX, flags="area+accurate_rnd+bitexact")


def read_thumbs(data: bytes) -> tuple[Thumbs, Thumbs]:
    """Return the source's and the made picture's thumbs from what `thumbs_output` wrote."""
    stacked = np.frombuffer(data, np.uint8).reshape(-1, 2 * THUMB_PX, THUMB_PX)
    whole = stacked.astype(np.float32)
    return whole[:, :THUMB_PX], whole[:, THUMB_PX:]


def motion_of(thumbs: Thumbs) -> PictureMotion:
    """Return brightness and change, frame by frame."""
    change = np.abs(np.diff(thumbs, axis=0)).mean(axis=(1, 2))
    return PictureMotion(
        luma=tuple(round(float(v), 2) for v in thumbs.mean(axis=(1, 2))),
        change=(0.0, *(round(float(v), 3) for v in change)),
    )


def key_thumbs(file: Path, box: Box, rate: Fraction) -> Mapping[int, NDArray[np.float32]]:
    """Decode the key frames of an encoded segment.

    Args:
        file: the segment.
        box: the part that is wanted.
        rate: frames a second.

    Returns:
        Thumbs by the number of their frame.
    """
    found = {}
    with open_own(file) as media:
        stream = media.streams.video[0]
        decoder = decoder_of(stream)
        keys = [packet for packet in media.demux(stream) if packet.is_keyframe]
        for packet in (*keys, None):
            for frame in decoder.decode(packet):
                assert frame.pts is not None
                assert stream.time_base is not None
                number = round(frame.pts * stream.time_base * rate)
                found[number] = _small(frame.planes[0], box)
    return found


def _small(plane: VideoPlane, box: Box) -> NDArray[np.float32]:
    """Return the thumb of a part of a decoded plane."""
    from PIL import Image

    left, top, width, height = box
    luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    part = Image.fromarray(luma[top : top + height, left : left + width])
    return np.asarray(part.resize((THUMB_PX, THUMB_PX), Image.Resampling.BOX), np.float32)


def strayed(made: Thumbs, encoded: Mapping[int, NDArray[np.float32]]) -> float:
    """Return how far, at most, an encoded picture is from what was composed: 0 to 255."""
    return max(float(np.abs(made[i] - thumb).mean()) for i, thumb in encoded.items())
