"""Reads what programs write into pipes: in pieces of a known size, or beside everything else."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading

_AT_ONCE = 1 << 20


def fill(descriptor: int, into: memoryview) -> bool:
    """Read exactly as many bytes as there is room for; False when fewer were left.

    Args:
        descriptor: an open file descriptor.
        into: writable bytes.
    """
    done = 0
    while done < len(into):
        count = os.readv(descriptor, [into[done:]])
        if not count:
            return False
        done += count
    return True


class Collector(threading.Thread):
    """Reads a file descriptor to its end, so that its writer never waits; closes it then."""

    def __init__(self, descriptor: int, most_bytes: int) -> None:
        """Start it.

        Args:
            descriptor: an open file descriptor.
            most_bytes: how much there can be; what comes beyond that is dropped.
        """
        super().__init__(daemon=True, name="collector")
        self._descriptor = descriptor
        self._room = most_bytes
        self._data = bytearray()
        self._ended = False
        self._changed = threading.Condition()
        self.start()

    def run(self) -> None:
        """Read; called in the thread."""
        # Whoever waits must learn of the end, whatever it was; there is too little then.
        with contextlib.suppress(OSError):
            while data := os.read(self._descriptor, _AT_ONCE):
                with self._changed:
                    self._data += data[: self._room]
                    self._room -= min(self._room, len(data))
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        os.close(self._descriptor)

    def take(self, count: int) -> bytes:
        """Return the next bytes, waiting for them; fewer where there are no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or len(self._data) >= count)
            taken = bytes(self._data[:count])
            del self._data[:count]
        return taken


def pipe() -> tuple[int, int]:
    """Return both ends of a pipe that holds much, where the system allows it: read, write."""
    ends = os.pipe()
    widen(ends[1])
    return ends


def widen(descriptor: int) -> None:
    """Let a pipe hold much, where the system allows it: both sides then work in longer turns."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _AT_ONCE)
