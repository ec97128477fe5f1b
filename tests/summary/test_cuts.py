"""Cutting texts into cards: laws that hold for any text, and the places that are chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.summary.cuts import SENTENCE, cut_to_fit, find_cuts
from clipmaker.timeline.reading import count_words

CAPTURE = (
    "South Korea’s intelligence service confirmed the capture on Sunday, noting the soldiers were "
    "caught in Kursk. Until now, the troops’ involvement remained unverified. The first soldier "
    "says he does not know where he is."
)


def at_most(words: int):
    return lambda text: count_words(text) <= words


def test_a_text_that_fits_stays_whole() -> None:
    assert cut_to_fit(CAPTURE, at_most(99), "en") == (CAPTURE,)


def test_sentences_come_first() -> None:
    assert cut_to_fit(CAPTURE, at_most(17), "en") == (
        "South Korea’s intelligence service confirmed the capture on Sunday, noting the soldiers "
        "were caught in Kursk.",
        "Until now, the troops’ involvement remained unverified.",
        "The first soldier says he does not know where he is.",
    )


def test_only_the_sentence_that_is_too_long_is_cut() -> None:
    assert cut_to_fit(CAPTURE, at_most(12), "en") == (
        "South Korea’s intelligence service confirmed the capture on Sunday,",
        "noting the soldiers were caught in Kursk.",
        "Until now, the troops’ involvement remained unverified.",
        "The first soldier says he does not know where he is.",
    )


def test_fewest_cards_then_equal_lengths() -> None:
    text = "One two three four. Five six seven. Eight nine ten. Eleven twelve thirteen fourteen."
    assert cut_to_fit(text, at_most(8), "en") == (
        "One two three four. Five six seven.",
        "Eight nine ten. Eleven twelve thirteen fourteen.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Lee met Mr. Park at 5 p.m. on Jan. 5 in St. Petersburg",
        "J. K. Rowling and the U.S. President agreed",
        "Acme Inc. said so",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert not [cut for cut in find_cuts(text, "en") if cut.cost == SENTENCE]


def test_a_quotation_is_cut_last() -> None:
    text = "“We cannot say. We do not know,” he told reporters. Nobody does."
    assert cut_to_fit(text, at_most(10), "en") == (
        "“We cannot say. We do not know,” he told reporters.",
        "Nobody does.",
    )


def test_emphasis_is_not_torn() -> None:
    text = "He wants *to stay in Ukraine for the rest of his days* and says so"
    parts = cut_to_fit(text, at_most(12), "en")
    assert parts is not None
    assert len(parts) == 2
    assert all(part.count("*") % 2 == 0 for part in parts)


def test_texts_without_spaces() -> None:
    text = "兵士がロシアで拘束されたと確認した。これまで、関与は確認されていなかった。"
    assert cut_to_fit(text, at_most(10), "ja") == (
        "兵士がロシアで拘束されたと確認した。",
        "これまで、関与は確認されていなかった。",
    )


def test_nothing_helps_where_one_word_is_too_long() -> None:
    assert cut_to_fit("one word", lambda text: len(text) < 3, "en") is None


WORDS = st.lists(
    st.text(st.sampled_from("abcАБ*.,;:—!?“”()'漢か0"), min_size=1, max_size=9), max_size=60
)


@given(WORDS, st.integers(1, 40), st.sampled_from(["en", "de", "ja", "xx"]))
def test_no_word_is_lost_added_or_moved(words: list[str], most: int, language: str) -> None:
    text = " ".join(words)
    parts = cut_to_fit(text, at_most(most), language)
    if parts is None:
        return
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert all(at_most(most)(part) for part in parts)


@given(WORDS)
def test_every_part_was_asked_for(words: list[str]) -> None:
    asked: list[str] = []

    def fits(text: str) -> bool:
        asked.append(text)
        return len(text) <= 30

    parts = cut_to_fit(" ".join(words), fits, "en")
    assert parts is None or set(parts) <= set(asked)


@pytest.mark.parametrize(
    "text",
    [
        "Sources: AFP, Reuters " * 88,
        "He came. " * 220,
        "A, " * 660,
        "他来了。" * 480,
        "one – two; " * 180,
        "…" * 150 + " word" * 300,
    ],
    ids=["lists", "sentences", "letters", "Chinese", "dashes", "dots"],
)
def test_few_stretches_of_a_long_text_are_set_in_type(text: str) -> None:
    text, tried = text.strip(), []

    def fits(part: str) -> bool:
        tried.append(part)
        return len(part) <= 200

    parts = cut_to_fit(text, fits, "en")
    assert parts is not None
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    assert all(len(part) <= 200 for part in parts)
    assert len(tried) < 400
