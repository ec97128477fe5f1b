"""The bulletins that can be seen from a place, and what they say about a story."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from clipmaker.bulletin.load import load_bulletin
from clipmaker.bulletin.model import BulletinItem
from clipmaker.bulletin.report import FOLDER, REPORT, read_report
from clipmaker.errors import ClipmakerError, InputError
from clipmaker.machine.stamps import stamp

_LOOK_S = 2.0
_MAX_BYTES = 1024 * 1024
_STORIES = re.compile(rb"^[\"']?stories[\"']?[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Why a story may not go out, as a bulletin says.

    Attributes:
        bulletin: the bulletin file.
        reason: who or what holds it, "" for an embargo.
        until: when an embargo ends, with time zone; None for a hold, which somebody must lift.
    """

    bulletin: Path
    reason: str = ""
    until: datetime | None = None

    @property
    def told(self) -> str:
        """Why, for people, with the file in which it can be changed."""
        if self.until is None:
            return f"Held: {self.reason} ({self.bulletin.name})"
        return (
            f"Not before {self.until.isoformat(sep=' ', timespec='minutes')} ({self.bulletin.name})"
        )


@dataclass(frozen=True, kw_only=True)
class _Read:
    """A bulletin file as it was read: its stories, or its text and why it cannot be read."""

    items: Mapping[Path, Sequence[BulletinItem]] = field(default_factory=dict)
    amiss: tuple[Path, ...] = ()
    problem: str = ""
    text: str = ""


class Bulletins:
    """Reads bulletins again only when they have changed."""

    def __init__(self) -> None:
        self._read: dict[Path, tuple[object, _Read]] = {}
        self._sniffed: dict[Path, tuple[object, bool]] = {}
        self._folders: dict[Path, tuple[float, tuple[Path, ...]]] = {}

    def forget(self) -> None:
        """Have every folder searched again at the next question."""
        self._folders.clear()

    def inside(self, folder: Path) -> tuple[Path, ...]:
        """Return the bulletin files of a folder, whatever they are called, by what they hold.

        A folder that was searched a moment ago is not searched again.
        """
        at, found = self._folders.get(folder, (-_LOOK_S, ()))
        if time.monotonic() - at >= _LOOK_S:
            found = tuple(file for file in _files(folder) if self._lists_stories(file))
            self._folders[folder] = (time.monotonic(), found)
        return found

    def waits(self, files: Iterable[Path], story: Path, now: datetime) -> tuple[Wait, ...]:
        """Return why a story may not go out: every hold, and every embargo that is not over.

        What a bulletin says about a story and cannot be read counts as a hold: nobody knows that
        it may go out. So does a bulletin that cannot be read at all and names the story's folder.

        Args:
            files: the bulletins that are asked.
            story: the story file.
            now: the time, with time zone.
        """
        story = story.resolve()
        found = []
        for file in files:
            read = self._fresh(file)
            if read.problem and _named(story, file, read.text):
                found.append(Wait(bulletin=file, reason=f"it cannot be read: {read.problem}"))
            for item in (*read.items.get(story, ()), *read.items.get(story.parent, ())):
                found += _waits(item, file, now)
        return tuple(found)

    def _fresh(self, file: Path) -> _Read:
        before, read = self._read.get(file, (None, _Read()))
        if before is None or before != _stamps(file, read):
            read = _read(file)
            self._read[file] = _stamps(file, read), read
        return read

    def _lists_stories(self, file: Path) -> bool:
        is_now = stamp(file)
        before, lists = self._sniffed.get(file, (None, False))
        if before is None or before != is_now:
            lists = _lists_stories(file)
            self._sniffed[file] = is_now, lists
        return lists


def _stamps(file: Path, read: _Read) -> object:
    # An entry without its story is a mistake until the story is there.
    return stamp(file), tuple(stamp(one) for one in read.amiss)


def _read(file: Path) -> _Read:
    try:
        bulletin = load_bulletin(file)
    except ClipmakerError as error:
        text = ""
        with suppress(OSError):
            text = file.read_text(encoding="utf-8", errors="replace")
        return _Read(problem=_first(error), text=text)
    items: dict[Path, list[BulletinItem]] = {}
    for item in bulletin.items:
        items.setdefault(item.story.resolve(), []).append(item)
    amiss = tuple(item.story for item in bulletin.items if item.problems)
    return _Read(items=items, amiss=amiss)


def _first(error: ClipmakerError) -> str:
    """Return the first mistake of a bulletin without its path."""
    if isinstance(error, InputError) and error.problems:
        one = error.problems[0]
        return f"line {one.line}: {one.message}" if one.line else one.message
    return error.message.splitlines()[0]


def _named(story: Path, bulletin: Path, text: str) -> bool:
    """Whether a bulletin's text names a story, as far as can be told without understanding it."""
    name = story.name if story.parent == bulletin.parent.resolve() else story.parent.name
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _waits(item: BulletinItem, file: Path, now: datetime) -> Iterator[Wait]:
    if item.problems:
        one = item.problems[0]
        yield Wait(bulletin=file, reason=f"line {one.line} cannot be read: {one.message}")
    if item.hold:
        yield Wait(bulletin=file, reason=item.hold)
    if item.not_before and now < item.not_before:
        yield Wait(bulletin=file, until=item.not_before)


def _files(folder: Path) -> list[Path]:
    try:
        found = sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml"))
        return [file.resolve() for file in found if file.is_file()]
    except OSError:
        return []


def _lists_stories(file: Path) -> bool:
    if file.name.endswith((".cues.yaml", ".cues.yml")):
        return False
    try:
        if file.stat().st_size > _MAX_BYTES:
            return False
        return _STORIES.search(file.read_bytes()) is not None
    except OSError:
        return False


def made_into(output: Path) -> Iterator[Path]:
    """Yield the bulletin files of whose runs reports lie in an output folder."""
    for report in sorted((output / FOLDER).glob(f"*/*/{REPORT}")):
        source = read_report(report.parent).get("source")
        if isinstance(source, str) and (file := Path(source)).is_file():
            yield file.resolve()
