"""Two readings of a sentence: nothing that people wrote is lost, and nothing changes in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import WHISPER, cue, machine_cue, sheet

from clipmaker.cues.cutting.sentences import said_digest, sentences_of
from clipmaker.cues.maker import machine, person
from clipmaker.cues.model import CueSheet, Status
from clipmaker.cues.reviewing import edit as desk
from clipmaker.cues.reviewing.second import (
    NO_SECOND,
    SecondReading,
    can_take_other,
    spoken_of,
    take_other,
    touched,
    unread,
    with_reading,
)
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.cues.sheets.threeway import threeway
from clipmaker.errors import ReviewError

FIREFOX = machine("firefox pt-en")
HEARD = sheet(
    machine_cue("c1", 0, 2000, source="Depois fiz o visto", text="Then I saw the list"),
    machine_cue("c2", 2100, 4000, source="e esperei.", text="and waited."),
    machine_cue("c3", 4100, 6000, source="Três semanas.", text="Three weeks."),
    language="pt",
)


def reading(there: CueSheet, *texts: str, number: int = 0, **more: object) -> SecondReading:
    one = sentences_of(there.cues, there.language, there.audience)[number]
    values: dict = {"by": (FIREFOX,), "texts": texts, **more}
    return SecondReading(ids=one.ids, of=said_digest(one), spoken=spoken_of(one), **values)


def read(there: CueSheet = HEARD, *, first: bool = False) -> CueSheet:
    there = with_reading(there, reading(there, "Then I applied for the visa and waited."),
                         first=first)  # fmt: skip
    return with_reading(there, reading(there, "Three weeks.", number=1), first=first)


def texts(there: CueSheet) -> list[str]:
    return [one.text for one in there.cues]


def others(there: CueSheet) -> list[str]:
    return [one.other for one in there.cues]


def test_a_reading_stands_beside_what_is_shown_over_the_same_cues():
    done = read()
    assert texts(done) == texts(HEARD)
    assert others(done) == ["Then I applied for the visa", "and waited.", "Three weeks."]
    assert {one.other_by for one in done.cues} == {(FIREFOX,)}
    assert not unread(done)


def test_shown_first_keeps_the_engines_reading_with_its_doubts():
    done = read(first=True)
    assert texts(done) == ["Then I applied for the visa", "and waited.", "Three weeks."]
    assert others(done) == texts(HEARD)
    one = done.cues[0]
    assert (one.text_by, one.other_by) == ((FIREFOX,), (WHISPER,))
    assert (one.translated, one.other_translated) == (None, HEARD.cues[0].translated)
    assert not touched(done)


def test_where_nothing_is_shown_yet_a_reading_is_shown():
    empty = replace(
        HEARD,
        audience="de",
        cues=tuple(replace(one, text="", text_by=(), translated=None) for one in HEARD.cues),
    )
    done = with_reading(empty, reading(empty, "Dann beantragte ich das Visum und wartete."))
    assert " ".join(texts(done)[:2]) == "Dann beantragte ich das Visum und wartete."
    assert others(done) == ["", "", ""]


def test_half_a_reading_is_none_and_says_why():
    spoken = sheet(machine_cue(source="Foi. Depois fiz o visto.", text="It was."), language="pt")
    done = with_reading(spoken, reading(spoken, "It was.", "", refused=("firefox: it was away",)))
    (one,) = done.cues
    assert (one.text, one.other, one.reading_of) == ("It was.", "", "")
    assert one.flags[0].code == NO_SECOND
    assert one.flags[0].message.endswith("it was away")
    assert unread(done)
    again = with_reading(done, reading(done, "It was.", "Then I did the visa."))
    assert NO_SECOND not in {flag.code for flag in again.cues[0].flags}
    assert again.cues[0].other == "It was. Then I did the visa."


def test_taking_the_other_reading_keeps_both_for_the_whole_sentence():
    done = take_other(read(), "c2", who="Kim")
    assert texts(done) == ["Then I applied for the visa", "and waited.", "Three weeks."]
    assert others(done) == ["Then I saw the list", "and waited.", "Three weeks."]
    first, second, third = done.cues
    assert (first.text_by, first.other_by) == ((FIREFOX,), (WHISPER,))
    assert (first.status, second.status) == (Status.MACHINE, Status.MACHINE)
    assert (first.edited_by, third.edited_by) == ("Kim", "")
    back = take_other(done, "c1", who="Kim")
    assert texts(back) == texts(HEARD)
    assert back.cues[0].translated == HEARD.cues[0].translated


def test_taking_withdraws_an_approval_and_a_waiver():
    approved = desk.approve(read(), ["c1", "c2"], "Ana", "2026")
    waived = desk.waive(approved, "c1", who="Ana", reason="late")
    done = take_other(waived, "c1", who="Kim")
    assert [one.approved_by for one in done.cues] == ["", "", ""]
    assert (done.cues[0].waiver, done.cues[0].status) == ("", Status.MACHINE)


def test_there_is_nothing_to_take_without_another_reading():
    with pytest.raises(ReviewError, match="no other reading"):
        take_other(HEARD, "c1", who="Kim")
    with pytest.raises(ReviewError, match="no cue"):
        take_other(HEARD, "c9", who="Kim")


def test_the_same_reading_twice_is_none_to_take():
    same = read()
    assert can_take_other(sentences_of(same.cues, "pt")[0])
    assert not can_take_other(sentences_of(same.cues, "pt")[1])
    with pytest.raises(ReviewError, match="the same"):
        take_other(same, "c3", who="Kim")
    # However it is cut: it is the sentence that would be taken.
    words = with_reading(HEARD, reading(HEARD, "Then I saw the list and waited."))
    assert not can_take_other(sentences_of(words.cues, "pt")[0])


def test_what_a_person_wrote_stays_and_the_new_reading_stands_beside_it():
    wrote = desk.edit(read(first=True), "c1", who="Kim", text="Then I got the visa")
    corrected = desk.edit(wrote, "c2", who="Kim", source="e esperei muito.")
    assert [one.ids for one in unread(corrected)] == [("c1", "c2")]
    done = with_reading(corrected, reading(corrected, "Then I got a visa and waited long."))
    assert texts(done)[0] == "Then I got the visa"
    assert others(done)[:2] == ["Then I got a visa", "and waited long."]
    assert done.cues[0].text_by == (person("Kim"),)


def test_a_corrected_source_is_read_again_where_the_translators_reading_stands():
    shown = desk.edit(read(first=True), "c1", who="Kim", source="Depois pedi o visto")
    done = with_reading(shown, reading(shown, "Then I asked for the visa and waited."), first=True)
    assert texts(done)[:2] == ["Then I asked for the visa", "and waited."]
    assert others(done)[:2] == ["Then I saw the list", "and waited."]
    beside = desk.edit(read(), "c1", who="Kim", source="Depois pedi o visto")
    done = with_reading(beside, reading(beside, "Then I asked for the visa and waited."))
    assert texts(done) == texts(HEARD)
    assert others(done)[:2] == ["Then I asked for the visa", "and waited."]


def test_an_approved_line_of_a_corrected_sentence_is_not_replaced():
    shown = desk.approve(read(first=True), ["c1"], "Ana", "2026")
    corrected = desk.edit(shown, "c2", who="Kim", source="e esperei muito.")
    done = with_reading(corrected, reading(corrected, "Then I had the visa and waited long."))
    assert texts(done) == texts(shown)
    assert done.cues[0].approved_by == "Ana"
    assert others(done)[:2] == ["Then I had the visa", "and waited long."]


def test_words_of_a_person_that_were_put_aside_are_not_replaced_either():
    wrote = desk.edit(read(), "c3", who="Kim", text="It took three more weeks.")
    taken = take_other(wrote, "c3", who="Lee")
    assert taken.cues[2].other_by == (person("Kim"),)
    corrected = desk.edit(taken, "c3", who="Lee", source="Mais três semanas.")
    done = with_reading(corrected, reading(corrected, "Three more weeks.", number=1))
    assert (done.cues[2].text, done.cues[2].other) == (
        "Three more weeks.",
        "It took three more weeks.",
    )


def test_a_sentence_that_changed_meanwhile_is_left_alone():
    late = reading(HEARD, "Then I applied for the visa and waited.")
    changed = desk.edit(HEARD, "c1", who="Kim", source="Depois pedi o visto")
    assert with_reading(changed, late) == changed
    cut = desk.merge_cues(HEARD, ["c1", "c2"], who="Kim")
    assert with_reading(cut, late) == cut


def test_what_people_cleared_before_there_was_a_translator_is_left_to_them():
    approved = desk.approve(HEARD, ["c1", "c2", "c3"], "Ana", "2026")
    assert not unread(approved)
    own = replace(HEARD, language="en")
    assert not unread(own)


def test_splitting_and_merging_cut_both_readings():
    done = desk.merge_cues(read(), ["c1", "c2"], who="Kim")
    assert done.cues[0].other == "Then I applied for the visa and waited."
    assert not [one for one in unread(done) if "c1" in one.ids]
    apart = desk.split_cue(done, "c1", who="Kim", at=len("Then I saw the list"))
    assert " ".join(others(apart)[:2]) == "Then I applied for the visa and waited."
    assert all(others(apart))


def test_a_sheet_keeps_both_readings(tmp_path: Path):
    file = tmp_path / "a.cues.yaml"
    saved = save(read(first=True), file)
    text = file.read_text("utf-8")
    assert "  other: Then I saw the list\n" in text
    assert "  other_by: machine faster-whisper base\n" in text
    assert load(file) == saved


def test_a_sheet_without_second_readings_is_written_as_before(tmp_path: Path):
    file = tmp_path / "a.cues.yaml"
    save(HEARD, file)
    cues = file.read_text("utf-8").partition("cues:")[2]
    assert "other" not in cues
    assert load(file).cues == HEARD.cues


def test_an_approval_is_for_the_text_that_is_shown(tmp_path: Path):
    file = tmp_path / "a.cues.yaml"
    save(desk.approve(read(), ["c1", "c2", "c3"], "Ana", "2026"), file)
    file.write_text(file.read_text("utf-8").replace("other: and waited.", "other: and slept."))
    assert {one.approved_by for one in load(file).cues} == {"Ana"}


def test_who_made_a_reading_that_was_changed_by_hand_is_not_known(tmp_path: Path):
    file = tmp_path / "a.cues.yaml"
    save(read(), file)
    text = file.read_text("utf-8")
    for old, new in (
        ("other_by: machine firefox pt-en", "other_by: person Kim"),
        ("other: and waited.", "other: and slept."),
    ):
        file.write_text(text.replace(old, new), "utf-8")
        assert () in {one.other_by for one in load(file).cues}
        assert person("Kim") not in {m for one in load(file).cues for m in one.other_by}


def test_two_peoples_work_meets_without_a_conflict_over_what_stands_beside_it():
    ours = read()
    theirs = desk.edit(HEARD, "c1", who="Lee", text="Then I went for the visa")
    merged = threeway(HEARD, ours, theirs)
    assert not merged.conflicts
    assert texts(merged.sheet)[0] == "Then I went for the visa"
    assert others(merged.sheet) == others(ours)


def test_a_person_may_write_both_readings_by_hand(tmp_path: Path):
    file = tmp_path / "a.cues.yaml"
    file.write_text(
        "version: 1\nfootage: a.mp4\nlanguage: ko\ncues:\n"
        "- {start: 0:01.000, end: 0:02.000, source: 네., text: Yes., other: No.}\n",
        "utf-8",
    )
    (one,) = load(file).cues
    assert (one.text, one.other, one.other_by) == ("Yes.", "No.", ())


def test_a_persons_line_counts_as_theirs_whichever_reading_is_beside_it():
    there = sheet(cue("c1", source="Sim.", other="No.", other_by=(FIREFOX,)), language="pt")
    taken = take_other(there, "c1", who="Lee")
    assert (taken.cues[0].status, taken.cues[0].other_by) == (Status.MACHINE, (person(),))
    assert take_other(taken, "c1", who="Lee").cues[0].status is Status.EDITED
