"""Small grey versions of frames, by which made footage is compared with its source."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clipmaker.media.motion import Motion
from clipmaker.tools.graph import Output, Stream, pipe_output

THUMB_PX = 32


def thumbs_output(picture: Stream) -> Output:
    """Return an output that writes a picture's thumbs to standard output."""
    small = picture.filter("scale", THUMB_PX, THUMB_PX, flags="area+accurate_rnd+bitexact")
    grey = small.filter("format", "gray")
    return pipe_output([grey], format="rawvideo", fps_mode="passthrough")


def motion_of(thumbs: bytes) -> Motion:
    """Return brightness and change of raw thumbs, frame by frame."""
    pixels = np.frombuffer(thumbs, np.uint8).reshape(-1, THUMB_PX * THUMB_PX).astype(np.float32)
    return _motion(pixels)


def motion_in(file: Path, box: tuple[int, int, int, int]) -> Motion:
    """Decode a segment and return the motion of a part of it.

    Args:
        file: an encoded segment.
        box: left, top, width and height in pixels.
    """
    import av

    left, top, width, height = box
    rows = []
    with av.open(f"file:{file.absolute()}") as media:
        if not media.streams.video:
            return Motion(luma=(), change=())
        media.streams.video[0].thread_type = "AUTO"
        for frame in media.decode(video=0):
            plane = frame.planes[0]
            luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            part = luma[top : top + height, left : left + width]
            rows.append(part[:: max(1, height // 64), :: max(1, width // 64)].astype(np.float32))
    if not rows:
        return Motion(luma=(), change=())
    return _motion(np.stack([row.reshape(-1) for row in rows]))


def _motion(frames: NDArray[np.float32]) -> Motion:
    change = np.abs(np.diff(frames, axis=0)).mean(axis=1)
    return Motion(
        luma=tuple(round(float(v), 2) for v in frames.mean(axis=1)),
        change=(0.0, *(round(float(v), 3) for v in change)),
    )
