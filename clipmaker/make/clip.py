"""Making a clip, as a recipe: read, gather, listen, decide, render, check, publish.

The command line, the batch and the desk all call ``make_clip``; none holds logic of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.check.model import Report
from clipmaker.cues.reviewing.gate import Waiver, refusal, waivers
from clipmaker.errors import ClipmakerError, ReviewError, together
from clipmaker.machine import process
from clipmaker.machine.places import inside
from clipmaker.make.act import refuse_unwatched, remove_superseded, render_and_check
from clipmaker.make.damaged import damage, damaged
from clipmaker.make.decide import Decided, decide, waiting_sheets
from clipmaker.make.face_gate import (
    face_facts,
    faces_in_the_way,
    faces_refusal,
    open_faces,
    unprotected_people,
)
from clipmaker.make.gather import Gathered, Sources
from clipmaker.make.hearing import Hearing
from clipmaker.make.legible import refuse_unreadable
from clipmaker.make.second_person import ANOTHER, alone
from clipmaker.make.stated import facts_refusal, told_fact
from clipmaker.make.unmoved import still_cleared, unmoved
from clipmaker.progress import Event, OnEvent, Stage, ignore
from clipmaker.publish.place import (
    latest_final,
    point_to_latest,
    publish_final,
    publish_over,
    refuse_output,
    workspace,
)
from clipmaker.publish.withdrawals import (
    MARK,
    refuse_told_again,
    refuse_withdrawn,
    renew_mark,
)
from clipmaker.render.store import Store
from clipmaker.resources import max_cache_bytes, segments_dir, settings_file

if TYPE_CHECKING:
    from clipmaker.publish.certificate import NewsroomCertificate
    from clipmaker.publish.identity import Identity
    from clipmaker.publish.manifest import MadeClip
    from clipmaker.publish.place import Publication
    from clipmaker.publish.sign_off import SignOff
    from clipmaker.render.executor import Executor


class Goal(StrEnum):
    """What is asked for: a final where every cue is approved, one of the two, or a preview."""

    AUTO = "auto"
    DRAFT = "draft"
    FINAL = "final"
    PREVIEW = "preview"


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
        refuse: asked right before a final is published; raises what keeps it from going out.
    """

    sources: Sources
    output: Path
    goal: Goal = Goal.AUTO
    hearing: Hearing = field(default_factory=Hearing)
    waivers: tuple[Waiver, ...] = ()
    sign_off: SignOff | None = None
    refuse: Callable[[], None] | None = None


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
        notes: what went wrong beside it, for people; it is published all the same.
        damaged: where its footage or voice-over is damaged, which keeps it from being final.
        faces: what keeps it from being final of faces in it.
        disputed: facts that do not agree with the story's source, which do so, too, in words.
    """

    folder: Path
    slug: str
    draft: bool
    unchanged: bool
    report: Report | None
    waiting: tuple[str, ...] = ()
    sheets: tuple[Path, ...] = ()
    preview: bool = False
    notes: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    faces: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()

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
    from clipmaker.publish.manifest import manifest, unchanged
    from clipmaker.publish.unprotected import remove_unprotected

    refuse_output(request.output)
    ahead: set[str] = set()
    decided, identity = _decided(request, on_event, executor, ahead)
    refuse_unreadable(decided)
    found = () if request.goal is Goal.PREVIEW else damage(decided)
    faces = open_faces(decided.gathered)
    in_the_way = decided.held or decided.disputed or found or faces
    if request.goal is Goal.FINAL and (in_the_way or alone(decided, request.sign_off)):
        raise _refusal(decided, found, request)
    made = _made(request, decided, identity, found, faces)
    facts = manifest(made)
    refuse_unwatched(made, facts)
    certificate = None
    if not (made.draft or made.preview):
        refuse_told_again(request.output, facts)
        certificate = _certificate()
    clip = _clip(request, decided, made)
    clip_dir = clip.folder.parent
    told = remove_unprotected(clip_dir.parent, identity.of, facts)
    clip = replace(clip, notes=(*clip.notes, *told))
    if unchanged(clip.folder, facts):
        note = "" if clip.draft or clip.preview else point_to_latest(clip_dir)
        on_event(Event(stage=Stage.PUBLISH, share=1.0, message="nothing has changed"))
        return replace(clip, notes=tuple(filter(None, (*clip.notes, note))))
    with workspace(clip_dir) as work:
        with unmoved(decided.gathered.stamps, decided.plan):
            report, finished = render_and_check(
                made, facts, work, on_event, executor, ahead, certificate
            )
        process.check_stopped()
        placed = _placed(request, decided, made, clip, finished)
    notes = (*clip.notes, *placed.notes, *(() if clip.preview else remove_superseded(identity)))
    if (clip_dir / MARK).exists() and (wrong := renew_mark(request.output.resolve(), clip_dir)):
        notes = (*notes, wrong)
    on_event(Event(stage=Stage.PUBLISH, share=1.0, message=f"published {placed.folder}"))
    return replace(
        clip,
        folder=placed.folder,
        unchanged=not placed.fresh,
        report=report if placed.fresh else None,
        notes=notes,
    )


def _certificate() -> NewsroomCertificate | None:
    """Return what signs finals; whether it will do is known before anything is rendered."""
    if not settings_file().is_file():
        return None
    from clipmaker.publish.certificate import newsroom_certificate

    return newsroom_certificate(settings_file())


def _decided(
    request: Request, on_event: OnEvent, executor: Executor | None, ahead: set[str]
) -> tuple[Decided, Identity]:
    """Return what is made, and which clip that is; refused before anything is heard."""
    from clipmaker.make.naming import named

    found: list[Identity] = []

    def naming(gathered: Gathered) -> Gathered:
        gathered, identity = named(gathered, request.output)
        # A planted link is told before anything is heard.
        story = gathered.story
        inside(request.output / story.date.isoformat() / story.slug, request.output)
        found.append(identity)
        return gathered

    decided = decide(
        request.sources,
        request.hearing,
        on_event,
        request.waivers,
        meanwhile=lambda without: _cards_ahead(without, request, executor, ahead),
        naming=naming,
    )
    if request.goal is Goal.PREVIEW:
        decided = replace(decided, plan=decided.preview())
    return decided, found[0]


def facts_now(request: Request) -> dict[str, Any]:
    """Return what the manifest of a clip would say if it was made now; nothing is made or heard.

    Raises:
        ClipmakerError: it could not be made.
    """
    from clipmaker.make.naming import named
    from clipmaker.publish.manifest import manifest

    found: list[Identity] = []

    def naming(gathered: Gathered) -> Gathered:
        gathered, identity = named(gathered, request.output)
        found.append(identity)
        return gathered

    decided = decide(request.sources, None, ignore, request.waivers, naming=naming)
    faces = open_faces(decided.gathered)
    return manifest(_made(request, decided, found[0], damage(decided), faces))


def _refusal(decided: Decided, found: tuple[str, ...], request: Request) -> ClipmakerError:
    """Return the error that names everything that keeps a clip from being final."""
    errors: list[ClipmakerError] = []
    if decided.held:
        errors.append(refusal(decided.held, str(request.sources.story)))
    if decided.disputed:
        errors.append(facts_refusal(decided.disputed, str(request.sources.story)))
    if why := alone(decided, request.sign_off):
        errors.append(ReviewError(why, remedy=ANOTHER))
    if found:
        errors.append(damaged(found))
    errors += unprotected_people(decided.gathered.story)
    if spans := faces_in_the_way(decided.gathered):
        errors.append(faces_refusal(spans, str(request.sources.story)))
    return together(errors)


def _made(
    request: Request,
    decided: Decided,
    identity: Identity,
    found: tuple[str, ...],
    faces: tuple[str, ...],
) -> MadeClip:
    """Return what the manifest is written from."""
    from clipmaker.publish.manifest import MadeClip

    preview = request.goal is Goal.PREVIEW
    in_the_way = decided.held or decided.disputed or found or faces
    draft = bool(in_the_way or alone(decided, request.sign_off)) or request.goal is Goal.DRAFT
    return MadeClip(
        story=decided.gathered.story,
        timeline=decided.timeline,
        plan=decided.plan,
        facts=decided.gathered.facts,
        sheets=decided.sheets,
        narration=decided.narration,
        waivers=waivers(
            decided.cues,
            decided.gathered.subtitles,
            strict=bool(decided.gathered.story.gate),
        ),
        draft=draft,
        damaged=found,
        faces=face_facts(decided.gathered),
        stated=decided.facts,
        article=decided.gathered.article,
        sign_off=None if draft or preview else request.sign_off,
        preview=preview,
        identity=identity,
    )


def _clip(request: Request, decided: Decided, made: MadeClip) -> Clip:
    """Return the clip as it would be where nothing has changed."""
    story, note = made.story, made.identity.note if made.identity else ""
    clip_dir = request.output.resolve() / story.date.isoformat() / story.slug
    if made.preview:
        folder = clip_dir / "preview"
    else:
        folder = clip_dir / "draft" if made.draft else latest_final(clip_dir) or clip_dir / "v1"
    return Clip(
        folder=folder,
        slug=story.slug,
        draft=made.draft,
        unchanged=True,
        report=None,
        waiting=tuple(f"{one.footage} {one.cue.id}" for one in decided.held),
        sheets=waiting_sheets(decided),
        preview=made.preview,
        damaged=made.damaged,
        faces=open_faces(decided.gathered),
        disputed=tuple(map(told_fact, decided.disputed)),
        notes=(note,) if note else (),
    )


def _placed(
    request: Request, decided: Decided, made: MadeClip, clip: Clip, finished: Path
) -> Publication:
    """Move a finished folder to where it is found."""
    from clipmaker.publish.manifest import manifest, unchanged

    if clip.draft or clip.preview:
        return publish_over(finished, clip.folder)
    facts = manifest(made)
    refuse_withdrawn(request.output, made.facts.files)
    refuse_told_again(request.output, facts)
    if request.refuse is not None:
        request.refuse()
    with still_cleared(decided, request.sources, request.waivers, made):
        return publish_final(finished, clip.folder.parent, lambda there: unchanged(there, facts))


@contextmanager
def _cards_ahead(
    without: Decided, request: Request, executor: Executor | None, made: set[str]
) -> Iterator[None]:
    """Render the cards of a clip without subtitles while the block runs.

    Keys of what was rendered are added to ``made`` when it has ended.
    """
    from clipmaker.render.ahead import cards_ahead

    plan = without.preview() if request.goal is Goal.PREVIEW else without.plan
    with cards_ahead(plan, Store(segments_dir(), max_cache_bytes()), executor) as keys:
        yield
    made |= keys
