"""Tells a newsroom's own program what happens at the desk, a few lines at a time."""

from __future__ import annotations

import logging
import queue
import threading

from clipmaker.bulletin.notify import notify

_log = logging.getLogger(__name__)

_MOST = 100
"""So many messages wait for a program that is slow; more are left out, and that is logged."""


class Messenger:
    """Runs a command with each message on its standard input, one after another.

    Nobody at the desk waits for it, and one that fails is a line in the log.
    """

    def __init__(self, command: str) -> None:
        """Get it ready.

        Args:
            command: the command line; "" tells nobody.
        """
        self._command = command
        self._waiting: queue.Queue[str | None] = queue.Queue(_MOST)
        self._thread = threading.Thread(target=self._work, name="desk-messenger", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        if self._command:
            self._thread.start()

    def stop(self) -> None:
        """Tell what waits, but not for long, and end."""
        if self._command and self._thread.is_alive():
            self._put(None)
            self._thread.join(timeout=5)

    def tell(self, *lines: str) -> None:
        """Tell something, soon.

        Args:
            lines: what happened; lines that are empty are left out.
        """
        if self._command:
            self._put("\n".join(filter(None, lines)))

    def _put(self, text: str | None) -> None:
        try:
            self._waiting.put_nowait(text)
        except queue.Full:
            _log.error("the program that is told what happens does not keep up: left out")

    def _work(self) -> None:
        while (text := self._waiting.get()) is not None:
            if wrong := notify(self._command, text):
                _log.error("telling what happened did not work: %s", wrong)
