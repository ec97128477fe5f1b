"""A sentence's translation over the cues that are there: nothing lost, no word cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.cutting.over import laid_over, shares_of
from clipmaker.text.breaks import TORN, find_breaks


@pytest.mark.parametrize(
    ("text", "shares", "language", "expected"),
    [
        ("I arrived a month ago. The first week I only rested; then I applied.", [20, 30, 15], "en",
         ("I arrived a month ago.", "The first week I only rested;", "then I applied.")),
        ("Vier von uns wollen bleiben, geht auch ein Doppelzimmer?", [1, 1], "de",
         ("Vier von uns wollen bleiben,", "geht auch ein Doppelzimmer?")),
        ("私は捕虜です。昨日ここに到着しました。家に帰りたいです。", [8, 9, 9], "ja",
         ("私は捕虜です。", "昨日ここに到着しました。", "家に帰りたいです。")),
        ("After the first week I expected the visa.", [24, 22], "en",
         ("After the first week", "I expected the visa.")),
        ("Yes.", [1, 1], "en", ("Yes.", "")),
        ("", [1, 1], "en", ("", "")),
        ("Yes.", [], "en", ()),
        ("Yes.", [3], "en", ("Yes.",)),
    ],
)  # fmt: skip
def test_it_is_cut_where_it_reads_well(text, shares, language, expected):
    assert laid_over(text, shares, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "北朝鮮の捕虜がウクライナに残りたいと話した"),
        ("zh", "我昨天到达这里想回家但是他们不让我走所以我留下来了"),
        ("th", "ฉันมาถึงที่นี่เมื่อวานนี้และฉันอยากกลับบ้าน"),
    ],
)
def test_no_word_is_cut_where_words_have_no_spaces(language, text):
    torn = {found.at for found in find_breaks(text, language) if found.cost >= TORN}
    for count in (2, 3, 4):
        parts = laid_over(text, [1.0] * count, language)
        at = 0
        for part in parts[:-1]:
            at += len(part)
            assert at not in torn
        assert "".join(parts) == text


@given(st.lists(st.sampled_from(["one", "two,", "three.", "a", "“Four”"]), max_size=25),
       st.lists(st.floats(0, 9), min_size=1, max_size=6))  # fmt: skip
def test_no_word_is_lost(words, shares):
    parts = laid_over(" ".join(words), shares, "en")
    assert len(parts) == len(shares)
    assert " ".join(parts).split() == words


def test_a_cue_that_holds_the_end_of_one_sentence_and_the_beginning_of_the_next_gets_both():
    spoken = ("aaaaaaaaaa.", "bbbbbbbbbbbbbbbbbbb.")
    shares = shares_of(["aaaaaaaa", "aa. bbb", "bbbbbbbbbbbbbbbb."], spoken, ("x" * 110, "y" * 20))
    assert [round(share) for share in shares] == [80, 33, 17]
