"""One card or footage of a story as it will look, also where the story does not fill its clip."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from clipmaker.make.face_gate import FaceSpan
from clipmaker.make.gather import Gathered
from clipmaker.paint.grid import frame_grid
from clipmaker.plan.compile import compile_plan
from clipmaker.plan.model import Look, RenderPlan
from clipmaker.render.frame import frame_rgb, frames_rgb
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.build import footage_span_ms
from clipmaker.timeline.frames import ms_to_frame
from clipmaker.timeline.model import Shot, Timeline

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.paint.blend import Pixels

_SHOWN_S = 6
_LOOKED_AT = 12
"""So many frames of a span are shown at most."""


@dataclass(frozen=True, kw_only=True)
class ShotLook:
    """A shot by itself.

    Attributes:
        plan: a plan of it alone.
        frame: the frame that tells most of it.
    """

    plan: RenderPlan
    frame: int

    @property
    def key(self) -> str:
        """A text that changes with its picture."""
        return self.plan.segments[-1].key

    def picture(self) -> Pixels:
        """Return its picture, height x width x 3, without ring and bar.

        Raises:
            ClipmakerError: it cannot be painted.
        """
        return frame_rgb(self.plan, self.frame, counting=False)


def shot_look(gathered: Gathered, index: int) -> ShotLook:
    """Return how a shot of a story looks, without subtitles.

    Args:
        gathered: the story.
        index: place of the shot, 0-based.

    Raises:
        ClipmakerError: its footage is not as long as the story says.
    """
    item, profile = gathered.story.shots[index], gathered.profile
    if isinstance(item, Card):
        spec, scale = gathered.specs[item.kind], profile.reading.card_scale
        seconds = max(spec.shortest_s, min(_SHOWN_S, spec.longest_s)) * scale
        frames = min(ceil(seconds * profile.rate), profile.frames)
        # What enters is there by then, and has not begun to leave.
        frame = max(0, frames - ceil(scale * profile.rate))
    else:
        start_ms, end_ms = footage_span_ms(item, gathered.facts.media[item.file])
        frames = max(1, min(ms_to_frame(end_ms - start_ms, profile.rate), profile.frames))
        frame = frames // 3
    shot = Shot(index=index, item=item, start_frame=0, frames=frames)
    timeline = Timeline(shots=(shot,), sounds=(), rate=profile.rate, frames=frames)
    look = Look(brand=gathered.brand, profile=profile, language=gathered.story.language)
    plan = compile_plan(timeline, look, gathered.specs, gathered.facts)
    return ShotLook(plan=plan, frame=frame)


def span_picture(gathered: Gathered, span: FaceSpan) -> Image.Image:
    """Return frames of a span side by side, evenly through it, their faces covered as in the clip.

    Raises:
        ClipmakerError: they cannot be made.
    """
    look, item = shot_look(gathered, span.index), gathered.story.shots[span.index]
    numbers = [look.frame]
    if isinstance(item, Footage):
        rate = gathered.profile.rate
        start_ms, _ = footage_span_ms(item, gathered.facts.media[item.file])
        end = look.plan.segments[-1].end_frame
        first, last = (
            min(max(ms_to_frame(at_ms - start_ms, rate), 0), end - 1)
            for at_ms in (span.span.start_ms, span.span.end_ms - 1)
        )
        count = min(_LOOKED_AT, last - first + 1)
        step = (last - first) / max(count - 1, 1)
        numbers = sorted({round(first + i * step) for i in range(count)})
    return frame_grid(frames_rgb(look.plan, numbers))
