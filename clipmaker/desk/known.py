"""What the desk knows of a clip: its story, and the versions that were made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clipmaker.publish.manifest import MANIFEST
from clipmaker.story.model import Story

Key = tuple[str, str]
"""Day and slug of a clip."""


def note_name(key: Key) -> str:
    """Return what files of the desk's own about a clip are called, without an ending.

    Keys come from stories and folders, but a story that cannot be read has no day.
    """
    return f"{key[0] or 'undated'}-{key[1]}"


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
        waiting: names of the cues that keep it from being final, as far as its sheets tell.
        of: its slug without what the desk's profile or brand adds; "" when it cannot be read.
        story: the story, None when it cannot be read.
    """

    file: Path
    day: str
    slug: str
    headline: str
    language: str = "en"
    problem: str = ""
    changed_s: float = 0.0
    speech: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    waiting: frozenset[str] = frozenset()
    of: str = ""
    story: Story | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class ClipVersion:
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
class KnownClip:
    """What there is of one clip: its story, its versions, or both; the newest version first."""

    day: str
    slug: str
    story: StoryFile | None
    versions: tuple[ClipVersion, ...]
    withdrawn: tuple[str, ...] = ()
    """What is withdrawn of it: versions, by whom and why."""

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
    def draft(self) -> ClipVersion | None:
        """The draft, None before one is made and after a final replaced it."""
        return next((v for v in self.versions if v.name == "draft"), None)

    @property
    def final(self) -> ClipVersion | None:
        """The newest final, None before the first."""
        return next((v for v in self.versions if v.name != "draft"), None)

    @property
    def newest(self) -> ClipVersion | None:
        """The version that was made last."""
        return max(self.versions, key=lambda v: v.made_s, default=None)

    def version(self, name: str) -> ClipVersion | None:
        """Return the version of that name."""
        return next((v for v in self.versions if v.name == name), None)
