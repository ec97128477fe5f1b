"""What pages did to the files of stories, so that it can be taken back."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from clipmaker.desk.opened import Recent
from clipmaker.edit.story_file import StoryStep, take_story_back
from clipmaker.errors import ReviewError

_KEPT_PAGES, _KEPT_STEPS = 100, 50
_Of = tuple[str, Path]


@dataclass(frozen=True, kw_only=True)
class NamedStep:
    """A step with what people call it."""

    what: str
    step: StoryStep


class StorySteps:
    """The steps of each page, the last one last; undone steps can be done again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done: Recent[_Of, tuple[NamedStep, ...]] = Recent(_KEPT_PAGES)
        self._undone: Recent[_Of, tuple[NamedStep, ...]] = Recent(_KEPT_PAGES)

    def keep(self, page: str, file: Path, what: str, step: StoryStep) -> None:
        """Keep what a page has just done."""
        with self._lock:
            done = self._done.get((page, file)) or ()
            kept = (*done, NamedStep(what=what, step=step))[-_KEPT_STEPS:]
            self._done.keep((page, file), kept)
            self._undone.keep((page, file), ())

    def last(self, page: str, file: Path) -> tuple[str, str]:
        """Return what would be taken back, and what would be done again; "" for nothing."""
        with self._lock:
            done, undone = (kept.get((page, file)) or () for kept in (self._done, self._undone))
        return (done[-1].what if done else "", undone[-1].what if undone else "")

    def back(self, page: str, file: Path, *, again: bool) -> str:
        """Take the last step of a page back, or do it again; returns what it was.

        Raises:
            ReviewError: there is none, or the file was changed since.
        """
        with self._lock:
            source, target = (self._undone, self._done) if again else (self._done, self._undone)
            steps = source.get((page, file)) or ()
            if not steps:
                raise ReviewError("there is nothing to take back")
            turned = take_story_back(file, steps[-1].step)
            what = steps[-1].what
            source.keep((page, file), steps[:-1])
            others = target.get((page, file)) or ()
            target.keep((page, file), (*others, NamedStep(what=what, step=turned)))
            return what
