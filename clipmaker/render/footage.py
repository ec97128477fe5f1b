"""One FFmpeg graph for a segment of footage: fit, words, chrome, encode, all in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.media.model import VideoFacts
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.colour import in_bt709
from clipmaker.story.model import Box
from clipmaker.timeline.placement import FILL_LUMA, FootageLayout, even_pixels
from clipmaker.tools.graph import Stream, file_input

SCALE_FLAGS = "bicubic+accurate_rnd+full_chroma_int+bitexact"
_BLUR_WIDTH = 136
_BLUR_SIGMA = 7


@dataclass(frozen=True, kw_only=True)
class Sticker:
    """A still laid over footage.

    Attributes:
        file: one raw ``yuva420p`` picture.
        width_px: its width.
        height_px: its height.
        left_px: its left edge, even.
        top_px: its top edge, even.
        frames: the frames that show it, half-open.
    """

    file: Path
    width_px: int
    height_px: int
    left_px: int
    top_px: int
    frames: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Frames of a file, and what is known of their picture.

    Attributes:
        frames: upright, on the clip's grid.
        video: facts of the file's picture.
        tone: the table that brings it to BT.709, where it needs one.
    """

    frames: Stream
    video: VideoFacts
    tone: Path | None = None


def place_picture(source: Source, layout: FootageLayout, profile: DeliveryProfile) -> Stream:
    """Return the canvas with the picture on it."""
    left, top, width, height = even_pixels(layout.picture, profile.scale)
    if not layout.filled:
        return _fit(source, layout.crop, width, height, SCALE_FLAGS)
    behind, front = (replace(source, frames=frames) for frames in source.frames.split())
    picture = _fit(front, layout.crop, width, height, SCALE_FLAGS)
    canvas = _blurred(behind, layout, profile)
    return canvas.overlay(picture, x=left, y=top, format="yuv420")


def _fit(source: Source, crop: Box, width: int, height: int, flags: str) -> Stream:
    """Cut a part (shares of the picture), scale it to a size in pixels, and make it BT.709."""
    frames = _cut(source.frames, crop)
    return in_bt709(frames, source.video, width, height, flags, source.tone)


def _cut(frames: Stream, part: Box) -> Stream:
    if (part.left, part.top, part.right, part.bottom) == (0, 0, 1, 1):
        return frames
    return frames.filter(
        "crop",
        w=f"2*trunc(iw*{part.right - part.left:.6f}/2)",
        h=f"2*trunc(ih*{part.bottom - part.top:.6f}/2)",
        x=f"iw*{part.left:.6f}",
        y=f"ih*{part.top:.6f}",
    )


def _blurred(source: Source, layout: FootageLayout, profile: DeliveryProfile) -> Stream:
    """Return the picture's own colours as a soft ground; blurred small, since blur costs pixels."""
    small_height = 2 * round(_BLUR_WIDTH * profile.height_px / profile.width_px / 2)
    part = _covering(source.video, layout.crop, profile)
    small = _fit(source, part, _BLUR_WIDTH, small_height, "area+accurate_rnd+bitexact")
    soft = small.filter("gblur", sigma=_BLUR_SIGMA, steps=2)
    # Darkened while it is small: of every frame that is a hundredth of the work.
    dark = soft.filter("lutyuv", y=f"16+(val-16)*{FILL_LUMA}")
    size = (profile.width_px, profile.height_px)
    return dark.filter("scale", *size, flags="bicubic+accurate_rnd+bitexact")


def _covering(video: VideoFacts, crop: Box, profile: DeliveryProfile) -> Box:
    """Return the part around the crop's middle that has the canvas's shape."""
    shape = profile.width_px / profile.height_px
    aspect = video.display_width_px / video.display_height_px
    width, height = min(1.0, shape / aspect), min(1.0, aspect / shape)
    middle_x, middle_y = (crop.left + crop.right) / 2, (crop.top + crop.bottom) / 2
    left = min(max(middle_x - width / 2, 0.0), 1.0 - width)
    top = min(max(middle_y - height / 2, 0.0), 1.0 - height)
    return Box(left=left, top=top, right=left + width, bottom=top + height)


def put_stickers(canvas: Stream, stickers: Sequence[Sticker]) -> Stream:
    """Lay stills over every frame; each is read once and held.

    An endless loop of a still would never end where the footage has no frame at all.
    """
    for sticker in stickers:
        source = file_input(
            sticker.file,
            demuxer="rawvideo",
            pix_fmt="yuva420p",
            s=f"{sticker.width_px}x{sticker.height_px}",
        )
        first, end = sticker.frames
        canvas = canvas.overlay(
            source.video.as_bt709(),
            x=sticker.left_px,
            y=sticker.top_px,
            format="yuv420",
            enable=f"between(n,{first},{end - 1})",
        )
    return canvas
