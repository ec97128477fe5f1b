"""Programs that work for this one as long as it wants: told lines, answering in lines."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence

from clipmaker.machine import process


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
        self._child = process.start(
            args, stdin=process.PIPE, stdout=process.PIPE, stderr=process.OURS
        )
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
            self._child.stdin.write(f"{line}\n".encode())
            self._child.stdin.flush()

    def end(self, patience_s: float) -> int:
        """Close its standard input and wait for its end; returns its exit code.

        Args:
            patience_s: seconds after which it is killed.
        """
        assert self._child.stdin is not None
        with contextlib.suppress(OSError):
            self._child.stdin.close()
        code = process.wait(self._child, patience_s)
        if code is None:
            self._child.kill()
            code = self._child.wait()
        self._reader.join(patience_s)
        return code

    def _read(self) -> None:
        assert self._child.stdout is not None
        with self._child.stdout:
            for line in self._child.stdout:
                self._on_line(line.decode("utf-8", "replace").rstrip("\r\n"))
        self._on_end()
