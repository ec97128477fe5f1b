"""Stopping a job: every program that belongs to it ends, and nothing more is begun."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Protocol

from clipmaker.errors import ClipmakerError, ExitCode

_current: ContextVar[Group | None] = ContextVar("group", default=None)


class Child(Protocol):
    """A program that was started."""

    def kill(self) -> None:
        """End it at once."""


class StoppedError(ClipmakerError):
    """A job was stopped on purpose: a program was ended, or nothing more was begun."""

    exit_code = ExitCode.INTERRUPTED


def current_group() -> Group | None:
    """Return the group that programs started in this thread belong to."""
    return _current.get()


def check_stopped() -> None:
    """Go on, unless the group of this thread is being stopped.

    Raises:
        StoppedError: it is.
    """
    group = current_group()
    if group is not None and group.stopping:
        raise StoppedError("stopped; nothing was published")


class Group:
    """Programs that belong to one job and can be ended together, from any thread.

    A group made inside another belongs to it and is stopped with it.
    """

    def __init__(self) -> None:
        self._children: set[Child] = set()
        self._inner: list[Group] = []
        self._lock = threading.Lock()
        self.stopping = False
        if outer := current_group():
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

    def add(self, child: Child) -> None:
        """Count a program in; a group that is being stopped ends it at once."""
        with self._lock:
            self._children.add(child)
            if self.stopping:
                child.kill()

    def remove(self, child: Child) -> None:
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


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let no signal end the process while the block runs: it is short, and must not be half done.

    Whoever wished the end gets it when everything is done that follows from the block. Threads
    other than the main one get no signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.signal(number, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        # What another language's code handles cannot be put back.
        if signal.getsignal(number) is not None
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
