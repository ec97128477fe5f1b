"""The book that is kept of a bulletin: what became of each story, was told and was delivered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from clipmaker.bulletin.clocks import compared
from clipmaker.bulletin.deliver import delivered_before
from clipmaker.bulletin.log import Level, Log, LogLine
from clipmaker.bulletin.model import Bulletin, by_turn
from clipmaker.bulletin.order import BatchOrder
from clipmaker.bulletin.outcome import SETTLED, Outcome, StoryResult, StoryState
from clipmaker.bulletin.records import Records
from clipmaker.bulletin.report import (
    FOLDER,
    ended_before,
    read_report,
    report_folder,
    write_report,
)
from clipmaker.errors import ClipmakerError, DiskError
from clipmaker.logs.about import about, name_clip
from clipmaker.machine.places import inside
from clipmaker.publish.deliveries import Delivery, note_delivery
from clipmaker.publish.place import sweep_files, writing

_REPORT_EVERY_S = 2.0

_log = logging.getLogger(__name__)
_LEVELS = {
    Level.INFO: logging.INFO,
    Level.WARNING: logging.WARNING,
    Level.ERROR: logging.ERROR,
}


class Book:
    """What is known of a bulletin while it is made."""

    def __init__(
        self, order: BatchOrder, bulletin: Bulletin, log: Log, now: Callable[[], datetime]
    ) -> None:
        """Begin.

        Args:
            order: what to make, and how.
            bulletin: its stories.
            log: told of everything that happens.
            now: the machine's clock.

        Raises:
            DiskError: the folder of reports cannot be written to.
        """
        self.order, self.bulletin, self._log = order, bulletin, log
        self.folder = report_folder(order.settings.output, bulletin)
        inside(self.folder, order.settings.output)
        with writing(self.folder, "nothing was begun"):
            self.folder.mkdir(parents=True, exist_ok=True)
            sweep_files(self.folder)
            sweep_files(order.settings.output / FOLDER)
            self.clocks = compared(self.folder, now)
        before = read_report(self.folder)
        self.delivered = delivered_before(before)
        self.pictured = str(before.get("pictured") or "")
        self.results = [StoryResult(item=item) for item in bulletin.items]
        self.started = self.clocks.now()
        self.notes = self.clocks.doubts(ended_before(before))
        self.records = Records(order.settings)
        self._reported = 0.0

    def settle(self, i: int, *, told: bool = True, **changes: object) -> None:
        """Note what became of a story, and deliver and remember what is finished.

        Args:
            i: its place in the bulletin.
            told: whether the log says it.
            changes: the fields of its result that are other now.
        """
        before = self.results[i]
        result = replace(before, **changes)  # type: ignore[arg-type]
        if result.state in (StoryState.MADE, StoryState.FAILED):
            result = replace(result, ended=self.clocks.now())
        if result.state in SETTLED:
            result = self._delivered(result)
        self.results[i] = result
        if told and (result.state is not before.state or result.failure != before.failure):
            self._tell(result)
        self.report(at_once=result.state is StoryState.MADE)

    def _delivered(self, result: StoryResult) -> StoryResult:
        clip, where = result.clip, self.order.deliver
        if where is None or clip is None or clip.draft:
            return result
        there = self.delivered.get(str(clip.folder))
        try:
            if there and where.has(clip, there):
                return replace(result, delivered=there)
            took = where.take(clip)
            self._note_delivery(clip.folder, took)
            return replace(result, delivered=took)
        except ClipmakerError as error:
            note = error.message
        except OSError as error:
            note = f"{error.filename or clip.folder}: {error.strerror}; it was not delivered"
        self.say(note, Level.ERROR, result)
        return replace(result, note=note)

    def _note_delivery(self, folder: Path, to: str) -> None:
        """Put a delivery on record; where that fails, the report tells of it all the same."""
        at = self.clocks.now().isoformat(timespec="seconds")
        delivery = Delivery(clip="/".join(folder.parts[-3:]), to=to, at=at)
        with suppress(OSError, DiskError):
            note_delivery(self.order.settings.output, delivery)

    def report(self, *, at_once: bool = False) -> None:
        """Write the report, at most every so often unless it matters now."""
        if self.order.check_only:
            return
        if not at_once and time.monotonic() - self._reported < _REPORT_EVERY_S:
            return
        self._reported = time.monotonic()
        try:
            write_report(self.bulletin, self.outcome(), running=True)
        except DiskError as error:
            # The stories go on: their own folders may be on a disk with room.
            self.say(error.message, Level.WARNING)

    def break_off(self) -> None:
        """Leave a report that says how far it came."""
        self.results = [
            replace(result, state=StoryState.WAITING)
            if result.state is StoryState.WORKING
            else result
            for result in self.results
        ]
        self.notes.append("the run was broken off")
        if not self.order.check_only:
            with suppress(DiskError):
                write_report(self.bulletin, self.outcome(), running=False)

    def outcome(self) -> Outcome:
        """Return what became of everything so far."""
        return Outcome(
            results=tuple(self.results),
            folder=self.folder,
            started=self.started,
            ended=self.clocks.now(),
            notes=tuple(self.notes),
            pictured=self.pictured,
        )

    def places(self, wanted: Callable[[StoryResult], bool]) -> list[int]:
        """Return the places of the stories that are wanted, in their turn."""
        return [i for i in by_turn(self.bulletin.items) if wanted(self.results[i])]

    def _tell(self, result: StoryResult) -> None:
        message, level = result.why or result.state.value, Level.INFO
        if result.failure:
            message, level = f"{result.failure.stage}: {result.failure.message}", Level.ERROR
        elif result.state is StoryState.MADE and result.clip:
            kind = "draft" if result.clip.draft else "final"
            message = f"made {kind} in {result.seconds:.1f} s: {result.clip.folder}"
        elif result.state is StoryState.WAITING:
            return
        facts: dict[str, object] = {"state": result.state.value, "seconds": result.seconds}
        self.say(message, level, result, facts)

    def say(
        self,
        message: str,
        level: Level = Level.INFO,
        result: StoryResult | None = None,
        facts: dict[str, object] | None = None,
    ) -> None:
        """Tell what happens."""
        name = result.item.name if result else ""
        if level is not Level.DETAIL:
            # Steps are on record already, by the worker that took them.
            with about(result.item.story if result else None):
                if result and result.clip:
                    name_clip(result.clip.day, result.clip.slug)
                _log.log(_LEVELS[level], "%s", message)
        self._log(
            LogLine(at=self.clocks.now(), level=level, message=message, story=name, facts=facts)
        )
