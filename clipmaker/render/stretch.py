"""Renders neighbouring segments of one shot of footage, which is read and placed only once.

One FFmpeg decodes the footage and places it on the canvas for the whole stretch. Its raw frames go
through a pipe, segment by segment, to an FFmpeg that lays the words over them and encodes, so that
each segment is a file of its own which knows nothing of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from clipmaker.errors import RenderError
from clipmaker.machine.pipes import Pump, closed_on_error, pipe, widen
from clipmaker.plan.model import Look, Segment
from clipmaker.render.encode import encode_to
from clipmaker.render.executor import Product
from clipmaker.render.grid import refuse_damaged, time_limit_s
from clipmaker.render.scene import finished, placed
from clipmaker.render.segment import PICTURE, layout_of, span_s
from clipmaker.render.thumbs import (
    Thumbs,
    key_thumbs,
    motion_of,
    read_thumbs,
    strayed,
    thumbs_output,
)
from clipmaker.story.model import Footage
from clipmaker.timeline.placement import even_pixels
from clipmaker.tools.ffmpeg import RunningFfmpeg, ffmpeg_running, run_ffmpeg
from clipmaker.tools.graph import arguments, frames_output, raw_video_input


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
    whole = replace(first, frames=sum(segment.frames for segment in segments))
    below = placed(whole, footage, look, folder)
    rate = look.profile.rate
    output = frames_output(below.canvas, rate)
    span = span_s(whole, footage, rate)
    with ffmpeg_running(
        arguments([output]), doing=first.name, timeout_s=time_limit_s(first.media, span)
    ) as composer:
        widen(composer.out)
        before: Thumbs | None = None
        for segment in segments:
            piece, thumbs = _render(segment, footage, look, folder, composer)
            if before is not None and _held(before, thumbs):
                # It may be still by nature, or damaged: then the last good frame was held.
                refuse_damaged(first.media, span_s(segment, footage, rate)[0])
            before = thumbs
            yield piece
        composer.end()
    for file in below.files:
        file.unlink()


def _held(before: Thumbs, thumbs: Thumbs) -> bool:
    """Whether a segment shows nothing but the last frame of the one before."""
    return bool(np.all(thumbs == before[-1]))


def _render(
    segment: Segment, footage: Footage, look: Look, folder: Path, composer: RunningFfmpeg
) -> tuple[Product, Thumbs]:
    """Encode the next frames that the composer writes; returns their source's thumbs, too."""
    profile = look.profile
    target = folder / f"{segment.key}.mp4"
    box = even_pixels(layout_of(segment, footage, look).picture, profile.scale)
    ours, theirs = pipe()
    with closed_on_error(ours, theirs):
        canvas = raw_video_input(
            width_px=profile.width_px,
            height_px=profile.height_px,
            pixel_format="yuv420p",
            rate=str(profile.rate),
            pipe=ours,
        )
        below, source = canvas.video.as_bt709().split()
        above = finished(below, segment, footage, look, folder)
        picture, made = above.picture.split()
        outputs = [
            encode_to(picture, target, profile.encoder, profile.rate),
            thumbs_output(source, made, box),
        ]
    size = profile.width_px * profile.height_px * 3 // 2 * segment.frames
    pump = Pump(composer.out, theirs, size)
    thumbs = b""
    try:
        thumbs = run_ffmpeg(
            arguments(outputs), doing=segment.name, feed=above.strips, inherit=[ours]
        ).stdout
    except RenderError:
        pump.join()
        if not pump.dry:
            composer.kill()
            raise
    except BaseException:
        composer.kill()
        pump.join()
        raise
    pump.join()
    if pump.moved < size:
        _tell_why(segment, footage, look, composer)
    for file in above.files:
        file.unlink()
    sources, mades = read_thumbs(thumbs)
    facts = {
        "texts": [asdict(text) for text in above.texts],
        "motion": [asdict(motion_of(mades)), asdict(motion_of(sources))],
        "strayed": round(strayed(mades, key_thumbs(target, box, profile.rate)), 2),
    }
    return Product(key=segment.key, files={PICTURE: target}, facts=facts), sources


def _tell_why(segment: Segment, footage: Footage, look: Look, composer: RunningFfmpeg) -> None:
    """Raise what kept the composer from writing a segment's frames."""
    assert segment.media is not None
    at_s = span_s(segment, footage, look.profile.rate)[0]
    cause: RenderError | None = None
    try:
        composer.end()
    except RenderError as error:
        cause = error
    refuse_damaged(segment.media, at_s, cause)
    raise cause or RenderError(f"{segment.name}: FFmpeg ended before its last frame")
