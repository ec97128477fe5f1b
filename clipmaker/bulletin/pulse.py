"""A heartbeat: a small file that tells a monitor that the batch lives, and how it ended."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from clipmaker.bulletin.model import Bulletin
from clipmaker.bulletin.report import FOLDER, HEARTBEAT
from clipmaker.errors import DiskError
from clipmaker.machine.writing import write_whole

EVERY_S = 10.0


class Pulse:
    """Writes the file every few seconds until the batch ends."""

    def __init__(self, file: Path, bulletin: Bulletin, now: Callable[[], datetime]) -> None:
        """Prepare it.

        Args:
            file: the heartbeat file.
            bulletin: what is being made.
            now: the clock.
        """
        self._file, self._bulletin, self._now = file, bulletin, now
        self._started = now()
        self._state, self._complete = "running", False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Write it while the block runs, and at its end how it ended."""
        self._write()
        self._thread.start()
        try:
            yield
        except BaseException:
            self._state = "failed"
            raise
        finally:
            self._stop.set()
            self._thread.join()
            self._write()

    def end(self, *, complete: bool) -> None:
        """Note that the work is through, and whether everything due was made."""
        self._state, self._complete = "ended", complete

    def _beat(self) -> None:
        while not self._stop.wait(EVERY_S):
            self._write()

    def _write(self) -> None:
        write_beat(
            self._file,
            self._bulletin.source,
            self._state,
            complete=self._complete,
            started=self._started,
            at=self._now(),
        )


def write_beat(
    file: Path, bulletin: Path, state: str, *, complete: bool, started: datetime, at: datetime
) -> None:
    """Write a heartbeat file; a monitor notices a missing one, so the bulletin goes on.

    Args:
        file: the heartbeat file.
        bulletin: the bulletin that is made.
        state: ``running``, ``ended`` or ``failed``.
        complete: whether everything due was made and delivered.
        started: when the run began, with time zone.
        at: now, with time zone.
    """
    said = {
        "state": state,
        "complete": complete,
        "at": at.isoformat(timespec="seconds"),
        "started": started.isoformat(timespec="seconds"),
        "bulletin": str(bulletin),
        "host": socket.gethostname(),
        "pid": os.getpid(),
    }
    # In its usual place it stays in the output folder; another place was named by the user.
    usual = (file.parent.name, file.name) == (FOLDER, HEARTBEAT)
    within = file.parent.parent if usual else None
    with suppress(OSError, DiskError):
        write_whole(file, f"{json.dumps(said, ensure_ascii=False)}\n".encode(), within=within)
