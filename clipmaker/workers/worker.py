"""A worker: a process of its own, so that a story that breaks it breaks nothing else.

It reads its settings and then tasks from standard input, one JSON value a line, and says on
standard output how they go. When its input ends, as it does when whoever it works for dies, it
stops whatever it does and ends.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TextIO

from clipmaker.cluster.choose import executor_for
from clipmaker.door.plain import from_json, to_json
from clipmaker.errors import ChangedError, ClipmakerError, ClusterError, ExitCode, RenderError
from clipmaker.logs.about import about, on_record
from clipmaker.logs.keep import hush, keep_with
from clipmaker.logs.travel import Sender
from clipmaker.machine import process
from clipmaker.machine.crashes import keep_crash
from clipmaker.machine.printed import shown
from clipmaker.progress import Event, OnEvent, Stage, overall
from clipmaker.render.executor import Executor
from clipmaker.speech.loaded import one_model
from clipmaker.workers.outcome import Failure
from clipmaker.workers.wire import (
    Do,
    Message,
    TaskSettings,
    WorkerTask,
    stop_of,
)
from clipmaker.workers.work import check, hear, make

_DO: dict[Do, Callable[[WorkerTask, TaskSettings, OnEvent, Executor], Message]] = {
    Do.CHECK: check,
    Do.HEAR: hear,
    Do.MAKE: make,
}


_TELLING = threading.Lock()
"""Records come from every thread, and lines stay whole."""


class _Stopper:
    """Ends the task at hand when that is wished, and everything when the input ends."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self._lock = threading.Lock()
        self._unwanted: set[int] = set()
        self._doing: tuple[int, process.Group] | None = None

    def begin(self, number: int) -> process.Group:
        """Return the group of a task; it may be stopped before it has begun."""
        group = process.Group()
        with self._lock:
            self._doing = (number, group)
            if self.ended.is_set() or number in self._unwanted:
                group.stop()
        return group

    def stop(self, number: int) -> None:
        with self._lock:
            self._unwanted.add(number)
            if self._doing and self._doing[0] == number:
                self._doing[1].stop()

    def end(self) -> None:
        with self._lock:
            self.ended.set()
            if self._doing:
                self._doing[1].stop()


def main() -> None:
    """Work until the input ends."""
    said = _own_output()
    hush()
    keep_with([Sender(lambda line: _tell(said, line))], logging.DEBUG)
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    stopper = _Stopper()
    settings = from_json(TaskSettings, sys.stdin.readline())
    os.nice(settings.niceness)
    threading.Thread(target=_read, args=(lines, stopper), daemon=True).start()
    with _where(settings) as executor, _one_model(settings):
        while not stopper.ended.is_set():
            line = lines.get()
            if line is None:
                break
            task = from_json(WorkerTask, line)
            with about(task.story):
                _tell(said, to_json(_done(task, settings, said, executor, stopper)))


def _own_output() -> TextIO:
    """Return standard output for what is said; what anything else prints goes to the errors."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return own


def _read(lines: queue.SimpleQueue[str | None], stopper: _Stopper) -> None:
    for line in sys.stdin:
        number = stop_of(line)
        if number is None:
            lines.put(line)
        else:
            stopper.stop(number)
    stopper.end()
    lines.put(None)


def _where(settings: TaskSettings) -> Executor:
    def notice(text: str) -> None:
        sys.stderr.write(shown(f"cluster: {text}\n"))

    return executor_for(settings.cluster, settings.shared, notice, settings.width)


@contextlib.contextmanager
def _one_model(settings: TaskSettings) -> Iterator[None]:
    with one_model() if settings.keep_model else contextlib.nullcontext():
        yield


def _done(
    task: WorkerTask, settings: TaskSettings, said: TextIO, executor: Executor, stopper: _Stopper
) -> Message:
    """Do a task; returns what came of it."""
    stage = Stage.READ
    group = stopper.begin(task.number)

    def on_event(event: Event) -> None:
        nonlocal stage
        fresh = event.segment is not None and not event.segment.cached
        news = event.stage is not stage or fresh
        stage = event.stage
        told = Message(
            number=task.number,
            stage=stage.value,
            share=overall(event),
            message=event.message,
            news=news,
            segment=event.segment,
        )
        _tell(said, to_json(told))

    try:
        with process.in_group(group):
            return _DO[task.do](task, settings, on_record(on_event), executor)
    except ClipmakerError as error:
        # A program that was ended may have failed before anybody looked.
        if group.stopping:
            return Message(number=task.number, stage=stage.value, stopped=True, done=True)
        failure = Failure(
            stage=stage.value,
            message=error.message,
            remedy=error.remedy,
            exit_code=int(error.exit_code),
        )
        # FFmpeg may have been ended from outside, workers come back, and edited files be whole
        # next time; everything else would only happen again.
        lasting = not isinstance(error, RenderError | ChangedError | ClusterError)
    except Exception as error:
        failure = Failure(stage=stage.value, message=keep_crash(error), exit_code=ExitCode.BUG)
        lasting = True
    return Message(
        number=task.number, stage=stage.value, failure=failure, lasting=lasting, done=True
    )


def _tell(said: TextIO, line: str) -> None:
    # Whoever listened may be gone; the input's end stops the work.
    with _TELLING, contextlib.suppress(OSError):
        said.write(f"{line}\n")
        said.flush()


if __name__ == "__main__":
    main()
