"""One FFmpeg graph for a segment of footage: fit, words, chrome, encode, all in one pass.

Frames are taken on the clip's own grid, counted from the in point, wherever the segment begins:
neighbouring segments show exactly the frames that one long pass would show.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from clipmaker.media.model import MediaInfo, VideoFacts
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Box
from clipmaker.timeline.placement import FILL_LUMA, FootageLayout, even_pixels
from clipmaker.tools.graph import Option, Stream, file_input

SCALE_FLAGS = "bicubic+accurate_rnd+full_chroma_int+bitexact"
_SEEKABLE = ("mov", "matroska")
_SEEK_MARGIN_S = Fraction(1, 2)
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


def grid_frames(
    media: MediaInfo, in_ms: int, first: int, frames: int, rate: Fraction, *, seek: bool = True
) -> Stream:
    """Return exactly so many frames of a file on the clip's grid, upright.

    A grid frame shows the last source frame whose time, rounded to the grid, is not later.

    Args:
        media: facts of the file, which has a picture.
        in_ms: the shot's in point, ms of the file.
        first: first frame wanted, counted from the in point.
        frames: how many.
        rate: frames a second of the clip.
        seek: whether reading may start near the first frame; without it the file is read from
            its start, which is slow and right even where nothing was stored for a long time.
    """
    assert media.video is not None
    interval_s = 1 / media.video.rate if media.video.rate else Fraction(1)
    lead = max(math.ceil(2 * interval_s * rate), round(_SEEK_MARGIN_S * rate))
    begin = max(0, first - lead) if seek and _seekable(media) else 0
    seek_s = Fraction(in_ms, 1000) + begin / rate
    options: dict[str, Option] = {"copyts": None, "start_at_zero": None}
    if begin:
        options |= {"noaccurate_seek": None, "ss": f"{float(seek_s):.6f}"}
    stream = file_input(media.file, demuxer=media.container, **options).video
    # A time base in which grid frames are whole ticks rounds alike wherever reading starts.
    stream = stream.filter("settb", f"{rate.denominator}/{rate.numerator * 1000}")
    stream = stream.filter("setpts", f"PTS-{in_ms / 1000:.3f}/TB")
    stream = stream.filter(
        "fps", fps=str(rate), start_time=f"{float(begin / rate):.6f}", round="near"
    )
    stream = stream.filter("tpad", stop_mode="clone", stop=-1)
    stream = stream.filter("trim", start_frame=first - begin, end_frame=first - begin + frames)
    return stream.filter("setpts", "N/FRAME_RATE/TB")


def _seekable(media: MediaInfo) -> bool:
    """Whether a container's index leads to a key frame at or before a time, dependably."""
    return media.container.split(",")[0] in _SEEKABLE


def place_picture(
    frames: Stream, video: VideoFacts, layout: FootageLayout, profile: DeliveryProfile
) -> tuple[Stream, Stream]:
    """Return the canvas with the picture on it, and the picture alone for comparison."""
    left, top, width, height = even_pixels(layout.picture, profile.scale)
    frames = _upright(frames, video)
    if not layout.filled:
        picture, alone = _fit(frames, layout.crop, width, height).split()
        return picture, alone
    behind, front = frames.split()
    picture, alone = _fit(front, layout.crop, width, height).split()
    canvas = _blurred(behind, video, layout, profile)
    return canvas.overlay(picture, x=left, y=top, format="yuv420"), alone


def _upright(frames: Stream, video: VideoFacts) -> Stream:
    """Return frames as plain progressive BT.709 pictures."""
    if video.interlaced:
        frames = frames.filter("bwdif", mode="send_frame")
    return frames


def _fit(frames: Stream, crop: Box, width: int, height: int) -> Stream:
    """Cut a part (shares of the picture) and scale it to a size in pixels."""
    return _scaled(_cut(frames, crop), width, height)


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


def _scaled(frames: Stream, width: int, height: int, flags: str = SCALE_FLAGS) -> Stream:
    return frames.filter(
        "scale",
        width,
        height,
        flags=flags,
        out_color_matrix="bt709",
        out_range="tv",
    ).filter("format", "yuv420p")


def _blurred(
    frames: Stream, video: VideoFacts, layout: FootageLayout, profile: DeliveryProfile
) -> Stream:
    """Return the picture's own colours as a soft ground; blurred small, since blur costs pixels."""
    small_width = _BLUR_WIDTH
    small_height = 2 * round(_BLUR_WIDTH * profile.height_px / profile.width_px / 2)
    part = _covering(video, layout.crop, profile)
    small = _scaled(_cut(frames, part), small_width, small_height, "area+accurate_rnd+bitexact")
    soft = small.filter("gblur", sigma=_BLUR_SIGMA, steps=2)
    wide = _scaled(soft, profile.width_px, profile.height_px, "bicubic+accurate_rnd+bitexact")
    return wide.filter("lutyuv", y=f"16+(val-16)*{FILL_LUMA}")


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
    """Lay stills over every frame; each is read once and looped."""
    for sticker in stickers:
        source = file_input(
            sticker.file,
            demuxer="rawvideo",
            pix_fmt="yuva420p",
            s=f"{sticker.width_px}x{sticker.height_px}",
        )
        still = source.video.as_bt709().filter("loop", loop=-1, size=1)
        first, end = sticker.frames
        canvas = canvas.overlay(
            still,
            x=sticker.left_px,
            y=sticker.top_px,
            format="yuv420",
            shortest=1,
            enable=f"between(n,{first},{end - 1})",
        )
    return canvas
