"""A worker of a batch: a process of its own, so that a story that breaks it breaks nothing else.

It reads its settings and then errands from standard input, one JSON value a line, and says on
standard output how they go. When its input ends, as it does when the batch dies, it stops
whatever it does and ends.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TextIO

from clipmaker.bulletin.outcome import Failure
from clipmaker.bulletin.wire import Do, Errand, Said, Settings, errand_of, settings_of, written
from clipmaker.bulletin.work import check, hear, make
from clipmaker.errors import ChangedError, ClipmakerError, ClusterError, ExitCode, RenderError
from clipmaker.machine import process
from clipmaker.machine.crashes import keep_crash
from clipmaker.progress import Event, OnEvent, Stage
from clipmaker.render.executor import Executor

_DO: dict[Do, Callable[[Errand, Settings, OnEvent, Executor], Said]] = {
    Do.CHECK: check,
    Do.HEAR: hear,
    Do.MAKE: make,
}


class _Stopper:
    """The job at hand, which ends when the input does."""

    def __init__(self) -> None:
        self.group = process.Group()
        self.ended = threading.Event()

    def stop(self) -> None:
        self.ended.set()
        self.group.stop()


def main() -> None:
    """Work until the input ends."""
    said = _own_output()
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    stopper = _Stopper()
    settings = settings_of(sys.stdin.readline())
    threading.Thread(target=_read, args=(lines, stopper), daemon=True).start()
    with _where(settings) as executor, _one_model():
        while not stopper.ended.is_set():
            line = lines.get()
            if line is None:
                break
            errand = errand_of(line)
            _tell(said, _done(errand, settings, said, executor, stopper))


def _own_output() -> TextIO:
    """Return standard output for what is said; what anything else prints goes to the errors."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return own


def _read(lines: queue.SimpleQueue[str | None], stopper: _Stopper) -> None:
    for line in sys.stdin:
        lines.put(line)
    stopper.stop()
    lines.put(None)


def _where(settings: Settings) -> Executor:
    from clipmaker.cluster.choose import executor_for

    def notice(text: str) -> None:
        sys.stderr.write(f"cluster: {text}\n")

    return executor_for(settings.cluster, settings.shared, notice, settings.width)


@contextlib.contextmanager
def _one_model() -> Iterator[None]:
    from clipmaker.speech.loaded import one_model

    with one_model():
        yield


def _done(
    errand: Errand, settings: Settings, said: TextIO, executor: Executor, stopper: _Stopper
) -> Said:
    """Do an errand; returns what came of it."""
    stage = Stage.READ

    def on_event(event: Event) -> None:
        nonlocal stage
        fresh = event.segment is not None and not event.segment.cached
        if event.stage is not stage or fresh:
            stage = event.stage
            _tell(
                said,
                Said(
                    number=errand.number,
                    stage=event.stage.value,
                    message=event.message,
                    segment=fresh,
                ),
            )

    try:
        with process.in_group(stopper.group):
            return _DO[errand.do](errand, settings, on_event, executor)
    except ClipmakerError as error:
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
    return Said(
        number=errand.number, stage=stage.value, failure=failure, lasting=lasting, done=True
    )


def _tell(said: TextIO, line: Said) -> None:
    # Nobody listens any more when the batch is gone; the input's end stops the work.
    with contextlib.suppress(OSError):
        said.write(written(line) + "\n")
        said.flush()


if __name__ == "__main__":
    main()
