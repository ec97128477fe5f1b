"""Relative days with their date: “yesterday” is another day for later viewers; pure."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_skeleton

from clipmaker.facts.days import day_mentions

_NEXT_DOOR = (-1, 1)


def with_dates(text: str, language: str, day: date) -> str:
    """Return a text with the date behind “yesterday” and “tomorrow”.

    A day of the week gets none: whether “on Friday” is over, no rule knows for sure.

    Args:
        text: the text of a card.
        language: language code of the text.
        day: the day of the article.
    """
    for mention in reversed(day_mentions(text, language)):
        if mention.relative in _NEXT_DOOR and not mention.clock:
            meant = day + timedelta(days=mention.relative or 0)
            text = f"{text[: mention.end]} ({_written(meant, language)}){text[mention.end :]}"
    return text


def weekdays_told(text: str, language: str, day: date) -> str:
    """Return what dates the days of the week in a text may be, for whoever reads the draft.

    Args:
        text: the text of a card.
        language: language code of the text.
        day: the day of the article.
    """
    found = []
    for mention in day_mentions(text, language):
        if mention.weekday is None or mention.day is not None or mention.month is not None:
            continue
        back = (day.weekday() - mention.weekday) % 7
        if back:
            past, coming = day - timedelta(days=back), day + timedelta(days=7 - back)
            both = " or ".join(_written(one, language) for one in (past, coming))
            found.append(f"{mention.text}: {both}?")
    return " ".join(dict.fromkeys(found))


def _written(day: date, language: str) -> str:
    return str(format_skeleton("MMMMd", day, locale=language.split("-")[0]))
