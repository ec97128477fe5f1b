"""Renders a whole plan: segments beside each other, the sound along with them, then the join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clipmaker.media.model import MediaInfo
from clipmaker.plan.model import RenderPlan, Segment
from clipmaker.progress import Event, OnEvent, SegmentDone, Stage
from clipmaker.render.executor import Executor, Job, LocalPool
from clipmaker.render.jobs import SegmentJob, sound_job, sound_of
from clipmaker.render.join import join
from clipmaker.render.segment import Rendered, rendered_segment
from clipmaker.render.store import Store
from clipmaker.story.model import Footage
from clipmaker.tools.loudness import LoudnessReading


@dataclass(frozen=True, kw_only=True)
class RenderedClip:
    """A joined MP4 and the facts of what went into it."""

    file: Path
    segments: tuple[Rendered, ...]
    loudness: LoudnessReading


def render_plan(
    plan: RenderPlan,
    media: Mapping[Path, MediaInfo],
    store: Store,
    folder: Path,
    target: Path,
    on_event: OnEvent,
    executor: Executor | None = None,
) -> RenderedClip:
    """Render and join a plan.

    Args:
        plan: what to render.
        media: facts of every file that is seen or heard.
        store: where finished pieces are kept.
        folder: where to work; must exist.
        target: the MP4 to write.
        on_event: told of every finished segment.
        executor: where the pieces are made; None for a pool of this call's own.

    Raises:
        RenderError: FFmpeg failed.
        DiskError: the disk is full.
    """
    if executor is None:
        with LocalPool() as own:
            return render_plan(plan, media, store, folder, target, on_event, own)
    total = sum(s.frames for s in plan.segments)
    done = 0
    sound = sound_job(plan, media)
    segments = {plan.segments[i].key: i for i in _costly_first(plan)}
    jobs: list[Job] = [sound]
    jobs += [SegmentJob(segment=plan.segments[i], look=plan.look) for i in segments.values()]
    entries = {}
    pieces: dict[int, Rendered] = {}
    running = executor.submit(jobs, store, folder)
    try:
        for one in running:
            entries[one.job.key] = one.entry
            if one.job.key not in segments:
                continue
            i = segments[one.job.key]
            pieces[i] = rendered_segment(plan.segments[i], one.entry, one.reused)
            done += plan.segments[i].frames
            on_event(_told(pieces[i], i, len(segments), done / total))
    except BaseException:
        # Only this thread sees Ctrl-C or the first failure; the others wait for their programs.
        running.cancel()
        raise
    mixed = sound_of(entries[sound.key])
    on_event(Event(stage=Stage.JOIN, share=0.0, message="joining the segments"))
    ordered = tuple(pieces[i] for i in range(len(plan.segments)))
    join([piece.file for piece in ordered], mixed.file, plan.look.profile.rate, target)
    return RenderedClip(file=target, segments=ordered, loudness=mixed.reading)


def _costly_first(plan: RenderPlan) -> list[int]:
    """Footage costs most a frame; what is long comes first, so that no core ends up idle."""

    def cost(i: int) -> float:
        segment: Segment = plan.segments[i]
        return segment.frames * (4 if isinstance(segment.shot.item, Footage) else 1)

    return sorted(range(len(plan.segments)), key=cost, reverse=True)


def _told(piece: Rendered, index: int, count: int, share: float) -> Event:
    segment = piece.segment
    how = "kept" if piece.reused else "rendered"
    return Event(
        stage=Stage.RENDER,
        share=share,
        message=f"{how} {segment.name}, {segment.frames} frames: {piece.reason}",
        detail=True,
        segment=SegmentDone(
            index=index,
            count=count,
            name=segment.name,
            cached=piece.reused,
            reason=piece.reason,
            start_frame=segment.start_frame,
            frames=segment.frames,
        ),
    )
