"""Moves what one program writes to another that reads it, without looking at it."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator

_AT_ONCE = 1 << 20


class Pump(threading.Thread):
    """Moves so many bytes from one open file descriptor to another, and closes the latter.

    It ends early when there is no more to read, when nobody reads on, or when moving fails.

    Attributes:
        moved: bytes so far.
        dry: whether there was less to read.
    """

    def __init__(self, source: int, target: int, count: int) -> None:
        """Start it.

        Args:
            source: descriptor to read from; stays open.
            target: descriptor of a pipe to write to.
            count: bytes to move.
        """
        super().__init__(daemon=True, name="pump")
        self._source, self._target, self._count = source, target, count
        self.moved = 0
        self.dry = False
        self.start()

    def run(self) -> None:
        """Move it; called in the thread."""
        # Whoever reads must learn of the end, whatever it was; too little was moved then.
        with contextlib.suppress(OSError):
            while self.moved < self._count and not self.dry:
                moved = self._move(self._count - self.moved)
                self.moved += moved
                self.dry = moved == 0
        os.close(self._target)

    def _move(self, at_most: int) -> int:
        """Move some bytes; where the system can, without bringing them into this process."""
        count = min(at_most, _AT_ONCE)
        if hasattr(os, "splice"):
            return os.splice(self._source, self._target, count)
        data = os.read(self._source, count)
        left = memoryview(data)
        while left:
            left = left[os.write(self._target, left) :]
        return len(data)


@contextlib.contextmanager
def closed_on_error(*descriptors: int) -> Iterator[None]:
    """Close file descriptors when the block fails."""
    try:
        yield
    except BaseException:
        for descriptor in descriptors:
            os.close(descriptor)
        raise


def pipe() -> tuple[int, int]:
    """Return both ends of a pipe that holds much, where the system allows it: read, write."""
    ends = os.pipe()
    widen(ends[1])
    return ends


def widen(descriptor: int) -> None:
    """Let a pipe hold much, where the system allows it: both sides then work in longer turns."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _AT_ONCE)
