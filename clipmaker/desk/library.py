"""The clips and stories that the desk knows, by day and name.

Names in addresses are looked up among what is there; they never become paths.

The list needs more of a manifest than the catalogue's index keeps (doubts, waivers, who signed
off), and the index, too, looks at every folder before it answers. So manifests are read here, once,
when the desk starts, and again only where they changed: 2000 clips took 1.3 s at the start, and
0.16 s for each look afterwards.
"""

from __future__ import annotations

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
from clipmaker.machine.parsed import parsed_json
from clipmaker.profile.load import profile_name
from clipmaker.publish.identity import Day, IdentityQuestion, Lying, identify, lying_of
from clipmaker.publish.manifest import MANIFEST
from clipmaker.publish.withdrawals import inputs_in, withdrawn_folders
from clipmaker.story.slug import make_slug

_WALK_S = 2.0
"""Folders are searched for new stories so often."""
_RECENT_S = 1.0
_READ_S = 0.25
"""So long stories are read before a list is answered with those that are known."""
_BREATH_S = 0.02
_AGAIN_S = 3.0
"""What cannot be read is read again so often: what it lacks may lie anywhere."""


class Library:
    """Looks after clips and stories; what has not changed on disk is not read again."""

    def __init__(self, settings: DeskSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._stories: dict[Path, tuple[tuple[int, ...], StoryFile]] = {}
        self._made: dict[Path, tuple[Stamp, ClipVersion]] = {}
        self._lying: dict[Path, tuple[float, Lying]] = {}
        self._walked: tuple[float, list[Path]] = (-_WALK_S, [])
        self._names: dict[Path, StoryFile] = {}
        self._called: dict[Path, str] = {}
        self._again_at = 0.0
        self._unread = 0
        self._stopped = False
        self._last: tuple[float, dict[Key, KnownClip]] = (-_RECENT_S, {})

    @property
    def unread(self) -> int:
        """How many stories were not read yet when somebody looked last."""
        return self._unread

    def read_all(self) -> None:
        """Read what was not read yet, and let others look meanwhile."""
        while not self._stopped and (self.clips(), self._unread)[1]:
            time.sleep(_BREATH_S)

    def look_again(self) -> None:
        """Search for new stories at the next look: one has just been begun."""
        self._walked = (-_WALK_S, self._walked[1])

    def stop(self) -> None:
        """Read no more."""
        self._stopped = True

    def clips(self) -> dict[Key, KnownClip]:
        """Return what is there and was read, the newest day first.

        After a start a list of hundreds of stories comes at once, and is filled as they are read.
        """
        with self._lock:
            made: dict[Key, list[ClipVersion]] = {}
            for key, version in self._all_made():
                made.setdefault(key, []).append(version)
            stories = _by_key(self._named(self._all_stories(), made))
        withdrawn = self._withdrawn(made)
        keys = sorted({*stories, *made}, key=lambda key: key[1])
        keys.sort(key=lambda key: key[0] or "9", reverse=True)
        found = {
            key: KnownClip(
                day=key[0],
                slug=key[1],
                story=stories.get(key),
                versions=tuple(sorted(made.get(key, []), key=_newest_first)),
                withdrawn=withdrawn.get(key, ()),
            )
            for key in keys
        }
        self._last = (time.monotonic(), found)
        return found

    def _withdrawn(self, made: Mapping[Key, Sequence[ClipVersion]]) -> dict[Key, tuple[str, ...]]:
        """Return what is withdrawn of each clip, in words."""
        output = self._settings.output
        versions = [one for some in made.values() for one in some]
        try:
            hits = withdrawn_folders(
                output, ((one.folder, inputs_in(one.manifest)) for one in versions)
            )
        except ClipmakerError as error:
            return dict.fromkeys(made, (error.message,))
        return {
            key: tuple(
                f"{one.name}: {hits[one.folder]}"
                for one in sorted(some, key=_newest_first)
                if one.folder in hits
            )
            for key, some in made.items()
        }

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
        while (known := self.clips().get(key)) is None and self._unread and not self._stopped:
            time.sleep(_BREATH_S)
        return known

    def _all_stories(self) -> Iterable[StoryFile]:
        walked, files = self._walked
        if time.monotonic() - walked >= _WALK_S:
            files = list(story_files(self._settings.stories, self._settings.output))
            self._walked = (time.monotonic(), files)
        until, unread, fresh = time.monotonic() + _READ_S, 0, 0
        for file in files:
            if file not in self._stories:
                # One at least, so that it comes to an end.
                if fresh and time.monotonic() > until:
                    unread += 1
                    continue
                fresh += 1
            stamps = written(file)
            kept = self._stories.get(file)
            amiss = kept is not None and kept[1].problem and time.monotonic() >= self._again_at
            if kept is None or kept[0] != stamps or amiss:
                changed_s = max(stamps, default=0) / 1e9
                around = self._settings.surroundings
                story = read_story(file, changed_s, around.media_roots, around.subtitles)
                kept = self._stories[file] = (stamps, self._as_it_was(story))
            yield kept[1]
        self._unread = unread
        if time.monotonic() >= self._again_at:
            self._again_at = time.monotonic() + _AGAIN_S

    def _as_it_was(self, story: StoryFile) -> StoryFile:
        """Return a story that cannot be read under the name it had while it could."""
        if story.story is not None:
            self._names[story.file] = story
        elif (was := self._names.get(story.file)) is not None:
            return replace(story, day=was.day, slug=was.slug, headline=was.headline, of=was.of)
        return story

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
                was = self._called.get(found.file)
                yield replace(found, slug=was) if was and found.day else found
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
                self._called[found.file] = is_now.name
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
            manifest = parsed_json((folder / MANIFEST).read_text(encoding="utf-8"))
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


def _by_key(named: Iterable[StoryFile]) -> dict[Key, StoryFile]:
    """Return stories by day and name; of several with one name only the first is called by it.

    One that cannot be made gives way: its name is that of another story's clip.
    """
    stories: dict[Key, StoryFile] = {}
    for one in sorted(named, key=lambda one: bool(one.problem)):
        key = (one.day, one.slug)
        if (first := stories.setdefault(key, one)) is one:
            continue
        beside, number = f"{one.slug}-{make_slug(one.file.parent.name)}", 1
        while (one.day, key[1]) in stories:
            key, number = (one.day, f"{beside}-{number}" if number > 1 else beside), number + 1
        problem = one.problem or (
            f"The story in {first.file} has the same day and slug, so that each would be taken "
            f"for a version of the other. Write another “slug:” into {one.file.name}."
        )
        stories[key] = replace(one, slug=key[1], problem=problem)
    return stories


def _newest_first(made: ClipVersion) -> tuple[int, int]:
    if made.name == "draft":
        return (0, 0)
    number = made.name.removeprefix("v")
    return (1, -int(number) if number.isdecimal() else 0)
