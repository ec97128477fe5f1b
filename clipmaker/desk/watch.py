"""Notices what people change by hand in the files of a clip whose page is open."""

from __future__ import annotations

import threading

from clipmaker.desk.broker import Broker
from clipmaker.desk.holding import Holding
from clipmaker.desk.known import Key, KnownClip
from clipmaker.desk.library import Library
from clipmaker.machine.stamps import stamp
from clipmaker.story.model import Footage

_EVERY_S = 1.5


def _media(known: KnownClip) -> tuple[object, ...]:
    """Return what changes when footage of a clip goes, comes back, or is another one."""
    story = known.story.story if known.story else None
    shots = [shot for shot in story.shots if isinstance(shot, Footage)] if story else []
    return tuple(stamp(shot.file) for shot in shots)


class Watch:
    """Looks at stories, sheets and bulletins of open pages, and tells the pages of changes."""

    def __init__(self, library: Library, broker: Broker, holding: Holding) -> None:
        self._library = library
        self._broker = broker
        self._holding = holding
        self._stopping = threading.Event()
        self._seen: dict[Key, object] = {}
        self._thread = threading.Thread(target=self._work, name="desk-watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()

    def look(self) -> None:
        """Look once."""
        watched = self._broker.watched
        clips = self._library.clips() if watched else {}
        seen: dict[Key, object] = {}
        if self._library.unread:
            # What is not read yet is not gone.
            return
        for key in watched:
            known = clips.get(key)
            if known is None or known.story is None:
                # A story that is gone, or that can be read now and has a day, is told as a change.
                seen[key] = 0.0
            else:
                waits = self._holding.waits(known.story.file)
                seen[key] = known.story.changed_s, known.story.problem, _media(known), waits
            # A page that has just been opened is told, too: the file may have changed since.
            if self._seen.get(key) != seen[key]:
                self._broker.tell("sheet", {"day": key[0], "slug": key[1], "page": ""})
        self._seen = seen

    def _work(self) -> None:
        while not self._stopping.wait(_EVERY_S):
            self.look()
