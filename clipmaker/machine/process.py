"""The one place that starts other programs.

Every call takes an argument list (never a shell string), keeps what the program says on its
error stream, and ends the program when the caller is interrupted or the time is up.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from clipmaker.machine.closing import Closing
from clipmaker.machine.stopping import (
    Group,
    StoppedError,
    check_stopped,
    current_group,
    in_group,
)
from clipmaker.machine.streams import Feeder, Reader, feed_all

__all__ = [
    "Completed",
    "Group",
    "ProcessFloodedError",
    "ProcessNotFoundError",
    "ProcessTimeoutError",
    "RunningProgram",
    "StoppedError",
    "check_stopped",
    "in_group",
    "launch",
    "run",
    "running",
    "start",
    "wait",
]

_log = logging.getLogger(__name__)

DEFAULT_TIMEOUT_S = 900.0
MOST_BYTES = 64_000_000
"""What is kept of a program's output, and of its error stream: more is a program gone mad."""
_SIGNALS = {128 + int(number): int(number) for number in (signal.SIGKILL, signal.SIGTERM)}
"""Exit codes with which a shell, or a script around a program, tells that a signal ended it."""
_LONGEST_SAID = 300
PIPE = subprocess.PIPE
NOTHING = subprocess.DEVNULL
OURS = None


@dataclass(frozen=True, kw_only=True)
class Completed:
    """A finished program: its exit code and both its streams."""

    args: tuple[str, ...]
    code: int
    stdout: bytes
    stderr: str

    @property
    def said(self) -> str:
        """The last lines of the error stream, for a message."""
        lines = [line for line in self.stderr[-16_000:].splitlines() if line.strip()]
        return "\n".join(line[:_LONGEST_SAID] for line in lines[-4:])

    @property
    def signal(self) -> int:
        """The signal that ended it, 0 where none did."""
        return -self.code if self.code < 0 else _SIGNALS.get(self.code, 0)


class ProcessTimeoutError(Exception):
    """A program was ended because it took longer than allowed."""


class ProcessFloodedError(Exception):
    """A program was ended because it wrote more than can be meant."""


class ProcessNotFoundError(Exception):
    """A program could not be started."""


