"""What a chart may say: parts that fit their whole, one unit, a CSV; else it is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.story.load import load_story
from clipmaker.story.model import Card, Story
from clipmaker.story.parts import values_of, whole_of

Write = Callable[[str], Path]
TWO = "values: [{value: 70, label: yes}, {value: 60, label: no}]"


def read(write: Write, *lines: str) -> Story:
    body = "\n".join(f"    {line}" for line in ("text: One in four", *lines))
    text = f"version: 1\ndate: 2025-01-13\nslug: votes\nshots:\n  - kind: chart\n{body}\n"
    return load_story(write(text), specs=specs())


def refused(write: Write, *lines: str) -> str:
    with pytest.raises(InputError) as caught:
        read(write, *lines)
    (problem,) = caught.value.problems
    assert problem.line > 0
    return f"{problem.field.removeprefix('shots[0].')} {problem.message}"


def chart(write: Write, *lines: str) -> Card:
    (card,) = read(write, *lines).shots
    assert isinstance(card, Card)
    return card


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((TWO, 'unit: "%"'), "values add up to 130 %, more than their whole of 100 %: correct"),
        ((TWO, "unit: percent", "show: dots"), "add up to 130 percent"),
        ((TWO, 'unit: "%"'), "or write whole: none if they are no parts of one whole"),
        (
            (TWO, "unit: votes", "show: seats", "whole: {value: 120, label: seats}"),
            "add up to 130 votes, more than their whole of 120 votes",
        ),
        ((TWO,), "unit is missing: write what the values count"),
        ((TWO, "unit: people", "show: dots"), "whole is missing: dots show parts of it"),
        ((TWO, "unit: people", "show: pie"), "show expected one of bars, dots, seats"),
        ((TWO, "unit: people", "whole: 120"), "whole expected a number with what it counts"),
        (
            ("values: [{value: -7, label: a}]", "unit: people", "show: dots"),
            "values -7 cannot be shown as dots: write show: bars",
        ),
        (
            ("values: [{value: 7, label: a}, {value: -7, label: b}]", "unit: t", "show: seats"),
            "values -7 cannot be shown as seats",
        ),
        (
            ("values: [{value: 7.5, label: a}]", "unit: seats", "show: seats"),
            "are no whole numbers",
        ),
        (("values: [{value: 0, label: a}]", "unit: km"), "values are all 0"),
        (
            ("values: [{value: 1, label: a, suffix: €}, {value: 2, label: b, suffix: $}]",),
            "“€” and “$” share no scale",
        ),
        (
            ("values: [{value: 3, label: a, prefix: $}, {value: 2, label: b, prefix: £}]",),
            "“$” and “£” share no scale",
        ),
        (
            (
                "values: [{value: 3, label: a, suffix: Millionen},"
                " {value: 2, label: b, suffix: Milliarden}]",
            ),
            "share no scale",
        ),
        (("unit: km",), "values a chart needs values, or a file"),
        (("values: []", "unit: km"), "values expected 1 to 6, found an empty list"),
        (
            ("values: [" + ", ".join(f"{{value: {i}, label: a}}" for i in range(7)) + "]",),
            "values takes at most 6, found 7",
        ),
        (
            (
                "values: [" + ", ".join(f"{{value: {i}, label: a}}" for i in range(5)) + "]",
                "unit: seats",
                "show: seats",
            ),
            "takes at most 4 with show: seats, found 5",
        ),
        ((TWO, "unit: km", "whole: {value: 0, label: all}"), "whole 0 has no parts"),
        ((TWO, "unit: km", "whole: {value: 200, label: all, suffix: m}"), "share no scale"),
    ],
)
def test_what_cannot_be_true_is_refused_in_a_line(
    write: Write, lines: tuple[str, ...], said: str
) -> None:
    assert said in refused(write, *lines)


@pytest.mark.parametrize(
    "lines",
    [
        (TWO, 'unit: "%"', "whole: none"),
        ("values: [{value: 33.4, label: a}, {value: 33.3, label: b}, {value: 33.4, label: c}]",
         'unit: "%"'),
        ("values: [{value: 34, label: a}, {value: 33, label: b}, {value: 34, label: c}]",
         'unit: "%"', "show: dots"),
        ("values: [{value: -2.5, label: a}, {value: 130, label: b}]", 'unit: "%"'),
        ("values: [{value: 1, label: a, suffix: seat}, {value: 12, label: b, suffix: seats}]",
         "show: seats"),
        ("values: [{value: 2, label: a, suffix: солдати},"
         " {value: 12, label: b, suffix: солдатів}]",),
    ],
)  # fmt: skip
def test_what_can_be_true_is_taken(write: Write, lines: tuple[str, ...]) -> None:
    assert values_of(chart(write, *lines))


def test_per_cent_are_parts_of_a_hundred_and_seats_of_all_seats(write: Write) -> None:
    half = "values: [{value: 30, label: yes}, {value: 60, label: no}]"
    whole = whole_of(chart(write, half, 'unit: "%"'))
    assert whole is not None
    assert whole.value == "100"
    whole = whole_of(chart(write, half, "unit: seats", "show: seats"))
    assert whole is not None
    assert whole.value == "90"
    assert whole_of(chart(write, half, "unit: km")) is None
    assert whole_of(chart(write, half, 'unit: "%"', "whole: none")) is None


def test_a_single_one_stands_without_the_plural(write: Write) -> None:
    card = chart(write, "values: [{value: 1, label: a}, {value: 2, label: b}]", "unit: soldiers")
    assert [number.suffix for number in values_of(card)] == ["", "soldiers"]
    card = chart(write, "values: [{value: 1, label: a}, {value: 2, label: b}]", "unit: km")
    assert [number.suffix for number in values_of(card)] == ["km", "km"]


CSV = ("file: votes.csv", "unit: votes")


@pytest.mark.parametrize(
    "content",
    [
        b"for,367\nagainst,358\n",
        b"for;367\r\nagainst;358\r\n",
        b"for\t367\nagainst\t358",
        b"for|367\nagainst|358\n\n",
        b"\xef\xbb\xbfvote,number\nfor,367\nagainst,358\n",
        b'"for","367"\n"against","358"\n',
        b"for,367,\nagainst,358,\n",
    ],
)
def test_values_of_a_csv_are_taken_whatever_parts_them(write: Write, content: bytes) -> None:
    story = write("")
    (story.parent / "votes.csv").write_bytes(content)
    card = chart(write, *CSV)
    assert [(one.label, one.value) for one in values_of(card)] == [
        ("for", "367"),
        ("against", "358"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "votes.csv: the file is empty"),
        (b"a\n", "votes.csv, line 1: has one column: write a label and a value on each line"),
        (b"for;3,5\nagainst;4,5\n", "votes.csv, line 1: write 3.5, with a point"),
        (b"for;2.700\nagainst;4\n", "votes.csv, line 1: “2.700” is read as thousands by some"),
        (b"for,2,700\n", "line 1: has 3 columns: write a label and a value on each line"),
        (b'for,"2,700"\n', "line 1: write 2700, without the comma"),
        (b"for,45 %\n", "line 1: write 45, and “%” as suffix or unit: digits are grouped as the"),
        (b",45\n", "line 1: has no label"),
        (b"for,many\nno,2\nagainst,few\n", "line 3: expected a number"),
        ("für,3\n".encode("latin-1"), "line 1: byte 0xFC is not UTF-8: save the file with UTF-8"),
        ("for,3\n".encode("utf-16"), "votes.csv: this file is saved as UTF-16: save it as UTF-8"),
        (b'for,"3\n', "a quotation mark in it never closes"),
        (b"PK\x03\x04\0\0", "votes.csv: this is"),
        (b"a,1\n" * 7, "takes at most 6 with show: bars, found 7"),
        (b"a,1\n" * 40_000, "more than the 0.1 MB allowed"),
    ],
)
def test_a_csv_that_is_none_is_told_with_its_line(write: Write, content: bytes, said: str) -> None:
    story = write("")
    (story.parent / "votes.csv").write_bytes(content)
    assert said in refused(write, *CSV)


def test_a_csv_stands_alone_and_beside_the_story(write: Write) -> None:
    assert "there is no file “votes.csv”" in refused(write, *CSV)
    story = write("")
    (story.parent / "votes.csv").write_text("for,3\n")
    assert "file stands beside values: keep one of them" in refused(write, *CSV, TWO)
