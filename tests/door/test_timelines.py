"""Events of a timeline: dates that there are, in order, and the day of the week that they were."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.story.dates import shown_date
from clipmaker.story.field_values import Event
from clipmaker.story.load import load_story
from clipmaker.story.model import Card

Write = Callable[[str], Path]


def read(write: Write, *events: str, language: str = "en") -> Card:
    body = "".join(f"      - {event}\n" for event in events)
    text = (
        f"version: 1\ndate: 2025-01-13\nslug: how\nlanguage: {language}\nshots:\n"
        f"  - kind: timeline\n    text: How it came\n    events:\n{body}"
    )
    (card,) = load_story(write(text), specs=specs()).shots
    assert isinstance(card, Card)
    return card


@pytest.mark.parametrize(
    ("events", "language", "said"),
    [
        (
            ("{date: 2025-01-11, text: a}", "{date: 2024-10-24, text: b}"),
            "en",
            "events[1].date: 2024-10-24 is before 2025-01-11, which stands above it",
        ),
        (("{date: 2024-11, text: a}", "{date: 2024-10-24, text: b}"), "en", "is before 2024-11"),
        (("{date: 2025, text: a}", "{date: 2024, text: b}"), "en", "put the earliest first"),
        (
            ("{date: Monday 2025-01-11, text: a}",),
            "en",
            "events[0].date: “Monday” is wrong: 2025-01-11 is a Saturday",
        ),
        (("{date: 'Mon., 2025-01-11', text: a}",), "en", "2025-01-11 is a Saturday"),
        (("{date: Satur 2025-01-11, text: a}",), "en", "“Satur” is no weekday"),
        (
            ("{date: Sonntag 2025-01-11, text: a}",),
            "de",
            "“Sonntag” is wrong: 2025-01-11 is a Saturday (Samstag)",
        ),
        (
            ("{date: 2025-01-11, text: 'On Friday, Kyiv shows two men'}",),
            "en",
            "the text says “Friday”, but 2025-01-11 is a Saturday",
        ),
        (("{date: 2025-01-11, text: Am Freitag zeigt Kiew}",), "de", "says “Freitag”"),
        (("{date: 2025-01-11, text: 금요일 키이우}",), "ko", "says “금요일”"),
        (("{date: 2025-02-30, text: a}",), "en", "expected a date that there is"),
        (("{date: 11 January 2025, text: a}",), "en", "as in 2025-01-11, 2025-01 or 2025"),
        (("{date: 2025-13, text: a}",), "en", "expected a date that there is"),
        (("{date: Monday 2025-01, text: a}",), "en", "expected a date that there is"),
        (("{text: a}",), "en", "an event needs a date, as in 2025-01-11, 2025-01 or 2025"),
        (("{date: 2025}",), "en", "an event needs a text: what happened?"),
        (("{date: 2025, text: a}",) * 4, "en", "takes at most 3, found 4"),
    ],
)
def test_what_is_wrong_with_dates_is_told_in_a_line(
    write: Write, events: tuple[str, ...], language: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(write, *events, language=language)
    (problem,) = caught.value.problems
    assert problem.line > 0
    assert said in f"{problem.field.removeprefix('shots[0].')}: {problem.message}"


@pytest.mark.parametrize(
    ("events", "language"),
    [
        (("{date: 2024-10, text: a}", "{date: 2024-10-24, text: b}"), "en"),
        (("{date: 2024-10-24, text: a}", "{date: 2024-10, text: b}"), "en"),
        (("{date: 2025-01-11, text: a}", "{date: 2025-01-11, text: b}"), "en"),
        (("{date: Saturday 2025-01-11, text: On Saturday they met}",), "en"),
        (("{date: 2025-01-11, text: They sat down in the sun}",), "en"),
        (("{date: 2025-01-11, text: The talks that were planned for Friday begin}",), "en"),
        (("{date: samedi 2025-01-11, text: a}",), "fr"),
        (("{date: Saturday 2025-01-11, text: a}",), "uk"),
    ],
)
def test_what_may_be_right_is_taken(write: Write, events: tuple[str, ...], language: str) -> None:
    found = read(write, *events, language=language).events("events")
    assert all(isinstance(event, Event) for event in found)


@pytest.mark.parametrize(
    ("date", "language", "shown"),
    [
        ("2025-01-11", "en", "11 January 2025"),
        ("Sat 2025-01-11", "en", "Saturday 11 January 2025"),
        ("2024-10", "en", "October 2024"),
        ("2024", "en", "2024"),
        ("2025-01-11", "de", "11. Januar 2025"),
        ("2025-01-11", "ko", "2025년 1월 11일"),
        ("2024-10", "ja", "2024年10月"),
        ("2025-01-11", "ar", "11 يناير 2025"),
    ],
)
def test_a_date_is_shown_as_its_audience_writes_it(date: str, language: str, shown: str) -> None:
    assert shown_date(date, language) == shown
