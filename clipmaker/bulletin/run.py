"""A bulletin from beginning to end: check every story, hear, make, deliver, report.

The batch itself renders nothing and holds no media: workers do, each in a process of its own. So
a story that breaks its worker costs one clip, and the batch always lives to say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from clipmaker.bulletin.alarm import raise_alarm
from clipmaker.bulletin.clocks import compared, machine_clock
from clipmaker.bulletin.deliver import deliver, delivered_before
from clipmaker.bulletin.load import load_bulletin
from clipmaker.bulletin.log import Level, Line, Log
from clipmaker.bulletin.model import Bulletin, by_turn
from clipmaker.bulletin.notify import notify
from clipmaker.bulletin.outcome import SETTLED, Outcome, Result, State
from clipmaker.bulletin.pulse import Pulse
from clipmaker.bulletin.records import Records
from clipmaker.bulletin.report import (
    FOLDER,
    ended_before,
    read_report,
    report_folder,
    write_report,
)
from clipmaker.bulletin.retry import Retries
from clipmaker.bulletin.shift import Shift
from clipmaker.errors import BusyError, ClipmakerError, DiskError, InputError
from clipmaker.machine.lock import HeldError, locked
from clipmaker.publish.place import sweep, sweep_files, writing
from clipmaker.render.workers import usable_cores
from clipmaker.workers.crew import Limits
from clipmaker.workers.outcome import Failure
from clipmaker.workers.wire import Settings

_REPORT_EVERY_S = 2.0


@dataclass(frozen=True, kw_only=True)
class Order:
    """A bulletin to make.

    Attributes:
        bulletin: the bulletin file, or a folder of stories.
        settings: what holds for every story.
        jobs: how many stories are worked on at once; 0 for what suits this machine.
        limits: what one story may take.
        retries: how often a story is tried again.
        check_only: whether to stop when every story is checked.
        wait: how long to wait for embargoes that end later.
        deliver: folder that finals are copied to, None for nowhere.
        notify: command that is run with the report on its standard input, "" for none.
        heartbeat: file that says that the batch is alive; None has one beside the reports.
    """

    bulletin: Path
    settings: Settings
    jobs: int = 0
    limits: Limits = field(default_factory=Limits)
    retries: Retries = field(default_factory=Retries)
    check_only: bool = False
    wait: timedelta = timedelta()
    deliver: Path | None = None
    notify: str = ""
    heartbeat: Path | None = None


def run_bulletin(
    order: Order, log: Log, now: Callable[[], datetime] = machine_clock
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
                heartbeat=_heartbeat(order),
                command=order.notify,
                now=now,
            )
            if problem:
                message = f"the newsroom was not notified: {problem}"
                log(Line(at=now(), level=Level.ERROR, message=message))
        raise


def _heartbeat(order: Order) -> Path:
    return order.heartbeat or order.settings.output / FOLDER / "heartbeat.json"


def _run(order: Order, log: Log, now: Callable[[], datetime]) -> tuple[Bulletin, Outcome]:
    bulletin = load_bulletin(order.bulletin)
    home = order.settings.output / FOLDER
    try:
        with writing(home), locked(home / ".lock") as left:
            run = Run(order, bulletin, log, now)
            if left:
                run.say(f"the run before was ended early ({left}): going on where it was")
            return bulletin, run.all()
    except HeldError as error:
        raise BusyError(
            f"another bulletin is at work in {order.settings.output}: "
            f"{error.holder or 'it has just begun'}",
            remedy="Wait for it, or give this one another --output.",
        ) from None


class Run:
    """One run of a bulletin."""

    def __init__(
        self, order: Order, bulletin: Bulletin, log: Log, now: Callable[[], datetime]
    ) -> None:
        self.order, self.bulletin, self._log = order, bulletin, log
        self.folder = report_folder(order.settings.output, bulletin)
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            sweep_files(self.folder)
            sweep_files(order.settings.output / FOLDER)
            self.clocks = compared(self.folder, now)
        before = read_report(self.folder)
        self.delivered = delivered_before(before)
        self.pictured = str(before.get("pictured") or "")
        self.results = [Result(item=item) for item in bulletin.items]
        self.started = self.clocks.now()
        self.notes = self.clocks.doubts(ended_before(before))
        self.records = Records(order.settings)
        self._reported = 0.0
        self.pulse = Pulse(_heartbeat(order), bulletin, self.clocks.now)

    def all(self) -> Outcome:
        """Do all of it."""
        for note in self.notes:
            self.say(note, Level.WARNING)
        with self.pulse:
            try:
                self._work()
            except BaseException:
                self._break_off()
                raise
            outcome = self._outcome() if self.order.check_only else self._conclude()
            self.pulse.end(complete=outcome.complete)
        return outcome

    def _work(self) -> None:
        """Check, hear and make what is due, and wait for what will be."""
        self._sort_out()
        jobs = self.order.jobs or usable_cores() // 2 + 1
        with Shift(self, jobs) as shift:
            fresh = self._places(lambda r: r.state is not State.UNCHANGED and not r.failure)
            shift.check(fresh)
            if self.order.check_only:
                return
            while True:
                shift.make(self._places(lambda r: r.state is State.WAITING))
                if not self._wait_for_embargoes():
                    return

    def _sort_out(self) -> None:
        """Settle what needs no work: broken, held, not yet due, unchanged."""
        for i, result in enumerate(self.results):
            item = result.item
            if item.problems:
                error = InputError(item.problems)
                failure = Failure(
                    stage="bulletin", message=error.message, exit_code=int(error.exit_code)
                )
                self.settle(i, state=State.FAILED, failure=failure)
            elif item.hold:
                self.settle(i, state=State.HELD, why=f"held: {item.hold}")
            elif item.not_before and self.clocks.surely < item.not_before:
                moment = item.not_before.isoformat(sep=" ", timespec="minutes")
                self.settle(i, state=State.EMBARGOED, why=f"not before {moment}")
            elif clip := self.records.standing(item):
                sweep(clip.folder.parent)
                self.settle(i, state=State.UNCHANGED, clip=clip)

    def _wait_for_embargoes(self) -> bool:
        """Wait for the next embargo that ends soon enough; whether any has ended."""
        moments = [
            result.item.not_before
            for result in self.results
            if result.state is State.EMBARGOED and result.item.not_before
        ]
        last = self.started + self.order.wait
        due = [moment for moment in moments if moment <= max(last, self.clocks.surely)]
        if not due:
            return False
        self.say(f"waiting for {min(due).isoformat(sep=' ', timespec='minutes')}")
        while (left := (min(due) - self.clocks.surely).total_seconds()) > 0:
            time.sleep(min(1.0, left))
        for i, result in enumerate(self.results):
            moment = result.item.not_before
            if result.state is State.EMBARGOED and moment and moment <= self.clocks.surely:
                state = State.FAILED if result.failure else State.WAITING
                self.settle(i, state=state, why="")
        return True

    def settle(self, i: int, **changes: object) -> None:
        """Note what became of a story, and deliver and remember what is finished."""
        before = self.results[i]
        result = replace(before, **changes)  # type: ignore[arg-type]
        if result.state in (State.MADE, State.FAILED):
            result = replace(result, ended=self.clocks.now())
        if result.state in SETTLED:
            result = self._delivered(result)
        self.results[i] = result
        if result.state is not before.state or result.failure != before.failure:
            self._tell(result)
        self.report(at_once=result.state is State.MADE)

    def _delivered(self, result: Result) -> Result:
        clip, folder = result.clip, self.order.deliver
        if folder is None or clip is None or clip.draft:
            return result
        if there := self.delivered.get(str(clip.folder)):
            return replace(result, delivered=there)
        try:
            return replace(result, delivered=deliver(clip, folder))
        except ClipmakerError as error:
            self.say(error.message, Level.ERROR, result)
            return replace(result, note=error.message)

    def report(self, *, at_once: bool = False) -> None:
        """Write the report, at most every so often unless it matters now."""
        if self.order.check_only:
            return
        if not at_once and time.monotonic() - self._reported < _REPORT_EVERY_S:
            return
        self._reported = time.monotonic()
        try:
            write_report(self.bulletin, self._outcome(), running=True)
        except DiskError as error:
            # The stories go on: their own folders may be on a disk with room.
            self.say(error.message, Level.WARNING)

    def _break_off(self) -> None:
        """Leave a report that says how far it came."""
        self.results = [
            replace(result, state=State.WAITING) if result.state is State.WORKING else result
            for result in self.results
        ]
        self.notes.append("the run was broken off")
        if not self.order.check_only:
            with suppress(DiskError):
                write_report(self.bulletin, self._outcome(), running=False)

    def _conclude(self) -> Outcome:
        """Paint the contact sheet, write the report, tell the newsroom."""
        from clipmaker.bulletin.contact import write_contact_sheet

        try:
            self.pictured = write_contact_sheet(
                self.bulletin, self.results, self.folder, self.pictured
            )
        except ClipmakerError as error:
            self.notes.append(f"no contact sheet: {error.message}")
        text = write_report(self.bulletin, self._outcome(), running=False)
        if self.order.notify and (problem := notify(self.order.notify, text)):
            self.notes.append(f"the newsroom was not notified: {problem}")
            self.say(self.notes[-1], Level.ERROR)
            write_report(self.bulletin, self._outcome(), running=False)
        return self._outcome()

    def _outcome(self) -> Outcome:
        return Outcome(
            results=tuple(self.results),
            folder=self.folder,
            started=self.started,
            ended=self.clocks.now(),
            notes=tuple(self.notes),
            pictured=self.pictured,
        )

    def _places(self, wanted: Callable[[Result], bool]) -> list[int]:
        """Return the places of the stories that are wanted, in their turn."""
        return [i for i in by_turn(self.bulletin.items) if wanted(self.results[i])]

    def _tell(self, result: Result) -> None:
        message, level = result.why or result.state.value, Level.INFO
        if result.failure:
            message, level = f"{result.failure.stage}: {result.failure.message}", Level.ERROR
        elif result.state is State.MADE and result.clip:
            kind = "draft" if result.clip.draft else "final"
            message = f"made {kind} in {result.seconds:.1f} s: {result.clip.folder}"
        elif result.state is State.WAITING:
            return
        facts: dict[str, object] = {"state": result.state.value, "seconds": result.seconds}
        self.say(message, level, result, facts)

    def say(
        self,
        message: str,
        level: Level = Level.INFO,
        result: Result | None = None,
        facts: dict[str, object] | None = None,
    ) -> None:
        """Tell what happens."""
        name = result.item.name if result else ""
        self._log(Line(at=self.clocks.now(), level=level, message=message, story=name, facts=facts))
