"""One finished frame of a clip without rendering the clip, the same as in its video.

A card's frame comes from the painter that fills its segment, a frame of footage from the same
FFmpeg graph, both as the encoder's own planes (yuv420p, BT.709, limited range) turned into RGB the
way a player does: only what the encoder loses is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from clipmaker.machine import process
from clipmaker.media.stills import rgb_of_planes
from clipmaker.plan.model import Look, RenderPlan, Segment
from clipmaker.render.card import card_pictures
from clipmaker.render.scene import scene
from clipmaker.render.segment import span_s
from clipmaker.render.workers import usable_cores
from clipmaker.story.model import Card, Footage

if TYPE_CHECKING:
    from clipmaker.paint.blend import Pixels


def frame_rgb(plan: RenderPlan, number: int, *, counting: bool = True) -> Pixels:
    """Return a frame of a clip, height x width x 3.

    Args:
        plan: the clip.
        number: frame of the clip, 0 to before its length.
        counting: whether ring and bar are shown; a cover has neither.

    Raises:
        ValueError: the clip has no such frame.
        RenderError: FFmpeg failed.
        ClipmakerError: a card cannot be painted.
    """
    segment = _segment_at(plan, number)
    item, profile = segment.shot.item, plan.look.profile
    if isinstance(item, Card):
        _, frames = card_pictures(_only(segment, number), item, plan.look, counting=counting)
        planes = next(frames)
    else:
        planes = _footage_planes(segment, item, number, plan.look, counting=counting)
    return rgb_of_planes(planes, profile.width_px, profile.height_px)


def frames_rgb(plan: RenderPlan, numbers: Iterable[int]) -> dict[int, Pixels]:
    """Return several frames of a clip by number, made beside each other; see :func:`frame_rgb`."""
    wanted = sorted(set(numbers))
    group = process.Group()

    def one(number: int) -> Pixels:
        with process.in_group(group):
            return frame_rgb(plan, number)

    with ThreadPoolExecutor(max_workers=usable_cores()) as pool:
        try:
            return dict(zip(wanted, pool.map(one, wanted), strict=True))
        except BaseException:
            group.stop()
            pool.shutdown(cancel_futures=True)
            raise


def _segment_at(plan: RenderPlan, number: int) -> Segment:
    for segment in plan.segments:
        if segment.start_frame <= number < segment.end_frame:
            return segment
    raise ValueError(f"frame {number} is outside the clip's {plan.segments[-1].end_frame}")


def _only(segment: Segment, number: int) -> Segment:
    """Return the part of a segment that is one frame of the clip."""
    return replace(segment, first=number - segment.shot.start_frame, frames=1)


def _footage_planes(
    segment: Segment, footage: Footage, number: int, look: Look, *, counting: bool
) -> bytes:
    from clipmaker.render.grid import run_on_footage
    from clipmaker.tools.graph import arguments, frames_output

    assert segment.media is not None
    part = _only(segment, number)
    with TemporaryDirectory(prefix="clipmaker-") as folder:
        graph = scene(part, footage, look, Path(folder), counting=counting)
        output = frames_output(graph.picture, look.profile.rate)
        done = run_on_footage(
            arguments([output]),
            segment.media,
            span_s(part, footage, look.profile.rate),
            doing=f"frame {number}",
            written=look.profile.width_px * look.profile.height_px * 3 // 2,
            feed=graph.strips,
        )
    return done.stdout
