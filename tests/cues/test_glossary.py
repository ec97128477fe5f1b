"""Names: found in both texts, near misses put right visibly, and what is missing is flagged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cue_values import cue, machine_cue, seen
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.judging.flags import flagged
from clipmaker.cues.judging.glossary import (
    Term,
    is_derived,
    is_written,
    source_spellings,
    spoken_as,
    united,
)
from clipmaker.cues.judging.names import CHANGED, corrected
from clipmaker.cues.judging.near import letters_apart, near_miss, near_source
from clipmaker.cues.maker import person
from clipmaker.cues.model import Cue, Severity, Status, Word

KURSK = Term(spelling="Kursk", sources=("쿠르스크", "Курск", "كورسك", "Koursk", "库尔斯克"))
UKRAINE = Term(spelling="Ukraine", sources=("우크라이나", "Украина", "Україна", "أوكرانيا"))
ZELENSKYY = Term(
    spelling="Volodymyr Zelenskyy", sources=("볼로디미르 젤렌스키", "Владимир Зеленский")
)
KIM = Term(spelling="Kim Jong-un", sources=("김정은",))
MAY = Term(spelling="May", sources=("메이",))
ALL = (KURSK, UKRAINE, ZELENSKYY, KIM, MAY)


@pytest.mark.parametrize(
    ("term", "text", "language"),
    [
        (KURSK, "쿠르스크에서 잡혔습니다", "ko"),
        (KURSK, "그는 러시아 쿠르스크로 갔다", "ko"),
        (KURSK, "Это было в Курске.", "ru"),
        (KURSK, "КУРСК", "ru"),
        (KURSK, "وبكورسك اليوم", "ar"),
        (KURSK, "他在库尔斯克被捕", "zh"),
        (KURSK, "à Koursk hier", "fr"),
        (UKRAINE, "Они были в Украине", "ru"),
        (UKRAINE, "зі всієї України", "uk"),
        (UKRAINE, "في اوكرانيا", "ar"),
        (ZELENSKYY, "у Владимира Зеленского", "ru"),
        (ZELENSKYY, "볼로디미르젤렌스키 대통령", "ko"),
    ],
)
def test_a_name_is_found_with_the_endings_of_its_language(
    term: Term, text: str, language: str
) -> None:
    assert spoken_as(term, text, language) in term.sources


@pytest.mark.parametrize(
    ("term", "text", "language"),
    [
        (KURSK, "모스쿠르스크", "ko"),
        (KURSK, "подкурсковый", "ru"),
        (KURSK, "Курсанты", "ru"),
        (KURSK, "Курск", "ko"),
        (Term(spelling="Mali", sources=("Mali",)), "una malicia", "es"),
        (Term(spelling="Kursk"), "쿠르스크", "ko"),
    ],
)
def test_and_not_where_it_is_not(term: Term, text: str, language: str) -> None:
    assert spoken_as(term, text, language) == ""


def test_only_spellings_of_the_spoken_language_count() -> None:
    assert source_spellings(KURSK, "ko") == ("쿠르스크",)
    assert source_spellings(KURSK, "uk") == ("Курск",)
    assert source_spellings(KURSK, "es") == ("Koursk",)


@pytest.mark.parametrize(
    ("name", "word", "derived"),
    [
        ("Russia", "Russian", True),
        ("Ukraine", "Ukrainians", True),
        ("Turkey", "Turkish", True),
        ("Spain", "Spanish", True),
        ("Germany", "German", True),
        ("Germany", "Germans,", True),
        ("North Korea", "Koreans", True),
        ("Iraq", "Iraq's", False),
        ("Zelenskyy", "Zelensky", False),
        ("Ukraine", "Ukraina", False),
        ("Ukraine", "ukrainian", False),
        ("Iran", "Iraq", False),
    ],
)
def test_words_made_from_a_name_are_no_misses(name: str, word: str, derived: bool) -> None:
    assert is_derived(Term(spelling=name), word) == derived


def test_the_same_term_twice_is_one() -> None:
    mine = Term(spelling="Kyiv", sources=("키이우",), note="not Kiev")
    theirs = Term(spelling="KYIV", sources=("Киев", "키이우"))
    assert united([mine], [theirs, KIM]) == (
        Term(spelling="Kyiv", sources=("키이우", "Киев"), note="not Kiev"),
        KIM,
    )
    assert united([mine], [theirs])[0].note == "not Kiev"


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        (KURSK, "They were near Cursk.", "Cursk"),
        (KURSK, "They were in Koursk.", "Koursk"),
        (KURSK, "Kursq's people", "Kursq"),
        (KIM, "Kim Jong Un spoke", "Kim Jong Un"),
        (KIM, "Kim Jong-Un spoke", "Kim Jong-Un"),
        (ZELENSKYY, "Volodymir Zelensky said", "Volodymir Zelensky"),
        (Term(spelling="Excalibur"), "It is Exkali-Bur.", "Exkali-Bur"),
        (Term(spelling="Zelenskyy"), "Zelénskyy", "Zelénskyy"),
        (MAY, "may spoke", "may"),
    ],
)
def test_near_misses_of_what_is_spoken(term: Term, text: str, found: str) -> None:
    miss = near_miss(term, text, ALL, spoken=True)
    assert miss is not None
    assert (miss.text, text[miss.start : miss.end]) == (found, found)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Term(spelling="Iran"), "They flew to Iraq."),
        (Term(spelling="Gambia"), "They flew to Zambia."),
        (Term(spelling="Austria"), "They flew to Australia."),
        (KURSK, "They were near Cursk."),
        (MAY, "You may go."),
        (MAY, "You may go in June"),
        (UKRAINE, "Ukrainian soldiers"),
        (KURSK, "Kursk"),
    ],
)
def test_what_is_not_spoken_is_left_alone(term: Term, text: str) -> None:
    assert near_miss(term, text, ALL, spoken=False) is None


def test_without_being_heard_only_one_letter_of_a_long_name_may_differ() -> None:
    miss = near_miss(Term(spelling="Zelenskyy"), "Zelensky said", (), spoken=False)
    assert miss is not None
    assert miss.text == "Zelensky"
    other = Term(spelling="Zelenska")
    assert near_miss(Term(spelling="Zelenskyy"), "Zelenska said", (other,), spoken=True) is None


def test_two_as_near_are_none() -> None:
    assert near_miss(KURSK, "Cursk and Kursq", (), spoken=True) is None
    twice = near_miss(KURSK, "Cursk and Cursk", (), spoken=True)
    assert twice is not None
    assert twice.start == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("꾸르스크에서", None),
        ("쿠르스키에서 잡혔다", ("쿠르스키", "쿠르스크")),
        ("쿠르스에서", None),
        ("쿠르스크", None),
        ("그는 말했다", None),
    ],
)
def test_a_name_misheard_by_a_letter(text: str, expected: tuple[str, str] | None) -> None:
    found = near_source(KURSK, text, "ko")
    assert (found and (found[0].text, found[1])) == expected


def test_short_names_and_scripts_without_spaces_are_never_guessed() -> None:
    assert near_source(Term(spelling="Seoul", sources=("서울",)), "서운", "ko") is None
    assert near_source(KURSK, "库尔斯可", "zh") is None


def test_letters_apart() -> None:
    words = ("", "kursk", "cursk", "kusrk", "kurs", "kurskk", "abc")
    found = [letters_apart(word, "kursk") for word in words]
    assert found == [5, 0, 1, 1, 1, 1, 5]


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_letters_apart_is_a_distance_but_for_swaps(one: str, other: str, third: str) -> None:
    assert letters_apart(one, other) == letters_apart(other, one)
    assert (letters_apart(one, other) == 0) == (one == other)
    assert letters_apart(one, other) <= max(len(one), len(other))
    assert letters_apart(one + third, other + third) <= letters_apart(one, other)


def put_right(one: Cue, language: str = "ko", audience: str = "en") -> Cue:
    return corrected([one], ALL, language, audience)[0]


def test_a_near_miss_is_put_right_and_told() -> None:
    before = machine_cue(
        source="쿠르스크에서 잡혔다", text="They were taken at Cursk.", waived_by="K", waiver="x"
    )
    after = put_right(before)
    assert after.text == "They were taken at Kursk."
    assert after.source == before.source
    assert (after.status, after.translated, after.waiver) == (Status.MACHINE, before.translated, "")
    first = after.flags[0]
    assert (first.code, first.severity) == (CHANGED, Severity.WARNING)
    assert first.message == "By the glossary “Cursk” was changed to “Kursk”"
    assert put_right(after) == after


def test_another_way_to_write_it_is_put_right_quietly() -> None:
    after = put_right(machine_cue(source="그는", text="Kim Jong Un said so."))
    assert after.text == "Kim Jong-un said so."
    assert after.flags[0].severity is Severity.NOTICE


def test_a_misheard_name_is_put_right_in_the_source_and_its_words() -> None:
    words = (Word(text="쿠르스키에서", start_ms=0, end_ms=900, probability=0.4),)
    after = put_right(machine_cue(source="쿠르스키에서 잡혔다", text="At Cursk.", words=words))
    assert (after.source, after.text) == ("쿠르스크에서 잡혔다", "At Kursk.")
    assert after.words == (replace(words[0], text="쿠르스크에서"),)
    assert "“쿠르스키” was taken for “쿠르스크”" in after.flags[0].message


def test_in_the_audiences_language_both_texts_are_one() -> None:
    text = "Kim Jong Un spoke."
    after = put_right(machine_cue(source=text, text=text), language="en")
    assert after.source == after.text == "Kim Jong-un spoke."


@pytest.mark.parametrize("status", [Status.EDITED, Status.APPROVED])
def test_what_a_person_wrote_is_never_changed(status: Status) -> None:
    written = cue(source="쿠르스크에서", text="At Cursk.", status=status)
    assert put_right(written) == written


def flags_of(*cues: Cue, **more: object) -> list[list[tuple[str, Severity, str]]]:
    found = flagged(cues, seen(glossary=ALL, **more))
    names = ("names-differ", "name-added", CHANGED)
    return [[(f.code, f.severity, f.message) for f in c.flags if f.code in names] for c in found]


def test_a_name_that_is_spoken_and_missing_is_serious() -> None:
    one = machine_cue(source="쿠르스크에서", text="They were taken there.")
    assert flags_of(one) == [
        [("names-differ", Severity.SERIOUS, "“쿠르스크” (Kursk) is spoken, but not in the text")]
    ]
    assert flags_of(replace(one, status=Status.EDITED))[0]
    assert flags_of(replace(one, status=Status.APPROVED)) == [[]]
    assert flags_of(replace(one, text="")) == [[]]
    assert flags_of(one, audience="ko", language="ko") == [[]]


def test_a_neighbour_may_hold_the_name() -> None:
    one = machine_cue("c1", 0, 1000, source="쿠르스크에서", text="They were")
    other = machine_cue("c2", 1000, 2000, source="잡혔다", text="taken at Kursk.")
    assert flags_of(one, other) == [[], []]


def test_a_name_spelt_otherwise_is_a_warning() -> None:
    one = cue(source="쿠르스크에서", text="At Cursk.", status=Status.EDITED)
    assert flags_of(one) == [
        [("names-differ", Severity.WARNING, "“Cursk” is spelt “Kursk” in the glossary")]
    ]
    assert flags_of(replace(one, text="Ukrainians at Kursk")) == [[]]


def test_a_name_that_nobody_said_is_serious() -> None:
    one = machine_cue(source="그는 말했다", text="He spoke in Kursk.")
    told = "“Kursk” is in the text, but was not heard in what is spoken"
    assert flags_of(one) == [[("name-added", Severity.SERIOUS, told)]]
    assert flags_of(replace(one, status=Status.EDITED, text_by=(person(),))) == [[]]
    unknown = Term(spelling="Kursk")
    assert flagged([one], seen(glossary=(unknown,)))[0].flags == flagged([one], seen())[0].flags


def test_that_a_name_was_changed_is_told_until_somebody_approves() -> None:
    changed = put_right(machine_cue(source="쿠르스크에서", text="At Cursk."))
    assert flags_of(changed)[0][0][0] == CHANGED
    assert flags_of(replace(changed, status=Status.APPROVED)) == [[]]


def test_is_written() -> None:
    assert is_written(UKRAINE, "the Ukrainians' side")
    assert is_written(UKRAINE, "Ukraine's")
    assert not is_written(UKRAINE, "ukraine")


def test_a_corrected_word_of_the_audiences_language_keeps_its_time() -> None:
    said = "He met Zelensky today."
    words = tuple(
        Word(text=text, start_ms=500 * i, end_ms=500 * i + 400, probability=0.9)
        for i, text in enumerate(said.split())
    )
    one = machine_cue(source=said, text=said, words=words)
    name = Term(spelling="Zelenskyy", sources=("Zelensky",))
    (fixed,) = corrected([one], (name,), "en", "en")
    assert fixed.source == fixed.text == "He met Zelenskyy today."
    assert [(w.text, w.start_ms) for w in fixed.words] == [
        ("He", 0), ("met", 500), ("Zelenskyy", 1000), ("today.", 1500),
    ]  # fmt: skip
