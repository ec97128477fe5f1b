import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_breakables

from clipmaker.text.breaks import TORN, breakables, find_breaks


def pieces(text, language="en", worst=1000.0):
    """Return the text cut at every break that costs less."""
    cuts = [0, *(found.at for found in find_breaks(text, language) if found.cost < worst)]
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if text[a:b]]


def cost(text, language="en"):
    """Return the cost of the break at the bar."""
    at = text.index("|")
    return next(b.cost for b in find_breaks(text.replace("|", ""), language) if b.at == at)


@pytest.mark.parametrize(
    "text",
    [
        *("the |keeper", "about 40 |%", "2.5 |million", "11 |January", "January |2025,"),
        *("at 10 |p.m.", "Dr. |Ada", "J. |Smith", "President |Ada", "No. |10", "met Ada |Byron"),
        *("yes |— no", "12 |000", "€ |5", "in the U.S. |Senate"),
    ],
)
def test_a_break_inside_one_breath_costs(text):
    assert cost(text) > 3


def test_a_word_left_behind_or_over_by_its_sentence_costs_as_much_as_an_article():
    left_behind = cost("He went home. Others |stayed")
    left_over = cost("He wants to go |home. Others stayed")
    assert left_behind == left_over >= cost("the |keeper")
    assert cost("He went home. The |other stayed") >= TORN + left_over - 1
    assert cost("He met Dr. |Ada") != left_over


@pytest.mark.parametrize("text", ["He stays. |It", "He stays, |it", "so — |it", "“Yes.” |He"])
def test_a_break_after_punctuation_is_welcome(text):
    assert cost(text) < 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("der |Turm", "de"), ("la |isla", "es"), ("l’île et |la", "fr")),
        *(("в |море", "ru"), ("у |морі", "uk"), ("στο |νησί", "el")),
    ],
)
def test_small_words_of_other_languages_stay_with_what_follows(text, language):
    assert cost(text, language) > 3


@pytest.mark.parametrize(
    "text", ["1,000.50", "10–15", "24/7", "3-2", "COVID-19", "10:30", "a\u00a0b"]
)
def test_numbers_and_tied_words_are_never_broken(text):
    assert pieces(text) == [text]


def test_hyphens_and_slashes_are_a_dear_last_choice():
    assert pieces("well-known/and") == ["well-", "known/", "and"]
    assert pieces("well-known/and", worst=TORN) == ["well-known/and"]


def test_korean_breaks_at_spaces():
    assert pieces("등대지기는 섬에 남는다", "ko") == ["등대지기는 ", "섬에 ", "남는다"]


def test_japanese_breaks_between_phrases_and_keeps_marks_off_line_starts():
    text = "灯台守は「島に残りたい」と、話した。"
    cheap = pieces(text, "ja", worst=TORN)
    assert cheap[:3] == ["灯台守は", "「島に", "残りたい」と、"]
    for piece in pieces(text, "ja"):
        assert piece[0] not in "、。」ーっゃゅょ"
        assert piece[-1] not in "「（"


def test_chinese_prefers_breaks_at_punctuation():
    assert cost("灯塔看守人说，|他想留下", "zh-Hans") < -TORN / 4
    assert cost("灯|塔看守人说，他想留下", "zh-Hans") >= TORN


def test_thai_breaks_between_words_only():
    words = pieces("ผู้ดูแลประภาคารบอกว่าเขาจะอยู่ต่อ", "th")
    assert len(words) > 2
    assert all(word[0] not in "ะาิีึืุูั่้์" for word in words)


@given(st.text(alphabet="ab 1.,-()“”é日한ก\u00ad\n", max_size=40))
def test_breaks_are_ordered_and_the_last_is_at_the_end(text):
    places = [found.at for found in find_breaks(text, "en")]
    assert places == sorted(set(places))
    assert places[-1] == len(text)


LETTERS = [chr(c) for c in (*range(0x20, 0x460), *range(0x490, 0x492)) if chr(c).isprintable()]
TRICKY = st.text(
    st.sampled_from(
        [
            *"a Z é ё Ω 가 한 1 0 , . : ; ! ? - – — ( ) « » “ ” ' ’ / % $ €",
            *"  \u00a0\u00ad\u0301א東า\n",
        ]
    )
)
SPOKEN = st.lists(
    st.sampled_from(
        [
            "don’t",
            "l'île",
            "men,",
            "3:",
            "1.5",
            "1,000",
            "yes!",
            "no.",
            "“Yes,”",
            "well-known",
            "-",
            "-5",
            "(a)",
            "5%",
            "$5",
            "…",
            "/",
            "—",
            "남는다,",
            "’tis",
            "boys’",
            "?!",
            "a;",
        ]
    )
).map(" ".join)


@given(st.one_of(TRICKY, SPOKEN, st.text(st.sampled_from(["a", " ", " ", "б", *LETTERS]))))
def test_plain_words_break_as_the_algorithm_says(text):
    assert list(breakables(text)) == list(line_break_breakables(text))


def test_every_letter_that_counts_as_plain_is_one():
    text = " ".join(f"a{letter}b {letter} c" for letter in LETTERS)
    assert list(breakables(text)) == list(line_break_breakables(text))
