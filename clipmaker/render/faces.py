"""Searches footage for faces, on the very frames that a clip shows, which are decoded once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.errors import LostToolError, RenderError
from clipmaker.faces.detect import Weights, load_detector
from clipmaker.faces.follow import follow
from clipmaker.faces.model import Face, FaceSheet, Sighting
from clipmaker.machine.pipes import fill
from clipmaker.media.model import MediaInfo
from clipmaker.render.grid import grid_frames, refuse_damaged, time_limit_s
from clipmaker.render.lookout import Lookout
from clipmaker.render.workers import usable_cores
from clipmaker.tools.ffmpeg import ffmpeg_running
from clipmaker.tools.graph import arguments, pipe_output

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

VERSION = 2
"""Grows with every change of what is found in the same file."""
_LONG_PX = 960
"""The long side of the pictures that are searched; a face of 22 px in them is found."""
_EVERY_MS = 250
"""In a photo, which is a film in which nothing moves, a face is seen so often."""


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
    start_ms, end_ms = span_ms
    frames = 1 if media.still else max(1, math.ceil((end_ms - start_ms) * rate / 1000))

    def at_ms(number: int) -> int:
        return start_ms + round(number * 1000 / rate)

    with Lookout(weights, rate, usable_cores()) as lookout:
        for number, picture in enumerate(_pictures(media, start_ms, frames, rate)):
            lookout.show(picture)
            tell(number / frames)
        seen = lookout.end()
        cuts = tuple(at_ms(number) for number in lookout.cuts())
    tell(1.0)
    sightings = (
        [Sighting(at_ms=at_ms(number), box=box, score=round(score, 2)) for box, score in found]
        for number, found in sorted(seen.items())
    )
    return FaceSheet(
        footage=media.file.name,
        content=media.digest,
        detector=f"{weights.version}, search {VERSION}",
        spans=(span_ms,),
        cuts=cuts,
        faces=follow(sightings, span_ms, cuts),
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


def _pictures(
    media: MediaInfo, in_ms: int, count: int, rate: Fraction
) -> Iterator[NDArray[np.uint8]]:
    """Yield frames on the clip's grid, small, blue first."""
    assert media.video is not None
    width, height = _small(media.video.display_width_px, media.video.display_height_px)
    frames = grid_frames(media, in_ms, 0, count, rate)
    small = frames.filter("scale", width, height, flags="area")
    output = pipe_output([small], format="rawvideo", pix_fmt="bgr24", fps_mode="passthrough")
    span = (Fraction(in_ms, 1000), Fraction(in_ms, 1000) + count / rate)
    got = 0
    with ffmpeg_running(
        arguments([output]), doing="looking for faces", timeout_s=time_limit_s(media, span)
    ) as running:
        for _ in range(count):
            buffer = memoryview(bytearray(width * height * 3))
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
