"""Searches footage for faces, on the very frames that a clip shows.

Frames are looked at a few at a time, and every one of them where a face comes, goes or is lost.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.errors import LostToolError, RenderError
from clipmaker.faces.detect import Weights, load_detector
from clipmaker.faces.follow import follow
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.machine.pipes import fill
from clipmaker.media.model import MediaInfo
from clipmaker.media.shots import shot_changes
from clipmaker.render.grid import grid_frames, refuse_damaged, time_limit_s
from clipmaker.tools.ffmpeg import ffmpeg_running
from clipmaker.tools.graph import arguments, pipe_output

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

VERSION = 1
"""Grows with every change of what is found in the same file."""
_LONG_PX = 960
"""The long side of the pictures that are searched; a face of 22 px in them is found."""
_STEP = 4
"""So many frames pass between two that are looked at first."""
_EVERY_MS = 250
"""Nearer than this to where a face comes, goes or is lost, every frame is looked at."""

Seen = dict[int, list[Sighting]]
"""Sightings by the number of their frame on the grid."""


def search_faces(
    media: MediaInfo,
    span_ms: tuple[int, int],
    rate: Fraction,
    weights: Weights,
    tell: Callable[[float], None],
) -> FaceSheet:
    """Return the faces of a span of a file.

    Args:
        media: facts of the file, which has a picture.
        span_ms: the half-open span, ms of the file.
        rate: frames a second of the clip.
        weights: the detector's.
        tell: told how much is done, 0 to 1.

    Raises:
        MissingToolError: the detector cannot be loaded.
        MediaError: nothing can be decoded there.
        RenderError: FFmpeg failed for another reason.
    """
    detect = load_detector(weights)
    start_ms, end_ms = span_ms
    frames = max(1, math.ceil((end_ms - start_ms) * rate / 1000))
    cuts = () if media.still else shot_changes(media.file, start_ms, end_ms)
    if media.still:
        frames = 1

    def at_ms(number: int) -> int:
        return start_ms + round(number * 1000 / rate)

    def look(first: int, count: int, step: int) -> Seen:
        pictures = _pictures(media, start_ms, first, count, rate, step)
        return {
            first + i * step: [
                Sighting(at_ms=at_ms(first + i * step), box=box, score=round(score, 2))
                for box, score in detect(picture)
            ]
            for i, picture in enumerate(pictures)
        }

    seen = look(0, frames, _STEP)
    tell(0.6)
    for first, end in _doubtful(_followed(seen, span_ms, cuts), frames, start_ms, rate, cuts):
        if missing := [i for i in range(first, end) if i not in seen]:
            seen |= look(missing[0], missing[-1] + 1 - missing[0], 1)
    tell(1.0)
    return FaceSheet(
        footage=media.file.name,
        content=media.digest,
        detector=f"{weights.version}, search {VERSION}",
        spans=(span_ms,),
        cuts=cuts,
        faces=_followed(seen, span_ms, cuts),
    )


def search_picture(
    image: Image.Image, name: str, content: str, span_ms: tuple[int, int], weights: Weights
) -> FaceSheet:
    """Return the faces of a picture, as those of a film in which nothing moves.

    Args:
        image: an RGB picture.
        name: its file's name, without folder.
        content: hex sha256 of the file.
        span_ms: from when to when that film goes.
        weights: the detector's.

    Raises:
        MissingToolError: the detector cannot be loaded.
    """
    detect = load_detector(weights)
    small = image.resize(_small(*image.size))
    seen = detect(np.ascontiguousarray(np.asarray(small)[:, :, ::-1]))
    times = range(span_ms[0], span_ms[1] + 1, _EVERY_MS)
    return FaceSheet(
        footage=name,
        content=content,
        detector=f"{weights.version}, search {VERSION}",
        spans=(span_ms,),
        faces=tuple(
            Face(
                id=f"f{number}",
                start_ms=span_ms[0],
                end_ms=span_ms[1],
                sightings=tuple(Sighting(at_ms=at, box=box, score=round(score, 2)) for at in times),
            )
            for number, (box, score) in enumerate(seen, 1)
        ),
    )


def _followed(seen: Seen, span_ms: tuple[int, int], cuts: Sequence[int]) -> tuple[Face, ...]:
    return follow((seen[number] for number in sorted(seen)), span_ms, cuts)


def _doubtful(
    faces: Sequence[Face], frames: int, start_ms: int, rate: Fraction, cuts: Sequence[int]
) -> list[tuple[int, int]]:
    """Return the stretches of frames in which every one is looked at, in order and apart."""
    times = list(cuts)
    for face in faces:
        at = [one.at_ms for one in face.sightings]
        times += [at[0], at[-1]]
        step_ms = 1.5 * _STEP * 1000 / rate
        times += [
            time
            for one, other in pairwise(at)
            if other - one > step_ms
            for time in range(one, other, _EVERY_MS)
        ]
    if not faces:
        return [(0, frames)]
    around = math.ceil(_EVERY_MS * rate / 1000)
    joined: list[tuple[int, int]] = []
    for time in sorted(times):
        number = round((time - start_ms) * rate / 1000)
        first, end = max(0, number - around), min(frames, number + around + 1)
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif first < end:
            joined.append((first, end))
    return joined


def _pictures(
    media: MediaInfo, in_ms: int, first: int, count: int, rate: Fraction, step: int
) -> Iterator[NDArray[np.uint8]]:
    """Yield every so many frames on the clip's grid, small, blue first."""
    assert media.video is not None
    width, height = _small(media.video.display_width_px, media.video.display_height_px)
    frames = grid_frames(media, in_ms, first, count, rate)
    small = frames.filter("framestep", step).filter("scale", width, height, flags="area")
    output = pipe_output([small], format="rawvideo", pix_fmt="bgr24", fps_mode="passthrough")
    span = (Fraction(in_ms, 1000) + first / rate, Fraction(in_ms, 1000) + (first + count) / rate)
    buffer = memoryview(bytearray(width * height * 3))
    got = 0
    with ffmpeg_running(
        arguments([output]), doing="looking for faces", timeout_s=time_limit_s(media, span)
    ) as running:
        for _ in range(-(-count // step)):
            if not fill(running.out, buffer):
                break
            got += 1
            yield np.frombuffer(buffer, np.uint8).reshape(height, width, 3)
        try:
            running.end()
        except LostToolError:
            raise
        except RenderError as error:
            refuse_damaged(media, span[0], cause=error)
            raise
    if not got:
        refuse_damaged(media, span[0])


def _small(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, _LONG_PX / max(width, height))
    return max(32, round(width * scale)), max(32, round(height * scale))
