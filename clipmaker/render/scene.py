"""Frames of footage as an FFmpeg graph: the picture placed on the canvas, and the words over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.plan.model import Look, Segment
from clipmaker.render.before import passing_into
from clipmaker.render.placed import placed_footage
from clipmaker.render.segment import page_of
from clipmaker.render.words import FootageWords, words_over
from clipmaker.story.model import Footage

if TYPE_CHECKING:
    from clipmaker.tools.graph import Stream


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Finished frames of footage, before anything is encoded.

    Attributes:
        source: the footage alone, at the size in which it is seen.
        picture: the whole canvas, with words and chrome.
        strips: chrome for FFmpeg's standard input, one chunk a frame.
        files: what the graph reads, to remove afterwards.
        words: everything that is written on it, with its frames.
        covered: for how many of its first frames the card before is still seen over it.
    """

    source: Stream
    picture: Stream
    strips: Iterator[bytes]
    files: tuple[Path, ...]
    words: tuple[FootageWords, ...]
    covered: int = 0


def scene(
    segment: Segment, footage: Footage, look: Look, folder: Path, *, counting: bool = True
) -> Scene:
    """Return the one graph that makes the finished frames of a segment of footage.

    Args:
        segment: what to show; any stretch of a segment makes the same frames, and so do several.
        footage: the segment's shot.
        look: brand, profile, language.
        folder: where pictures for the graph are written.
        counting: whether ring and bar are shown.
    """
    from clipmaker.paint.chrome import footage_strip
    from clipmaker.render.footage import put_reel, put_sweep
    from clipmaker.render.reel import write_reel
    from clipmaker.tools.graph import raw_video_input

    rate, name = look.profile.rate, f"{segment.key}-{segment.first}"
    placed, read = placed_footage(segment, footage, look, folder)
    canvas = placed.canvas
    written = words_over(segment, footage, look)
    # What stands and the subtitles lie over one another: each is a reel of its own.
    reels = [write_reel(some, folder / f"{name}-{i}.yuv") for i, some in enumerate(written) if some]
    for reel in reels:
        canvas = put_reel(canvas, reel, rate)
    sweep = folder / f"{name}-sweep.yuv"
    covered = _write_sweep(segment, look, sweep)
    if covered:
        canvas = put_sweep(canvas, sweep, covered, look.profile)
    strip = footage_strip(page_of(segment, look), counting=counting)
    chrome = raw_video_input(
        width_px=look.profile.width_px,
        height_px=strip.height_px,
        pixel_format="yuva420p",
        rate=str(rate),
    )
    return Scene(
        source=placed.picture,
        picture=canvas.overlay(chrome.video.as_bt709(), x=0, y=0, format="yuv420", shortest=1),
        strips=(strip.planes(segment.start_frame + i) for i in range(segment.frames)),
        files=(
            *(reel.file for reel in reels),
            *read,
            *([sweep] if covered else []),
        ),
        words=tuple(one for some in written for one in some),
        covered=covered,
    )


def _write_sweep(segment: Segment, look: Look, file: Path) -> int:
    """Write what is left of the card before over the first frames; return for how many."""
    from clipmaker.paint.sweep import sweep_planes

    passing = passing_into(segment, look)
    if passing is None:
        return 0
    page = page_of(segment, look)
    frames = range(segment.first, min(passing.frames, segment.first + segment.frames))
    with file.open("wb") as out:
        for frame in frames:
            out.write(sweep_planes(passing, frame, page))
    return len(frames)
