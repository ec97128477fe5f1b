"""Cues begin and end with the picture where that is near, and lose no reading time by it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from cue_values import HOUSE
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cues.cutting.snap import CLOSED_MS, END_MS, START_MS, snap
from clipmaker.cues.model import Span
from clipmaker.profile.load import load_subtitles
from clipmaker.profile.model import SubtitleProfile

LIMIT = Span(start_ms=0, end_ms=60_000)


def snapped(
    *shown: tuple[int, int],
    at: list[int],
    text: str = "Yes, it is.",
    profile: SubtitleProfile = HOUSE,
) -> list[tuple[int, int]]:
    given_ = [(Span(start_ms=a, end_ms=b), text) for a, b in shown]
    return [(s.start_ms, s.end_ms) for s in snap(given_, at, LIMIT, profile)]


@pytest.mark.parametrize("at", [600, 1000, 1400])
def test_a_cue_begins_with_a_shot_that_begins_near_it(at: int) -> None:
    assert snapped((1000, 3000), at=[at]) == [(at, 3000)]


@pytest.mark.parametrize("at", [2500, 3000, 3500])
def test_a_cue_ends_with_a_shot_that_ends_near_its_end(at: int) -> None:
    assert snapped((1000, 3000), at=[at]) == [(1000, at)]


@pytest.mark.parametrize("at", [599, 1401, 2499, 3501])
def test_a_change_further_away_moves_nothing(at: int) -> None:
    assert snapped((1000, 3000), at=[at]) == [(1000, 3000)]


def test_two_that_follow_at_once_part_at_the_change() -> None:
    assert snapped((1000, 2933), (3000, 5000), at=[3200]) == [(1000, 3133), (3200, 5000)]
    assert snapped((1000, 2933), (3000, 5000), at=[2800]) == [(1000, 2733), (2800, 5000)]
    bbc = load_subtitles("bbc-vertical")
    touching = snapped((1000, 3000), (3000, 5000), at=[3200], profile=bbc)
    assert touching == [(1000, 3200), (3200, 5000)]


def test_a_gap_around_a_change_is_closed_to_the_profiles() -> None:
    assert snapped((1000, 2700), (3300, 5000), at=[3000]) == [(1000, 2933), (3000, 5000)]


def test_a_short_gap_that_is_there_moves_as_it_is() -> None:
    assert snapped((1000, 2900), (3100, 5000), at=[3300]) == [(1000, 3100), (3300, 5000)]
    assert snapped((1000, 3000), (3100, 5000), at=[2600]) == [(1000, 3000), (3100, 5000)]


def test_of_several_changes_the_nearest_counts() -> None:
    assert snapped((1000, 3000), at=[1300, 1050, 2700, 3100]) == [(1050, 3100)]


@pytest.mark.parametrize(("at", "start"), [(2950, 3300), (3000, 3000)])
def test_a_profile_with_wide_gaps_keeps_them_before_a_start(at: int, start: int) -> None:
    bbc = load_subtitles("bbc-vertical")
    found = snapped((1000, 2000), (3300, 5000), at=[at], profile=bbc)
    assert found == [(1000, 2000), (start, 5000)]


@pytest.mark.parametrize(("at", "end"), [(2450, 2000), (2400, 2400)])
def test_a_profile_with_wide_gaps_keeps_them_after_an_end(at: int, end: int) -> None:
    bbc = load_subtitles("bbc-vertical")
    found = snapped((1000, 2000), (3400, 5000), at=[at], profile=bbc)
    assert found == [(1000, end), (3400, 5000)]


def test_no_gap_is_made_that_flickers() -> None:
    found = snapped((1000, 3000), (3600, 5000), at=[3190], text="x" * 30)
    assert found[1][0] - found[0][1] in (67, 600)


def test_reading_time_is_worth_more_than_the_picture() -> None:
    long = "x" * 34
    assert snapped((1000, 3000), at=[1300], text=long) == [(1000, 3000)]
    assert snapped((1000, 3000), at=[2800], text=long) == [(1000, 3000)]
    assert snapped((1000, 3000), at=[3200], text=long) == [(1000, 3200)]
    short = replace(HOUSE, shortest_ms=1900)
    assert snapped((1000, 3000), at=[1300], profile=short) == [(1000, 3000)]
    assert snapped((1000, 8000), at=[8200]) == [(1000, 8000)]


@given(
    st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 8000), st.integers(1, 90)), max_size=8),
    st.lists(st.integers(-500, 50_000), max_size=30),
    st.sampled_from(["house", "bbc-vertical", "netflix"]),
)
@settings(max_examples=300, deadline=None)
def test_laws_of_snapping(parts: list[tuple[int, int, int]], changes: list[int], name: str) -> None:
    profile = load_subtitles(name)
    shown, at = [], 0
    for pause, length, letters in parts:
        shown.append((Span(start_ms=at + pause, end_ms=at + pause + length), "x" * letters))
        at += pause + length
    limit = Span(start_ms=0, end_ms=at + 300)
    found = snap(shown, changes, limit, profile)
    assert len(found) == len(shown)
    for new, (old, text) in zip(found, shown, strict=True):
        assert limit.start_ms <= new.start_ms < new.end_ms <= limit.end_ms
        assert abs(new.start_ms - old.start_ms) <= START_MS
        assert abs(new.end_ms - old.end_ms) <= END_MS + START_MS
        length, before = new.end_ms - new.start_ms, old.end_ms - old.start_ms
        if length < before:
            assert length >= profile.shortest_ms
            assert 1000 * len(text) / length <= profile.cps_wished
        assert length <= max(before, profile.longest_ms)
    gaps = [other.start_ms - one.end_ms for one, other in pairwise(found)]
    olds = [other.start_ms - one.end_ms for (one, _), (other, _) in pairwise(shown)]
    for gap, old_gap in zip(gaps, olds, strict=True):
        allowed = {old_gap, 0 if profile.touching else profile.gap_ms}
        assert gap in allowed or gap >= CLOSED_MS
