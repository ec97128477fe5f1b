"""Times as people write them, ``m:ss.mmm``, and whole milliseconds as the program keeps them."""

from __future__ import annotations

import re

_CLOCK = re.compile(
    r"(?:(?P<hours>[0-9]{1,2}):(?=[0-9]{2}:))?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,3}))?"
)

_SHOWN = 40


def parse_clock(text: str) -> int:
    """Return the milliseconds of ``m:ss``, ``m:ss.mmm``, ``h:mm:ss`` or ``h:mm:ss.mmm``.

    Raises:
        ValueError: it is written otherwise.
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        text = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        raise ValueError(f"“{text}” is not a time such as 0:21 or 0:21.500")
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    if seconds > 59 or (match["hours"] and minutes > 59):
        raise ValueError(f"“{text}” is not a time: there is no sixtieth second or minute")
    fraction_ms = int((match["fraction"] or "0").ljust(3, "0"))
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction_ms


def format_clock(ms: int) -> str:
    """Return ``m:ss``, ``m:ss.mmm`` or ``h:mm:ss.mmm``; `parse_clock` gives ``ms`` back.

    Raises:
        ValueError: it is negative.
    """
    if ms < 0:
        raise ValueError(f"{ms} ms is before the start")
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f".{rest:03d}" if rest else ""
    if hours:
        return f"{hours}:{minutes:02d}:{seconds:02d}{tail}"
    return f"{minutes}:{seconds:02d}{tail}"
