"""Words of a known text get times from where a recording is voice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.cutting.spoken import spoken
from clipmaker.cues.model import Span

VOICES = st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 6000)), min_size=1, max_size=8)
TEXTS = st.lists(st.text("abcdé,.?!…", min_size=1, max_size=12), min_size=1, max_size=60).map(
    " ".join
)


def spans(steps: list[tuple[int, int]]) -> list[Span]:
    found, at = [], 0
    for pause, length in steps:
        found.append(Span(start_ms=at + pause, end_ms=at + pause + length))
        at += pause + length
    return found


@given(TEXTS, VOICES)
def test_no_word_is_lost_and_all_are_spoken_in_order_where_there_is_voice(
    text: str, steps: list[tuple[int, int]]
) -> None:
    voices = spans(steps)
    (speech,) = spoken(text, voices)
    assert speech.source == speech.text == text
    assert [word.text for word in speech.words] == text.split()
    assert all(word.start_ms <= word.end_ms for word in speech.words)
    assert all(a.start_ms <= b.start_ms for a, b in pairwise(speech.words))
    for word in speech.words:
        assert any(v.start_ms <= word.start_ms <= v.end_ms for v in voices)
    assert speech.words[-1].end_ms == voices[-1].end_ms


def test_clauses_end_at_the_pauses_near_them() -> None:
    voices = [Span(start_ms=500, end_ms=2600), Span(start_ms=3300, end_ms=6000)]
    (speech,) = spoken("Two soldiers were captured in Kursk. It was, they said, training.", voices)
    times = {word.text: (word.start_ms, word.end_ms) for word in speech.words}
    assert times["Kursk."][1] == 2600
    assert times["It"][0] == 3300


def test_nothing_is_spoken_where_there_is_no_voice() -> None:
    assert spoken("Two soldiers", []) == ()
    assert spoken("  ", [Span(start_ms=0, end_ms=100)]) == ()
