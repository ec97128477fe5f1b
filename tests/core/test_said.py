"""Which word is lit when, and who says which line."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cues.cutting.lines import break_lines
from clipmaker.cues.model import Cue, Word
from clipmaker.cues.places import places, realigned
from clipmaker.timeline.frames import ms_to_frame
from clipmaker.timeline.model import PlacedCue, SpokenWord
from clipmaker.timeline.said import line_speakers, spoken_words


def said(text: str, *times: tuple[int, int]) -> tuple[Word, ...]:
    return tuple(
        Word(text=word, start_ms=start, end_ms=end, probability=0.9)
        for word, (start, end) in zip(text.split(), times, strict=True)
    )


def cue(text: str, words: tuple[Word, ...] = (), speaker: str = "") -> Cue:
    return Cue(
        id="c1", start_ms=0, end_ms=3000, source=text, text=text, words=words, speaker=speaker
    )


def frame_of(time_ms: int) -> int:
    return ms_to_frame(time_ms, Fraction(30))


def lit(words: tuple[SpokenWord, ...]) -> list[tuple[int, int, int, int, int]]:
    return [(w.line, w.start, w.end, w.start_frame, w.end_frame) for w in words]


def test_each_word_is_lit_while_it_is_spoken_and_through_short_pauses() -> None:
    words = said("no no he left.", (0, 300), (500, 800), (1600, 1900), (1900, 2500))
    found = spoken_words(cue("no no he left.", words), ("no no", "he left."), frame_of, (0, 90))
    assert lit(found) == [(0, 0, 2, 0, 15), (0, 3, 5, 15, 24), (1, 0, 2, 48, 57), (1, 3, 8, 57, 75)]


def test_words_outside_the_cue_are_not_lit() -> None:
    words = said("a b c", (0, 300), (1000, 1200), (2000, 2400))
    found = spoken_words(cue("a b c", words), ("a b c",), frame_of, (20, 50))
    assert lit(found) == [(0, 2, 3, 30, 36)]


def test_a_word_that_is_not_in_the_text_is_passed_over() -> None:
    words = said("well he left", (0, 300), (300, 600), (600, 900))
    assert [p.word.text for p in places(("he left",), words)] == ["he", "left"]


@given(
    st.lists(
        st.tuples(st.text("ab", min_size=1, max_size=6), st.integers(0, 400), st.integers(0, 900)),
        min_size=1,
        max_size=12,
    ),
    st.integers(60, 200),
)
@settings(max_examples=100, deadline=None)
def test_at_most_one_word_is_lit_and_always_inside(
    parts: list[tuple[str, int, int]], width: int
) -> None:
    words, at = [], 0
    for text, pause, length in parts:
        words.append(
            Word(text=text, start_ms=at + pause, end_ms=at + pause + length, probability=1)
        )
        at += pause + length
    text = " ".join(word.text for word in words)
    lines = break_lines(
        text, measure=lambda t: 10.0 * len(t), width_px=width, lines=9, lines_at_most=99
    )
    assert lines is not None
    end = frame_of(at) + 1
    found = spoken_words(cue(text, tuple(words)), lines, frame_of, (0, end))
    assert all(0 <= w.start_frame < w.end_frame <= end for w in found)
    assert all(a.end_frame <= b.start_frame for a, b in pairwise(found))
    shown = [lines[w.line][w.start : w.end] for w in found]
    assert all(part in text for part in shown)
    assert len(found) <= len(words)


def test_corrected_words_take_the_time_of_those_they_correct() -> None:
    words = said("he let yesterday", (0, 300), (400, 700), (800, 1500))
    new = realigned(words, "He had left, yesterday!")
    assert [w.text for w in new] == ["He", "had", "left,", "yesterday!"]
    assert [(w.start_ms, w.end_ms) for w in new] == [(0, 300), (400, 512), (512, 700), (800, 1500)]
    assert realigned((), "He left") == ()
    more = realigned(words, "So he let yesterday go")
    assert [w.start_ms for w in more] == [0, 0, 400, 800, 1500]
    assert [w.text for w in realigned(words, "he")] == ["he"]


def test_two_people_in_one_cue_have_lines_and_colours_of_their_own() -> None:
    text = "– What is your name? – My name is Ri."
    lines = break_lines(
        text, measure=lambda t: 10.0 * len(t), width_px=150, lines=2, lines_at_most=4
    )
    assert lines == ("– What is", "your name?", "– My name is Ri.") or len(lines or ()) == 4
    colours = {"": 0, "Officer": 1, "Soldier": 2}
    two = line_speakers(cue(text, speaker="Officer / Soldier"), lines or (), colours)
    assert two[:2] == (1, 1)
    assert set(two[2:]) == {2}
    assert line_speakers(cue(text), lines or (), colours) == (0,) * len(lines or ())
    assert line_speakers(cue("Yes.", speaker="Soldier"), ("Yes.",), colours) == (2,)


def test_turns_that_need_too_many_lines_do_not_fit() -> None:
    text = "– One. – Two. – Three. – Four."
    wide = {"measure": lambda t: 10.0 * len(t), "width_px": 400.0, "lines": 2}
    assert break_lines(text, lines_at_most=3, **wide) is None  # type: ignore[arg-type]
    four = break_lines(text, lines_at_most=4, **wide)  # type: ignore[arg-type]
    assert four == ("– One.", "– Two.", "– Three.", "– Four.")


def test_stretches_cover_a_cue_once_with_the_word_that_is_lit() -> None:
    from clipmaker.render.words import lit_stretches

    words = tuple(
        SpokenWord(line=0, start=i, end=i + 1, start_frame=a, end_frame=b)
        for i, (a, b) in enumerate([(5, 12), (12, 20), (25, 40)])
    )
    placed = PlacedCue(
        footage="f", id="c", start_frame=10, end_frame=30, lines=("abc",), words=words
    )
    found = [(first, end, word and word.start) for first, end, word in lit_stretches(placed)]
    assert found == [(10, 12, 0), (12, 20, 1), (20, 25, None), (25, 30, 2)]
    bare = PlacedCue(footage="f", id="c", start_frame=10, end_frame=30, lines=("abc",))
    assert list(lit_stretches(bare)) == [(10, 30, None)]
