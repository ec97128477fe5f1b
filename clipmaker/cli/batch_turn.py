"""When ``clipmaker batch`` is due: the options for cron, which asks every few minutes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from clipmaker.schedule.due import Turn


def zone_named(name: str) -> ZoneInfo | None:
    """Return a time zone, None for this machine's own."""
    from clipmaker.bulletin.moment import parse_zone

    try:
        return parse_zone(name) if name else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--tz") from None


def turn_of(due_at: str, due_on: str, name: str, now: datetime) -> Turn | None:
    """Return the turn of a run that belongs to a time of day; None for one that does not."""
    from clipmaker.bulletin.moment import parse_time
    from clipmaker.cli.days import parse_days
    from clipmaker.schedule.due import Due, Turn

    if not due_at:
        if due_on:
            raise click.UsageError("--due-on needs --due-at TIME: from when on those days?")
        return None
    if not isinstance(now.tzinfo, ZoneInfo):
        raise click.UsageError("--due-at needs --tz ZONE: whose clocks count?")
    try:
        at = parse_time(due_at)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--due-at") from None
    return Turn(Due(at=at, zone=now.tzinfo, days=parse_days(due_on)), name)
