"""A bulletin from beginning to end: check every story, hear, make, deliver, report.

The batch itself renders nothing and holds no media: workers do, each in a process of its own. So
a story that breaks its worker costs one clip, and the batch always lives to say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

from clipmaker.bulletin.alarm import raise_alarm
from clipmaker.bulletin.book import Book
from clipmaker.bulletin.clocks import machine_clock
from clipmaker.bulletin.contact import write_contact_sheet
from clipmaker.bulletin.load import load_bulletin
from clipmaker.bulletin.log import Level, Log, LogLine
from clipmaker.bulletin.model import Bulletin
from clipmaker.bulletin.notify import notify
from clipmaker.bulletin.order import BatchOrder
from clipmaker.bulletin.outcome import Outcome, StoryState
from clipmaker.bulletin.pulse import Pulse
from clipmaker.bulletin.report import (
    FOLDER,
    write_report,
)
from clipmaker.bulletin.shift import Shift
from clipmaker.errors import MOST_LISTED, BusyError, ClipmakerError, InputError
from clipmaker.machine.lock import HeldError, locked
from clipmaker.machine.places import inside
from clipmaker.publish.place import sweep, writing
from clipmaker.render.workers import usable_cores
from clipmaker.workers.outcome import Failure

_REPORT_EVERY_S = 2.0


def run_bulletin(
    order: BatchOrder, log: Log, now: Callable[[], datetime] = machine_clock
) -> tuple[Bulletin, Outcome]:
    """Make a bulletin; the newsroom is told also where that fails as a whole.

    Args:
        order: what to make, and how.
        log: told of everything that happens.
        now: the machine's clock.

    Raises:
        InputError: nothing can be made of the bulletin itself.
        BusyError: another batch is at work in the same output folder.
        DiskError: the report cannot be written.
    """
    try:
        return _run(order, log, now)
    except BusyError:
        # The one that is at work has a heartbeat and a report of its own: no alarm.
        raise
    except ClipmakerError as error:
        if not order.check_only:
            problem = raise_alarm(
                error,
                bulletin=order.bulletin.absolute(),
                heartbeat=order.pulse,
                command=order.notify,
                now=now,
            )
            if problem:
                message = f"the newsroom was not notified: {problem}"
                log(LogLine(at=now(), level=Level.ERROR, message=message))
        raise


def _run(order: BatchOrder, log: Log, now: Callable[[], datetime]) -> tuple[Bulletin, Outcome]:
    bulletin = load_bulletin(order.bulletin)
    home = order.settings.output / FOLDER
    try:
        with ExitStack() as held:
            with writing(home, "nothing was begun"):
                inside(home / ".lock", order.settings.output)
                left = held.enter_context(locked(home / ".lock"))
            book = Book(order, bulletin, log, now)
            if left:
                book.say(f"the run before was ended early ({left}): going on where it was")
            return bulletin, _Run(book).all()
    except HeldError as error:
        raise BusyError(
            f"another bulletin is at work in {order.settings.output}: "
            f"{error.holder or 'it has just begun'}",
            remedy="Wait for it, or give this one another --output.",
        ) from None


class _Run:
    """One run of a bulletin."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._order, self._bulletin = book.order, book.bulletin
        self._pulse = Pulse(self._order.pulse, self._bulletin, book.clocks.now)

    def all(self) -> Outcome:
        """Do all of it."""
        for note in self._book.notes:
            self._book.say(note, Level.WARNING)
        with self._pulse.beating():
            try:
                self._work()
            except BaseException:
                self._book.break_off()
                raise
            outcome = self._book.outcome() if self._order.check_only else self._conclude()
            self._pulse.end(complete=outcome.complete)
        return outcome

    def _work(self) -> None:
        """Check, hear and make what is due, and wait for what will be."""
        self._sort_out()
        jobs = self._order.jobs or usable_cores() // 2 + 1
        with Shift(self._book, jobs) as shift:
            fresh = self._book.places(
                lambda r: r.state is not StoryState.UNCHANGED and not r.failure
            )
            shift.check(fresh)
            if self._order.check_only:
                return
            while True:
                shift.make(self._book.places(lambda r: r.state is StoryState.WAITING))
                if not self._wait_for_embargoes():
                    return

    def _sort_out(self) -> None:
        """Settle what needs no work: broken, held, not yet due, unchanged."""
        broken = 0
        for i, result in enumerate(self._book.results):
            item = result.item
            if item.problems:
                error = InputError(item.problems)
                failure = Failure(
                    stage="bulletin", message=error.message, exit_code=int(error.exit_code)
                )
                broken += 1
                told = broken <= MOST_LISTED
                self._book.settle(i, told=told, state=StoryState.FAILED, failure=failure)
            elif item.hold:
                self._book.settle(i, state=StoryState.HELD, why=f"held: {item.hold}")
            elif item.not_before and self._book.clocks.surely < item.not_before:
                moment = item.not_before.isoformat(sep=" ", timespec="minutes")
                self._book.settle(i, state=StoryState.EMBARGOED, why=f"not before {moment}")
            elif clip := self._book.records.standing(item):
                sweep(clip.folder.parent)
                self._book.settle(i, state=StoryState.UNCHANGED, clip=clip)
        if broken > MOST_LISTED:
            more = f"and {broken - MOST_LISTED} more stories with mistakes in the bulletin"
            self._book.say(more, Level.ERROR)

    def _wait_for_embargoes(self) -> bool:
        """Wait for the next embargo that ends soon enough; whether any has ended."""
        moments = [
            result.item.not_before
            for result in self._book.results
            if result.state is StoryState.EMBARGOED and result.item.not_before
        ]
        last = self._book.started + self._order.wait
        due = [moment for moment in moments if moment <= max(last, self._book.clocks.surely)]
        if not due:
            return False
        self._book.say(f"waiting for {min(due).isoformat(sep=' ', timespec='minutes')}")
        while (left := (min(due) - self._book.clocks.surely).total_seconds()) > 0:
            time.sleep(min(1.0, left))
        for i, result in enumerate(self._book.results):
            moment = result.item.not_before
            if (
                result.state is StoryState.EMBARGOED
                and moment
                and moment <= self._book.clocks.surely
            ):
                state = StoryState.FAILED if result.failure else StoryState.WAITING
                self._book.settle(i, state=state, why="")
        return True

    def _conclude(self) -> Outcome:
        """Paint the contact sheet, write the report, tell the newsroom."""
        try:
            self._book.pictured = write_contact_sheet(
                self._bulletin,
                self._book.results,
                self._book.folder,
                self._book.pictured,
            )
        except ClipmakerError as error:
            self._book.notes.append(f"no contact sheet: {error.message}")
        text = write_report(self._bulletin, self._book.outcome(), running=False)
        if self._order.notify and (problem := notify(self._order.notify, text)):
            self._book.notes.append(f"the newsroom was not notified: {problem}")
            self._book.say(self._book.notes[-1], Level.ERROR)
            write_report(self._bulletin, self._book.outcome(), running=False)
        return self._book.outcome()
