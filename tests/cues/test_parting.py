"""Where two readings part, told in plain words, with the places to mark."""

from __future__ import annotations

import pytest

from clipmaker.cues.judging.parting import PartingKind, parting


def _told(one: str, other: str, language: str = "en") -> list[tuple[str, str]]:
    return [(f.kind.value, f.message) for f in parting(one, other, language).findings]


def test_words_that_part_are_named_and_marked():
    found = parting("I was waiting for the list.", "I waited for the visa to be ready.", "en")
    assert found.findings[0].kind is PartingKind.WORDS
    assert found.findings[0].message == "One reading says “list”, the other “visa … ready”"
    assert [("I was waiting for the list.")[a:b] for a, b in found.one] == ["list"]
    assert found.alike < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I arrived a month ago.", "I've come here a month ago!"),
        ("He didn't want to talk.", "He did not wish to talk."),
        ("Twenty-one soldiers were killed.", "They killed 21 soldiers."),
        ("It costs 2,000 euros.", "It costs two thousand euros."),
        ("Zelensky thanked them.", "Zelenskyy thanked them."),
        ("The kids were happy.", "The children were glad."),
        ("The man was bitten by the dog.", "The dog bit the man."),
        ("He refused to speak.", "He did not speak."),
        ("One goes home.", "You go home."),
    ],
)
def test_another_choice_of_words_is_no_finding(one, other):
    found = parting(one, other, "en")
    assert not found.facts
    assert found.alike > 0.6


@pytest.mark.parametrize(
    ("one", "other", "kind", "message"),
    [
        ("Three more weeks.", "Three more months.", "number",
         "One reading says “Three weeks”, the other “Three months”"),
        ("He paid 300 euros.", "He paid 3,000 euros.", "number",
         "One reading says “300 euros”, the other “3,000 euros”"),
        ("We took four.", "We took some.", "number", "Only what is shown says “four”"),
        ("It can’t work out.", "It can work out.", "negation", "Only what is shown says “can’t”"),
        ("They shot.", "They never shot.", "negation", "Only the other reading says “never”"),
        ("It is possible.", "It is impossible.", "negation",
         "One reading says “possible”, the other “impossible”"),
        ("They went with Kim.", "They went with Lee.", "name",
         "One reading says “Kim”, the other “Lee”"),
        ("It was in Kursk.", "It was there.", "name", "Only what is shown says “Kursk”"),
        ("The dog bit the man.", "The man bit the dog.", "roles",
         "“dog” and “man” stand the other way round beside “bit” in the other reading"),
        ("I asked him.", "You asked him.", "person", "One reading says “I”, the other “You”"),
    ],
)  # fmt: skip
def test_facts_that_part_come_first(one, other, kind, message):
    assert _told(one, other)[0] == (kind, message)


def test_what_was_told_as_a_number_is_not_told_again_as_a_word():
    assert len(_told("Three more weeks.", "Three more months.")) == 1


def test_german_readings_are_compared_by_their_stems():
    assert not parting(
        "Ich habe auf das Visum gewartet.", "Ich wartete auf das Visum.", "de"
    ).findings
    assert _told("Ich blieb drei Wochen.", "Ich blieb nicht drei Monate.", "de") == [
        ("number", "One reading says “drei Wochen”, the other “drei Monate”"),
        ("negation", "Only the other reading says “nicht”"),
    ]


@pytest.mark.parametrize("language", ["sv", "ja", "xx"])
def test_a_language_without_lists_is_compared_all_the_same(language):
    same, other = (
        ("私は家に帰る", "彼は海へ行く") if language == "ja" else ("Han kom 1990", "Hon gick 1850")
    )
    assert parting(same, same, language).alike == 1
    assert parting(same, other, language).alike < 0.6


def test_an_empty_reading_parts_from_every_other():
    assert parting("", "", "en").alike == 1
    assert parting("I went home.", "", "en").alike == 0
    assert parting("Yes.", "No.", "en").facts


def test_readings_of_strangers_never_end_in_an_error():
    for text in ("n't", "“”", "1.2.3", "\u0301", "²", "I'I'I", "٣ أسابيع", "…", "a" * 5000):
        assert 0 <= parting(text, "three weeks", "en").alike < 1
        assert 0 <= parting("three weeks", text, "de").alike < 1
