"""What the bulletins that the desk can see say about its stories."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from clipmaker.bulletin.clocks import compared, machine_clock
from clipmaker.bulletin.holds import places_around, refuse_held
from clipmaker.bulletin.seen import Bulletins, Wait, made_into
from clipmaker.desk.settings import DeskSettings

_LOOK_S = 2.0
"""Folders are searched for new bulletins so often."""


class Holding:
    """Knows which stories are held or under embargo."""

    def __init__(self, settings: DeskSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._bulletins = Bulletins()
        self._places: tuple[float, tuple[Path, ...]] = (-_LOOK_S, ())
        self._made: tuple[Path, ...] = ()

    def waits(self, story: Path, now: datetime | None = None) -> tuple[Wait, ...]:
        """Return why a story may not go out, nothing when it may.

        Args:
            story: the story file.
            now: the time, None for what this machine's clock says.
        """
        with self._lock:
            files = self._files(story.resolve())
            return self._bulletins.waits(files, story, now or machine_clock())

    def refuse(self, story: Path) -> None:
        """Refuse a story that may not go out, by files as they are at this moment.

        Raises:
            ReviewError: a bulletin holds it, or its embargo is not over by every clock.
        """
        with self._lock:
            self._bulletins.forget()
            self._places = (-_LOOK_S, ())
        output = self._settings.output
        now = compared(output).surely if output.is_dir() else machine_clock()
        refuse_held(self.waits(story, now))

    def files(self) -> tuple[Path, ...]:
        """Return every bulletin that the desk sees."""
        with self._lock:
            return tuple(self._files(None))

    def look_again(self) -> None:
        """Have every folder searched again at the next question."""
        with self._lock:
            self._bulletins.forget()

    def _files(self, story: Path | None) -> Iterable[Path]:
        """Return bulletins above and beside the story, those named, and those that were made."""
        given = self._settings.bulletins
        above = story.parents if story else ()
        places = dict.fromkeys((*above, *self._around(), *filter(Path.is_dir, given)))
        inside = (file for place in places for file in self._bulletins.inside(place))
        named = (file.resolve() for file in given if not file.is_dir())
        return dict.fromkeys((*inside, *named, *self._made))

    def _around(self) -> Iterable[Path]:
        """Return the folders of the stories, those above them, and those beside them."""
        at, found = self._places
        if time.monotonic() - at >= _LOOK_S:
            found = tuple(places_around(self._settings.stories))
            self._places = (time.monotonic(), found)
            self._made = tuple(made_into(self._settings.output))
        return found
