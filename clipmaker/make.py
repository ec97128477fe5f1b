"""Making a clip, as a recipe: read, gather, listen, decide, render, check, publish.

The command line, the batch and the desk all call ``make_clip``; none holds logic of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker import process
from clipmaker.check.model import Report
from clipmaker.cues.gate import Held, Waiver, apply_waivers, held, refusal, shown, waivers
from clipmaker.cues.model import CueSheet
from clipmaker.errors import CheckError
from clipmaker.gather import Gathered, Sources, gather
from clipmaker.plan.compile import compile_plan
from clipmaker.plan.model import Look, RenderPlan
from clipmaker.progress import Event, OnEvent, Stage, ignore
from clipmaker.story.model import Footage
from clipmaker.timeline.build import Placing, build
from clipmaker.timeline.model import Timeline
from clipmaker.timeline.tracks import heard_track
from clipmaker.unmoved import unmoved

if TYPE_CHECKING:
    from clipmaker.publish.manifest import Made
    from clipmaker.publish.sign_off import SignOff
    from clipmaker.render.executor import Executor
    from clipmaker.subtitling import SubtitleSetting


class Goal(StrEnum):
    """What is asked for: a final where every cue is approved, one of the two, or a preview."""

    AUTO = "auto"
    DRAFT = "draft"
    FINAL = "final"
    PREVIEW = "preview"


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """How speech is recognised.

    Attributes:
        engine: name of the speech engine.
        model: name or folder of the model.
        again: whether to hear again what was heard already; what people edited stays.
    """

    engine: str = "faster-whisper"
    model: str = "base"
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Request:
    """One clip to make.

    Attributes:
        sources: the story and its surroundings.
        output: folder for finished clips.
        goal: what is asked for.
        hearing: how speech is recognised.
        waivers: cues that may go out as they are, besides what the cue sheets say.
        sign_off: who signs a final off, and when; None when nobody says so.
    """

    sources: Sources
    output: Path
    goal: Goal = Goal.AUTO
    hearing: Hearing = Hearing()
    waivers: tuple[Waiver, ...] = ()
    sign_off: SignOff | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A story's timeline and plan, decided without rendering."""

    gathered: Gathered
    sheets: Mapping[int, CueSheet]
    timeline: Timeline
    plan: RenderPlan
    narration: CueSheet | None = None

    @property
    def held(self) -> tuple[Held, ...]:
        """Cues that keep the clip from being final."""
        return held(shown(self.timeline, self.sheets), self.gathered.subtitles)

    def preview(self) -> RenderPlan:
        """Return the plan of the same timeline at half the size."""
        look = replace(self.plan.look, profile=self.plan.look.profile.preview())
        return compile_plan(self.timeline, look, self.gathered.specs, self.gathered.facts)


@dataclass(frozen=True, kw_only=True)
class Clip:
    """A published clip.

    Attributes:
        folder: where it lies.
        slug: the clip's name, which begins its files' names.
        draft: whether it carries the draft mark.
        unchanged: whether it lay there already and nothing was done.
        report: what the checks measured; None for an unchanged clip.
        waiting: cues that keep it from being final, as ``FOOTAGE ID``.
        sheets: the cue sheets that they stand in.
        preview: whether it is only a small copy to look at.
    """

    folder: Path
    slug: str
    draft: bool
    unchanged: bool
    report: Report | None
    waiting: tuple[str, ...] = ()
    sheets: tuple[Path, ...] = ()
    preview: bool = False

    @property
    def video(self) -> Path:
        """The MP4."""
        return self.folder / f"{self.slug}.mp4"


def make_clip(
    request: Request,
    on_event: OnEvent = ignore,
    group: process.Group | None = None,
    executor: Executor | None = None,
) -> Clip:
    """Make a clip and publish it.

    Args:
        request: what to make.
        on_event: told of each stage and of each finished segment, always in the calling thread.
        group: stops the job from any thread: ``group.stop()`` ends its programs at once and
            leaves nothing behind but finished segments in the cache.
        executor: where the pieces are made; None for a pool of this call's own.

    Raises:
        StoppedError: the group was stopped; nothing was published.
        ClipmakerError: with a message for people; nothing was published.
    """
    with process.in_group(group or process.Group()):
        return _make_clip(request, _stoppable(on_event), executor)


