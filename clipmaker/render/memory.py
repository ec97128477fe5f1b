"""What was rendered last, kept beside the cache: by it a run tells why it renders what it renders.

It is only ever read to say something. Without it, or with one that cannot be read, every segment
is told as it is found: in the cache, or not.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clipmaker.door.plain import from_json, to_json
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.plan.model import RenderPlan, Segment

_KEPT = 500
"""Stories that are remembered; the oldest are forgotten."""
_NAMED = 3
"""Changed parts that are named; more of them are counted."""


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """A segment of the render before.

    Attributes:
        key: its key.
        start_frame: where it stood.
        parts: digests of what its key was made of, by what people call it.
    """

    key: str
    start_frame: int
    parts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Memory:
    """The render before of one story; empty when there was none.

    Attributes:
        segments: what it was made of.
        ahead: keys of what this run has rendered already, while footage was heard.
    """

    segments: tuple[Remembered, ...] = ()
    ahead: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> frozenset[str]:
        """Their keys."""
        return frozenset(one.key for one in self.segments)

    def reason(self, segment: Segment, *, reused: bool, damaged: bool) -> str:
        """Return why a segment was rendered, or why it was not.

        Args:
            segment: the segment.
            reused: whether it was in the cache.
            damaged: whether it was there with other bytes than were put there.
        """
        known = segment.key in self.keys
        if reused:
            return "unchanged" if known else "rendered before"
        if damaged:
            return "its entry in the cache was damaged"
        if known:
            return "it was no longer in the cache"
        changed = self._changed(segment)
        if not changed:
            return "rendered for the first time"
        if len(changed) > _NAMED:
            changed = [*changed[: _NAMED - 1], f"{len(changed) - _NAMED + 1} other things"]
        *rest, last = changed
        named = f"{', '.join(rest)} and {last}" if rest else last
        return f"{named} changed"

    def _changed(self, segment: Segment) -> list[str]:
        """Return what differs from the segment before that is most like this one."""
        now = dict(segment.parts)
        kind = "its kind" in now

        def likeness(one: Remembered) -> tuple[int, int]:
            same = sum(one.parts.get(name) == value for name, value in now.items())
            return same, -abs(one.start_frame - segment.start_frame)

        like = [one for one in self.segments if ("its kind" in one.parts) == kind]
        if not like:
            return []
        before = max(like, key=likeness).parts
        names = [*now, *(name for name in before if name not in now)]
        return [name for name in names if now.get(name) != before.get(name)]


def recall(folder: Path, story: Path, profile: str) -> Memory:
    """Return the render before of a story.

    Args:
        folder: where memories are kept.
        story: the story's file.
        profile: name of the delivery profile.
    """
    text = read_kept(_file(folder, story, profile))
    try:
        return from_json(Memory, text) if text else Memory()
    except ValueError:
        return Memory()


def remember(folder: Path, story: Path, profile: str, plan: RenderPlan) -> None:
    """Keep what was rendered; a folder that cannot be written to keeps nothing."""
    file = _file(folder, story, profile)
    segments = tuple(
        Remembered(key=s.key, start_frame=s.start_frame, parts=dict(s.parts)) for s in plan.segments
    )
    write_kept(file, to_json(Memory(segments=segments)))
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob("*.json"), key=lambda f: f.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)


def _file(folder: Path, story: Path, profile: str) -> Path:
    name = hashlib.sha256(f"{story.resolve()}|{profile}".encode()).hexdigest()[:32]
    return folder / f"{name}.json"
