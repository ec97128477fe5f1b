"""Brings pictures as they are stored to plain BT.709, limited range, 4:2:0."""

from __future__ import annotations

from pathlib import Path

from clipmaker.media.model import VideoFacts
from clipmaker.tools.graph import Option, Stream

_MATRIX = {
    "bt709": "bt709",
    "fcc": "fcc",
    "bt470bg": "bt601",
    "smpte170m": "bt601",
    "smpte240m": "smpte240m",
    "bt2020nc": "bt2020",
    "bt2020c": "bt2020",
}
"""FFmpeg's ``scale`` has its own names."""
_HD_LINES = 720
_DEEP = "gbrp16le"


def in_bt709(
    frames: Stream, video: VideoFacts, width: int, height: int, flags: str, tone: Path | None
) -> Stream:
    """Return frames of a file scaled to a size in pixels, in BT.709.

    Args:
        frames: as they come from the file.
        video: facts of the file's picture.
        width: wanted width.
        height: wanted height.
        flags: how to scale.
        tone: the table that `clipmaker.render.tone.write_tone` wrote for this picture, if any.
    """
    stored: dict[str, Option] = _stored(video)
    if video.alpha:
        frames = _on_white(frames, stored)
        stored = {}
    if tone is not None:
        deep = frames.filter("scale", width, height, flags=flags, **stored)
        frames = deep.filter("format", _DEEP).filter("lut3d", file=str(tone))
        stored = {}
    made: dict[str, Option] = {"out_color_matrix": "bt709", "out_range": "tv"}
    scaled = frames.filter("scale", width, height, flags=flags, **stored, **made)
    return scaled.filter("format", "yuv420p")


def _stored(video: VideoFacts) -> dict[str, Option]:
    """Return how samples are stored, as ``scale`` wants to know it."""
    if video.pixel_format.startswith(("rgb", "bgr", "gbr", "argb", "abgr", "0", "pal")):
        return {}
    # What is not told is as in BT.601 for standard definition, and for JPEG, which tells it.
    untold = "bt709" if video.height_px >= _HD_LINES else "bt601"
    return {
        "in_color_matrix": _MATRIX.get(video.matrix, untold),
        "in_range": "pc" if video.full_range else "tv",
    }


def _on_white(frames: Stream, stored: dict[str, Option]) -> Stream:
    """Return pictures with transparent parts on white, as web pages show them."""
    if stored:
        frames = frames.filter("scale", flags="full_chroma_int+accurate_rnd+bitexact", **stored)
    below, above = frames.filter("format", "rgba").split()
    white = below.filter("drawbox", color="white", t="fill", replace=1)
    return white.overlay(above, x=0, y=0, format="gbrp")
