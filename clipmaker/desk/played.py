"""Which subtitles somebody has heard at the desk: told to whoever approves many at once."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from clipmaker.desk.known import Key
from clipmaker.desk.opened import Recent
from clipmaker.machine.writing import write_whole

_MOST = 4000
_LONGEST = 300
_KEPT = 50


class Played:
    """Remembers by clip what was played to its end; a lost file only means that it is asked again.

    A mark names a subtitle with its times, so one that is cut or moved counts as not played.
    """

    def __init__(self, output: Path) -> None:
        """Open the memory.

        Args:
            output: the folder of finished clips.
        """
        self._output = output
        self._lock = threading.Lock()
        self._known: Recent[Key, list[str]] = Recent(_KEPT)

    def of(self, key: Key) -> Sequence[str]:
        """Return the marks of a clip."""
        with self._lock:
            return tuple(self._read(key))

    def add(self, key: Key, marks: Iterable[str]) -> tuple[str, ...]:
        """Note what was played; returns what is new.

        Raises:
            OSError: it cannot be kept.
        """
        with self._lock:
            there = self._read(key)
            new = tuple(m for m in dict.fromkeys(marks) if m not in there and len(m) <= _LONGEST)
            if new:
                kept = [*there, *new][-_MOST:]
                content = json.dumps(kept, ensure_ascii=False).encode()
                write_whole(self._file(key), content, within=self._output)
                self._known.keep(key, kept)
            return new

    def _read(self, key: Key) -> list[str]:
        known = self._known.get(key)
        if known is None:
            try:
                found = json.loads(self._file(key).read_bytes())
                known = [mark for mark in found if isinstance(mark, str)]
            except (OSError, ValueError, TypeError):
                known = []
            self._known.keep(key, known)
        return known

    def _file(self, key: Key) -> Path:
        return self._output / ".desk" / "played" / f"{key[0] or 'undated'}-{key[1]}.json"
