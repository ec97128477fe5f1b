"""What is done once everything is decided: render, join, check, write into a folder to publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.check.model import Report
from clipmaker.errors import CheckError, DiskError, ReviewError
from clipmaker.progress import Event, OnEvent, Stage
from clipmaker.publish.credentials import sign_video
from clipmaker.publish.place import remove, writing
from clipmaker.publish.sign_off import picture_digest
from clipmaker.render.memory import recall, remember
from clipmaker.render.store import Store
from clipmaker.resources import cache_dir, max_cache_bytes, segments_dir
from clipmaker.timeline.model import SoundRole

if TYPE_CHECKING:
    from clipmaker.publish.certificate import NewsroomCertificate
    from clipmaker.publish.identity import Identity
    from clipmaker.publish.manifest import MadeClip
    from clipmaker.render.clip import Pieces
    from clipmaker.render.executor import Executor
    from clipmaker.render.store import Store


def render_and_check(
    made: MadeClip,
    facts: Mapping[str, Any],
    work: Path,
    on_event: OnEvent,
    executor: Executor | None,
    ahead: set[str],
    certificate: NewsroomCertificate | None = None,
) -> tuple[Report, Path]:
    """Render, check and write everything into a folder that is ready to be published.

    Args:
        made: the clip and everything it is made of.
        facts: its manifest.
        work: a folder on the disk of the output, which goes away afterwards.
        on_event: told of each stage and each finished segment.
        executor: where the pieces are made; None for a pool of this call's own.
        ahead: keys of segments that were rendered while footage was heard.
        certificate: what signs the MP4 once it is made and checked; None for nobody.

    Raises:
        CheckError: a delivery rule is broken.
    """
    from clipmaker.check.clip import check_rendered
    from clipmaker.publish.files import write_files
    from clipmaker.render.clip import join_pieces, render_pieces

    finished = work / "clip"
    finished.mkdir()
    (work / "pieces").mkdir()
    store = Store(segments_dir(), max_cache_bytes())
    memories = cache_dir() / "memory"
    before = recall(memories, made.story.file, made.plan.look.profile.name)
    before = replace(before, ahead=frozenset(ahead))
    on_event(Event(stage=Stage.RENDER, share=0.0))
    with writing(work):
        video = finished / f"{made.story.slug}.mp4"
        pieces = render_pieces(
            made.plan, made.facts.media, store, work / "pieces", on_event, executor, before
        )
        remember(memories, made.story.file, made.plan.look.profile.name, made.plan)
        with _pictures_beside(made, pieces, store, work):
            rendered = join_pieces(pieces, made.plan.look.profile.rate, video, on_event)
            on_event(Event(stage=Stage.CHECK, share=0.0, message="measuring the result"))
            report = check_rendered(
                rendered,
                made.plan.look.profile,
                made.story.language,
                music=any(sound.role is SoundRole.BED for sound in made.plan.sounds),
            )
        if not report.passed:
            broken = "\n".join(
                f"{r.rule}: {r.measured} (expected {r.expected})" for r in report.failed
            )
            raise CheckError(f"the clip breaks {len(report.failed)} delivery rules:\n{broken}")
        if certificate is not None:
            facts = {**facts, "signed": sign_video(video, made, facts, certificate)}
        on_event(Event(stage=Stage.PUBLISH, share=0.0, message="writing what lies beside the clip"))
        write_files(made, facts, report, finished)
        store.clean()
    return report, finished


@contextmanager
def _pictures_beside(made: MadeClip, pieces: Pieces, store: Store, work: Path) -> Iterator[None]:
    """Write cover and storyboard while the block runs; beside a preview lies neither."""
    from concurrent.futures import ThreadPoolExecutor

    from clipmaker.publish.pictures import write_pictures
    from clipmaker.publish.stills import Stills
    from clipmaker.render.frame import frame_rgb

    if made.preview:
        yield
        return
    stills = Stills(
        pieces.segments,
        made.plan.look.profile.rate,
        store,
        work / "pieces",
        partial(frame_rgb, made.plan, counting=False),
    )
    with ThreadPoolExecutor(1, thread_name_prefix="pictures") as pool:
        written = pool.submit(copy_context().run, write_pictures, made, stills, work / "clip")
        yield
        written.result()


def refuse_unwatched(made: MadeClip, facts: Mapping[str, Any]) -> None:
    """Refuse a final that is signed off and is not what was watched.

    Raises:
        ReviewError: its pictures are others than those of the draft that was signed off.
    """
    if made.sign_off and made.sign_off.watched not in ("", picture_digest(facts)):
        raise ReviewError(
            f"{made.story.file} has changed since {made.sign_off.who} signed the clip off; nothing "
            "was published",
            remedy="Watch a new draft, and sign that off.",
        )


def remove_superseded(identity: Identity) -> Iterator[str]:
    """Remove drafts of the same story under an earlier name; yield what went wrong."""
    for folder in identity.superseded:
        try:
            remove(folder)
        except DiskError as error:
            yield f"the draft under an earlier name is still there: {error.message}"
