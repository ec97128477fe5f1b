"""Frames of footage as FFmpeg graphs: the picture placed on the canvas, and the words over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.plan.model import Look, Segment
from clipmaker.render.segment import layout_of, page_of
from clipmaker.render.words import Words, words_over
from clipmaker.story.model import Footage

if TYPE_CHECKING:
    from clipmaker.paint.page import TextBox
    from clipmaker.render.footage import Sticker
    from clipmaker.tools.graph import Stream


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Footage on the whole canvas, without words.

    Attributes:
        canvas: its frames.
        files: what the graph reads, to remove afterwards.
    """

    canvas: Stream
    files: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True)
class Finished:
    """Finished frames of footage, before anything is encoded.

    Attributes:
        picture: the whole canvas: footage, words, chrome.
        strips: chrome for FFmpeg's standard input, one chunk a frame.
        files: what the graph reads, to remove afterwards.
        texts: everything that is written on it.
    """

    picture: Stream
    strips: Iterator[bytes]
    files: tuple[Path, ...]
    texts: tuple[TextBox, ...]


def finished_frames(segment: Segment, footage: Footage, look: Look, folder: Path) -> Finished:
    """Return the one graph that makes the finished frames of a segment of footage.

    Args:
        segment: what to show; any stretch of a segment makes the same frames.
        footage: the segment's shot.
        look: brand, profile, language.
        folder: where pictures for the graph are written.
    """
    below = placed(segment, footage, look, folder)
    above = finished(below.canvas, segment, footage, look, folder)
    return Finished(
        picture=above.picture,
        strips=above.strips,
        files=(*below.files, *above.files),
        texts=above.texts,
    )


def placed(segment: Segment, footage: Footage, look: Look, folder: Path) -> Placed:
    """Return the graph that places a segment's footage on the canvas; see `finished_frames`."""
    from clipmaker.render.footage import Source, place_picture
    from clipmaker.render.grid import grid_frames
    from clipmaker.render.tone import write_tone

    assert segment.media is not None
    assert segment.media.video is not None
    video, rate = segment.media.video, look.profile.rate
    frames = grid_frames(segment.media, footage.in_ms, segment.first, segment.frames, rate)
    tone = write_tone(video, folder / f"{segment.key}-{segment.first}.cube")
    source = Source(frames=frames, video=video, tone=tone)
    canvas = place_picture(source, layout_of(segment, footage, look), look.profile)
    return Placed(canvas=canvas, files=(tone,) if tone else ())


def finished(
    canvas: Stream, segment: Segment, footage: Footage, look: Look, folder: Path
) -> Finished:
    """Return the graph that lays words and chrome over a placed segment; see `finished_frames`."""
    from clipmaker.paint.chrome import footage_strip
    from clipmaker.render.footage import put_stickers
    from clipmaker.tools.graph import raw_video_input

    profile = look.profile
    strip = footage_strip(page_of(segment, look))
    chrome = raw_video_input(
        width_px=profile.width_px,
        height_px=strip.height_px,
        pixel_format="yuva420p",
        rate=str(profile.rate),
    )
    written = words_over(segment, footage, look)
    stickers = [
        _sticker(words, folder / f"{segment.key}-{segment.first}-{i}.yuv")
        for i, words in enumerate(written)
    ]
    worded = put_stickers(canvas, stickers)
    return Finished(
        picture=worded.overlay(chrome.video.as_bt709(), x=0, y=0, format="yuv420", shortest=1),
        strips=(strip.planes(segment.start_frame + i) for i in range(segment.frames)),
        files=tuple(sticker.file for sticker in stickers),
        texts=tuple(text for words in written for text in words.overlay.texts),
    )


def _sticker(words: Words, file: Path) -> Sticker:
    """Write painted words for FFmpeg to read."""
    from clipmaker.render.footage import Sticker

    painted = words.overlay
    file.write_bytes(painted.planes())
    width_px, height_px = painted.image.size
    return Sticker(
        file=file,
        width_px=width_px,
        height_px=height_px,
        left_px=painted.left_px,
        top_px=painted.top_px,
        frames=words.frames,
    )
