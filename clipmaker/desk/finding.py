"""Finds story files and reads them as far as the list shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from clipmaker.desk.known import StoryFile
from clipmaker.errors import ClipmakerError
from clipmaker.publish.manifest import speech_facts
from clipmaker.story.model import Footage, Story

_DEPTH = 4
_MAX_STORY_BYTES = 512 * 1024


def _folders(folder: Path) -> list[Path]:
    try:
        return [p for p in sorted(folder.iterdir()) if p.name[:1] != "." and p.is_dir()]
    except OSError:
        return []


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
        for inner in _folders(folder):
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


def read_story(file: Path, changed_s: float, media_roots: tuple[Path, ...]) -> StoryFile:
    """Read a story as far as the list shows it; mistakes in it are told, not raised."""
    from clipmaker.cards.registry import specs
    from clipmaker.story.load import load_story

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
    return StoryFile(
        file=file,
        day=story.date.isoformat(),
        slug=story.slug,
        headline=story.headline,
        language=story.language,
        changed_s=changed_s,
        speech=_speech(story),
        of=story.slug,
        story=story,
    )


def _speech(story: Story) -> tuple[Mapping[str, Any], ...]:
    """Return what the cue sheets of a story hold; one that cannot be read tells so when opened."""
    from clipmaker.cues.sheet import load, sheet_path

    found: dict[Path, Mapping[str, Any]] = {}
    spoken = [shot.file for shot in story.shots if isinstance(shot, Footage) and shot.subtitles]
    if story.voice_over and story.voice_over.heard:
        spoken.append(story.voice_over.file)
    for media in spoken:
        file = sheet_path(story.file.parent, media)
        if file.is_file() and file not in found:
            with suppress(ClipmakerError):
                found[file] = speech_facts(load(file))
    return tuple(found.values())
