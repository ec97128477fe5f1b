"""Reads footage as frames on the clip's own grid, counted from the in point.

Wherever reading starts, neighbouring segments show exactly the frames that one long pass over
the file would show.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from clipmaker.errors import LostToolError, MediaError, RenderError
from clipmaker.machine import process
from clipmaker.media.bounds import DECODER_PIXELS
from clipmaker.media.model import ALPHA_DECODERS, MediaInfo, VideoFacts
from clipmaker.timeline.frames import clock
from clipmaker.tools.ffmpeg import run_ffmpeg
from clipmaker.tools.graph import Option, Stream, arguments, file_input, pipe_output

_LEAD_S = Fraction(2, 5)
_LEAD_FRAMES = 8
"""Reading starts so much early: pictures are stored in another order than they are shown."""
_INDEXED = ("mov", "matroska")
"""Containers whose index leads to a key frame at or before a time, dependably."""
_TICKS = 1000
"""Ticks in the length of a grid frame."""
_LIMIT_S = 120
_LIMIT_PER_SHOWN_S = 150
_LIMIT_PER_READ_S = 4
"""Far more than any machine needs: what takes longer than that takes for ever."""
_STAMPED = ("mpegts", "mpeg")
"""Containers without an index, whose every picture tells its own time."""


def grid_frames(
    media: MediaInfo, in_ms: int, first: int, frames: int, rate: Fraction, *, seek: bool = True
) -> Stream:
    """Return exactly so many frames of a file on the clip's grid, upright and progressive.

    A grid frame shows the last source frame whose time, rounded to the grid, is not later; before
    the first source frame it shows that one, after the last it goes on showing the last.

    Args:
        media: facts of the file, which has a picture.
        in_ms: the shot's in point, ms of the file.
        first: first frame wanted, counted from the in point.
        frames: how many.
        rate: frames a second of the clip.
        seek: whether reading may start near the first frame; without it the file is read from
            its start, which is slow and always right.
    """
    assert media.video is not None
    video = media.video
    if media.still:
        in_ms = first = 0
    options: dict[str, Option] = {
        # FFmpeg's own zero moves with the streams that are read; the file's clock does not.
        "copyts": None,
        "max_pixels": DECODER_PIXELS,
        # How a damaged picture is mended must not depend on the machine's cores; others use them.
        "threads": 1,
        # Recordings of streams may change their size midway; this graph goes on all the same.
        "reinit_filter": 0,
    }
    if video.alpha and (decoder := ALPHA_DECODERS.get(video.codec)):
        options["c:v"] = decoder
    start_s = _reading_starts(media, Fraction(in_ms, 1000) + first / rate)
    if seek and start_s > 0:
        options |= {"noaccurate_seek": None, "ss": f"{float(start_s):.6f}"}
    stream = file_input(media.file, demuxer=media.container, **options).video
    # No other filter is ready for another size.
    upright = video.width_px, video.height_px
    if video.rotation % 180:
        upright = video.height_px, video.width_px
    stream = stream.filter("scale", *upright, flags="bicubic+accurate_rnd+bitexact")
    if video.interlaced:
        stream = stream.filter("bwdif", mode="send_field", deint="interlaced")
    # A time base in which grid frames are whole ticks rounds alike wherever reading starts. Only
    # whole numbers stand in expressions: FFmpeg works in floating point and cuts off, and by
    # N/FRAME_RATE/TB some frames, depending on their number, get the time of the one before.
    ticks = rate.numerator * _TICKS
    stream = stream.filter("settb", f"{rate.denominator}/{ticks}")
    in_point_s = media.start_s + Fraction(in_ms, 1000)
    stream = stream.filter("setpts", f"PTS-({round(in_point_s * ticks / rate.denominator)})")
    # The grid begins where the file does, so that there is always a frame to hold.
    before = math.ceil(in_ms * rate / 1000)
    stream = stream.filter(
        "fps", fps=str(rate), start_time=f"{float(-before / rate):.6f}", round="near"
    )
    stream = stream.filter("tpad", stop_mode="clone", stop=-1)
    start = before + first
    stream = stream.filter("trim", start_frame=start, end_frame=start + frames)
    return stream.filter("settb", f"{rate.denominator}/{rate.numerator}").filter("setpts", "N")


def run_on_footage(
    args: Sequence[str],
    media: MediaInfo,
    span_s: tuple[Fraction, Fraction],
    *,
    doing: str,
    written: int,
    feed: Iterable[bytes | memoryview] | None = None,
) -> process.Completed:
    """Run FFmpeg on a graph over `grid_frames`, for no longer than the footage explains.

    Args:
        args: arguments after the program name.
        media: facts of the file.
        span_s: the span of the file that is shown, seconds.
        doing: what the run is for, to begin a message with.
        written: bytes that all frames together make on standard output.
        feed: chunks for its standard input.

    Raises:
        MediaError: the file holds nothing there that can be decoded.
        RenderError: FFmpeg failed for another reason, or took too long.
    """
    try:
        done = run_ffmpeg(args, doing=doing, feed=feed, timeout_s=time_limit_s(media, span_s))
    except LostToolError:
        raise
    except RenderError as error:
        refuse_damaged(media, span_s[0], cause=error)
        raise
    if len(done.stdout) < written:
        raise _damaged(media, span_s[0])
    return done


def time_limit_s(media: MediaInfo, span_s: tuple[Fraction, Fraction]) -> float:
    """Return the seconds after which work on a span of a file (seconds) takes for ever."""
    start_s, end_s = span_s
    read_s = end_s - max(Fraction(0), _reading_starts(media, start_s))
    return float(_LIMIT_S + _LIMIT_PER_SHOWN_S * (end_s - start_s) + _LIMIT_PER_READ_S * read_s)


def refuse_damaged(media: MediaInfo, at_s: Fraction, cause: Exception | None = None) -> None:
    """Refuse a file of which nothing can be decoded for a time, seconds.

    Raises:
        MediaError: that is so.
    """
    if not _shows(media, at_s):
        raise _damaged(media, at_s) from cause


def _damaged(media: MediaInfo, at_s: Fraction) -> MediaError:
    return MediaError(
        f"{media.file.name}: the file is damaged: nothing can be shown from "
        f"{clock(int(at_s * 1000))} on",
        remedy="Use a part of it before that, or get the file again.",
    )


def _shows(media: MediaInfo, at_s: Fraction) -> bool:
    """Whether anything can be decoded for a time."""
    frame = grid_frames(media, int(at_s * 1000), 0, 1, Fraction(25)).filter("format", "gray")
    output = pipe_output([frame], format="framecrc")
    try:
        said = run_ffmpeg(arguments([output]), doing="a frame", timeout_s=_LIMIT_S).stdout
    except LostToolError:
        raise
    except RenderError:
        return False
    return any(not line.startswith(b"#") for line in said.splitlines())


def _reading_starts(media: MediaInfo, wanted_s: Fraction) -> Fraction:
    """Return where reading a file must start for a time to be shown right, seconds; 0 at most.

    Files that cannot be sought in dependably are read from their start.
    """
    assert media.video is not None
    margin_s = max(_LEAD_S, _LEAD_FRAMES * _interval_s(media.video))
    if media.container in _STAMPED and media.video.key_gap_ms:
        return wanted_s - margin_s - Fraction(media.video.key_gap_ms, 1000)
    return wanted_s - margin_s if media.container in _INDEXED else Fraction(0)


def _interval_s(video: VideoFacts) -> Fraction:
    return 1 / video.rate if video.rate else Fraction(1)
