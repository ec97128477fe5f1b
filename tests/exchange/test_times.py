"""Times of a file that is taken in: ordered, on the footage's own time, and possible."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.model import Word
from clipmaker.errors import InputError
from clipmaker.exchange.model import SubtitleEvent
from clipmaker.exchange.times import timed

FILE = Path("a.srt")


def event(start: int, end: int, text: str = "Hello", **more: object) -> SubtitleEvent:
    lines = (text,) if text else ()
    return SubtitleEvent(start_ms=start, end_ms=end, lines=lines, place=f"line {start}", **more)


def fitted(
    *events: SubtitleEvent, offset_ms: int = 0, duration_ms: int | None = 10_000
) -> list[tuple]:
    found = timed(FILE, events, offset_ms=offset_ms, duration_ms=duration_ms)
    return [(e.start_ms, e.end_ms, e.lines) for e in found]


def test_they_are_put_in_order_and_those_without_text_left_out() -> None:
    found = fitted(event(3000, 4000, "b"), event(0, 500, ""), event(1000, 2000, "a"))
    assert found == [(1000, 2000, ("a",)), (3000, 4000, ("b",))]
    assert fitted() == []


def test_an_offset_moves_everything() -> None:
    word = Word(text="Hello", start_ms=36_001_000, end_ms=36_001_500, probability=1)
    events = [event(36_001_000, 36_002_000, words=(word,))]
    found = timed(FILE, events, offset_ms=-36_000_000, duration_ms=10_000)
    assert (found[0].start_ms, found[0].words[0].end_ms) == (1000, 1500)


def test_overlaps_of_rounding_are_cut() -> None:
    assert [end for _, end, _ in fitted(event(0, 1100), event(1000, 2000))] == [1000, 2000]


def test_two_people_at_once_get_a_dash_each() -> None:
    found = fitted(event(0, 1000, "- Where?", speaker="A"), event(0, 1000, "Here."))
    assert found == [(0, 1000, ("– Where?", "– Here."))]
    three = [event(0, 1000, text, speaker=text) for text in ("A", "B", "C")]
    assert fitted(*three) == [(0, 1000, ("– A", "– B", "– C"))]
    (one,) = timed(FILE, three, offset_ms=0, duration_ms=10_000)
    assert one.speaker == "A / B / C"
    assert fitted(event(0, 1000), event(0, 1000)) == [(0, 1000, ("Hello",))]


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([event(1000, 1000)], "line 1000: ends at 0:01.000, not after its start"),
        ([event(9000, 10_101)], "line 9000: ends at 0:10.101, past the end.*0:10.000"),
        ([event(-1, 1000)], "begins before the footage"),
        ([event(0, 1101), event(1000, 2000)], "line 1000: begins at 0:01.000, before line 0 ends"),
        ([event(0, 1000, "a\u202eb")], "line 0: its text holds U\\+202E"),
    ],
)
def test_times_that_cannot_be_are_named(events: list[SubtitleEvent], message: str) -> None:
    with pytest.raises(InputError, match=message):
        fitted(*events)


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        fitted(event(1000, 900), event(2000, 1900))
    assert len(caught.value.problems) == 2
    assert fitted(event(9000, 10_100))


@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 900)), max_size=8))
def test_what_passes_never_overlaps(spans: list[tuple[int, int]]) -> None:
    events = [event(start, start + length, f"t{i}") for i, (start, length) in enumerate(spans)]
    try:
        found = timed(FILE, events, offset_ms=0, duration_ms=10_000)
    except InputError:
        return
    assert all(e.start_ms < e.end_ms for e in found)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(found))
    text = " ".join(e.text for e in found)
    assert all(f"t{i}" in text for i in range(len(spans)))