def _stoppable(on_event: OnEvent) -> OnEvent:
    """Return a function that passes events on and ends the job when its group is stopped.

    What is published already is told and not stopped any more.
    """

    def passed_on(event: Event) -> None:
        done = event.stage is Stage.PUBLISH and event.share >= 1.0
        if not done:
            process.check_stopped()
        on_event(event)
        if not done:
            process.check_stopped()

    return passed_on


def _make_clip(request: Request, on_event: OnEvent, executor: Executor | None) -> Clip:
    """Read, gather, listen, decide, render, check, publish."""
    from clipmaker.publish.manifest import Made, manifest, unchanged
    from clipmaker.publish.place import (
        latest_final,
        point_to_latest,
        publish_final,
        publish_over,
        workspace,
    )

    ahead: set[str] = set()
    decided = decide(
        request.sources,
        request.hearing,
        on_event,
        request.waivers,
        meanwhile=lambda without: _cards_ahead(without, request, executor, ahead),
    )
    preview = request.goal is Goal.PREVIEW
    if preview:
        decided = replace(decided, plan=decided.preview())
    timeline, plan = decided.timeline, decided.plan
    if request.goal is Goal.FINAL and decided.held:
        raise refusal(decided.held, str(request.sources.story))
    draft = bool(decided.held) or request.goal is Goal.DRAFT
    story = decided.gathered.story
    clip_dir = request.output.resolve() / story.date.isoformat() / story.slug
    made = Made(
        story=story,
        timeline=timeline,
        plan=plan,
        facts=decided.gathered.facts,
        sheets=decided.sheets,
        narration=decided.narration,
        waivers=waivers(shown(timeline, decided.sheets), decided.gathered.subtitles),
        draft=draft,
        sign_off=None if draft or preview else request.sign_off,
        preview=preview,
    )
    if preview:
        folder = clip_dir / "preview"
    else:
        folder = clip_dir / "draft" if draft else latest_final(clip_dir) or clip_dir / "v1"
    facts = manifest(made)
    clip = Clip(
        folder=folder,
        slug=story.slug,
        draft=draft,
        unchanged=True,
        report=None,
        waiting=tuple(f"{one.footage} {one.cue.id}" for one in decided.held),
        sheets=waiting_sheets(decided),
        preview=preview,
    )
    if unchanged(clip.folder, facts):
        if not (draft or preview):
            point_to_latest(clip_dir)
        on_event(Event(stage=Stage.PUBLISH, share=1.0, message="nothing has changed"))
        return clip
    with workspace(clip_dir) as work:
        with unmoved(decided.gathered.stamps, plan):
            report, finished = _render_and_check(made, facts, work, on_event, executor, ahead)
        process.check_stopped()
        if preview or draft:
            folder = publish_over(finished, folder)
        else:
            folder = publish_final(finished, clip_dir)
    on_event(Event(stage=Stage.PUBLISH, share=1.0, message=f"published {folder}"))
    return replace(clip, folder=folder, unchanged=False, report=report)


@contextmanager
def _cards_ahead(
    without: Decided, request: Request, executor: Executor | None, made: set[str]
) -> Iterator[None]:
    """Render the cards of a clip without subtitles while the block runs.

    Keys of what was rendered are added to ``made`` when it has ended.
    """
    from clipmaker.render.ahead import cards_ahead
    from clipmaker.render.store import Store
    from clipmaker.resources import max_cache_bytes, segments_dir

    plan = without.preview() if request.goal is Goal.PREVIEW else without.plan
    with cards_ahead(plan, Store(segments_dir(), max_cache_bytes()), executor) as keys:
        yield
    made |= keys


