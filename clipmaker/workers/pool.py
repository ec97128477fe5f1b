"""Workers: started when there is work, watched, ended when they go wrong."""

from __future__ import annotations

import queue
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from clipmaker.door.plain import from_json, to_json
from clipmaker.errors import ExitCode
from clipmaker.logs.travel import took_in
from clipmaker.machine.closing import Closing
from clipmaker.machine.family import Member, family, kill, running
from clipmaker.machine.service import Service
from clipmaker.workers.outcome import Failure
from clipmaker.workers.wire import Message, Stop, TaskSettings, WorkerTask

_WATCH_S = 1.0
_PATIENCE_S = 8.0
_COMMAND = ("-m", "clipmaker.workers.worker")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one story may take.

    Attributes:
        seconds: for each step of a story: checking, hearing, making; 0 for no limit.
        memory_bytes: of its worker and everything that the worker started; 0 for no limit.
    """

    seconds: float = 0.0
    memory_bytes: int = 0


_News: TypeAlias = "queue.SimpleQueue[tuple[_Worker, str | None] | None]"
"""Lines of workers, None in the place of a line for the end of one; None to look up."""


class _Worker:
    """One process, and what it does."""

    def __init__(self, settings: TaskSettings, news: _News) -> None:
        self.task: WorkerTask | None = None
        self.begun = self.stopped_s = 0.0
        self.stage = ""
        self.members: list[Member] = []
        self.ended = False

        def on_end() -> None:
            self.ended = True
            news.put((self, None))

        self.service = Service(
            [sys.executable, *_COMMAND],
            on_line=lambda line: news.put((self, line)),
            on_end=on_end,
        )
        self.service.tell(to_json(settings))

    def give(self, task: WorkerTask) -> None:
        self.task, self.begun, self.stage = task, time.monotonic(), "start"
        self.stopped_s = 0.0
        self.service.tell(to_json(task))

    def stop(self) -> None:
        """Ask it to end what it does."""
        assert self.task is not None
        self.stopped_s = self.stopped_s or time.monotonic()
        self.service.tell(to_json(Stop(stop=self.task.number)))

    def watch(self, everybody: Mapping[int, Member]) -> int:
        """Note the processes that belong to it; returns what they hold in memory, bytes."""
        self.members = family(self.service.pid, everybody)
        return sum(member.memory_bytes for member in self.members)

    def kill(self) -> None:
        """End it and everything that it started."""
        kill([*family(self.service.pid), *self.members])
        self.service.end(_PATIENCE_S)

    def end(self) -> None:
        """Let it finish tidily, or else end it."""
        members = [*family(self.service.pid), *self.members]
        self.service.end(_PATIENCE_S)
        kill(members)


class WorkerPool(Closing):
    """Workers that do tasks; used from one thread, but for ``nudge``."""

    def __init__(self, settings: TaskSettings, size: int, limits: Limits) -> None:
        """Open a pool; a worker is started when its first task is there.

        Args:
            settings: what holds for every task.
            size: how many workers there are at most.
            limits: what one task may take.
        """
        self._settings, self._size, self._limits = settings, size, limits
        self._workers: list[_Worker] = []
        self._news: _News = queue.SimpleQueue()
        self._watched = 0.0
        self.most_memory_bytes = 0

    def close(self) -> None:
        """End every worker; the same as `rest`."""
        self.rest()

    def ready(self) -> None:
        """Start a worker that waits, unless there is one: its start takes a second or two."""
        if all(worker.ended for worker in self._workers):
            self._hire()

    def rest(self) -> None:
        """End every worker; what one does is stopped."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def stop(self, number: int) -> None:
        """Have a task ended; its worker says so, or is ended itself when it does not."""
        for worker in self._workers:
            if worker.task and worker.task.number == number:
                worker.stop()

    @property
    def busy(self) -> int:
        """How many tasks are being done."""
        return sum(worker.task is not None for worker in self._workers)

    @property
    def free(self) -> bool:
        """Whether another task can be begun."""
        return self.busy < self._size

    def give(self, task: WorkerTask) -> None:
        """Begin a task; one worker must be free."""
        waiting = (w for w in self._workers if w.task is None and not w.ended)
        idle = next(waiting, None)
        (idle or self._hire()).give(task)

    def _hire(self) -> _Worker:
        worker = _Worker(self._settings, self._news)
        self._workers.append(worker)
        return worker

    def nudge(self) -> None:
        """Have ``news`` wait no longer; from any thread."""
        self._news.put(None)

    def news(self, patience_s: float) -> Iterator[Message]:
        """Yield what workers say, and failures of tasks whose worker was lost or ended.

        Args:
            patience_s: how long to wait for the first.
        """
        try:
            heard = self._news.get(timeout=patience_s)
        except queue.Empty:
            heard = None
        if heard:
            yield from self._heard(*heard)
        if time.monotonic() - self._watched >= _WATCH_S:
            self._watched = time.monotonic()
            yield from self._watch()

    def _heard(self, worker: _Worker, line: str | None) -> Iterator[Message]:
        if worker not in self._workers:
            return
        if line is None:
            self._workers.remove(worker)
            worker.kill()
            if worker.task:
                yield _lost(worker, "its process ended unexpectedly", lasting=False)
            return
        if took_in(line):
            return
        try:
            said = from_json(Message, line)
        except ValueError:
            # Something in the worker writes past everything; its own words follow.
            return
        worker.stage = said.stage or worker.stage
        if said.done:
            worker.task = None
        yield said

    def _watch(self) -> Iterator[Message]:
        """End workers that are beyond a limit."""
        everybody = running()
        taken = 0
        for worker in list(self._workers):
            memory = worker.watch(everybody)
            taken += memory
            if worker.task is None:
                continue
            seconds = time.monotonic() - worker.begun
            if worker.stopped_s and time.monotonic() - worker.stopped_s > _PATIENCE_S:
                yield self._ended(worker, "it did not stop", lasting=False)
            elif 0 < self._limits.seconds < seconds:
                why = f"it took longer than {self._limits.seconds:g} s"
                yield self._ended(worker, why, lasting=False)
            elif 0 < self._limits.memory_bytes < memory:
                most = self._limits.memory_bytes / 1e6
                why = f"it took {memory / 1e6:.0f} MB of memory, more than the {most:.0f} allowed"
                yield self._ended(worker, why, lasting=True)
        self.most_memory_bytes = max(self.most_memory_bytes, taken)

    def _ended(self, worker: _Worker, why: str, *, lasting: bool) -> Message:
        self._workers.remove(worker)
        worker.kill()
        return _lost(worker, why, lasting=lasting)


def _lost(worker: _Worker, why: str, *, lasting: bool) -> Message:
    assert worker.task is not None
    failure = Failure(stage=worker.stage, message=f"{why}; it was ended", exit_code=ExitCode.RENDER)
    return Message(
        number=worker.task.number,
        stage=worker.stage,
        failure=failure,
        lasting=lasting,
        lost=True,
        done=True,
    )
