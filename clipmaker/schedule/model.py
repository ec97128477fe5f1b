"""When a bulletin is made, and by which command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

_AHEAD_DAYS = 4 * 366
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A bulletin at a time of day.

    Attributes:
        name: names the service, as in ``clipmaker-NAME``.
        at: the time of day.
        zone: the time zone whose clocks count, by its IANA name.
        days: the days of the week, as in ``DAYS``; all of them when empty.
        command: the batch and its arguments, each absolute where it names a file.
        folder: where the command runs, absolute.
        user: who runs it as a service of the system; "" for a service of one's own.
    """

    name: str
    at: time
    zone: str
    days: Sequence[str] = ()
    command: Sequence[str]
    folder: Path
    user: str = ""

    @property
    def unit(self) -> str:
        """The name of the service and of the timer, without their endings."""
        return f"clipmaker-{self.name}"

    @property
    def guarded(self) -> tuple[str, ...]:
        """The command that does nothing unless the run is due: it may be started at any time."""
        days = ("--due-on", ",".join(self.days)) if self.days else ()
        due = ("--due-at", f"{self.at:%H:%M}", *days, "--tz", self.zone, "--due-name", self.name)
        return (*self.command, *due)

    @property
    def calendars(self) -> tuple[str, ...]:
        """When, as systemd writes it.

        systemd passes over a time that clocks skip, so a second one follows for such a day.
        """
        days = f"{','.join(day.capitalize() for day in self.days)} " if self.days else ""
        times = [self.at, *skipped(self.at, ZoneInfo(self.zone))]
        return tuple(f"{days}*-*-* {at:%H:%M}:00 {self.zone}" for at in times)


def skipped(at: time, zone: ZoneInfo) -> list[time]:
    """Return the times that clocks show instead of one that they skip on some days."""
    found = set()
    first = datetime.combine(date.today(), at)
    for day in range(_AHEAD_DAYS):
        local = first + timedelta(days=day)
        shown = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        if shown != local and shown.date() == local.date():
            found.add(shown.time())
    return sorted(found)