def _render_and_check(
    made: Made,
    facts: Mapping[str, Any],
    work: Path,
    on_event: OnEvent,
    executor: Executor | None,
    ahead: set[str],
) -> tuple[Report, Path]:
    """Render, check and write everything into a folder that is ready to be published.

    Raises:
        CheckError: a delivery rule is broken.
    """
    from clipmaker.check.clip import check_rendered
    from clipmaker.publish.files import write_files
    from clipmaker.publish.place import writing
    from clipmaker.render.clip import render_plan
    from clipmaker.render.memory import recall, remember
    from clipmaker.render.store import Store
    from clipmaker.resources import cache_dir, max_cache_bytes, segments_dir

    pieces, finished = work / "pieces", work / "clip"
    pieces.mkdir()
    finished.mkdir()
    store = Store(segments_dir(), max_cache_bytes())
    memories = cache_dir() / "memory"
    before = recall(memories, made.story.file, made.plan.look.profile.name)
    before = replace(before, ahead=frozenset(ahead))
    on_event(Event(stage=Stage.RENDER, share=0.0))
    with writing(work):
        video = finished / f"{made.story.slug}.mp4"
        rendered = render_plan(
            made.plan, made.facts.media, store, pieces, video, on_event, executor, before
        )
        remember(memories, made.story.file, made.plan.look.profile.name, made.plan)
        on_event(Event(stage=Stage.CHECK, share=0.0, message="measuring the result"))
        report = check_rendered(rendered, made.plan.look.profile, made.story.language)
        if not report.passed:
            broken = "\n".join(
                f"{r.rule}: {r.measured} (expected {r.expected})" for r in report.failed
            )
            raise CheckError(f"the clip breaks {len(report.failed)} delivery rules:\n{broken}")
        on_event(Event(stage=Stage.PUBLISH, share=0.0, message="writing what lies beside the clip"))
        write_files(made, facts, report, finished)
        store.clean()
    return report, finished


def decide(
    sources: Sources,
    hearing: Hearing | None,
    on_event: OnEvent = ignore,
    waived: Sequence[Waiver] = (),
    meanwhile: Callable[[Decided], AbstractContextManager[object]] | None = None,
) -> Decided:
    """Read a story and decide its timeline and plan.

    Args:
        sources: the story and its surroundings.
        hearing: how speech is recognised; None uses the cue sheets that are there and hears
            nothing.
        on_event: told of each stage.
        waived: cues that may go out as they are, besides what the cue sheets say.
        meanwhile: given the clip without subtitles, does something while footage is heard.
    """
    on_event(Event(stage=Stage.READ, share=0.0, message=f"reading {sources.story}"))
    gathered = gather(sources)
    aside: AbstractContextManager[object] = nullcontext()
    if hearing is not None and unheard(gathered):
        # Hearing takes a minute: what would fail afterwards is told before.
        without = decide_with(gathered, {})
        try_texts(gathered)
        if meanwhile:
            aside = meanwhile(without)
    with aside:
        heard = listen(gathered, hearing, on_event)
    sheets = apply_waivers(heard, waived)
    on_event(Event(stage=Stage.PLAN, share=0.0, message="placing shots and cues"))
    decided = decide_with(gathered, sheets)
    return replace(decided, narration=_narrate(gathered, hearing, on_event))


