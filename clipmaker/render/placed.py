"""Footage in its place on the canvas, before any words: faces covered, bars cut off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clipmaker.plan.model import Look, Segment
from clipmaker.render.segment import layout_of, span_s
from clipmaker.story.model import Footage

if TYPE_CHECKING:
    from clipmaker.paint.yuv import PlaneSet
    from clipmaker.render.footage import PlacedOverlay


def placed_footage(
    segment: Segment, footage: Footage, look: Look, folder: Path
) -> tuple[PlacedOverlay, tuple[Path, ...]]:
    """Return a segment's footage in its place, and the files that its graph reads besides.

    Args:
        segment: what to show; any stretch of a segment makes the same frames.
        footage: the segment's shot.
        look: brand, profile, language.
        folder: where those files are written.
    """
    from clipmaker.render.covering import cover, write_mask
    from clipmaker.render.footage import FootageSource, place_picture
    from clipmaker.render.grid import grid_frames
    from clipmaker.render.tone import write_tone

    assert segment.media is not None
    assert segment.media.video is not None
    rate, name = look.profile.rate, f"{segment.key}-{segment.first}"
    tone = write_tone(segment.media.video, folder / f"{name}.cube")
    mask = folder / f"{name}.mask"
    frames = grid_frames(segment.media, footage.in_ms, segment.first, segment.frames, rate)
    if segment.covers:
        span = (span_s(segment, footage, rate)[0], segment.frames)
        size = write_mask(segment.covers, segment.media, span, rate, mask)
        frames = cover(frames, segment.covers, segment.media.video, (mask, size), rate)
    source = FootageSource(frames=frames, video=segment.media.video, tone=tone)
    placed = place_picture(source, layout_of(segment, footage, look), look.profile)
    return placed, (*([tone] if tone else []), *([mask] if segment.covers else []))


def last_picture(segment: Segment, footage: Footage, look: Look) -> PlaneSet:
    """Return the last picture of a shot of footage, the whole canvas.

    Args:
        segment: any one of the shot.
        footage: the shot.
        look: brand, profile, language.

    Raises:
        MediaError: the file holds nothing there that can be decoded.
        RenderError: FFmpeg failed for another reason, or took too long.
    """
    import numpy as np

    from clipmaker.paint.yuv import plane_set
    from clipmaker.render.grid import run_on_footage
    from clipmaker.tools.graph import arguments, frames_output

    part = replace(segment, first=segment.shot.frames - 1, frames=1)
    rate, wide, high = look.profile.rate, look.profile.width_px, look.profile.height_px
    assert part.media is not None
    with TemporaryDirectory(prefix="clipmaker-") as folder:
        placed, _ = placed_footage(part, footage, look, Path(folder))
        done = run_on_footage(
            arguments([frames_output(placed.canvas, rate)]),
            part.media,
            span_s(part, footage, rate),
            doing=f"the end of {segment.name}",
            written=wide * high * 3 // 2,
        )
    return plane_set(np.frombuffer(done.stdout, np.uint8), wide, high)
