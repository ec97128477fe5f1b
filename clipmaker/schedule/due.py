"""Whether a run that belongs to a time of day is still due.

For crons, which neither know time zones nor catch up. Asked often, it says yes once for each day:
at the first moment at which the zone's clocks show the time or a later one. So a time that clocks
skip in spring is met when they have skipped it, one that they show twice in autumn is met once,
and a run that was missed is caught up once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from clipmaker.errors import BusyError
from clipmaker.machine.parsed import parsed_json
from clipmaker.machine.writing import write_whole
from clipmaker.resources import cache_dir
from clipmaker.schedule.model import DAYS


@dataclass(frozen=True, kw_only=True)
class Due:
    """A time of day at which something is to be done.

    Attributes:
        at: the time of day.
        zone: whose clocks count.
        days: days of the week, as in ``DAYS``; all of them when empty.
    """

    at: time
    zone: ZoneInfo
    days: Sequence[str] = ()

    def latest(self, now: datetime) -> date:
        """Return the day of the last run that should have begun by now."""
        local = now.astimezone(self.zone)
        day = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        while self.days and DAYS[day.weekday()] not in self.days:
            day -= timedelta(days=1)
        return day

    def is_due(self, now: datetime, done: date | None) -> bool:
        """Whether a run is due.

        Args:
            now: the present, with time zone.
            done: the day of the last run; None before the first, so that nothing is caught
                up that was due before anybody asked.
        """
        latest = self.latest(now)
        if done is None:
            return latest == now.astimezone(self.zone).date()
        return latest > done


class Turn:
    """A run that belongs to a time of day, and the memory of its last one."""

    def __init__(self, due: Due, name: str, folder: Path | None = None) -> None:
        """Open the memory.

        Args:
            due: when it is due.
            name: names it, where there are several.
            folder: where the memory lies; None for its place in the cache.
        """
        self._due = due
        self._file = (folder or cache_dir() / "schedule") / f"{name}.json"

    def is_due(self, now: datetime) -> bool:
        """Whether the run is due."""
        return self._due.is_due(now, self._last())

    @contextmanager
    def taken(self, now: datetime) -> Iterator[None]:
        """Remember the run when the block ends, also when it fails for good.

        One that is killed or stopped is not remembered, nor one that another run kept out: it is
        due again at once.
        """
        try:
            yield
        except (BusyError, KeyboardInterrupt):
            raise
        except Exception:
            self._remember(now)
            raise
        self._remember(now)

    def _last(self) -> date | None:
        try:
            return date.fromisoformat(parsed_json(self._file.read_text(encoding="utf-8"))["day"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, now: datetime) -> None:
        # Where it cannot be written the run is due again, and does nothing in a moment.
        with suppress(OSError):
            day = self._due.latest(now).isoformat()
            write_whole(self._file, json.dumps({"day": day}).encode(), durable=True)