def decide_with(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> Decided:
    """Decide the timeline and plan of a story with cue sheets that are at hand.

    Args:
        gathered: the story and the facts about its files.
        sheets: cue sheets by the footage's place in the story; they need not be saved yet.

    Raises:
        ClipmakerError: the story does not fill the clip, or a text does not fit.
    """
    timeline = build(gathered.story, _placing(gathered, sheets))
    look = Look(brand=gathered.brand, profile=gathered.profile, language=gathered.story.language)
    plan = compile_plan(timeline, look, gathered.specs, gathered.facts)
    return Decided(gathered=gathered, sheets=sheets, timeline=timeline, plan=plan)


def try_texts(gathered: Gathered, cards: Collection[int] | None = None) -> None:
    """Find out whether every card's texts can be painted.

    Args:
        gathered: the story.
        cards: places of the cards that are tried, None for all.

    Raises:
        ClipmakerError: some cannot; all cards are named.
    """
    from clipmaker.paint.page import Page
    from clipmaker.paint.trial import try_cards

    story = gathered.story
    page = Page(brand=gathered.brand, profile=gathered.profile, language=story.language)
    try_cards(story.shots, page, cards)


def unheard(gathered: Gathered) -> tuple[Path, ...]:
    """Return footage whose subtitles are still to be made."""
    from clipmaker.cues.sheet import sheet_path

    story, media = gathered.story, gathered.facts.media
    files = [
        item.file
        for item in story.shots
        if isinstance(item, Footage)
        and item.subtitles
        and media[item.file].audio
        and not sheet_path(story.file.parent, item.file).exists()
    ]
    return tuple(dict.fromkeys(files))


def _narrate(gathered: Gathered, hearing: Hearing | None, on_event: OnEvent) -> CueSheet | None:
    """Return the captions of the voice-over, None when there are none."""
    from clipmaker.narration import narration_sheet

    if gathered.story.voice_over is None:
        return None
    on_event(Event(stage=Stage.LISTEN, share=0.0, message="captioning the voice-over"))
    return narration_sheet(gathered, _setting(gathered), hearing)


def listen(
    gathered: Gathered, hearing: Hearing | None, on_event: OnEvent = ignore
) -> dict[int, CueSheet]:
    """Return the cue sheets of a story's footage by place, and keep them beside the story."""
    from clipmaker.cues import sheet as sheets

    found: dict[int, CueSheet] = {}
    for i, item in enumerate(gathered.story.shots):
        if not isinstance(item, Footage) or not item.subtitles:
            continue
        file = sheets.sheet_path(gathered.story.file.parent, item.file)
        info = gathered.facts.media[item.file]
        if info.still or not (info.audio or file.exists()):
            continue
        if hearing is None:
            if file.exists():
                found[i] = sheets.load(file, duration_ms=info.duration_ms)
            continue
        found[i] = _hear(gathered, item, file, hearing, on_event)
    return found


def _hear(
    gathered: Gathered, footage: Footage, file: Path, hearing: Hearing, on_event: OnEvent
) -> CueSheet:
    """Return the cue sheet of one footage, hearing it when that was not done before."""
    from clipmaker.cues import sheet as sheets
    from clipmaker.cues.save import ChangedMeanwhileError
    from clipmaker.speech.recognise import cue_sheet

    def on_progress(share: float) -> None:
        on_event(Event(stage=Stage.LISTEN, share=share))

    on_event(Event(stage=Stage.LISTEN, share=0.0, message=f"hearing {footage.file.name}"))
    info = gathered.facts.media[footage.file]
    setting = _setting(gathered)

    def hear(*, again: bool) -> CueSheet:
        return cue_sheet(
            footage,
            info,
            gathered.story.language,
            engine_name=hearing.engine,
            model=hearing.model,
            profile=gathered.subtitles,
            measure=setting.measure,
            width_px=setting.width_px(footage, info),
            sheet_file=file if file.exists() else None,
            audio_track=heard_track(footage, info) or 0,
            on_progress=on_progress,
            again=again,
            glossary=gathered.glossary,
        )

    def heard(*, again: bool) -> CueSheet:
        # With what it began from, saving tells a person's decisions from what is only older.
        base = sheets.load(file) if file.exists() else None
        return sheets.save(hear(again=again), file, base)

    try:
        found = heard(again=hearing.again)
    except ChangedMeanwhileError:
        # Somebody went on editing while it listened; what was heard is kept by now.
        found = heard(again=False)
    on_event(Event(stage=Stage.LISTEN, share=1.0))
    return found


def _setting(gathered: Gathered) -> SubtitleSetting:
    from clipmaker.subtitling import subtitle_setting

    return subtitle_setting(
        gathered.brand, gathered.profile, gathered.subtitles, gathered.story.language
    )


def _placing(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> Placing:
    return Placing(
        specs=gathered.specs,
        media=gathered.facts.media,
        sheets=sheets,
        profile=gathered.profile,
        music=gathered.brand.music,
        break_cue=_setting(gathered).break_cue,
        lit_words=gathered.brand.subtitles.light_words,
    )


def waiting_sheets(decided: Decided) -> tuple[Path, ...]:
    """Return the cue sheets that hold cues of this clip which keep it from being final."""
    from clipmaker.cues.sheet import sheet_path

    waiting = {one.footage for one in decided.held}
    story = decided.gathered.story
    files = [
        sheet_path(story.file.parent, item.file)
        for item in story.shots
        if isinstance(item, Footage) and item.file.name in waiting
    ]
    return tuple(dict.fromkeys(files))
