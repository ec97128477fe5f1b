"""Relative days with their date: “yesterday” is another day for later viewers; pure."""

from __future__ import annotations

from datetime import date, timedelta

from babel.dates import format_skeleton

from clipmaker.drafting.words import draft_words, words_of
from clipmaker.facts.days import DayMention, day_mentions


def with_dates(text: str, language: str, day: date) -> str:
    """Return a text with the date behind its days: “on Saturday (January 11)”.

    A day of the week gets one only where nothing in the sentence lies ahead, and it is not the
    article's own.

    Args:
        text: the text of a card.
        language: language code of the text.
        day: the day of the article.
    """
    told: set[date] = set()
    for mention in reversed(day_mentions(text, language)):
        meant = _meant(mention, text, language, day)
        if meant is None or meant in told:
            continue
        told.add(meant)
        written = format_skeleton("MMMMd", meant, locale=language.split("-")[0])
        text = f"{text[: mention.end]} ({written}){text[mention.end :]}"
    return text


def _meant(mention: DayMention, text: str, language: str, day: date) -> date | None:
    """Return the date of a mention that tells none itself, None where it is not certain."""
    if mention.day is not None or mention.month is not None or mention.clock:
        return None
    if mention.relative is not None:
        return day + timedelta(days=mention.relative) if mention.relative in (-1, 1) else None
    if mention.weekday is None:
        return None
    coming = draft_words(language).coming
    back = (day.weekday() - mention.weekday) % 7
    if not coming or not back or coming.intersection(words_of(text)):
        return None
    return day - timedelta(days=back)
