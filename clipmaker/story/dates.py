"""Dates of events: a day, a month or a year, and the weekday that a person wrote before one; pure.

What is written is ``2025-01-11``, ``2025-01``, ``2025`` or ``Saturday 2025-01-11``; what is shown
is how the audience's language writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from clipmaker.story.model import Card
from clipmaker.story.spec import Fault

_WRITTEN = re.compile(
    r"(?:(?P<weekday>[^\d\s,]+(?: [^\d\s,]+)?),? )?"
    r"(?P<year>[12][0-9]{3})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_FIRST_WORDS = 3
"""A weekday among so many words at the beginning of a text says when it happened."""
_NAME_LETTERS = 4
"""Shorter names of days are words of their own, too, as in “sat” and “sun”."""


@dataclass(frozen=True, kw_only=True)
class EventDay:
    """A date as far as it is known.

    Attributes:
        year: 1000 to 2999.
        month: 1 to 12; 0 when only the year is known.
        day: 1 to 31; 0 when only the month is known.
        weekday: as it was written, "" when it was not.
    """

    year: int
    month: int = 0
    day: int = 0
    weekday: str = ""

    @property
    def known(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known, for comparing."""
        return tuple(part for part in (self.year, self.month, self.day) if part)

    def before(self, other: EventDay) -> bool:
        """Whether it is certainly before another one."""
        length = min(len(self.known), len(other.known))
        return self.known[:length] < other.known[:length]


def read_event_day(written: str) -> EventDay | None:
    """Return a date as it was written; None when it is no date, or there is no such day."""
    found = _WRITTEN.fullmatch(" ".join(written.split()))
    if found is None:
        return None
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    written_zero = "00" in (found["month"], found["day"])
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if written_zero or (found["weekday"] and not day):
        return None
    return EventDay(year=year, month=month, day=day, weekday=found["weekday"] or "")


def shown_date(written: str, language: str) -> str:
    """Return a date as an audience reads it: ``11 January 2025``; what is no date as it is."""
    day = read_event_day(written)
    if day is None:
        return written
    from babel.dates import format_date, format_skeleton

    code = _code(language)
    when = date(day.year, day.month or 1, day.day or 1)
    if not day.month:
        return str(format_skeleton("y", when, locale=code))
    if not day.day:
        return str(format_skeleton("yMMMM", when, locale=code))
    return format_date(when, format="full" if day.weekday else "long", locale=code)


def _code(language: str) -> str:
    """Return babel's name of a language; English is written as in Dublin, day before month."""
    code = language.split("-")[0]
    return "en_IE" if code == "en" else code


def _weekday(when: date, language: str) -> str:
    """Return what a language calls the day of the week."""
    from babel.dates import format_date

    return format_date(when, "EEEE", locale=_code(language))


@cache
def _weekdays(language: str) -> dict[str, int]:
    """Return the names of the days by language, folded, with their numbers, Monday 0."""
    from babel import Locale

    names: dict[str, int] = {}
    for locale in (Locale.parse(language.split("-")[0]), Locale("en")):
        for table in locale.days.values():
            for width in ("abbreviated", "wide"):
                names |= {n.casefold().rstrip("."): i for i, n in table.get(width, {}).items()}
    return names


def weekday_fault(written: str, text: str, language: str) -> str:
    """Return what is wrong with the weekday of an event, "" when nothing is.

    Args:
        written: its date.
        text: what happened; a weekday with which it begins is the event's.
        language: of the story.
    """
    day = read_event_day(written)
    if day is None or not day.day:
        return ""
    when = date(day.year, day.month, day.day)
    names = _weekdays(language)
    real = f"{when.isoformat()} is a {_weekday(when, 'en')}"
    if language != "en":
        real += f" ({_weekday(when, language)})"
    if day.weekday:
        number = names.get(day.weekday.casefold().rstrip("."))
        if number is None:
            return f"“{day.weekday}” is no weekday: {real}"
        return "" if number == when.weekday() else f"“{day.weekday}” is wrong: {real}"
    words = re.findall(r"[^\W\d_]+", text)[:_FIRST_WORDS]
    said = [word for word in words if names.get(word.casefold(), 7) < 7]
    said = [word for word in said if len(word) >= _NAME_LETTERS or language in ("ko", "ja", "zh")]
    wrong = [word for word in said if names[word.casefold()] != when.weekday()]
    return f"the text says “{wrong[0]}”, but {real}" if wrong else ""


def order_faults(card: Card, language: str) -> tuple[Fault, ...]:
    """Return what is wrong with a card's events: their order, or a day of the week."""
    events = card.events("events")
    days = [read_event_day(event.date) for event in events]
    found = []
    for number, event in enumerate(events):
        place = ("events", number, "date")
        above, here = (days[number - 1] if number else None), days[number]
        if above and here and here.before(above):
            message = (
                f"{event.date} is before {events[number - 1].date}, which stands above it: "
                "put the earliest first"
            )
            found.append(Fault(place=place, message=message))
        if message := weekday_fault(event.date, event.text, language):
            found.append(Fault(place=place, message=message))
    return tuple(found)
