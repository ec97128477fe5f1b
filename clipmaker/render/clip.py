"""Renders a whole plan: segments beside each other, the sound along with them, then the join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from clipmaker.media.model import MediaInfo
from clipmaker.plan.model import RenderPlan
from clipmaker.progress import Event, OnEvent, SegmentDone, Stage
from clipmaker.render.divide import divide
from clipmaker.render.executor import Done, Executor, LocalPool, RenderJob, RunningJobs
from clipmaker.render.jobs import sound_job, sound_of
from clipmaker.render.join import join
from clipmaker.render.master import SoundMix
from clipmaker.render.memory import Memory
from clipmaker.render.segment import Rendered, StaleEntryError, rendered_segment
from clipmaker.render.store import Store, StoreEntry
from clipmaker.tools.loudness import LoudnessReading

_ROUNDS = 3
"""How often pieces are made again that vanish while others are rendered."""


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """Everything that a clip is joined from: its segments in order, and its sound."""

    segments: tuple[Rendered, ...]
    sound: SoundMix


@dataclass(frozen=True, kw_only=True)
class RenderedClip:
    """A joined MP4 and the facts of what went into it."""

    file: Path
    segments: tuple[Rendered, ...]
    loudness: LoudnessReading


def render_pieces(
    plan: RenderPlan,
    media: Mapping[Path, MediaInfo],
    store: Store,
    folder: Path,
    on_event: OnEvent,
    executor: Executor | None = None,
    memory: Memory | None = None,
) -> Pieces:
    """Render the segments of a plan and its sound.

    Args:
        plan: what to render.
        media: facts of every file that is seen or heard.
        store: where finished pieces are kept.
        folder: where to work; must exist until the pieces are joined.
        on_event: told of every finished segment.
        executor: where the pieces are made; None for a pool of this call's own.
        memory: the render before, to tell what changed since.

    Raises:
        RenderError: FFmpeg failed.
        DiskError: the disk is full.
    """
    if executor is None:
        with LocalPool() as own:
            return render_pieces(plan, media, store, folder, on_event, own, memory)
    running = _Arriving(plan, store, memory or Memory(), on_event)
    jobs: list[RenderJob] = [sound_job(plan, media), *divide(plan, store.has, executor.width)]
    for _ in range(_ROUNDS):
        running.run(executor.submit(jobs, store, folder))
        # Somebody may have cleared the cache meanwhile; what is gone is rendered again.
        jobs = [job for job in jobs if not running.has(job)]
        if not jobs:
            break
    if store.refused:
        on_event(Event(stage=Stage.RENDER, share=1.0, message=_not_kept(store)))
    return Pieces(
        segments=tuple(running.segments[segment.key] for segment in plan.segments),
        sound=sound_of(running.entries[plan.sound_key]),
    )


def join_pieces(pieces: Pieces, rate: Fraction, target: Path, on_event: OnEvent) -> RenderedClip:
    """Join the pieces of a clip.

    Args:
        pieces: what `render_pieces` made.
        rate: frames a second.
        target: the MP4 to write.
        on_event: told when it begins.

    Raises:
        RenderError: a piece cannot be read, or the file cannot be written.
    """
    on_event(Event(stage=Stage.JOIN, share=0.0, message="joining the segments"))
    join([piece.file for piece in pieces.segments], pieces.sound.file, rate, target)
    return RenderedClip(file=target, segments=pieces.segments, loudness=pieces.sound.reading)


class _Arriving:
    """The finished pieces of a clip, as they come."""

    def __init__(self, plan: RenderPlan, store: Store, memory: Memory, on_event: OnEvent) -> None:
        self._plan = plan
        self._store = store
        self._memory = memory
        self._on_event = on_event
        self._places = {segment.key: i for i, segment in enumerate(plan.segments)}
        self._done = 0
        self.entries: dict[str, StoreEntry] = {}
        self.segments: dict[str, Rendered] = {}

    def run(self, running: RunningJobs) -> None:
        """Take the pieces in and tell of each."""
        try:
            for done in running:
                self._take(done)
        except BaseException:
            # Only this thread sees Ctrl-C or the first failure; the others wait for their programs.
            running.cancel()
            raise

    def has(self, job: RenderJob) -> bool:
        """Whether the pieces of a job are there."""
        entries = [self.entries.get(key) for key in job.keys]
        return all(
            entry is not None and all(entry.file(name).exists() for name in entry.files)
            for entry in entries
        )

    def _take(self, done: Done) -> None:
        key = done.key
        if key not in self._places:
            self.entries[key] = done.entry
            return
        segment = self._plan.segments[self._places[key]]
        reused = done.reused and key not in self._memory.ahead
        reason = self._memory.reason(segment, reused=reused, damaged=key in self._store.damaged)
        try:
            piece = rendered_segment(segment, done.entry, reused, reason)
        except StaleEntryError:
            self._store.drop(key)
            return
        told = key in self.segments
        self.entries[key], self.segments[key] = done.entry, piece
        if not told:
            self._done += segment.frames
        total = sum(one.frames for one in self._plan.segments)
        self._on_event(_told(piece, self._places[key], len(self._places), self._done / total))


def _not_kept(store: Store) -> str:
    return (
        f"the cache {store.folder} cannot be written to ({store.refused}): "
        "what was rendered is not kept for the next time"
    )


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
