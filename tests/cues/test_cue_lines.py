"""Lines of cues: whole phrases, within the width, no word lost."""

import pytest
from cue_values import monospaced
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cues.cutting.lines import Ruler, break_lines

WORDS = st.text(alphabet="abcdefghiklmnopqrstuvwxyzABC.,'", min_size=1, max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)


def lines(text: str, width: int = 26, wished: int = 2, most: int = 3) -> tuple[str, ...] | None:
    return break_lines(
        text, measure=monospaced, width_px=10.0 * width, lines=wished, lines_at_most=most
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thank you.", ("Thank you.",)),
        ("We were told to wait, so we all did.", ("We were told to wait,", "so we all did.")),
        (
            "Hello everyone, I am glad to be here.",
            ("Hello everyone,", "I am glad to be here."),
        ),
    ],
)
def test_lines_are_phrases(text: str, expected: tuple[str, ...]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("We had been waiting there for the whole company to arrive", "the whole"),
        ("He said that yesterday evening Dr. Smith had left the town", "Dr. Smith"),
        ("They walked through the night for about 40 km without any food", "40 km"),
        ("She was born in the little town on March 5 of that very year", "March 5"),
    ],
)
@pytest.mark.parametrize("width", range(22, 34))
def test_what_belongs_together_is_not_parted(text: str, together: str, width: int) -> None:
    found = lines(text, width, wished=3, most=4)
    assert found is not None
    assert any(together in line for line in found)


def test_a_third_line_rather_than_an_article_without_its_noun() -> None:
    assert lines("She gave the letter to the president on March 5 in Kyiv", 30) == (
        "She gave the letter",
        "to the president",
        "on March 5 in Kyiv",
    )


def test_a_third_line_comes_only_when_needed() -> None:
    two = lines("They told us that it was only training.")
    three = lines("They told us that it was only training, and nothing else at all.")
    assert two is not None
    assert three is not None
    assert (len(two), len(three)) == (2, 3)


def test_more_lines_than_possible_are_refused() -> None:
    assert lines("They told us that it was only training. " * 3) is None


def test_a_word_wider_than_a_line_is_cut() -> None:
    word = "Donaudampfschifffahrtsgesellschaft"
    found = lines(word, 20)
    assert found is not None
    assert len(found) == 2
    assert "".join(found) == word


def test_nothing_gives_no_line() -> None:
    assert lines("  ") == ()


def test_chinese_breaks_without_spaces() -> None:
    found = break_lines(
        "我们昨天在首都看到了很多年轻的士兵。",
        measure=monospaced,
        width_px=100,
        lines=2,
        lines_at_most=3,
        language="zh",
    )
    assert found is not None
    assert len(found) == 2
    assert not found[1].startswith("。")


@given(text=TEXTS, width=st.integers(10, 40))
@settings(max_examples=200, deadline=None)
def test_no_word_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    found = lines(text, width)
    if found is None:
        # Filling line after line, the words need more than there may be.
        assert len(text) > width * 2
        return
    assert " ".join(found).split() == text.split()
    assert len(found) <= 3
    assert all(len(line) <= width for line in found)


@given(text=TEXTS, width=st.integers(10, 40))
@settings(max_examples=100, deadline=None)
def test_the_ruler_measures_as_the_measure_does(text: str, width: int) -> None:
    ruler = Ruler(text, monospaced)
    for begin in range(ruler.last):
        for end in range(begin + 1, ruler.last + 1):
            assert ruler.width_px(begin, end) == monospaced(ruler.line(begin, end))
