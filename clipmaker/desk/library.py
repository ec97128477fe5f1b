"""The clips and stories that the desk knows, by day and name.

Names in addresses are looked up among what is there; they never become paths.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clipmaker.catalogue.folders import published
from clipmaker.catalogue.model import Stamp
from clipmaker.desk.settings import Settings
from clipmaker.errors import ClipmakerError
from clipmaker.publish.manifest import MANIFEST, speech_facts
from clipmaker.story.model import Footage, Story

Key = tuple[str, str]
"""Day and slug of a clip."""

_DEPTH = 4
_MAX_STORY_BYTES = 512 * 1024
_WALK_S = 2.0
"""Folders are searched for new stories so often."""
_RECENT_S = 1.0


@dataclass(frozen=True, kw_only=True)
class StoryFile:
    """A story that was found.

    Attributes:
        file: the story file.
        day: its date, ISO 8601; "" when it cannot be read.
        slug: its name; the file's folder when it cannot be read.
        headline: its headline.
        language: language code of its audience.
        problem: why it cannot be read, "" when it can.
        changed_s: when it, or a cue sheet beside it, was last written, seconds since 1970.
        speech: what its cue sheets hold, as a manifest tells it.
    """

    file: Path
    day: str
    slug: str
    headline: str
    language: str = "en"
    problem: str = ""
    changed_s: float = 0.0
    speech: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A rendered version of a clip.

    Attributes:
        name: ``draft``, ``v1``, ``v2``, ...
        folder: where it lies.
        manifest: its manifest.
        made_s: when it was published, seconds since 1970.
    """

    name: str
    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    made_s: float

    @property
    def slug(self) -> str:
        """What its files' names begin with."""
        return str(self.manifest["story"]["slug"])

    @property
    def files(self) -> tuple[str, ...]:
        """Names of its files."""
        return (*sorted(self.manifest["files"]), MANIFEST)

    @property
    def stamp(self) -> str:
        """A short text that changes with its content, for addresses that may be kept."""
        return str(self.manifest["fingerprint"])[:12]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What there is of one clip: its story, its versions, or both; the newest version first."""

    day: str
    slug: str
    story: StoryFile | None
    versions: tuple[Made, ...]

    @property
    def key(self) -> Key:
        """Day and slug."""
        return self.day, self.slug

    @property
    def changed(self) -> bool:
        """Whether the story, or a cue sheet of it, is newer than every version."""
        newest = self.newest
        return self.story is not None and (newest is None or self.story.changed_s > newest.made_s)

    @property
    def cues(self) -> Sequence[Mapping[str, Any]]:
        """Every cue as it stands now, as a manifest tells it."""
        newest = self.newest
        if self.story and self.story.speech and (self.changed or newest is None):
            speech: Sequence[Mapping[str, Any]] = self.story.speech
        else:
            speech = newest.manifest["speech"] if newest else ()
        return [cue for sheet in speech for cue in sheet["cues"]]

    @property
    def draft(self) -> Made | None:
        """The draft, None when there is none."""
        return next((v for v in self.versions if v.name == "draft"), None)

    @property
    def final(self) -> Made | None:
        """The newest final, None when there is none."""
        return next((v for v in self.versions if v.name != "draft"), None)

    @property
    def newest(self) -> Made | None:
        """The version that was made last."""
        return max(self.versions, key=lambda v: v.made_s, default=None)

    def version(self, name: str) -> Made | None:
        """Return the version of that name."""
        return next((v for v in self.versions if v.name == name), None)


class Library:
    """Looks after clips and stories; what has not changed on disk is not read again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._stories: dict[Path, tuple[tuple[int, ...], StoryFile]] = {}
        self._made: dict[Path, tuple[Stamp, Made]] = {}
        self._walked: tuple[float, list[Path]] = (-_WALK_S, [])
        self._last: tuple[float, dict[Key, Known]] = (-_RECENT_S, {})

    def clips(self) -> dict[Key, Known]:
        """Return everything that is there, the newest day first."""
        with self._lock:
            stories = {(s.day, s.slug): s for s in self._all_stories()}
            made: dict[Key, list[Made]] = {}
            for key, version in self._all_made():
                made.setdefault(key, []).append(version)
        keys = sorted({*stories, *made}, key=lambda key: key[1])
        keys.sort(key=lambda key: key[0] or "9", reverse=True)
        found = {
            key: Known(
                day=key[0],
                slug=key[1],
                story=stories.get(key),
                versions=tuple(sorted(made.get(key, []), key=_newest_first)),
            )
            for key in keys
        }
        self._last = (time.monotonic(), found)
        return found

    def version(self, key: Key, name: str, stamp: str = "") -> Made | None:
        """Return a version of a clip, None when there is none.

        Pages ask for many pictures at once: what was seen a moment ago is good enough for them.

        Args:
            key: day and slug.
            name: name of the version.
            stamp: what the page takes it for, "" when it does not say.
        """
        seen, clips = self._last
        known = clips.get(key) if time.monotonic() - seen < _RECENT_S else None
        made = known.version(name) if known else None
        if made is None or stamp not in ("", made.stamp):
            known = self.find(key)
            made = known.version(name) if known else None
        return made

    def find(self, key: Key) -> Known | None:
        """Return one clip, None when there is none of that day and name."""
        return self.clips().get(key)

    def _all_stories(self) -> Iterable[StoryFile]:
        walked, files = self._walked
        if time.monotonic() - walked >= _WALK_S:
            files = list(_story_files(self._settings.stories, self._settings.output))
            self._walked = (time.monotonic(), files)
        for file in files:
            stamps = _stamps(file)
            kept = self._stories.get(file)
            if kept is None or kept[0] != stamps:
                story = self._read_story(file, max(stamps, default=0) / 1e9)
                kept = self._stories[file] = (stamps, story)
            yield kept[1]

    def _read_story(self, file: Path, changed_s: float) -> StoryFile:
        from clipmaker.cards.registry import specs
        from clipmaker.story.load import load_story

        try:
            story = load_story(file, specs=specs(), media_roots=self._settings.media_roots)
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
        )

    def _all_made(self) -> Iterable[tuple[Key, Made]]:
        for found in published(self._settings.output):
            day, slug, _ = found.place.split("/")
            if made := self._read_made(self._settings.output / found.place, found.stamp):
                yield (day, slug), made

    def _read_made(self, folder: Path, stamp: Stamp) -> Made | None:
        kept = self._made.get(folder)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            whole = set(manifest) >= {"story", "files", "fingerprint", "speech", "segments"}
        except (OSError, ValueError, TypeError):
            return None
        if not whole:
            return None
        made = Made(name=folder.name, folder=folder, manifest=manifest, made_s=stamp[1] / 1e9)
        self._made[folder] = (stamp, made)
        return made


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


def _newest_first(made: Made) -> tuple[int, int]:
    if made.name == "draft":
        return (0, 0)
    number = made.name.removeprefix("v")
    return (1, -int(number) if number.isdecimal() else 0)


def _folders(folder: Path) -> list[Path]:
    try:
        return [p for p in sorted(folder.iterdir()) if p.name[:1] != "." and p.is_dir()]
    except OSError:
        return []


def _story_files(places: Iterable[Path], output: Path) -> Iterable[Path]:
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


def _stamps(story: Path) -> tuple[int, ...]:
    """Return when a story and the cue sheets beside it were written, ns."""
    found = []
    for file in (story, *sorted(story.parent.glob("*.cues.yaml"))):
        try:
            found.append(file.stat().st_mtime_ns)
        except OSError:
            continue
    return tuple(found)
