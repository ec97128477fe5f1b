"""The clips and stories that the desk knows, by day and name.

Names in addresses are looked up among what is there; they never become paths.

The list needs more of a manifest than the catalogue's index keeps (doubts, waivers, who signed
off), and the index, too, looks at every folder before it answers. So manifests are read here, once,
when the desk starts, and again only where they changed: 2000 clips took 1.3 s at the start, and
0.16 s for each look afterwards.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from clipmaker.catalogue.folders import published
from clipmaker.catalogue.model import Stamp
from clipmaker.desk.finding import read_story, story_files, written
from clipmaker.desk.known import ClipVersion, Key, KnownClip, StoryFile
from clipmaker.desk.settings import DeskSettings
from clipmaker.errors import ClipmakerError
from clipmaker.profile.load import profile_name
from clipmaker.publish.identity import Day, IdentityQuestion, Lying, identify, lying_of
from clipmaker.publish.manifest import MANIFEST

_WALK_S = 2.0
"""Folders are searched for new stories so often."""
_RECENT_S = 1.0


class Library:
    """Looks after clips and stories; what has not changed on disk is not read again."""

    def __init__(self, settings: DeskSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._stories: dict[Path, tuple[tuple[int, ...], StoryFile]] = {}
        self._made: dict[Path, tuple[Stamp, ClipVersion]] = {}
        self._lying: dict[Path, tuple[float, Lying]] = {}
        self._walked: tuple[float, list[Path]] = (-_WALK_S, [])
        self._last: tuple[float, dict[Key, KnownClip]] = (-_RECENT_S, {})

    def clips(self) -> dict[Key, KnownClip]:
        """Return everything that is there, the newest day first."""
        with self._lock:
            made: dict[Key, list[ClipVersion]] = {}
            for key, version in self._all_made():
                made.setdefault(key, []).append(version)
            named = self._named(self._all_stories(), made)
            stories = {(s.day, s.slug): s for s in named}
        keys = sorted({*stories, *made}, key=lambda key: key[1])
        keys.sort(key=lambda key: key[0] or "9", reverse=True)
        found = {
            key: KnownClip(
                day=key[0],
                slug=key[1],
                story=stories.get(key),
                versions=tuple(sorted(made.get(key, []), key=_newest_first)),
            )
            for key in keys
        }
        self._last = (time.monotonic(), found)
        return found

    def version(self, key: Key, name: str, stamp: str = "") -> ClipVersion | None:
        """Return a version of a clip, None when neither clip nor version is published.

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

    def find(self, key: Key) -> KnownClip | None:
        """Return the clip of a day and a name, None when nobody wrote or published it."""
        return self.clips().get(key)

    def _all_stories(self) -> Iterable[StoryFile]:
        walked, files = self._walked
        if time.monotonic() - walked >= _WALK_S:
            files = list(story_files(self._settings.stories, self._settings.output))
            self._walked = (time.monotonic(), files)
        for file in files:
            stamps = written(file)
            kept = self._stories.get(file)
            if kept is None or kept[0] != stamps:
                changed_s = max(stamps, default=0) / 1e9
                around = self._settings.surroundings
                story = read_story(file, changed_s, around.media_roots, around.subtitles)
                kept = self._stories[file] = (stamps, story)
            yield kept[1]

    def _named(
        self, stories: Iterable[StoryFile], made: Mapping[Key, Sequence[ClipVersion]]
    ) -> Iterator[StoryFile]:
        """Yield stories under the names of their clips, by what is published already."""
        output, days = self._settings.output.resolve(), dict[str, list[Lying]]()
        for (day, _), versions in made.items():
            days.setdefault(day, []).extend(self._whose(one) for one in versions)
        sorted_days = {day: Day(output, lying) for day, lying in days.items()}
        for found in stories:
            if found.story is None:
                yield found
                continue
            asked = IdentityQuestion(
                story=found.story,
                own_brand=found.story.brand,
                brand=self._settings.surroundings.brand or found.story.brand,
                profile=profile_name(self._settings.surroundings.profile),
            )
            try:
                is_now = identify(asked, sorted_days.get(found.day, Day(output)))
            except ClipmakerError as error:
                yield replace(found, problem=str(error))
            else:
                yield replace(found, slug=is_now.name, of=is_now.of)

    def _whose(self, made: ClipVersion) -> Lying:
        kept = self._lying.get(made.folder)
        if kept is None or kept[0] != made.made_s:
            lying = lying_of(made.folder, made.manifest, int(made.made_s * 1e9))
            kept = self._lying[made.folder] = (made.made_s, lying)
        return kept[1]

    def _all_made(self) -> Iterable[tuple[Key, ClipVersion]]:
        for found in published(self._settings.output):
            day, slug, _ = found.place.split("/")
            if made := self._read_made(self._settings.output / found.place, found.stamp):
                yield (day, slug), made

    def _read_made(self, folder: Path, stamp: Stamp) -> ClipVersion | None:
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
        made = ClipVersion(
            name=folder.name, folder=folder, manifest=manifest, made_s=stamp[1] / 1e9
        )
        self._made[folder] = (stamp, made)
        return made


def _newest_first(made: ClipVersion) -> tuple[int, int]:
    if made.name == "draft":
        return (0, 0)
    number = made.name.removeprefix("v")
    return (1, -int(number) if number.isdecimal() else 0)
