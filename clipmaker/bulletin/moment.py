"""Moments that people write, always with their time zone: ``2025-01-13 06:30 Europe/Dublin``."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<time>\d{2}:\d{2}(:\d{2})?)"
    r"(?: ?(?P<offset>Z|[+-]\d{2}:\d{2})| (?P<zone>[A-Za-z][\w+/-]*))?"
)
_EXAMPLE = "2025-01-13 06:30 Europe/Dublin, or 2025-01-13T06:30+00:00"


def parse_zone(name: str) -> ZoneInfo:
    """Return a time zone by its name in the IANA database.

    Raises:
        ValueError: there is none of that name; the message says so.
    """
    try:
        if not re.fullmatch(r"[A-Za-z][\w+/-]*", name):
            raise KeyError
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, KeyError, ValueError, OSError):
        from clipmaker.door.document import nearest

        alike = nearest(name, sorted(available_timezones()))
        meant = f" (did you mean “{alike}”?)" if alike else ""
        raise ValueError(f"there is no time zone “{name}”{meant}") from None


def parse_moment(text: str, zone: ZoneInfo | None = None) -> datetime:
    """Return a moment with its time zone.

    Args:
        text: day, time, and a zone or an offset from UTC.
        zone: the zone that counts where the text names none.

    Raises:
        ValueError: it is none, it names no zone, or a clock change makes it mean no moment or
            two; the message says what to write.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"expected a day and a time with its zone, such as {_EXAMPLE}")
    try:
        local = datetime.fromisoformat(f"{match['day']}T{match['time']}")
        if offset := match["offset"]:
            return datetime.fromisoformat(local.isoformat() + offset.replace("Z", "+00:00"))
    except ValueError:
        raise ValueError(f"“{text}” is no day and time of the calendar") from None
    if match["zone"]:
        zone = parse_zone(match["zone"])
    if zone is None:
        raise ValueError(f"“{text}” names no time zone: write it as in {_EXAMPLE}")
    return _only_moment(local, zone)


def _only_moment(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the one moment at which a zone's clocks show a time."""
    earlier, later = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return earlier
    shown = f"{local:%Y-%m-%d %H:%M}"
    back = earlier.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None) != local:
        raise ValueError(f"clocks in {zone.key} skip {shown}: write a time before or after that")
    one, other = (f"{m:%H:%M}{_offset(m)}" for m in (earlier, later))
    raise ValueError(
        f"clocks in {zone.key} show {shown} twice: write {local:%Y-%m-%d}T{one} or "
        f"{local:%Y-%m-%d}T{other}"
    )


def _offset(moment: datetime) -> str:
    seconds = int((moment.utcoffset() or timedelta()).total_seconds())
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{abs(seconds) // 3600:02d}:{abs(seconds) // 60 % 60:02d}"


def parse_time(text: str) -> time:
    """Return a time of day such as ``06:00``.

    Raises:
        ValueError: it is none.
    """
    if not re.fullmatch(r"\d{1,2}:\d{2}", text):
        raise ValueError(f"“{text}” is not a time of day such as 06:00")
    hours, minutes = map(int, text.split(":"))
    if hours > 23 or minutes > 59:
        raise ValueError(f"“{text}” is not a time of day such as 06:00")
    return time(hours, minutes)
