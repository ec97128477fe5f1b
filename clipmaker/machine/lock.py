"""One at a time, across processes: a file that its holder has locked and signed.

The system holds the lock, so it ends with its process, however that ends: a dead holder leaves
nothing to clean up. Who holds it, and since when, is written in the file for people.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a lock.

    Attributes:
        pid: process number.
        host: name of the machine.
        since: when it took the lock, ISO 8601 with time zone, by its own clock.
    """

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} since {self.since}"


class HeldError(Exception):
    """Somebody else holds the lock.

    Attributes:
        holder: who; None when it has not signed yet.
    """

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(f"held by {holder or 'a process that has just begun'}")
        self.holder = holder


@contextmanager
def locked(file: Path, *, wait: bool = False) -> Iterator[Holder | None]:
    """Hold a lock while the block runs.

    Args:
        file: the lock; it stays when the block ends, as removing it would let two in.
        wait: whether to wait for whoever holds it.

    Yields:
        The holder that left its signature because it died while it held the lock, else None.

    Raises:
        HeldError: somebody else holds it and ``wait`` is off.
        OSError: the file cannot be made.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise HeldError(_signature(file)) from None
        left = _signature(file)
        _sign(file)
        try:
            yield left
        finally:
            file.write_text("", encoding="utf-8")


def _sign(file: Path) -> None:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    holder = Holder(pid=os.getpid(), host=socket.gethostname(), since=now)
    file.write_text(json.dumps(asdict(holder)), encoding="utf-8")


def _signature(file: Path) -> Holder | None:
    """Return who signed a lock, None when nobody did."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        return Holder(pid=int(said["pid"]), host=str(said["host"]), since=str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
