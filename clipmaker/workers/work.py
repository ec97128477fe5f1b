"""The tasks of a worker: check a story, hear its speech, make its clip."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.machine.stamps import changed, stamps, tree
from clipmaker.make.clip import Goal, Request
from clipmaker.make.decide import Decided, decide, try_words
from clipmaker.make.formats import make_clips
from clipmaker.make.gather import Gathered, Sources
from clipmaker.make.naming import named
from clipmaker.progress import OnEvent
from clipmaker.render.executor import Executor
from clipmaker.story.model import Footage
from clipmaker.workers.outcome import Published
from clipmaker.workers.wire import Checked, ClipMade, Message, TaskSettings, WorkerTask


def check(
    task: WorkerTask, settings: TaskSettings, on_event: OnEvent, executor: Executor
) -> Message:
    """Decide the story as far as it goes without hearing anything; every mistake is raised."""
    del executor

    def naming(gathered: Gathered) -> Gathered:
        return named(gathered, settings.output)[0]

    decided = decide(_sources(task, settings), None, on_event, naming=naming)
    try_words(decided)
    story = decided.gathered.story
    found = Checked(
        day=story.date,
        slug=story.slug,
        inputs=_inputs(decided),
        speaks=_speaks(decided.gathered),
    )
    return Message(number=task.number, checked=found, done=True)


def hear(
    task: WorkerTask, settings: TaskSettings, on_event: OnEvent, executor: Executor
) -> Message:
    """Hear what was not heard before, and keep it beside the story."""
    del executor
    decide(_sources(task, settings), settings.hearing, on_event)
    return Message(number=task.number, done=True)


def make(
    task: WorkerTask, settings: TaskSettings, on_event: OnEvent, executor: Executor
) -> Message:
    """Make and publish the clip."""
    before = stamps(task.inputs)
    request = Request(
        sources=_sources(task, settings),
        output=settings.output,
        goal=Goal(task.goal or settings.goal),
        hearing=settings.hearing,
        sign_off=task.sign_off,
    )
    clip, *others = make_clips(request, on_event, executor)
    results = clip.report.results if clip.report else ()
    published = Published(
        day=date.fromisoformat(clip.folder.parent.parent.name),
        slug=clip.slug,
        folder=clip.folder,
        draft=clip.draft,
        waiting=len(clip.waiting),
        damaged=clip.damaged,
        others=tuple(one.folder for one in others),
        disputed=clip.disputed,
        checks=dict(Counter(result.verdict.value for result in results)),
    )
    made = ClipMade(
        clip=published,
        unchanged=all(one.unchanged for one in (clip, *others)),
        moved=bool(changed(before)),
        stamps={str(file): stamp for file, stamp in before.items()},
    )
    return Message(number=task.number, made=made, done=True)


def _sources(task: WorkerTask, settings: TaskSettings) -> Sources:
    around = settings.surroundings
    return replace(around, brand=around.brand or task.brand).of(task.story)


def _inputs(decided: Decided) -> tuple[Path, ...]:
    """Return every file that the clip is made from, besides those that all clips share."""
    from clipmaker.story.glossary import FILE

    gathered = decided.gathered
    story, folder = gathered.story, gathered.story.file.parent
    heard = [item.file for item in story.shots if isinstance(item, Footage)]
    heard += [story.voice_over.file] if story.voice_over else []
    files = [
        *gathered.stamps,
        *(sheet_path(folder, file) for file in heard),
        folder / FILE,
        *tree(folder / "brands"),
        gathered.brand.file,
    ]
    return tuple(dict.fromkeys(files))


def _speaks(gathered: Gathered) -> bool:
    """Whether anything in the story may have to be heard."""
    story, media = gathered.story, gathered.facts.media
    spoken = any(
        isinstance(item, Footage) and item.subtitles and bool(media[item.file].audio)
        for item in story.shots
    )
    return spoken or bool(story.voice_over and story.voice_over.captions)
