"""Whole sentences: cues gathered across boundaries, in the languages' own marks."""

from __future__ import annotations

import pytest

from clipmaker.cues.cutting.grammar import split_sentences
from clipmaker.cues.cutting.sentences import (
    joined,
    said_digest,
    sentence_with,
    sentences_of,
)
from clipmaker.cues.model import Cue, Word


def _cues(*sources: str, gap_ms: int = 100, speakers: tuple[str, ...] = ()) -> list[Cue]:
    found, at = [], 1000
    for i, source in enumerate(sources):
        speaker = speakers[i] if speakers else ""
        cue = Cue(id=f"c{i + 1}", start_ms=at, end_ms=at + 2000, source=source, text=f"t{i + 1}",
                  speaker=speaker)  # fmt: skip
        found.append(cue)
        at += 2000 + gap_ms
    return found


def _ids(cues: list[Cue], language: str) -> list[str]:
    return [" ".join(one.ids) for one in sentences_of(cues, language)]


@pytest.mark.parametrize(
    ("language", "sources", "expected"),
    [
        ("ko", ("네 명 숙박할 건데", "호텔 디럭스룸은 다 찼다고 하셨는데", "가능한가요?", "네."),
         ["c1 c2 c3", "c4"]),
        ("ja", ("私は捕虜です。昨日", "ここに着きました。", "帰りたい"), ["c1 c2", "c3"]),
        ("zh", ("我昨天到的，", "我想回家。", "他们不让。"), ["c1 c2", "c3"]),
        ("hi", ("मैं कल आया", "था।", "घर जाना है।"), ["c1 c2", "c3"]),
        ("ar", ("أين كنت", "أمس؟", "في البيت."), ["c1 c2", "c3"]),
        ("el", ("Πού ήσουν", "χθες;", "Σπίτι."), ["c1 c2", "c3"]),
        ("en", ("Where were you;", "at home?", "Yes."), ["c1 c2", "c3"]),
        ("am", ("ትናንት ደረስኩ።", "ቤት"), ["c1", "c2"]),
    ],
)  # fmt: skip
def test_a_sentence_ends_where_its_language_says_so(language, sources, expected):
    assert _ids(_cues(*sources), language) == expected


def test_a_full_stop_before_a_small_letter_ends_nothing():
    assert _ids(
        _cues("I went to St.", "petersburg and...", "came back.", "Then I slept."), "en"
    ) == [
        "c1 c2 c3",
        "c4",
    ]


def test_an_interruption_ends_a_sentence():
    assert _ids(_cues("I only wanted —", "You shot at us", "- I never did."), "en") == [
        "c1",
        "c2",
        "c3",
    ]


def test_another_voice_ends_a_sentence():
    cues = _cues("Where were", "you", "at home.", speakers=("Officer", "Officer", "Soldier"))
    assert _ids(cues, "en") == ["c1 c2", "c3"]


def test_a_long_silence_ends_a_sentence_by_the_words_not_by_the_cues():
    cues = _cues("then we", "went home.")
    words = (Word(text="went", start_ms=4900, end_ms=5000, probability=1.0),)
    apart = [cues[0], Cue(id="c2", start_ms=3100, end_ms=5100, source="went home.", text="",
                          words=words)]  # fmt: skip
    assert _ids(cues, "en") == ["c1 c2"]
    assert _ids(apart, "en") == ["c1", "c2"]


def test_thai_has_no_marks_so_a_breath_ends_its_sentence():
    sources = ("ฉันมาถึงเมื่อวาน", "และอยากกลับบ้าน")
    assert _ids(_cues(*sources), "th") == ["c1 c2"]
    assert _ids(_cues(*sources, gap_ms=500), "th") == ["c1", "c2"]


def test_where_nothing_has_a_mark_each_cue_is_a_sentence():
    assert _ids(_cues("네 명", "숙박할 건데", "가능한가요"), "ko") == ["c1", "c2", "c3"]


def test_a_run_without_any_mark_is_cut_where_the_silence_is_longest():
    cues = _cues(*["слово"] * 11, "слово.")
    moved = [
        Cue(id=c.id, start_ms=c.start_ms + (600 if i > 6 else 0), end_ms=c.end_ms + 600 * (i > 6),
            source=c.source, text="") for i, c in enumerate(cues)
    ]  # fmt: skip
    assert _ids(moved, "ru") == ["c1 c2 c3 c4 c5 c6 c7", "c8 c9 c10 c11 c12"]


def test_every_cue_is_in_exactly_one_sentence():
    cues = _cues("One.", "", "two", "three.", "", "four")
    found = sentences_of(cues, "en")
    assert [cue for one in found for cue in one.cues] == cues
    assert sentence_with(found, "c4") is sentence_with(found, "c3")
    assert sentence_with(found, "c9") is None


def test_pieces_are_joined_as_the_language_writes():
    assert joined(["私は捕虜です。", "昨日", "着いた"], "ja") == "私は捕虜です。昨日着いた"
    assert joined(["네 명", "숙박할"], "ko") == "네 명 숙박할"
    assert joined(["", "one ", " two"], "en") == "one two"
    assert joined(["ได้ 3", "วัน"], "th") == "ได้ 3 วัน"


def test_the_digest_is_of_what_was_said_however_it_is_cut():
    whole, cut = _cues("We went home."), _cues("We went", "home.")
    corrected = _cues("We went", "hone.")
    one, two, three = (sentences_of(cues, "en")[0] for cues in (whole, cut, corrected))
    assert said_digest(one) == said_digest(two) != said_digest(three)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He paid 3.5 million. To whom? To J. Smith of St. petersburg.",
         ("He paid 3.5 million.", "To whom?", "To J. Smith of St. petersburg.")),
        ("ja", "「はい。」と言った。本当です。", ("「はい。」", "と言った。", "本当です。")),
        ("es", "¿Cómo? ¡Ya! Sí.", ("¿Cómo?", "¡Ya!", "Sí.")),
        ("el", "Πού ήσουν; Σπίτι.", ("Πού ήσουν;", "Σπίτι.")),
        ("en", "No mark at all", ("No mark at all",)),
    ],
)  # fmt: skip
def test_sentences_of_grammar(language, text, expected):
    assert split_sentences(text, language) == expected
