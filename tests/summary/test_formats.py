"""Summaries in HTML, Markdown and other formats: read, or refused by name."""

from pathlib import Path

import pytest

from clipmaker.errors import InputError
from clipmaker.summary.read import Summary
from tests.summary.written import read_summary

HTML = """\
<nav><a href="/">Home</a> | <a href="/world">World</a></nav>
<h1>Flood hits harbour &amp; cuts power</h1>
<p class="lead">At least 12&nbsp;people died on <b>Monday</b>, officials said.<br>Power is out.</p>
<h2>What next</h2>
<ul><li>Schools are closed.</li><li>Trains are stopped.</li></ul>
<figure><img src="a.jpg" alt="x"><figcaption>A flooded street</figcaption></figure>
<script>var a = "<p>never shown</p>";</script>
<p>Sources:</p><ul><li>AFP</li><li>Reuters</li></ul>
"""
MARKDOWN = """\
---
title: "Flood hits harbour"
date: 2025-01-13
---
Lead with **12 people** dead, [officials said](https://example.org/a "t"). He cried "f**k".

## What next

> "We have never seen this," said Ana Ruiz, the mayor.

- Schools are closed
- Trains are stopped

1. First boats
2. Then tents

![A flooded street](a.jpg)

| Town | Dead |
|------|------|
| Port | 7 |

12. Januar war der Tag. __Alles__ steht.

Sources:

- AFP
- Reuters
"""


def read(text: str) -> Summary:
    return read_summary(text, Path("s.txt"))


def words(found: Summary) -> list[str]:
    return [found.headline, *(one.text for one in found.paragraphs)]


def test_html_is_read() -> None:
    found = read(HTML)
    assert words(found) == [
        "Flood hits harbour & cuts power",
        "At least 12\u00a0people died on Monday, officials said. Power is out.",
        "Schools are closed.",
        "Trains are stopped.",
    ]
    assert found.sources == ("AFP", "Reuters")
    assert [one.text for one in found.set_apart] == [
        "Home | World",
        "What next",
        "A flooded street",
    ]


def test_markdown_is_read() -> None:
    found = read(MARKDOWN)
    assert words(found) == [
        "Flood hits harbour",
        'Lead with *12 people* dead, officials said. He cried "f**k".',
        '"We have never seen this," said Ana Ruiz, the mayor.',
        "Schools are closed",
        "Trains are stopped",
        "First boats",
        "Then tents",
        "12. Januar war der Tag. *Alles* steht.",
    ]
    assert found.date is not None
    assert found.sources == ("AFP", "Reuters")
    around = [one.text for one in found.set_apart]
    assert around == ["What next", "A flooded street", "Town | Dead", "Port | 7"]


def test_elements_in_a_plain_text_go_and_its_lines_stay() -> None:
    found = read("A <b>headline</b>\nOne sentence.<br>\nAnother one, <i>too</i>.\nSources: AFP")
    assert words(found) == ["A headline", "One sentence.", "Another one, too."]
    assert found.sources == ("AFP",)


