"""The one place that starts other programs.

Every call takes an argument list (never a shell string), keeps what the program says on its
error stream, and ends the program when the caller is interrupted or the time is up.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import IO

from clipmaker.errors import ClipmakerError, ExitCode

DEFAULT_TIMEOUT_S = 900.0


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
        lines = [line for line in self.stderr.splitlines() if line.strip()]
        return "\n".join(lines[-4:])


_current: ContextVar[Group | None] = ContextVar("group", default=None)


class StoppedError(ClipmakerError):
    """A job was stopped on purpose: a program was ended, or nothing more was begun."""

    exit_code = ExitCode.INTERRUPTED


def check_stopped() -> None:
    """Go on, unless the group of this thread is being stopped.

    Raises:
        StoppedError: it is.
    """
    group = _current.get()
    if group is not None and group.stopping:
        raise StoppedError("stopped; nothing was published")


class Group:
    """Programs that belong to one job and can be ended together, from any thread.

    A group made inside another belongs to it and is stopped with it.
    """

    def __init__(self) -> None:
        self._children: set[subprocess.Popen[bytes]] = set()
        self._inner: list[Group] = []
        self._lock = threading.Lock()
        self.stopping = False
        if outer := _current.get():
            outer.take_in(self)

    def take_in(self, inner: Group) -> None:
        """Count a group in; it is stopped at once when this one is being stopped."""
        with self._lock:
            self._inner.append(inner)
            stopping = self.stopping
        if stopping:
            inner.stop()

    def stop(self) -> None:
        """End every running program of the group and start no more."""
        with self._lock:
            self.stopping = True
            for child in self._children:
                child.kill()
            inner = list(self._inner)
        for group in inner:
            group.stop()

    def add(self, child: subprocess.Popen[bytes]) -> None:
        """Count a program in; a group that is being stopped ends it at once."""
        with self._lock:
            self._children.add(child)
            if self.stopping:
                child.kill()

    def remove(self, child: subprocess.Popen[bytes]) -> None:
        """Forget a program that has ended."""
        with self._lock:
            self._children.discard(child)


@contextlib.contextmanager
def in_group(group: Group) -> Iterator[None]:
    """Count every program that is started inside, in this thread, into a group."""
    token = _current.set(group)
    try:
        yield
    finally:
        _current.reset(token)


class ProcessTimeoutError(Exception):
    """A program was ended because it took longer than allowed."""


class ProcessNotFoundError(Exception):
    """A program could not be started."""


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
        StoppedError: its group is being stopped.
    """
    group = _current.get() or Group()
    if group.stopping:
        raise StoppedError(f"{args[0]} was not started")
    try:
        child = subprocess.Popen(
            list(args),
            stdin=subprocess.PIPE if feed is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A terminal sends Ctrl-C to its whole group; this process decides what to end.
            start_new_session=True,
        )
    except OSError as error:
        raise ProcessNotFoundError(f"{args[0]}: {error.strerror}") from error
    group.add(child)
    timed_out = threading.Event()

    def end() -> None:
        timed_out.set()
        child.kill()

    timer = threading.Timer(timeout_s, end)
    timer.daemon = True
    timer.start()
    assert child.stdout is not None
    assert child.stderr is not None
    out = _Reader(child.stdout, on_line)
    err = _Reader(child.stderr, None)
    try:
        if feed is not None:
            assert child.stdin is not None
            _feed(child.stdin, feed)
        code = child.wait()
        out.join()
        err.join()
    except BaseException:
        child.kill()
        child.wait()
        raise
    finally:
        timer.cancel()
        group.remove(child)
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
    if group.stopping:
        raise StoppedError(f"{args[0]} was ended")
    if timed_out.is_set():
        raise ProcessTimeoutError(f"{args[0]} took longer than {timeout_s:.0f} s")
    return Completed(
        args=tuple(args), code=code, stdout=out.data, stderr=err.data.decode("utf-8", "replace")
    )


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
    try:
        child = subprocess.Popen(
            list(args),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ProcessNotFoundError(f"{args[0]}: {error.strerror}") from error
    try:
        return child.wait(timeout=settle_s)
    except subprocess.TimeoutExpired:
        return 0


def alive(pid: int) -> bool:
    """Return whether a process of that number runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _feed(stdin: IO[bytes], chunks: Iterable[bytes | memoryview]) -> None:
    """Write the chunks; a program that stops reading early tells why on its error stream."""
    try:
        for chunk in chunks:
            stdin.write(chunk)
        stdin.close()
    except BrokenPipeError:
        pass


class _Reader(threading.Thread):
    """Reads a stream to its end so that the program never blocks on a full pipe."""

    def __init__(self, stream: IO[bytes], on_line: Callable[[str], None] | None) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._on_line = on_line
        self.data = b""
        self.start()

    def run(self) -> None:
        if self._on_line is None:
            self.data = self._stream.read()
            return
        for line in self._stream:
            self._on_line(line.decode("utf-8", "replace").rstrip("\n"))


class Service:
    """A program that works for this one: it is told lines, and answers in lines.

    It has a session of its own, and ends when its standard input does.
    """

    def __init__(
        self, args: Sequence[str], on_line: Callable[[str], None], on_end: Callable[[], None]
    ) -> None:
        """Start it.

        Args:
            args: program and arguments.
            on_line: called with each line of its standard output, in a thread of its own.
            on_end: called there when it has closed its standard output, as it does when it ends.

        Raises:
            ProcessNotFoundError: it cannot be started.
        """
        try:
            self._child = subprocess.Popen(
                list(args),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise ProcessNotFoundError(f"{args[0]}: {error.strerror}") from error
        self._on_line, self._on_end = on_line, on_end
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._child.pid

    def tell(self, line: str) -> None:
        """Send it a line; one that has ended is told nothing."""
        assert self._child.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._child.stdin.write(line + "\n")
            self._child.stdin.flush()

    def end(self, patience_s: float) -> int:
        """Close its standard input and wait for its end; returns its exit code.

        Args:
            patience_s: seconds after which it is killed.
        """
        assert self._child.stdin is not None
        with contextlib.suppress(OSError):
            self._child.stdin.close()
        try:
            code = self._child.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._child.kill()
            code = self._child.wait()
        self._reader.join(patience_s)
        return code

    def _read(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout:
            for line in self._child.stdout:
                self._on_line(line.rstrip("\n"))
        self._on_end()
