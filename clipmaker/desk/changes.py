"""What became of each text at the desk: the old one, the new one, who, and when.

It is kept beside the notes of renders, below the output folder, and outlives the desk. What is
changed by hand or at the terminal stands in the files alone.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from clipmaker.cues.model import Cue
from clipmaker.cues.reviewing.history import Step
from clipmaker.cues.sheets.plain import clock
from clipmaker.desk.known import Key, note_name
from clipmaker.errors import DiskError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole

_MOST = 5000
"""So many changes of one clip are kept; the oldest go first."""


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """One text that was changed.

    Attributes:
        of: what it is a text of: ``interview.mp4 c1``, or a card's place as in ``card 2``.
        what: which text of it: ``text``, ``source``, ``times``; a card's field.
        old: what stood there, "" for nothing.
        new: what stands there since.
        who: the person who did it.
        at: when, ISO 8601.
    """

    of: str
    what: str
    old: str
    new: str
    who: str
    at: str


class TextHistory:
    """The changes of every clip; a damaged file is begun anew."""

    def __init__(self, output: Path) -> None:
        """Open it.

        Args:
            output: the folder of finished clips.
        """
        self._output = output
        self._lock = threading.Lock()

    def add(self, key: Key, changes: Sequence[TextChange]) -> None:
        """Note changes; a full disk loses the note, not the change."""
        if not changes:
            return
        with self._lock, suppress(OSError, DiskError):
            lines = [*self._lines(key), *(json.dumps(asdict(one)) for one in changes)]
            content = "".join(f"{line}\n" for line in lines[-_MOST:]).encode()
            write_whole(self._file(key), content, durable=True, within=self._output)

    def of(self, key: Key, about: str = "") -> tuple[TextChange, ...]:
        """Return the changes of a clip, the newest first.

        Args:
            key: day and slug of the clip.
            about: what they are texts of; "" for everything.
        """
        with self._lock:
            lines = self._lines(key)
        found = (one for line in reversed(lines) if (one := _read(line)))
        return tuple(one for one in found if about in ("", one.of))

    def _lines(self, key: Key) -> list[str]:
        try:
            return self._file(key).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return []

    def _file(self, key: Key) -> Path:
        return self._output / ".desk" / "changes" / f"{note_name(key)}.jsonl"


def of_step(step: Step, footage: str, who: str, at: str, *, back: bool = False) -> list[TextChange]:
    """Return what a step changed in the subtitles of a footage file.

    Args:
        step: the step.
        footage: file name of the footage.
        who: the person who did it.
        at: when, ISO 8601.
        back: whether it was taken back.
    """
    then, now = (step.after, step.before) if back else (step.before, step.after)
    old, new = ({cue.id: _told(cue) for cue in cues} for cues in (then, now))
    found = []
    for name in dict.fromkeys([*old, *new]):
        was, is_now = old.get(name, {}), new.get(name, {})
        for what in dict.fromkeys([*was, *is_now]):
            if was.get(what, "") != is_now.get(what, ""):
                one = TextChange(
                    of=f"{footage} {name}",
                    what=what,
                    old=was.get(what, ""),
                    new=is_now.get(what, ""),
                    who=who,
                    at=at,
                )
                found.append(one)
    return found


def _told(cue: Cue) -> dict[str, str]:
    """Return what of a cue is told when it changes."""
    decided = cue.status.value
    if cue.waiver:
        decided = f"waived: {cue.waiver}"
    elif cue.comment:
        decided = f"sent back: {cue.comment}"
    elif cue.wholesale:
        decided = f"{decided} together with others"
    return {
        "text": cue.text,
        "source": cue.source,
        "times": f"{clock(cue.start_ms)} to {clock(cue.end_ms)}",
        "speaker": cue.speaker,
        "decision": decided,
    }


def _read(line: str) -> TextChange | None:
    try:
        return TextChange(**{name: str(value) for name, value in parsed_json(line).items()})
    except (ValueError, TypeError, AttributeError):
        return None


def facts(changes: Sequence[TextChange]) -> Iterator[dict[str, str]]:
    """Yield changes as a page takes them in."""
    yield from map(asdict, changes)
