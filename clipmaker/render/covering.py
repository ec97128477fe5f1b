"""Covers faces in frames of footage, before anything else is done with them.

What is covered is made of cells so large that a face fills few of them: nothing of it is left that
could be sharpened again. Everything that is shown or kept of footage is made from covered frames.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.faces.cover import PLATE, ROUND, boxes_at, cells_across
from clipmaker.media.model import MediaInfo, VideoFacts
from clipmaker.plan.model import CoveredFaces
from clipmaker.story.photo import Box, CoverStyle
from clipmaker.tools.graph import Stream, file_input, join_filter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MASK = 4
"""A pixel of the mask stands for so many of the picture each way."""
_OVERLAYS = {"420": "yuv420", "422": "yuv422", "444": "yuv444"}


def write_mask(
    covers: CoveredFaces,
    media: MediaInfo,
    span: tuple[Fraction, int],
    rate: Fraction,
    file: Path,
) -> tuple[int, int]:
    """Write what is covered, one grey picture a frame, and return their width and height.

    Args:
        covers: the faces.
        media: facts of the file.
        span: when the first frame is, seconds of the file, and how many there are.
        rate: frames a second.
        file: where to write.
    """
    assert media.video is not None
    width, height = _upright(media.video)
    size = (max(2, -(-width // _MASK)), max(2, -(-height // _MASK)))
    start_s, frames = span
    last, drawn = None, b""
    with file.open("wb") as out:
        for number in range(frames):
            at_ms = float((start_s + number / rate) * 1000) if not media.still else 0.0
            boxes = boxes_at(covers.faces, at_ms)
            if boxes != last:
                last, drawn = boxes, _mask(boxes, size).tobytes()
            out.write(drawn)
    return size


def _mask(boxes: tuple[Box, ...], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a picture that is white where boxes are, as ovals around them."""
    width, height = size
    mask = np.zeros((height, width), np.uint8)
    rows = (np.arange(height) + 0.5)[:, None] / height
    columns = (np.arange(width) + 0.5)[None, :] / width
    for box in boxes:
        across = (columns - (box.left + box.right) / 2) / max(box.right - box.left, 1e-6)
        down = (rows - (box.top + box.bottom) / 2) / max(box.bottom - box.top, 1e-6)
        mask[across**2 + down**2 <= (ROUND / 2) ** 2] = 255
    return mask


def cover(
    frames: Stream,
    covers: CoveredFaces,
    video: VideoFacts,
    mask: tuple[Path, tuple[int, int]],
    rate: Fraction,
) -> Stream:
    """Return frames in which faces are covered.

    Args:
        frames: upright, on the clip's grid.
        covers: the faces, and how they are covered.
        video: facts of the file's picture.
        mask: what `write_mask` wrote, and its size.
        rate: frames a second.
    """
    file, (mask_width, mask_height) = mask
    width, height = _upright(video)
    white = file_input(
        file,
        demuxer="rawvideo",
        pix_fmt="gray",
        s=f"{mask_width}x{mask_height}",
        framerate=str(rate),
    ).video.filter("scale", width, height, flags="bilinear+bitexact")
    plain, hidden = frames.split()
    kind, layout = _layout(video)
    hidden = hidden.filter("format", kind)
    boxes = (one.box for face in covers.faces for one in face.sightings)
    across = cells_across(boxes, width, height)
    down = max(2, round(across * height / width))
    hidden = hidden.filter("scale", across, down, flags="area+accurate_rnd+bitexact")
    if covers.style is CoverStyle.PLATE:
        hidden = hidden.filter("lutyuv" if layout != "gbrp" else "lutrgb", **_flat(layout))
    flags = "neighbor" if covers.style is CoverStyle.PIXELS else "bicubic"
    hidden = hidden.filter("scale", width, height, flags=f"{flags}+accurate_rnd+bitexact")
    # A hard edge: half a face shining through a soft one would be half a face too much.
    hard = white.filter("lutyuv", y="if(gte(val,64),255,0)")
    hidden = join_filter([hidden, hard], "alphamerge")
    return plain.overlay(hidden, x=0, y=0, format=layout)


def _flat(layout: str) -> dict[str, int]:
    if layout == "gbrp":
        return {"r": PLATE, "g": PLATE, "b": PLATE}
    return {"y": PLATE, "u": 128, "v": 128}


def _layout(video: VideoFacts) -> tuple[str, str]:
    """Return the pixel format that is covered in, and the overlay's name of what comes out."""
    name = video.pixel_format
    if name.startswith(("rgb", "bgr", "gbr", "pal", "argb", "abgr")):
        return "rgba", "gbrp"
    shape = next((one for one in _OVERLAYS if one in name), "420")
    deep = "p10" if video.bits > 8 and shape != "444" else ""
    return f"yuva{shape}p", f"{_OVERLAYS[shape]}{deep}"


def _upright(video: VideoFacts) -> tuple[int, int]:
    if video.rotation % 180:
        return video.height_px, video.width_px
    return video.width_px, video.height_px
