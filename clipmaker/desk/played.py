"""Which subtitles somebody has heard at the desk, and who; a sign-off keeps it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from clipmaker.cues.model import Cue, CueSheet
from clipmaker.desk.known import Key, note_name
from clipmaker.desk.opened import Recent
from clipmaker.edit.sheets import OpenSheet
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole
from clipmaker.publish.sign_off import PlayedLine

_MOST = 4000
_LONGEST = 300
_KEPT = 50
_NAMES = 20
"""So many people who played one subtitle are kept."""

Marks = Mapping[str, tuple[str, ...]]
"""What was played, each with the names of those who did, as far as they had said them."""


def mark_of(footage: str, sheet: CueSheet, cue: Cue) -> str:
    """Return the mark of a subtitle, as pages send it (played.js).

    It is another one once the subtitle is moved or its footage is another file.
    """
    return f"{footage} {cue.id} {cue.start_ms}-{cue.end_ms} {sheet.digest[:12]}".rstrip()


def played_lines(played: Marks, sheets: Sequence[OpenSheet]) -> tuple[PlayedLine, ...]:
    """Return the subtitles that were played, as they stand now."""
    return tuple(
        PlayedLine(footage=one.sheet.footage, cue=cue.id, by=played[mark])
        for one in sheets
        if one.sheet is not None
        for cue in one.sheet.cues
        if (mark := mark_of(one.name, one.sheet, cue)) in played
    )


class Played:
    """Remembers by clip what was played to its end; a lost file only means that it is asked again.

    A mark names a subtitle with its times and its footage, so one that is cut or moved counts as
    not played.
    """

    def __init__(self, output: Path) -> None:
        """Open the memory.

        Args:
            output: the folder of finished clips.
        """
        self._output = output
        self._lock = threading.Lock()
        self._known: Recent[Key, dict[str, tuple[str, ...]]] = Recent(_KEPT)

    def of(self, key: Key) -> Marks:
        """Return what was played of a clip."""
        with self._lock:
            return dict(self._read(key))

    def add(self, key: Key, marks: Iterable[str], who: str = "") -> tuple[str, ...]:
        """Note what was played; returns what nobody had played before.

        Args:
            key: the clip.
            marks: what was played.
            who: who played it, "" where that was not said.

        Raises:
            OSError: it cannot be kept.
        """
        with self._lock:
            there = self._read(key)
            good = [mark for mark in dict.fromkeys(marks) if len(mark) <= _LONGEST]
            new = tuple(mark for mark in good if mark not in there)
            kept = dict(there)
            for mark in good:
                names = kept.get(mark, ())
                kept[mark] = (*names, who)[:_NAMES] if who and who not in names else names
            if kept != there:
                kept = dict(list(kept.items())[-_MOST:])
                content = json.dumps(kept, ensure_ascii=False).encode()
                write_whole(self._file(key), content, durable=True, within=self._output)
                self._known.keep(key, kept)
            return new

    def _read(self, key: Key) -> dict[str, tuple[str, ...]]:
        known = self._known.get(key)
        if known is None:
            try:
                known = _marks(parsed_json(self._file(key).read_bytes()))
            except (OSError, ValueError, TypeError):
                known = {}
            self._known.keep(key, known)
        return known

    def _file(self, key: Key) -> Path:
        return self._output / ".desk" / "played" / f"{note_name(key)}.json"


def _marks(found: Any) -> dict[str, tuple[str, ...]]:
    """Return what a file tells; older ones name nobody."""
    told = found if isinstance(found, dict) else dict.fromkeys(found, ())
    return {
        mark: tuple(name for name in names if isinstance(name, str))
        for mark, names in told.items()
        if isinstance(mark, str)
    }
