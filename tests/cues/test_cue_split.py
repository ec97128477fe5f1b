"""Utterances cut into cues: no word lost, no overlap, nothing outside, order kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from cue_values import HOUSE, ROOM, SURE
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cues.cutting.build import build_cues
from clipmaker.cues.cutting.lines import break_lines
from clipmaker.cues.cutting.split import CueBounds, Speech, split
from clipmaker.cues.cutting.timing import lay_out
from clipmaker.cues.model import Span, Word

LIMIT = Span(start_ms=0, end_ms=100_000)


def spoken(text: str, start_ms: int, word_ms: int = 300, pause_ms: int = 0) -> tuple[Word, ...]:
    """Words said one after the other, with a pause after each sentence."""
    words, at = [], start_ms
    for part in text.split():
        words.append(Word(text=part, start_ms=at, end_ms=at + word_ms, probability=0.9))
        at += word_ms + (pause_ms if part[-1] in ".?!" else 0)
    return tuple(words)


def speech(source: str, text: str, *, guided: bool = True, pause_ms: int = 500) -> Speech:
    words = spoken(source, 1000, pause_ms=pause_ms)
    end = words[-1].end_ms
    step = (end - 1000) // len(text.split())
    guide = spoken(text, 1000, word_ms=step) if guided else ()
    return Speech(
        span=Span(start_ms=950, end_ms=end + 100),
        source=source,
        text=text,
        words=words,
        text_words=guide,
        heard=SURE,
        translated=SURE,
    )


TWO_SENTENCES = speech(
    "저는 시월에 징집되었습니다 열흘 뒤에. 그들은 훈련이라고 말했습니다 우리에게 매일.",
    "I was drafted in October, ten days later. They told us every day that it was training.",
)


def test_sentences_become_cues_of_the_same_span() -> None:
    pieces = split(TWO_SENTENCES, ROOM)
    assert [(p.source, p.text) for p in pieces] == [
        (
            "저는 시월에 징집되었습니다 열흘 뒤에.",
            "I was drafted in October, ten days later.",
        ),
        (
            "그들은 훈련이라고 말했습니다 우리에게 매일.",
            "They told us every day that it was training.",
        ),
    ]
    assert [p.span.start_ms for p in pieces] == [1000, 3000]
    assert pieces[1].words[0].text == "그들은"


def test_a_sentence_ends_where_a_sentence_ends_though_the_guide_is_a_word_off() -> None:
    source = "저는 시월에 징집되었습니다 열흘 뒤에. 그들은 훈련이라고 말했습니다 우리에게 매일."
    words = spoken(source, 1000, word_ms=500)
    text = "I was drafted in October, ten days later. They told us every day it was training."
    guide = spoken("I was drafted in October, ten days", 1000, word_ms=280)
    guide += spoken("later. They told us every day it was training.", 3600, word_ms=280)
    said = Speech(
        span=Span(start_ms=1000, end_ms=6100),
        source=source,
        text=text,
        words=words,
        text_words=guide,
    )
    assert split(said, ROOM)[0].source.endswith("뒤에.")


def test_a_short_utterance_stays_one_cue() -> None:
    pieces = split(speech("무엇을 도와드릴까요?", "How can I help you?"), ROOM)
    assert [p.text for p in pieces] == ["How can I help you?"]


def test_without_a_guide_the_text_is_shared_by_its_length() -> None:
    guided = replace(TWO_SENTENCES, text_words=())
    assert [p.source for p in split(guided, ROOM)] == [p.source for p in split(TWO_SENTENCES, ROOM)]


def test_footage_in_the_audiences_language_shows_what_is_said() -> None:
    text = "And so, my fellow citizens, ask what you can do. Ask what we can do together."
    said = Speech(
        span=Span(start_ms=900, end_ms=8000),
        source=text,
        text=text,
        words=spoken(text, 1000),
        text_words=spoken(text, 1000),
    )
    pieces = split(said, ROOM)
    assert len(pieces) > 1
    assert all(p.source == p.text for p in pieces)


def test_words_with_opening_marks_keep_them() -> None:
    said = speech("¿Qué pasó? ¡Nada! Nadie vino anoche.", "What happened? Nothing! Nobody came.")
    assert "".join(p.source for p in split(said, ROOM)).replace(" ", "") == said.source.replace(
        " ", ""
    )


WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=8)
MARKS = st.sampled_from(["", "", "", ",", ".", "?"])
TEXTS = st.lists(st.tuples(WORDS, MARKS).map("".join), min_size=1, max_size=40).map(" ".join)
ROOMS = st.builds(
    CueBounds,
    profile=st.builds(
        replace,
        st.just(HOUSE),
        gap_ms=st.sampled_from([0, 67, 1000]),
        lines=st.just(1),
        lines_at_most=st.integers(1, 3),
        shortest_ms=st.integers(300, 1200),
        longest_ms=st.integers(3000, 8000),
    ),
    measure=st.just(ROOM.measure),
    width_px=st.sampled_from([100.0, 200.0, 260.0, 400.0]),
)


@given(
    source=TEXTS,
    text=TEXTS,
    word_ms=st.integers(20, 900),
    pause_ms=st.integers(0, 1500),
    guided=st.booleans(),
    room=ROOMS,
    changes=st.lists(st.integers(0, 30_000), max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_laws_of_cues(
    source: str,
    text: str,
    word_ms: int,
    pause_ms: int,
    guided: bool,
    room: CueBounds,
    changes: list[int],
) -> None:
    words = spoken(source, 1000, word_ms, pause_ms)
    end = words[-1].end_ms
    guide = spoken(text, 1000, max(1, (end - 1000) // len(text.split()))) if guided else ()
    first = Speech(
        span=Span(start_ms=960, end_ms=end + 60),
        source=source,
        text=text,
        words=words,
        text_words=guide,
    )
    second = replace(
        first,
        span=Span(start_ms=end + 900, end_ms=end + 1900),
        words=spoken(source, end + 900, max(1, 1000 // len(source.split()))),
        text_words=(),
    )
    pieces = split(first, room)
    assert all(first.span.start_ms <= p.span.start_ms < p.span.end_ms for p in pieces)
    assert all(a.span.end_ms <= b.span.start_ms for a, b in pairwise(pieces))
    assert pieces[-1].span.end_ms <= first.span.end_ms
    limit = Span(start_ms=0, end_ms=end + 4000)
    cues = build_cues([first, second], used=limit, limit=limit, room=room, changes_ms=changes)
    assert " ".join(c.text for c in cues).split() == (text + " " + text).split()
    assert " ".join(c.source for c in cues).split() == (source + " " + source).split()
    assert [w for c in cues for w in c.words] == [*first.words, *second.words]
    for cue in cues:
        assert limit.start_ms <= cue.start_ms < cue.end_ms <= limit.end_ms
        assert cue.end_ms - cue.start_ms <= room.profile.longest_ms
        lines = break_lines(
            cue.text,
            measure=room.measure,
            width_px=room.width_px,
            lines=room.profile.lines,
            lines_at_most=room.profile.lines_at_most,
        )
        assert lines is not None
    for one, other in pairwise(cues):
        assert one.end_ms <= other.start_ms


def test_a_loop_of_200_words_in_two_seconds_still_obeys() -> None:
    looped = "I was in the middle of the room, " * 25 + "I was."
    said = replace(speech("밖에 있었다", looped), span=Span(start_ms=950, end_ms=2900))
    cues = build_cues([said], used=LIMIT, limit=LIMIT, room=ROOM)
    assert " ".join(c.text for c in cues) == looped
    assert all(c.start_ms < c.end_ms for c in cues)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(cues))


def laid(*spoken_: tuple[int, int, str]) -> list[tuple[int, int]]:
    spans = lay_out([(Span(start_ms=a, end_ms=b), text) for a, b, text in spoken_], LIMIT, HOUSE)
    return [(s.start_ms, s.end_ms) for s in spans]


def test_a_cue_hangs_on_until_it_can_be_read() -> None:
    assert laid((1000, 1500, "x" * 34)) == [(1000, 3000)]


def test_a_cue_hangs_on_for_a_second_and_a_half_at_most() -> None:
    assert laid((1000, 1500, "x" * 170)) == [(1000, 3000)]


def test_a_cue_is_never_shorter_than_the_profile_allows() -> None:
    assert laid((1000, 1200, "No.")) == [(1000, 1833)]


def test_a_cue_is_never_longer_than_the_profile_allows() -> None:
    assert laid((1000, 12_000, "Well...")) == [(1000, 8000)]


def test_flickering_gaps_are_closed_to_two_frames() -> None:
    assert laid((1000, 2000, "x" * 10), (2300, 4000, "y")) == [(1000, 2233), (2300, 4000)]


def test_real_pauses_stay_open() -> None:
    assert laid((1000, 2000, "x" * 10), (3300, 4300, "y")) == [(1000, 2000), (3300, 4300)]


def test_a_cue_that_lacks_time_takes_some_of_the_next() -> None:
    (_, first_end), (second, _) = laid((1000, 2000, "x" * 27), (2000, 6000, "y" * 20))
    assert first_end > 2000 - HOUSE.gap_ms
    assert second - first_end == HOUSE.gap_ms
    assert second <= 2700


def test_a_profile_with_a_wide_gap_leaves_it_or_none() -> None:
    bbc = replace(HOUSE, gap_ms=1000)
    pairs = [(Span(start_ms=1000, end_ms=2000), "x"), (Span(start_ms=2700, end_ms=4000), "y")]
    spans = lay_out(pairs, LIMIT, bbc)
    assert spans[0].end_ms == spans[1].start_ms


def test_only_what_is_said_in_the_used_span_becomes_a_cue() -> None:
    used = Span(start_ms=2900, end_ms=20_000)
    cues = build_cues([TWO_SENTENCES], used=used, limit=LIMIT, room=ROOM)
    assert [c.text for c in cues] == ["They told us every day that it was training."]
    assert not cues[0].flags


def test_a_sentence_that_the_in_point_cuts_is_kept_whole_and_flagged() -> None:
    used = Span(start_ms=2000, end_ms=20_000)
    cues = build_cues([TWO_SENTENCES], used=used, limit=LIMIT, room=ROOM)
    assert [[f.code for f in c.flags] for c in cues] == [["cut-off"], []]
    assert cues[0].text.startswith("I was drafted")


@pytest.mark.parametrize("text", ["", "English."])
def test_a_cue_without_a_translation_is_cut_by_its_own_words(text: str) -> None:
    said = replace(TWO_SENTENCES, text=text, text_words=())
    cues = build_cues([said], used=LIMIT, limit=LIMIT, room=ROOM)
    assert " ".join(c.source for c in cues) == TWO_SENTENCES.source
    assert "".join(c.text for c in cues) == text


def test_cues_of_an_utterance_that_was_not_heard_whole_say_so() -> None:
    cues = build_cues([replace(TWO_SENTENCES, whole=False)], used=LIMIT, limit=LIMIT, room=ROOM)
    assert [c.flags[0].code for c in cues] == ["words-missing", "words-missing"]
