"""Renders a whole plan: segments beside each other, the sound along with them, then the join."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from clipmaker import process
from clipmaker.media.model import MediaInfo
from clipmaker.plan.model import RenderPlan, Segment
from clipmaker.progress import Event, OnEvent, SegmentDone, Stage
from clipmaker.render.join import join
from clipmaker.render.master import SoundMix
from clipmaker.render.segment import Rendered, render_segment
from clipmaker.render.sound import mix_sound
from clipmaker.render.store import Store
from clipmaker.render.workers import usable_cores
from clipmaker.story.model import Footage
from clipmaker.tools.loudness import LoudnessReading

SOUND = "sound.aac"


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
) -> RenderedClip:
    """Render and join a plan.

    Args:
        plan: what to render.
        media: facts of every file that is seen or heard.
        store: where finished pieces are kept.
        folder: where to work; must exist.
        target: the MP4 to write.
        on_event: told of every finished segment.

    Raises:
        RenderError: FFmpeg failed.
        DiskError: the disk is full.
    """
    total = sum(s.frames for s in plan.segments)
    done = 0
    pieces: dict[int, Rendered] = {}
    group = process.Group()

    def one(segment: Segment) -> Rendered:
        with process.in_group(group):
            return render_segment(segment, plan.look, store, folder)

    def heard() -> SoundMix:
        with process.in_group(group):
            return _sound(plan, media, store, folder)

    pool = ThreadPoolExecutor(max_workers=usable_cores())
    try:
        sound = pool.submit(heard)
        waiting = {pool.submit(one, plan.segments[i]): i for i in _costly_first(plan)}
        for future in as_completed(waiting):
            piece = future.result()
            index = waiting[future]
            pieces[index] = piece
            done += piece.segment.frames
            on_event(_told(piece, index, len(waiting), done / total))
        mixed = sound.result()
    except BaseException:
        # Only this thread sees Ctrl-C or the first failure; the others wait for their programs.
        group.stop()
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown(wait=True)
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


def _sound(
    plan: RenderPlan, media: Mapping[Path, MediaInfo], store: Store, folder: Path
) -> SoundMix:
    """Return the encoded sound, from the store when it is there."""
    entry = store.get(plan.sound_key)
    if entry is None:
        duck_db = plan.look.brand.music.duck_db
        mixed = mix_sound(plan.sounds, media, plan.look.profile, duck_db, folder)
        entry = store.put(plan.sound_key, {SOUND: mixed.file}, asdict(mixed.reading))
    facts = dict(entry.facts)
    facts["silences_s"] = tuple((a, b) for a, b in facts["silences_s"])
    return SoundMix(file=entry.file(SOUND), reading=LoudnessReading(**facts))