@pytest.mark.parametrize(
    "text",
    [
        "5 < 7 and 9 > 3",
        "12. Januar: ein Tag.",
        "Tom & Jerry *win*",
        "A #1 hit",
        "He said [sic] so",
    ],
)
def test_plain_text_is_plain_text(text: str) -> None:
    assert words(read(f"Headline\n\n{text}")) == ["Headline", text]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<story><hl1>Headline</hl1></story>", "XML"),
        ('{"headline": "x"}', "JSON"),
        ("%PDF-1.7 ...", "PDF"),
    ],
)
def test_other_formats_are_refused_by_name(text: str, name: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert [problem.message for problem in caught.value.problems] == [
        f"this is {name}, which is not understood as an article"
    ]


@pytest.mark.parametrize("text", [HTML, MARKDOWN, HTML.replace("<h1>", "<H1 class='a'>")])
def test_nothing_of_a_format_reaches_a_card(text: str) -> None:
    for told in words(read(text)):
        for mark in ("<", "](", "&amp;", "&nbsp;", "## ", "|", "!["):
            assert mark not in told


@pytest.mark.parametrize(
    "first",
    [
        "Sources: Iran ready for talks",
        "Credit: Banks tighten lending",
        "Quelle: der Fluss",
        "Date: what we know about the trial",
        "Link: Moscow and the coup",
        "Language: Quebec tightens its law",
        "Hashtags: the new politics",
        "Kicker: Justin Tucker cut by Ravens",
        "Datum: was wir wissen",
    ],
)
def test_a_first_line_is_the_headline(first: str) -> None:
    found = read(f"{first}\n\nTwo officials said so.\n\nSources: AFP, Reuters")
    assert found.headline == first
    assert found.sources == ("AFP", "Reuters")


@pytest.mark.parametrize(
    "first",
    [
        "Date: 2025-01-13",
        "Link: https://example.org/a",
        "Language: de",
        "Hashtags: #war",
        "Kicker: Ukraine",
    ],
)
def test_a_label_that_is_one_is_no_headline(first: str) -> None:
    assert read(f"{first}\n\nTwo officials said so.\n\nMore.").headline == "Two officials said so."


@pytest.mark.parametrize(
    "text",
    [
        "Credit: banks tighten lending to builders, and prices fall by three per cent in a month.",
        "Source: the ministry has not said when the road will open again.",
    ],
)
def test_a_sentence_is_no_list_of_sources(text: str) -> None:
    found = read(f"Headline\n\n{text}\n\nSources: AFP")
    assert words(found) == ["Headline", text]
    assert found.sources == ("AFP",)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("Quellen: dpa, Reuters", ("dpa", "Reuters")),
        ("Sources : AFP ; Le Monde", ("AFP", "Le Monde")),
        ("Fuentes: EFE", ("EFE",)),
        ("出典：共同通信、NHK", ("共同通信", "NHK")),
        ("المصادر: رويترز، فرانس برس", ("رويترز", "فرانس برس")),
        ("ที่มา: รอยเตอร์", ("รอยเตอร์",)),
        ("출처: 연합뉴스", ("연합뉴스",)),
    ],
)
def test_labels_are_known_in_every_language(line: str, sources: tuple[str, ...]) -> None:
    found = read(f"Headline\n\nText.\n\n{line}")
    assert found.sources == sources
    assert words(found) == ["Headline", "Text."]


@pytest.mark.parametrize(
    "text",
    ['a "sh*t show", f*** them', "5*3 seats and *** of five", "f**k the v**ters", "**ck you, **ck"],
)
def test_single_asterisks_stay_as_they_were_written(text: str) -> None:
    assert words(read(f"Head\n\n{text}"))[1] == text


def test_what_was_garbled_is_mended_and_named() -> None:
    garbled = "Ireland’s crew".encode().decode("windows-1252")
    found = read(f"Storm: {garbled}\n\nFish &amp; chips.")
    assert words(found) == ["Storm: Ireland’s crew", "Fish & chips."]
    assert [(one.line, one.garbled.fault.value) for one in found.garbled] == [
        (1, "mojibake"),
        (3, "left-over entity"),
    ]


@pytest.mark.parametrize("written", ["***tout***", "**tout**", "*tout*"])
def test_emphasis_of_any_strength_is_one_mark(written: str) -> None:
    assert read(f"Headline\n\nHe said {written} f**k, *** of five.").paragraphs[0].text == (
        "He said *tout* f**k, *** of five."
    )


@pytest.mark.parametrize(
    "listed", ["Sources:\n- AFP\n- Reuters", "Quellen:\nAFP\nReuters", "출처：\n- AFP\n- Reuters"]
)
def test_a_list_of_sources_above_the_text_is_no_headline(listed: str) -> None:
    found = read(f"{listed}\n\nThe headline comes here\n\nOne sentence stands here.")
    assert words(found) == ["The headline comes here", "One sentence stands here."]
    assert found.sources == ("AFP", "Reuters")


