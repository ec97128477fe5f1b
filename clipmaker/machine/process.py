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
    inherit: Sequence[int] = (),
) -> Completed:
    """Run a program to its end.

    Args:
        args: program and arguments.
        feed: chunks written to its standard input, taken one by one as it reads them.
        on_line: called with each line of standard output as it comes (``stdout`` is then empty).
        timeout_s: seconds after which it is ended.
        inherit: open file descriptors that it finds under their numbers; closed here as soon as
            it has started, or could not be.

    Raises:
        ProcessNotFoundError: the program cannot be started.
        ProcessTimeoutError: the time was up.
        StoppedError: its group is being stopped.
    """
    with _Child(args, fed=feed is not None, timeout_s=timeout_s, inherit=inherit) as child:
        out = _Reader(child.stdout, on_line)
        if feed is not None:
            _feed(child.stdin, feed)
        return child.end(out)


class Running:
    """A program whose standard output is read while it runs.

    Attributes:
        out: the file descriptor to read from.
        pid: its process number.
    """

    def __init__(self, child: _Child) -> None:
        self._child = child
        self.out = child.stdout.fileno()
        self.pid = child.pid

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()

    def end(self) -> Completed:
        """Wait for its end; what nobody read of its output is lost.

        Raises:
            ProcessTimeoutError: the time was up.
            StoppedError: its group is being stopped.
        """
        return self._child.end(None)


@contextlib.contextmanager
def running(args: Sequence[str], *, timeout_s: float = DEFAULT_TIMEOUT_S) -> Iterator[Running]:
    """Run a program beside the block; what still runs when the block ends is killed.

    Args:
        args: program and arguments.
        timeout_s: seconds after which it is ended.

    Raises:
        ProcessNotFoundError: the program cannot be started.
        StoppedError: its group is being stopped.
    """
    with _Child(args, fed=False, timeout_s=timeout_s) as child:
        yield Running(child)


class _Child:
    """A program that belongs to the group of this thread, with a limit of time."""

    def __init__(
        self, args: Sequence[str], *, fed: bool, timeout_s: float, inherit: Sequence[int] = ()
    ) -> None:
        self._args = tuple(args)
        self._limit_s = timeout_s
        self._late = threading.Event()
        try:
            self._group = _current.get() or Group()
            if self._group.stopping:
                raise StoppedError(f"{args[0]} was not started")
            try:
                self._popen = subprocess.Popen(
                    list(args),
                    stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    pass_fds=inherit,
                    # A terminal sends Ctrl-C to its whole group; this process decides what to end.
                    start_new_session=True,
                )
            except OSError as error:
                raise ProcessNotFoundError(f"{args[0]}: {error.strerror}") from error
        finally:
            for descriptor in inherit:
                os.close(descriptor)
        self._group.add(self._popen)
        self._timer = threading.Timer(timeout_s, self._out_of_time)
        self._timer.daemon = True
        self._timer.start()
        assert self._popen.stderr is not None
        self._err = _Reader(self._popen.stderr, None)

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

    def end(self, out: _Reader | None) -> Completed:
        """Wait for its end and return what it said."""
        if out is None:
            # Nobody reads any more: a program that still writes learns that, and ends.
            self.stdout.close()
        code = self._popen.wait()
        if out is not None:
            out.join()
        self._err.join()
        if self._group.stopping:
            raise StoppedError(f"{self._args[0]} was ended")
        if self._late.is_set():
            raise ProcessTimeoutError(f"{self._args[0]} took longer than {self._limit_s:.0f} s")
        return Completed(
            args=self._args,
            code=code,
            stdout=out.data if out is not None else b"",
            stderr=self._err.data.decode("utf-8", "replace"),
        )

    def kill(self) -> None:
        self._popen.kill()

    def _out_of_time(self) -> None:
        self._late.set()
        self._popen.kill()

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_: object) -> None:
        if self._popen.poll() is None:
            self._popen.kill()
            self._popen.wait()
        self._timer.cancel()
        self._group.remove(self._popen)
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
