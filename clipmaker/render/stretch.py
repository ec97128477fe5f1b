"""Renders neighbouring segments of one shot of footage, which is read only once.

One FFmpeg decodes the footage, places it and lays words and chrome over it, for the whole stretch.
Its finished frames are encoded here, segment by segment, so that each is a file of its own which
knows nothing of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from clipmaker.canvas.placement import even_pixels
from clipmaker.errors import LostToolError, RenderError
from clipmaker.machine.pipes import Collector, fill, pipe, widen
from clipmaker.media.model import MediaInfo
from clipmaker.plan.model import Look, Segment
from clipmaker.profile.model import DeliveryProfile
from clipmaker.render.encode import encode_pictures
from clipmaker.render.executor import Product
from clipmaker.render.grid import refuse_damaged, time_limit_s
from clipmaker.render.scene import Scene, scene
from clipmaker.render.segment import PICTURE, layout_of, span_s
from clipmaker.render.thumbs import (
    PAIR_BYTES,
    Box,
    Thumbs,
    key_thumbs,
    motion_of,
    read_thumbs,
    strayed,
    thumbs_output,
)
from clipmaker.story.model import Footage
from clipmaker.tools.ffmpeg import RunningFfmpeg, ffmpeg_running
from clipmaker.tools.graph import arguments, frames_output

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from clipmaker.paint.page import TextBox


class _DryError(Exception):
    """FFmpeg wrote fewer frames than there should be."""


def render_stretch(
    segments: Sequence[Segment], footage: Footage, look: Look, folder: Path
) -> Iterator[Product]:
    """Render segments that follow one another in a shot of footage, and yield each when it is done.

    Args:
        segments: what to render, without a gap.
        footage: their shot.
        look: brand, profile, language.
        folder: where to work; must exist.

    Raises:
        MediaError: the file holds nothing that can be decoded where a segment begins.
        RenderError: FFmpeg failed for another reason, or took too long.
        DiskError: the disk is full.
    """
    first = segments[0]
    assert first.media is not None
    rate = look.profile.rate
    whole = replace(first, frames=sum(segment.frames for segment in segments))
    shown = scene(whole, footage, look, folder)
    box = even_pixels(layout_of(whole, footage, look).picture, look.profile.scale)
    ours, theirs = pipe()
    thumbs = Collector(ours, whole.frames * PAIR_BYTES)
    with ffmpeg_running(
        _arguments(shown, box, rate, theirs),
        doing=first.name,
        feed=shown.strips,
        timeout_s=time_limit_s(first.media, span_s(whole, footage, rate)),
        inherit=[theirs],
    ) as composer:
        widen(composer.out)
        last: NDArray[np.float32] | None = None
        for segment in segments:
            at_s = span_s(segment, footage, rate)[0]
            target = folder / f"{segment.key}.mp4"
            try:
                light = encode_pictures(
                    _pictures(composer.out, segment.frames, look.profile),
                    target,
                    look.profile,
                    doing=segment.name,
                )
                sources, mades = _thumbs(thumbs, segment.frames)
            except _DryError:
                _tell_why(segment.name, first.media, at_s, composer)
            if last is not None and np.all(sources == last):
                # Still by nature, or damaged: then the last good frame was held.
                refuse_damaged(first.media, at_s)
            last = sources[-1]
            # What the card before still covers is not judged.
            covered = max(0, first.first + shown.covered - segment.first)
            judged = np.concatenate([sources[:covered], mades[covered:]])
            facts = {
                "texts": [asdict(text) for text in _texts(shown, segment, first)],
                "motion": [asdict(motion_of(judged)), asdict(motion_of(sources))],
                "light": light,
                "strayed": round(strayed(mades, key_thumbs(target, box, rate)), 2),
            }
            yield Product(key=segment.key, files={PICTURE: target}, facts=facts)
        composer.end()
    for file in shown.files:
        file.unlink()


def _arguments(shown: Scene, box: Box, rate: Fraction, pipe: int) -> list[str]:
    """Return FFmpeg's arguments: frames go to its standard output, thumbs to a pipe."""
    picture, made = shown.picture.split()
    return arguments([frames_output(picture, rate), thumbs_output(shown.source, made, box, pipe)])


def _pictures(descriptor: int, count: int, profile: DeliveryProfile) -> Iterator[memoryview]:
    """Yield frames as they come; each lies where the one before lay.

    Raises:
        _DryError: there are fewer.
    """
    picture = memoryview(bytearray(profile.width_px * profile.height_px * 3 // 2))
    for _ in range(count):
        if not fill(descriptor, picture):
            raise _DryError
        yield picture


def _thumbs(collected: Collector, count: int) -> tuple[Thumbs, Thumbs]:
    """Return the thumbs of so many frames: of the source, and of what was made.

    Raises:
        _DryError: there are fewer.
    """
    data = collected.take(count * PAIR_BYTES)
    if len(data) < count * PAIR_BYTES:
        raise _DryError
    return read_thumbs(data)


def _texts(shown: Scene, segment: Segment, first: Segment) -> Iterator[TextBox]:
    """Yield what is written on a segment of the stretch that begins with another."""
    start = segment.first - first.first
    for words in shown.words:
        if words.frames[0] < start + segment.frames and start < words.frames[1]:
            yield from words.overlay.texts


def _tell_why(name: str, media: MediaInfo, at_s: Fraction, composer: RunningFfmpeg) -> NoReturn:
    """Raise what kept FFmpeg from writing a segment's frames."""
    cause: RenderError | None = None
    try:
        composer.end()
    except LostToolError:
        raise
    except RenderError as error:
        cause = error
    refuse_damaged(media, at_s, cause)
    raise cause or RenderError(f"{name}: FFmpeg ended before its last frame")
