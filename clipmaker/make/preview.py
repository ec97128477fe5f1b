"""Looking at a clip before it is rendered: one frame, or the storyboard.

Both come from the plan that would be rendered. Existing cue sheets are used, nothing is heard.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import ClipmakerError, ExitCode
from clipmaker.make.decide import decide
from clipmaker.make.face_gate import FaceSpan
from clipmaker.make.gather import Sources
from clipmaker.make.hearing import unheard
from clipmaker.render.frame import frame_rgb, frames_rgb
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.frames import ms_to_frame

if TYPE_CHECKING:
    from PIL import Image


class MomentError(ClipmakerError):
    """A time lies outside the clip."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A picture of a clip that was not rendered.

    Attributes:
        slug: the clip's name.
        frame: number of the frame; -1 for a storyboard.
        content: the picture as a file's content, PNG for a frame, JPEG for a storyboard.
        unheard: footage that is to have subtitles but has no cue sheet yet, so shows none.
    """

    slug: str
    frame: int
    content: bytes
    unheard: tuple[Path, ...]


def preview_frame(sources: Sources, at_s: Fraction) -> Preview:
    """Return the frame that is on screen at a time.

    Args:
        sources: the story and its surroundings.
        at_s: seconds from the clip's start.

    Raises:
        MomentError: the clip has ended by then.
        ClipmakerError: the story cannot be used.
    """
    from PIL import Image

    decided = decide(sources, None)
    profile = decided.gathered.profile
    number = int(at_s * profile.rate)
    if not 0 <= number < profile.frames:
        last = float((profile.frames - 1) / profile.rate)
        raise MomentError(
            f"{float(at_s):g} s lies outside the clip, which lasts {float(profile.duration_s):g} s",
            remedy=f"The last frame begins at {last:.3f} s.",
        )
    picture = Image.fromarray(frame_rgb(decided.plan, number))
    return Preview(
        slug=decided.gathered.story.slug,
        frame=number,
        content=_file(picture, "PNG", compress_level=1),
        unheard=unheard(decided.gathered),
    )


def preview_storyboard(sources: Sources) -> Preview:
    """Return the storyboard of a clip.

    Raises:
        ClipmakerError: the story cannot be used.
    """
    from clipmaker.publish.pictures import (
        STORYBOARD_QUALITY,
        storyboard_picture,
        telling_frames,
    )

    decided = decide(sources, None)
    story = decided.gathered.story
    frames = frames_rgb(decided.plan, telling_frames(decided.timeline, decided.plan.look))
    picture = storyboard_picture(story, decided.timeline, decided.plan.look, decided.sheets, frames)
    return Preview(
        slug=story.slug,
        frame=-1,
        content=_file(picture, "JPEG", quality=STORYBOARD_QUALITY, subsampling=0),
        unheard=unheard(decided.gathered),
    )


def preview_faces(sources: Sources, spans: Sequence[FaceSpan]) -> dict[int, bytes]:
    """Return a PNG for each span, by its number: frames of the clip, evenly through the span.

    Raises:
        ClipmakerError: the story cannot be used.
    """
    from clipmaker.paint.grid import frame_grid

    decided = decide(sources, None)
    rate, shots = decided.timeline.rate, decided.timeline.shots
    found = {}
    for one in spans:
        shot = next(s for s in shots if s.index == one.index and _stands_for(s.item, one))
        numbers = [(shot.start_frame + shot.end_frame) // 2]
        if isinstance(shot.item, Footage):
            first, end = (
                shot.start_frame + ms_to_frame(at_ms - shot.item.in_ms, rate)
                for at_ms in (one.span.start_ms, one.span.end_ms)
            )
            last = min(end, shot.end_frame) - 1
            count = min(_LOOKED_AT, last - first + 1)
            step = (last - first) / max(count - 1, 1)
            numbers = sorted({round(first + i * step) for i in range(count)})
        found[one.number] = _file(frame_grid(frames_rgb(decided.plan, numbers)), "PNG")
    return found


_LOOKED_AT = 24
"""So many frames of a span are shown at most."""


def _stands_for(item: Card | Footage, span: FaceSpan) -> bool:
    """Whether a shot is the one of a span, and not the warning before it."""
    return isinstance(item, Card) if span.still else isinstance(item, Footage)


def _file(picture: Image.Image, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
