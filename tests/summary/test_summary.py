"""Reading a plain summary."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.errors import InputError
from tests.summary.written import read_summary

FILE = Path("summary.txt")


def read(text: str):
    return read_summary(text, FILE)


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in read(text).paragraphs]


def test_everything_at_once() -> None:
    found = read(
        "# A *bold* headline\n\n"
        "Date: 2025-01-13\nKicker: Ukraine war\nLanguage: de\n\n"
        "A first paragraph\non two lines.\nSource: The ministry\n\n"
        "“Yes.” — A. B. Smith, mayor\n\n"
        "Sources: AFP, Service (Seoul, Korea)\n"
        "Link: https://example.org/a?b=c#d\nHashtags: #One, #Two\n"
    )
    assert found.headline == "A *bold* headline"
    assert (found.date, found.kicker, found.language) == (date(2025, 1, 13), "Ukraine war", "de")
    first, second = found.paragraphs
    assert (first.text, first.source) == ("A first paragraph on two lines.", "The ministry")
    assert first.line == 7
    assert second.quotation is not None
    assert second.quotation.speaker == "A. B. Smith"
    assert found.sources == ("AFP", "Service (Seoul, Korea)")
    assert found.link == "https://example.org/a?b=c#d"
    assert found.hashtags == ("One", "Two")


def test_lines_are_paragraphs_where_no_line_is_blank() -> None:
    assert texts("Headline\nOne sentence.\nOne that goes\non here.\nSources: AFP") == [
        "One sentence.",
        "One that goes on here.",
    ]


def test_list_items_are_paragraphs() -> None:
    assert texts("Headline\n\n- one thing\n- another\n  thing\n\n• a third") == [
        "one thing",
        "another thing",
        "a third",
    ]


@pytest.mark.parametrize(
    ("lines", "sources"),
    [
        ("With reporting by AFP", ("AFP",)),
        ("Reporting by Jane Doe, AFP; editing by John Roe.", ("Jane Doe", "AFP")),
        ("Source: Reuters", ("Reuters",)),
        ("Credits: A; B, C", ("A", "B, C")),
        ("Sources:\n- AFP\n- Reuters", ("AFP", "Reuters")),
        ("Sources: AFP, AFP", ("AFP",)),
    ],
)
def test_sources(lines: str, sources: tuple[str, ...]) -> None:
    found = read(f"Headline\n\nText.\n\n{lines}\n")
    assert found.sources == sources
    assert [paragraph.text for paragraph in found.paragraphs] == ["Text."]


def test_markdown_bold_becomes_emphasis() -> None:
    assert texts("Headline\n\nHe wants **to stay** there.") == ["He wants *to stay* there."]


def test_every_mistake_is_named_with_its_line() -> None:
    with pytest.raises(InputError) as caught:
        read("Date: 13 January\nHeadline\n\nLink: example.org\nHashtags: 2025\nLanguage: Korean")
    places = [(problem.line, problem.field) for problem in caught.value.problems]
    assert places == [(1, "date"), (6, "language"), (4, "link"), (5, "hashtags")]


def test_a_headline_is_needed() -> None:
    with pytest.raises(InputError, match="no headline"):
        read("Date: 2025-01-13\nSources: AFP")


def test_what_cannot_be_shown_is_refused() -> None:
    with pytest.raises(InputError, match=r"summary.txt:3: holds U\+202E"):
        read("Headline\n\nText \u202e here")


@given(st.text(st.sampled_from('ab.“”"-*#:,\n \tDateSource漢'), max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    try:
        found = read(text)
    except InputError:
        return
    assert found.headline
    assert all(paragraph.text for paragraph in found.paragraphs)


def test_the_example_of_the_docs(root: Path) -> None:
    page = (root / "docs" / "summary.md").read_text(encoding="utf-8")
    example = re.search(r"```text\n(.*?)```", page, re.DOTALL)
    assert example is not None
    found = read(example[1])
    assert (found.date, found.kicker) == (date(2025, 1, 13), "Ukraine war")
    caption, quote = found.paragraphs
    assert caption.source == "National Intelligence Service"
    assert quote.quotation is not None
    assert quote.quotation.role == "President of Ukraine, on X"
    assert (found.sources, found.hashtags) == (("AFP", "Reuters"), ("Ukraine", "NorthKorea"))


def test_apostrophes_inside_words_are_a_printer_s() -> None:
    found = read("Seoul's service can't tell\n\nA 'single' quotation, and the '90s.\n")
    assert found.headline == "Seoul’s service can’t tell"
    assert found.paragraphs[0].text == "A 'single' quotation, and the '90s."