def start(
    args: Sequence[str],
    *,
    stdin: int | None = NOTHING,
    stdout: int | None = NOTHING,
    stderr: int | None = NOTHING,
    inherit: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a program; whoever calls this sees to its end.

    Args:
        args: program and arguments.
        stdin: `PIPE`, `NOTHING`, or `OURS` for the same as this process has.
        stdout: likewise.
        stderr: likewise.
        inherit: open file descriptors that it finds under their numbers.

    Raises:
        ProcessNotFoundError: the program cannot be started.
    """
    try:
        return subprocess.Popen(
            list(args),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            pass_fds=inherit,
            # A terminal sends Ctrl-C to its whole group; this process decides what to end.
            start_new_session=True,
        )
    except OSError as error:
        raise ProcessNotFoundError(f"{args[0]}: {error.strerror}") from error


def wait(child: subprocess.Popen[bytes], patience_s: float) -> int | None:
    """Return a program's exit code, None when it still runs after so many seconds."""
    try:
        return child.wait(patience_s)
    except subprocess.TimeoutExpired:
        return None


def run(
    args: Sequence[str],
    *,
    feed: Iterable[bytes | memoryview] | None = None,
    on_line: Callable[[str], None] | None = None,
    timeout_s: float = DEFAULT_TIMEOUT_S,
) -> Completed:
    """Run a program to its end.

    Args:
        args: program and arguments.
        feed: chunks written to its standard input, taken one by one as it reads them.
        on_line: called with each line of standard output as it comes (``stdout`` is then empty).
        timeout_s: seconds after which it is ended.

    Raises:
        ProcessNotFoundError: the program cannot be started.
        ProcessTimeoutError: the time was up.
        ProcessFloodedError: it wrote more than `MOST_BYTES`.
        StoppedError: its group is being stopped.
    """
    with _Child(args, fed=feed is not None, timeout_s=timeout_s) as child:
        out = child.reader(child.stdout, on_line)
        if feed is not None:
            feed_all(child.stdin, feed)
        return child.end(out)


class RunningProgram:
    """A program whose standard output is read while it runs.

    Attributes:
        out: the file descriptor to read from.
        pid: its process number.
    """

    def __init__(self, child: _Child, feeder: Feeder | None) -> None:
        self._child, self._feeder = child, feeder
        self.out = child.stdout.fileno()
        self.pid = child.pid

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()

    def end(self) -> Completed:
        """Wait for its end; what nobody read of its output is lost.

        Raises:
            ProcessTimeoutError: the time was up.
            ProcessFloodedError: it wrote more than `MOST_BYTES` to its error stream.
            StoppedError: its group is being stopped.
            Exception: whatever making a chunk for it raised.
        """
        done = self._child.end(None)
        if self._feeder is not None:
            self._feeder.end()
        return done


@contextlib.contextmanager
def running(
    args: Sequence[str],
    *,
    feed: Iterable[bytes | memoryview] | None = None,
    timeout_s: float = DEFAULT_TIMEOUT_S,
    inherit: Sequence[int] = (),
) -> Iterator[RunningProgram]:
    """Run a program beside the block; what still runs when the block ends is killed.

    Args:
        args: program and arguments.
        feed: chunks written to its standard input, in a thread of their own.
        timeout_s: seconds after which it is ended.
        inherit: open file descriptors that it finds under their numbers; closed here as soon as
            it has started, or could not be.

    Raises:
        ProcessNotFoundError: the program cannot be started.
        StoppedError: its group is being stopped.
    """
    with _Child(args, fed=feed is not None, timeout_s=timeout_s, inherit=inherit) as child:
        feeder = None if feed is None else Feeder(child.stdin, feed)
        try:
            yield RunningProgram(child, feeder)
        finally:
            child.kill()
            if feeder is not None:
                feeder.join()


class _Child(Closing):
    """A program that belongs to the group of this thread, with a limit of time."""

    def __init__(
        self, args: Sequence[str], *, fed: bool, timeout_s: float, inherit: Sequence[int] = ()
    ) -> None:
        self._args = tuple(args)
        self._limit_s = timeout_s
        self._late = threading.Event()
        try:
            self._group = current_group() or Group()
            if self._group.stopping:
                raise StoppedError(f"{args[0]} was not started")
            stdin = PIPE if fed else NOTHING
            self._popen = start(args, stdin=stdin, stdout=PIPE, stderr=PIPE, inherit=inherit)
        finally:
            for descriptor in inherit:
                os.close(descriptor)
        self._begun_s = time.monotonic()
        self._group.add(self)
        self._timer = threading.Timer(timeout_s, self._out_of_time)
        self._timer.daemon = True
        self._timer.start()
        assert self._popen.stderr is not None
        self._err = self.reader(self._popen.stderr, None)

    def reader(self, stream: IO[bytes], on_line: Callable[[str], None] | None) -> Reader:
        """Read a stream of it in a thread; it is ended when it writes too much."""
        return Reader(stream, on_line, most_bytes=MOST_BYTES, on_flood=self.kill)

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def stdin(self) -> IO[bytes]:
        assert self._popen.stdin is not None
        return self._popen.stdin

    @property
    def stdout(self) -> IO[bytes]:
        assert self._popen.stdout is not None
        return self._popen.stdout

    def end(self, out: Reader | None) -> Completed:
        """Wait for its end and return what it said."""
        if out is None:
            # Nobody reads any more: a program that still writes learns that, and ends.
            self.stdout.close()
        code = self._popen.wait()
        if out is not None:
            out.join()
        self._err.join()
        # Its arguments may hold a story's words.
        name, took_s = os.path.basename(self._args[0]), time.monotonic() - self._begun_s  # noqa: PTH119
        _log.debug("%s ended with %d after %.1f s", name, code, took_s)
        if self._group.stopping:
            raise StoppedError(f"{self._args[0]} was ended")
        if self._late.is_set():
            raise ProcessTimeoutError(f"{self._args[0]} took longer than {self._limit_s:.0f} s")
        if self._err.flooded or (out is not None and out.flooded):
            raise ProcessFloodedError(
                f"{self._args[0]} wrote more than {MOST_BYTES // 1_000_000} MB of messages"
            )
        return Completed(
            args=self._args,
            code=code,
            stdout=out.data if out is not None else b"",
            stderr=self._err.data.decode("utf-8", "replace"),
        )

    def kill(self) -> None:
        """End it, and what it started: a script around a program is not the program."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)

    def _out_of_time(self) -> None:
        self._late.set()
        self.kill()

    def close(self) -> None:
        if self._popen.poll() is None:
            self.kill()
            self._popen.wait()
        self._timer.cancel()
        self._group.remove(self)
        for stream in (self._popen.stdin, self._popen.stdout, self._popen.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def launch(args: Sequence[str], *, settle_s: float = 1.0) -> int:
    """Start a program that goes on by itself, such as a player, and leave it running.

    Args:
        args: program and arguments.
        settle_s: seconds to wait for a failure.

    Returns:
        Its exit code when it has ended by then, otherwise 0.

    Raises:
        ProcessNotFoundError: the program cannot be started.
    """
    return wait(start(args), settle_s) or 0
