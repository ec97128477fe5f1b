"""Bars that are part of a picture: black ones, and those that a blur of the picture fills.

Looked for on a few pictures from all over the file that decoding can start at, so that it costs
little and is the same on every machine. What is no clear bar stays: every picture must have it,
its edge must be straight, and blurred ones are as wide on both sides. Imports PyAV and NumPy:
import this module only where a file is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import av.error
import numpy as np
from numpy.typing import NDArray

from clipmaker.media.facts import is_picture

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from clipmaker.media.model import VideoFacts

_Luma: TypeAlias = NDArray[np.int16]
"""Pictures x rows x columns of luma, as seen upright."""
_Bars: TypeAlias = tuple[int, int]
"""Lines before and after the picture."""

_LOOKED_AT = 8
_PACKETS_TRIED = 300
_LIT = 24.0
"""A picture darker than this on average is a fade, and tells nothing."""
_BLACK, _MEAN_BLACK = 30, 22.0
_BLACK_SHARE = 0.98
_SEEN = 42
"""Luma that is surely no black."""
_EDGE = 0.8
"""Share of a bar's edge behind which something is seen."""
_LEAST = 0.015
"""A narrower bar, as a share of the side, is left alone."""
_GENTLE = 3
"""Steps of luma from pixel to pixel that even a blur has."""
_SOFT, _SHARP = 0.1, 0.2
"""Detail in a blurred bar, and beside it, as shares of that in the middle of the picture."""
_SOFT_LEAST = 0.08
_UNEVEN = 0.02
_STEP, _STEP_SHARE = 5, 0.45
"""Jump of luma across a blurred bar's edge, and the share of the edge that has it."""
_MOST = 0.45


def inner_part(
    container: InputContainer, video: VideoFacts, length_s: Fraction
) -> tuple[float, float, float, float] | None:
    """Return the part of a film that is picture, without the bars around it.

    Args:
        container: the opened file.
        video: facts of its picture.
        length_s: when it ends, seconds after it begins.

    Returns:
        left, top, right and bottom as shares of the picture as seen; None where there is no bar.
    """
    stream = next(filter(is_picture, container.streams.video))
    pictures = [_upright(one, video) for one in _samples(container, stream, length_s)]
    lit = [one for one in pictures if one.shape == pictures[0].shape and one.mean() >= _LIT]
    return inner(np.stack(lit)) if lit else None


def inner(pictures: _Luma) -> tuple[float, float, float, float] | None:
    """Return the part that is picture, as `inner_part` does, of pictures that are at hand."""
    _, height, width = pictures.shape
    top, bottom = _black(pictures)
    part = pictures[:, top : height - bottom]
    left, right = _black(part.swapaxes(1, 2))
    part = part[:, :, left : width - right]
    if min(part.shape) == 0:
        return None
    soft = _blurred(part)
    if soft != (0, 0):
        top, bottom = top + soft[0], bottom + soft[1]
    elif (soft := _blurred(part.swapaxes(1, 2))) != (0, 0):
        left, right = left + soft[0], right + soft[1]
    if not any((left, top, right, bottom)):
        return None
    return left / width, top / height, 1 - right / width, 1 - bottom / height


def _samples(
    container: InputContainer, stream: VideoStream, length_s: Fraction
) -> Iterator[VideoFrame]:
    """Yield pictures from all over a film, each once."""
    context = stream.codec_context
    context.skip_frame = "NONKEY"
    base, start = stream.time_base, stream.start_time or 0
    if not base:
        return
    shown: set[int | None] = set()
    for number in range(_LOOKED_AT):
        at_s = length_s * (2 * number + 1) / (2 * _LOOKED_AT)
        try:
            container.seek(start + int(at_s / base), stream=stream, backward=True)
            frame = next(_decoded(container, stream), None)
        except av.error.FFmpegError:
            continue
        if frame is not None and frame.pts not in shown:
            shown.add(frame.pts)
            yield frame


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    for tried, packet in enumerate(container.demux(stream)):
        if tried >= _PACKETS_TRIED:
            return
        yield from packet.decode()


def _upright(frame: VideoFrame, video: VideoFacts) -> _Luma:
    """Return the luma of a picture as it is seen."""
    plane = frame.reformat(format="yuv420p").planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    luma = rows[: frame.height, : frame.width].astype(np.int16)
    luma = np.rot90(luma, -video.rotation // 90)
    return luma[:, ::-1] if video.mirrored else luma


def _black(pictures: _Luma) -> _Bars:
    """Return how many lines at top and bottom are black in every picture, as a bar is."""
    dark = (pictures <= _BLACK).mean(axis=2) >= _BLACK_SHARE
    dark &= pictures.mean(axis=2) <= _MEAN_BLACK
    lines = dark.all(axis=0)
    return _bar(pictures, lines), _bar(pictures[:, ::-1], lines[::-1])


def _bar(pictures: _Luma, lines: NDArray[np.bool_]) -> int:
    """Return the lines of a black bar at the top, with its soft edge; 0 where there is none."""
    height = len(lines)
    count = height if lines.all() else int(np.argmin(lines))
    margin = max(2, height // 300)
    if count < max(4, _LEAST * height) or count > _MOST * height:
        return 0
    behind = pictures[:, count : count + 4 * margin].max(axis=(0, 1))
    # A bar that another one crosses, as in a window, is as long as what it frames.
    framed = pictures.max(axis=(0, 1)) >= _SEEN
    if not framed.any() or (behind[framed] >= _SEEN).mean() < _EDGE:
        return 0
    return count + margin


def _blurred(pictures: _Luma) -> _Bars:
    """Return how many lines at top and bottom are a blur that frames it, (0, 0) for none."""
    height = pictures.shape[1]
    # A blur has gentle slopes, and noise of one or two.
    steps = np.abs(np.diff(pictures, axis=2)) - _GENTLE
    detail = np.maximum(steps, 0).mean(axis=(0, 2))
    third = height // 3
    middle = float(np.median(detail[third : height - third])) if third else 0.0
    if middle <= 0:
        return 0, 0
    first, last = _run(detail, middle), _run(detail[::-1], middle)
    even = abs(first - last) <= max(4, _UNEVEN * height)
    if min(first, last) < _SOFT_LEAST * height or max(first, last) > _MOST * height or not even:
        return 0, 0
    if not (_stepped(pictures, first) and _stepped(pictures[:, ::-1], last)):
        return 0, 0
    margin = max(2, height // 300)
    return first + margin, last + margin


def _run(detail: Sequence[float] | NDArray[np.float64], middle: float) -> int:
    """Return the soft lines before the first sharp one; 0 where it gets sharp slowly."""
    lines = np.asarray(detail)
    above = np.flatnonzero(lines > _SOFT * middle)
    count = int(above[0]) if len(above) else 0
    reach = max(6, len(lines) // 60)
    near = lines[count : count + reach]
    return count if len(near) and float(near.max()) >= _SHARP * middle else 0


def _stepped(pictures: _Luma, count: int) -> bool:
    """Whether luma jumps along a line, as it does where a picture is laid over its blur."""
    around = pictures[:, max(0, count - 4) : count + 5]
    jumps = np.abs(np.diff(around[:, ::2], axis=1)).max(axis=1)
    return bool((jumps >= _STEP).mean() >= _STEP_SHARE)
