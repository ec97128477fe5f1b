"""What goes into a program and what comes out of it, each stream in a thread of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from typing import IO

from clipmaker.machine.pipes import widen

_AT_ONCE = 1 << 16
_LONGEST_LINE = 1 << 16


def feed_all(stdin: IO[bytes], chunks: Iterable[bytes | memoryview]) -> None:
    """Write the chunks; a program that stops reading early tells why on its error stream."""
    widen(stdin.fileno())
    try:
        for chunk in chunks:
            stdin.write(chunk)
        stdin.close()
    except BrokenPipeError:
        pass


class Feeder(threading.Thread):
    """Writes chunks beside everything else."""

    def __init__(self, stdin: IO[bytes], chunks: Iterable[bytes | memoryview]) -> None:
        super().__init__(daemon=True, name="feeder")
        self._stdin, self._chunks = stdin, chunks
        self._error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Work, in the thread."""
        try:
            feed_all(self._stdin, self._chunks)
        except BaseException as error:
            self._error = error
            # Without an end the program would wait for more.
            with contextlib.suppress(OSError):
                self._stdin.close()

    def end(self) -> None:
        """Wait for its end, and raise what making a chunk raised."""
        self.join()
        if self._error is not None:
            raise self._error


class Reader(threading.Thread):
    """Reads a stream to its end so that the program never blocks on a full pipe.

    Attributes:
        data: what was read, once it has ended; nothing when each line is told.
        flooded: whether there was more than is kept.
    """

    def __init__(
        self,
        stream: IO[bytes],
        on_line: Callable[[str], None] | None,
        *,
        most_bytes: int,
        on_flood: Callable[[], None],
    ) -> None:
        """Start it.

        Args:
            stream: what to read.
            on_line: called with each line, of which a long one comes in pieces; None to keep all.
            most_bytes: how much is kept.
            on_flood: called once when there is more; the rest is read and dropped.
        """
        super().__init__(daemon=True)
        self._stream = stream
        self._on_line = on_line
        self._most, self._on_flood = most_bytes, on_flood
        self.data = b""
        self.flooded = False
        self.start()

    def run(self) -> None:
        """Work, in the thread."""
        if self._on_line is None:
            self.data = self._kept()
            return
        while line := self._next(self._stream.readline, _LONGEST_LINE):
            self._on_line(line.decode("utf-8", "replace").rstrip("\n"))

    def _kept(self) -> bytes:
        kept = bytearray()
        while piece := self._next(self._stream.read, _AT_ONCE):
            if len(kept) + len(piece) <= self._most:
                kept += piece
            elif not self.flooded:
                self.flooded = True
                self._on_flood()
        return bytes(kept)

    @staticmethod
    def _next(read: Callable[[int], bytes], size: int) -> bytes:
        """Return the next bytes; none where whoever stops the program closed the stream."""
        try:
            return read(size)
        except (OSError, ValueError):
            return b""
