"""What time it is, doubted: two clocks are asked before an embargo is taken to be over."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_NOTICED = timedelta(seconds=60)


def machine_clock() -> datetime:
    """Return the time by this machine's clock, in UTC."""
    return datetime.now(UTC)


def disk_clock(folder: Path) -> datetime:
    """Return the time by the clock that stamps files in a folder, in UTC.

    On a shared folder that is another machine's clock.
    """
    file = folder / f".clock-{os.getpid()}"
    try:
        file.write_bytes(b"")
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)
    finally:
        file.unlink(missing_ok=True)


@dataclass(frozen=True, kw_only=True)
class Clocks:
    """The machine's clock, and how far the disk's is ahead of it."""

    now: Callable[[], datetime] = machine_clock
    ahead: timedelta = timedelta()

    @property
    def surely(self) -> datetime:
        """The time that both clocks have reached."""
        return self.now() + min(self.ahead, timedelta())

    def doubts(self, before: datetime | None) -> list[str]:
        """Return sentences on clocks that disagree.

        Args:
            before: when the run before ended, by the clock of whoever ran it.
        """
        found = []
        if abs(self.ahead) >= _NOTICED:
            seconds = abs(self.ahead.total_seconds())
            way = "ahead of" if self.ahead > timedelta() else "behind"
            found.append(
                f"the disk's clock is {seconds:.0f} s {way} this machine's: an embargo is over "
                "when both say so"
            )
        if before and before - self.now() >= _NOTICED:
            found.append(
                f"the run before ended at {before.isoformat(timespec='seconds')}, which this "
                "machine's clock has not reached: one of the two clocks is wrong"
            )
        return found


def compared(folder: Path, now: Callable[[], datetime] = machine_clock) -> Clocks:
    """Return the clocks of this machine and of a folder's disk."""
    return Clocks(now=now, ahead=disk_clock(folder) - now())
