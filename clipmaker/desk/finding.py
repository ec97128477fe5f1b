"""Finds story files and reads them as far as the list shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from clipmaker.cards.registry import specs
from clipmaker.cues.model import CueSheet, Span
from clipmaker.cues.reviewing.review import cleared, waiting
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.sheet import load, sheet_path
from clipmaker.desk.known import StoryFile
from clipmaker.errors import ClipmakerError
from clipmaker.machine.stamps import folders_in
from clipmaker.profile.load import load_subtitles
from clipmaker.profile.model import SubtitleProfile
from clipmaker.publish.manifest import speech_facts
from clipmaker.story.load import load_story
from clipmaker.story.model import Footage, Story

_DEPTH = 4
_MAX_STORY_BYTES = 512 * 1024


def story_files(places: Iterable[Path], output: Path) -> Iterable[Path]:
    """Yield story files: those named, and every ``story.yaml`` below the folders named."""
    seen: set[Path] = set()
    for place in places:
        found = _below(place, output.resolve(), _DEPTH) if place.is_dir() else [place]
        for file in found:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield real


def _below(folder: Path, output: Path, depth: int) -> Iterable[Path]:
    if folder.resolve() == output:
        return
    file = folder / "story.yaml"
    if file.is_file() and file.stat().st_size <= _MAX_STORY_BYTES:
        yield file
    if depth:
        for inner in folders_in(folder):
            yield from _below(inner, output, depth - 1)


def written(story: Path) -> tuple[int, ...]:
    """Return when a story and the cue sheets beside it were written, ns."""
    found = []
    for file in (story, *sorted(story.parent.glob("*.cues.yaml"))):
        try:
            found.append(file.stat().st_mtime_ns)
        except OSError:
            continue
    return tuple(found)


def read_story(
    file: Path, changed_s: float, media_roots: tuple[Path, ...], subtitles: str
) -> StoryFile:
    """Read a story as far as the list shows it; mistakes in it are told, not raised."""
    try:
        story = load_story(file, specs=specs(), media_roots=media_roots)
    except ClipmakerError as error:
        return StoryFile(
            file=file,
            day="",
            slug=file.parent.name,
            headline=file.parent.name,
            problem=str(error).replace(f"{file.parent}/", ""),
            changed_s=changed_s,
        )
    sheets = _sheets(story)
    return StoryFile(
        file=file,
        day=story.date.isoformat(),
        slug=story.slug,
        headline=story.headline,
        language=story.language,
        changed_s=changed_s,
        speech=tuple(speech_facts(sheet) for sheet in sheets.values()),
        waiting=_waiting(story, sheets, load_subtitles(subtitles)),
        of=story.slug,
        story=story,
    )


def _sheets(story: Story) -> dict[Path, CueSheet]:
    """Return cue sheets by their media; one that cannot be read tells so when opened."""
    found: dict[Path, CueSheet] = {}
    spoken = [shot.file for shot in story.shots if isinstance(shot, Footage) and shot.subtitles]
    if story.voice_over and story.voice_over.heard:
        spoken.append(story.voice_over.file)
    for media in spoken:
        file = sheet_path(story.file.parent, media)
        if file.is_file() and media not in found:
            with suppress(ClipmakerError):
                found[media] = seen_by_audience(load(file), story.language)
    return found


def _waiting(
    story: Story, sheets: Mapping[Path, CueSheet], profile: SubtitleProfile
) -> frozenset[str]:
    """Return the cues that the gate would hold, as ``FOOTAGE ID``."""
    found = set[str]()
    for media, sheet in sheets.items():
        shots = [one for one in story.shots if isinstance(one, Footage) and one.file == media]
        end_ms = max((cue.end_ms for cue in sheet.cues), default=0)
        spans = [Span(start_ms=one.in_ms, end_ms=one.out_ms or end_ms) for one in shots]
        if spans:
            held = waiting(sheet, spans, profile)
        else:
            held = tuple(cue for cue in sheet.cues if not cleared(cue))
        found.update(f"{sheet.footage} {cue.id}" for cue in held)
    return frozenset(found)