@pytest.mark.parametrize("mark", ["*", "-", "•", "–"])
def test_a_text_of_nothing_but_a_list_keeps_no_marks(mark: str) -> None:
    found = read(
        "\n".join(f"{mark} {text}" for text in ("Fire in Kyiv.", "Two are hurt.", "Rain."))
    )
    assert words(found) == ["Fire in Kyiv.", "Two are hurt.", "Rain."]


def test_a_list_below_a_headline_without_blank_lines_is_parted_at_its_marks() -> None:
    found = read("Head\n- First in Kyiv\n- Then on Monday\nSources:\n- AFP\n- Reuters")
    assert words(found) == ["Head", "First in Kyiv", "Then on Monday"]
    assert found.sources == ("AFP", "Reuters")


def test_a_sentence_below_a_list_of_sources_is_none_of_them() -> None:
    found = read("Head\nIt burned.\nQuellen:\nAFP\nReuters\nLater it was said that nobody died.")
    assert words(found) == ["Head", "It burned.", "Later it was said that nobody died."]
    assert found.sources == ("AFP", "Reuters")


@pytest.mark.parametrize(
    "listed",
    [
        "**Sources:** AFP, Reuters",
        "**Quellen**: AFP, Reuters",
        "__Fuentes:__ AFP, Reuters",
        "*Sources : AFP, Reuters*",
        "## Sources\n\n- AFP\n- Reuters",
        "Quellen\n-------\n\n* AFP\n* Reuters",
        "<h2>출처</h2><ul><li>AFP</li><li>Reuters</li></ul>",
    ],
)
def test_sources_may_be_emphasised_or_stand_below_a_heading(listed: str) -> None:
    head = ("<h1>Head</h1>", "<p>It burned.</p>") if "<" in listed else ("Head", "It burned.")
    found = read("\n\n".join((*head, listed)))
    assert words(found) == ["Head", "It burned."]
    assert found.sources == ("AFP", "Reuters")


@pytest.mark.parametrize(
    "below",
    [
        "Photo: Ana Ruiz/AFP",
        "Foto: Jo Maier/dpa",
        "사진: 연합뉴스",
        "© 2026 The Times. All rights reserved.",
        "ⓒ 한겨레, 무단 전재 및 재배포 금지",
        "Copyright 2026 Le Journal",
        "Impressum | Datenschutz | AGB",
    ],
)
def test_what_stands_below_an_article_is_left_out_and_told(below: str) -> None:
    found = read(f"Head\n\nIt burned.\n\n{below}")
    assert words(found) == ["Head", "It burned."]
    assert [one.text for one in found.furniture] == [below]
    kept = read_summary(f"Head\n\nIt burned.\n\n{below}", Path("a.txt"), as_written=True)
    assert words(kept) == ["Head", "It burned.", below]


@pytest.mark.parametrize(
    "text",
    [
        "Photo: how one picture changed the war.",
        "Copyright rules changed on Monday, the ministry said.",
        "A ferry | a storm: both were late.",
    ],
)
def test_a_sentence_about_pictures_or_rights_stays(text: str) -> None:
    assert words(read(f"Head\n\n{text}\n\nMore.")) == ["Head", text, "More."]


def test_a_table_from_a_spreadsheet_is_set_apart() -> None:
    found = read("Head\n\nParty\tSeats\nRed\t12\nBlue\t14\n\nThey voted.")
    assert words(found) == ["Head", "They voted."]
    assert [one.text for one in found.set_apart] == ["Party | Seats", "Red | 12", "Blue | 14"]
    assert words(read("Head\n\n•\tFirst in Kyiv\n•\tThen on Monday")) == [
        "Head",
        "First in Kyiv",
        "Then on Monday",
    ]
