"""Parts of the FFmpeg graph for footage: the picture in its place, and what lies over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from clipmaker.canvas.placement import FILL_LUMA, FootageLayout, even_pixels
from clipmaker.media.model import VideoFacts
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.colour import in_bt709
from clipmaker.render.reel import SubtitleReel
from clipmaker.story.photo import Box
from clipmaker.tools.graph import Stream, file_input

SCALE_FLAGS = "bicubic+accurate_rnd+full_chroma_int+bitexact"
_BLUR_WIDTH = 136
_BLUR_SIGMA = 7


@dataclass(frozen=True, kw_only=True)
class FootageSource:
    """Frames of a file, and what is known of their picture.

    Attributes:
        frames: upright, on the clip's grid.
        video: facts of the file's picture.
        tone: the table that brings it to BT.709, where it needs one.
    """

    frames: Stream
    video: VideoFacts
    tone: Path | None = None


@dataclass(frozen=True, kw_only=True)
class PlacedOverlay:
    """Footage in its place.

    Attributes:
        picture: the part of it that is seen, at the size in which it is seen.
        canvas: the same on the whole canvas, to be written over.
    """

    picture: Stream
    canvas: Stream


def place_picture(
    source: FootageSource, layout: FootageLayout, profile: DeliveryProfile
) -> PlacedOverlay:
    """Fit or crop footage, and lay it over its own blur where it does not fill the canvas."""
    left, top, width, height = even_pixels(layout.picture, profile.scale)
    if layout.behind is None:
        picture, canvas = fit_picture(source, layout.crop, width, height, SCALE_FLAGS).split()
        return PlacedOverlay(picture=picture, canvas=canvas)
    behind, front = (replace(source, frames=frames) for frames in source.frames.split())
    # What is shared cannot be written over without copying it, so the smaller one is.
    picture, above = fit_picture(front, layout.crop, width, height, SCALE_FLAGS).split()
    canvas = _blurred(behind, layout.behind, profile)
    return PlacedOverlay(
        picture=picture, canvas=canvas.overlay(above, x=left, y=top, format="yuv420")
    )


def fit_picture(source: FootageSource, crop: Box, width: int, height: int, flags: str) -> Stream:
    """Cut a part of a picture, scale it, and make it BT.709.

    Args:
        source: frames of a file.
        crop: the part, as shares of its width and height.
        width: wanted width, pixels.
        height: wanted height, pixels.
        flags: how to scale.
    """
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


def _blurred(source: FootageSource, part: Box, profile: DeliveryProfile) -> Stream:
    """Return the picture's own colours as a soft ground; blurred small, since blur costs pixels."""
    small_height = 2 * round(_BLUR_WIDTH * profile.height_px / profile.width_px / 2)
    small = fit_picture(source, part, _BLUR_WIDTH, small_height, "area+accurate_rnd+bitexact")
    soft = small.filter("gblur", sigma=_BLUR_SIGMA, steps=2)
    # Darkened while it is small: of every frame that is a hundredth of the work.
    dark = soft.filter("lutyuv", y=f"16+(val-16)*{FILL_LUMA}")
    size = (profile.width_px, profile.height_px)
    return dark.filter("scale", *size, flags="bicubic+accurate_rnd+bitexact")


def put_sweep(canvas: Stream, film: Path, frames: int, profile: DeliveryProfile) -> Stream:
    """Lay what is left of the card before over the first frames; the others pass untouched.

    Args:
        canvas: footage with its words.
        film: raw ``yuva420p`` of the canvas's size.
        frames: how many pictures it holds.
        profile: size and rate.
    """
    source = file_input(
        film,
        demuxer="rawvideo",
        pix_fmt="yuva420p",
        s=f"{profile.width_px}x{profile.height_px}",
        framerate=str(profile.rate),
    )
    timed = source.video.filter("setpts", "N").as_bt709()
    return canvas.overlay(timed, x=0, y=0, format="yuv420", enable=f"lt(n,{frames})")


def put_reel(canvas: Stream, reel: SubtitleReel, rate: Fraction) -> Stream:
    """Lay pictures over frames, each from its frame until the next one's."""
    width, height = reel.window.right - reel.window.left, reel.window.bottom - reel.window.top
    source = file_input(
        reel.file,
        demuxer="rawvideo",
        pix_fmt="yuva420p",
        s=f"{width}x{height}",
        framerate=str(rate),
    )
    steps = [
        f"{end - start}*gte(N,{i})" for i, (start, end) in enumerate(pairwise(reel.changes), 1)
    ]
    timed = source.video.filter("setpts", "+".join([str(reel.changes[0]), *steps]))
    place = {"x": reel.window.left, "y": reel.window.top}
    return canvas.overlay(timed.as_bt709(), **place, format="yuv420")
