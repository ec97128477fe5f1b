"""The sixty seconds: whole frames, always all of them, and what to cut."""

import re
from dataclasses import replace

import pytest
from builders import SPECS, card, footage, profile
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.errors import BudgetError
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.budget import needs, own_frames, share
from clipmaker.timeline.reading import count_words, reading_s


def lengths(shots: list[Card | Footage], footage_frames: int = 600) -> tuple[int, ...]:
    by_index = {i: footage_frames for i, s in enumerate(shots) if isinstance(s, Footage)}
    return share(needs(shots, by_index, SPECS, profile()), profile())


def story(*words: int) -> list[Card | Footage]:
    return [
        card("title", 8),
        *(card("caption", n) for n in words),
        footage(),
        Card(kind="end", fields={}),
    ]


def test_fills_the_clip_exactly_and_footage_keeps_its_length() -> None:
    frames = lengths(story(20, 22, 18, 15))
    assert sum(frames) == 1800
    assert frames[-2] == 600


@given(
    st.lists(st.integers(1, 34), min_size=1, max_size=6),
    st.integers(30, 1500),
)
def test_every_accepted_story_fills_the_clip_and_every_card_gets_its_reading_time(
    words: list[int], footage_frames: int
) -> None:
    shots = story(*words)
    by_index = {len(shots) - 2: footage_frames}
    wanted = needs(shots, by_index, SPECS, profile())
    try:
        frames = share(wanted, profile())
    except BudgetError:
        return
    assert sum(frames) == 1800
    for need, length in zip(wanted, frames, strict=True):
        if need.kind == "footage":
            assert length == footage_frames
        else:
            assert length >= need.least * 30


@given(st.lists(st.integers(1, 90), min_size=1, max_size=8))
def test_cutting_what_it_says_makes_the_story_fit(words: list[int]) -> None:
    shots = story(*words)
    try:
        lengths(shots)
    except BudgetError as error:
        if not error.remedy.startswith("Cut"):
            return
        cut = {int(n): int(c) for n, c in re.findall(r"card (\d+) has (\d+)", error.remedy)}
        total = re.match(r"Cut (\d+) word", error.remedy)
        assert total is not None
        assert int(total.group(1)) == sum(cut.values())
        shorter = [w - cut.get(i + 2, 0) for i, w in enumerate(words)]
        title = 8 - cut.get(1, 0)
        shots = [card("title", title), *story(*shorter)[1:]]
        try:
            lengths(shots)
        except BudgetError as again:
            assert "too much text" not in again.message


def test_too_long_a_card_is_named_with_its_words() -> None:
    with pytest.raises(BudgetError) as caught:
        lengths(story(12, 44, 12))
    assert "card 3 has" in caught.value.remedy
    assert "too many" in caught.value.remedy


def test_too_little_says_the_seconds_missing() -> None:
    with pytest.raises(BudgetError, match=r"24\.5 s are missing"):
        lengths(story(5))


def test_footage_that_leaves_no_room_for_cards() -> None:
    with pytest.raises(BudgetError) as caught:
        lengths(story(5, 5), footage_frames=1600)
    assert "footage alone takes 53.3 s" in caught.value.message


def test_more_cards_than_fit_at_their_shortest_blame_no_footage() -> None:
    with pytest.raises(BudgetError) as caught:
        lengths(story(*[5] * 30))
    assert "footage" not in str(caught.value.remedy)
    assert str(caught.value.remedy).startswith("Leave at least ")


def test_one_more_word_moves_a_neighbour_by_at_most_one_step() -> None:
    before = lengths(story(20, 22, 18, 15))
    after = lengths(story(20, 23, 18, 15))
    moved = [abs(a - b) for a, b in zip(before, after, strict=True)]
    assert sum(m > 0 for m in moved) <= 2
    assert max(moved) <= 15


@given(st.lists(st.integers(1, 34), min_size=1, max_size=6), st.integers(30, 1500))
def test_a_clip_of_its_own_length_is_filled_and_never_longer(
    words: list[int], footage_frames: int
) -> None:
    shots = story(*words)
    wanted = needs(shots, {len(shots) - 2: footage_frames}, SPECS, profile())
    own = replace(profile(), frames=own_frames(wanted, profile()))
    assert own.frames <= 1800
    if own.frames < 1800:
        shared = share(wanted, own)
        assert sum(shared) == own.frames
        assert all(f >= need.least * 30 - 1 for f, need in zip(shared, wanted, strict=True))


def test_a_short_story_makes_a_short_clip_that_a_voice_over_may_lengthen() -> None:
    wanted = needs([card("title", 8), card("caption", 20)], {}, SPECS, profile())
    assert own_frames(wanted, profile()) == 12 * 30
    assert own_frames(wanted, profile(), least=395) == 14 * 30


def test_words_are_counted_as_people_read_them() -> None:
    assert count_words("Seoul *confirmed* it – 13 January 2025 · Kursk") == 7
    assert count_words("") == 0
    assert count_words("그는 길 한 옆으로 걸어갔다") == 5
    assert count_words("東京で会議が開かれた") == 5


@given(st.integers(0, 200))
def test_reading_time_is_at_least_the_standard_and_in_whole_steps(words: int) -> None:
    seconds = reading_s(words, profile().reading)
    assert seconds >= 0.5 + 0.33 * words - 1e-9
    assert (seconds * 2).denominator == 1
