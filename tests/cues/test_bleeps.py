"""What a tone hides stands nowhere in writing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import cue, machine_cue, seen, sheet

from clipmaker.cues.judging.bleeps import TAKEN_OUT, heeded, taken_out, under_bleep, unheeded
from clipmaker.cues.judging.flags import flagged, serious
from clipmaker.cues.model import CueSheet, Span, Status, Word
from clipmaker.cues.reviewing.edit import (
    approve,
    approve_wholesale,
    edit,
    merge_cues,
    split_cue,
    waive,
)
from clipmaker.cues.sheets.sheet import load, save

BLEEP = (Span(start_ms=1500, end_ms=2000),)
MOVED = (Span(start_ms=1600, end_ms=2000),)
WHEN = "2026-01-01T00:00:00+00:00"


def word(text: str, start: int, end: int) -> Word:
    return Word(text=text, start_ms=start, end_ms=end, probability=0.9)


SAID = (word("이", 1000, 1500), word("나쁜", 1500, 2000), word("놈은", 2000, 2500))
SHEET = sheet(
    machine_cue("c1", 1000, 2600, source="이 나쁜 놈은", text="This bad guy", words=SAID),
    machine_cue("c2", 3700, 4700),
)


def out(one: CueSheet, bleeps: tuple[Span, ...] = BLEEP) -> str:
    return taken_out(one, bleeps).cues[0].source


def with_source(source: str, *words: Word) -> CueSheet:
    return replace(SHEET, cues=(replace(SHEET.cues[0], source=source, words=words),))


def test_spoken_words_are_taken_out_by_their_times_and_no_others() -> None:
    assert out(SHEET) == f"이 {TAKEN_OUT} 놈은"
    assert out(SHEET, (Span(start_ms=1400, end_ms=2100),)) == TAKEN_OUT
    assert out(SHEET, (Span(start_ms=2600, end_ms=2800),)) == SHEET.cues[0].source
    assert taken_out(SHEET, BLEEP).cues[0].words == (SAID[0], SAID[2])
    assert taken_out(SHEET, BLEEP).cues[1] == SHEET.cues[1]


def test_a_bleep_in_a_pause_hides_the_word_beside_it() -> None:
    apart = with_source("이 놈은", word("이", 1000, 1300), word("놈은", 2050, 2500))
    assert out(apart) == f"이 {TAKEN_OUT}"


@pytest.mark.parametrize("words", [(), (SAID[0], SAID[2]), (*SAID, word("뭐", 2500, 2600))])
def test_words_whose_times_are_not_known_are_taken_out_whole(words: tuple[Word, ...]) -> None:
    assert out(with_source("이 나쁜 놈은", *words)) == TAKEN_OUT


def test_what_is_shown_of_ones_own_language_loses_its_word_and_needs_no_look() -> None:
    one = cue("c1", 1000, 2600, source="이 나쁜 놈은", text="이 나쁜 놈은", words=SAID)
    own = sheet(replace(one, status=Status.APPROVED), audience="ko")
    assert taken_out(own, BLEEP).cues[0].text == f"이 {TAKEN_OUT} 놈은"
    assert heeded(own, BLEEP).cues == own.cues
    untimed = sheet(replace(one, status=Status.APPROVED, words=()), audience="ko")
    assert heeded(untimed, BLEEP).cues[0].status is Status.EDITED


def flags(one: CueSheet, bleeps: tuple[Span, ...]) -> list[str]:
    now = heeded(one, bleeps)
    return [f.code for f in flagged(now.cues, seen(bleeps=bleeps))[0].flags]


def test_an_approval_before_the_bleep_lapses_and_one_after_it_holds() -> None:
    before = approve(SHEET, ["c1", "c2"], "Kim", WHEN)
    now = heeded(before, BLEEP)
    assert [cue.status for cue in now.cues] == [Status.EDITED, Status.APPROVED]
    assert "under-bleep" in flags(before, BLEEP)
    after = approve(now, ["c1"], "Kim", WHEN)
    assert heeded(after, BLEEP).cues == after.cues
    assert flags(after, BLEEP) == []
    assert heeded(after, MOVED).cues[0].status is Status.EDITED
    assert heeded(after, (*BLEEP, Span(start_ms=2100, end_ms=2200))).cues[0].status is Status.EDITED
    assert heeded(after, ()).cues == after.cues


def test_a_waiver_before_the_bleep_lapses_and_one_after_it_holds() -> None:
    before = heeded(waive(SHEET, "c1", who="Kim", reason="no time"), BLEEP)
    assert before.cues[0].waiver == ""
    after = waive(before, "c1", who="Kim", reason="no time")
    assert heeded(after, BLEEP).cues == after.cues


def test_who_writes_the_line_has_seen_the_bleep_and_who_cuts_it_has_not() -> None:
    now = heeded(SHEET, BLEEP)
    wrote = edit(now, "c1", who="Kim", text="This man")
    assert under_bleep(wrote.cues[0], seen(bleeps=BLEEP)) is None
    for other in (
        edit(now, "c1", who="Kim", text="This bad guy!"),
        edit(wrote, "c1", who="Kim", source="이 놈은"),
        split_cue(now, "c1", who="Kim", at=5, at_ms=1800),
        merge_cues(wrote, ["c1", "c2"], who="Kim"),
    ):
        assert under_bleep(other.cues[0], seen(bleeps=BLEEP)) is not None


def test_approving_all_without_serious_flags_leaves_it_open() -> None:
    now = heeded(SHEET, BLEEP)
    doubted = replace(now, cues=flagged(now.cues, seen(bleeps=BLEEP)))
    assert serious(doubted.cues[0])
    assert approve_wholesale(doubted, "Kim", WHEN).cues[0].status is Status.MACHINE
    named = approve_wholesale(doubted, "Kim", WHEN, also=["c1"])
    assert heeded(named, BLEEP).cues == named.cues


def test_the_bleeps_that_were_seen_stand_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    save(approve(heeded(SHEET, BLEEP), ["c1"], "Kim", WHEN), file)
    assert "  bleeps:\n  - 0:01.500 - 0:02.000\n" in file.read_text("utf-8")
    assert load(file).cues[0].bleeps == BLEEP
    assert heeded(load(file), BLEEP).cues[0].status is Status.APPROVED
    assert heeded(load(file), MOVED).cues[0].status is Status.EDITED


SPLIT = sheet(
    machine_cue("c1", 0, 1000, source="그 사람이", text="Yesterday that bad guy"),
    machine_cue("c2", 1000, 2600, source="이 나쁜 놈은 왔다.", text="came here.", words=SAID),
    machine_cue("c3", 2700, 3700, source="우리는 갔다.", text="We left."),
)


def test_what_is_hidden_may_stand_in_another_cue_of_its_sentence() -> None:
    """Languages order words differently: the word under c2's bleep is in c1's English."""
    before = approve(SPLIT, ["c1", "c2", "c3"], "Kim", WHEN)
    now = heeded(before, BLEEP)
    assert [one.status for one in now.cues] == [Status.EDITED, Status.EDITED, Status.APPROVED]
    told = [
        [f.message for f in one.flags if f.code == "under-bleep"]
        for one in flagged(now.cues, seen(bleeps=BLEEP))
    ]
    assert [bool(one) for one in told] == [True, True, False]
    assert told[0][0].startswith("Words of this sentence are under a bleep")
    after = approve(now, ["c1", "c2"], "Kim", WHEN)
    assert heeded(after, BLEEP).cues == after.cues
    wrote = edit(now, "c1", who="Kim", text="Yesterday that one")
    assert "c1" not in [one.id for one in wrote.cues if unheeded(one, BLEEP)]
    waived = waive(now, "c1", who="Kim", reason="no word of it")
    assert heeded(waived, BLEEP).cues[0].waiver
    assert heeded(after, MOVED).cues[0].status is Status.EDITED
    wholesale = approve_wholesale(now, "Kim", WHEN)
    assert wholesale.cues[0].status is not Status.APPROVED or heeded(wholesale, BLEEP) != wholesale


def test_a_sentence_in_the_audience_s_language_is_known_by_its_times() -> None:
    own = replace(SPLIT, audience="ko", cues=tuple(replace(c, text=c.source) for c in SPLIT.cues))
    now = heeded(approve(own, ["c1", "c3"], "Kim", WHEN), BLEEP)
    assert [one.status for one in now.cues][::2] == [Status.APPROVED] * 2
