"""What another file brings meets the cues that are there, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from cue_values import cue, machine_cue, sheet
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.cues.maker import credited
from clipmaker.cues.model import Cue, CueSheet, Status, Word
from clipmaker.exchange.model import SubtitleEvent
from clipmaker.exchange.take_in import UNTOLD, Giving, Side, overruled_line, take_in

AFP = (credited("AFP"),)
ENGLISH = Giving(side=Side.TEXT, who="Kim", credit="AFP")
SOURCE = Giving(side=Side.SOURCE, who="Kim")
SHEET = sheet(machine_cue("c1", 0, 2000), machine_cue("c2", 2500, 4000, speaker="Lee"))


def event(start: int, end: int, text: str, **more: object) -> SubtitleEvent:
    return SubtitleEvent(start_ms=start, end_ms=end, lines=(text,), **more)


def test_a_translation_gives_its_cue_text_and_credit() -> None:
    taken = take_in(SHEET, [event(2400, 3900, "She said no.")], ENGLISH)
    first, second = taken.sheet.cues
    assert first == SHEET.cues[0]
    assert taken.changed == ("c2",)
    assert (second.id, second.start_ms, second.end_ms) == ("c2", 2400, 3900)
    assert (second.text, second.source) == ("She said no.", "그는 말했다")
    assert (second.status, second.edited_by, second.credit) == (Status.EDITED, "Kim", "AFP")
    assert (second.translated, second.speaker) == (None, "Lee")
    assert second.words == SHEET.cues[1].words
    assert second.flags == ()


def test_times_of_formats_that_count_roughly_do_not_move_a_cue() -> None:
    moved = take_in(SHEET, [event(2510, 3980, "She said no.")], ENGLISH).sheet.cues[1]
    assert (moved.start_ms, moved.end_ms) == (2500, 4000)


def test_what_is_there_already_keeps_its_approval() -> None:
    approved = replace(
        SHEET, cues=(replace(SHEET.cues[0], status=Status.APPROVED, text_by=AFP), SHEET.cues[1])
    )
    taken = take_in(approved, [event(0, 2000, "He said so.")], ENGLISH)
    assert (taken.sheet, taken.changed, taken.same) == (approved, (), 1)


def test_one_cue_cut_in_two_shares_its_words_by_time() -> None:
    taken = take_in(SHEET, [event(0, 350, "He"), event(450, 2000, "said so.")], ENGLISH)
    first, second, _ = taken.sheet.cues
    assert [(c.id, c.source, c.text) for c in (first, second)] == [
        ("c1", "그는", "He"),
        ("c3", "말했다", "said so."),
    ]
    assert [len(c.words) for c in (first, second)] == [1, 1]


def test_two_cues_made_one_keep_both_sources() -> None:
    taken = take_in(SHEET, [event(0, 4000, "He and she.")], ENGLISH)
    (only,) = taken.sheet.cues
    assert (only.id, only.source, len(only.words)) == ("c1", "그는 말했다 그는 말했다", 4)


def test_a_transcript_takes_the_english_along() -> None:
    taken = take_in(SHEET, [event(0, 900, "아"), event(900, 2000, "니요")], SOURCE)
    texts = [(c.source, c.text) for c in taken.sheet.cues]
    assert texts == [("아", ""), ("니요", "He said so."), ("그는 말했다", "He said so.")]
    assert taken.sheet.cues[1].translated is not None
    assert taken.sheet.cues[1].heard is None


def test_footage_in_the_audiences_language_has_one_text() -> None:
    taken = take_in(SHEET, [event(0, 2000, "Yes.")], Giving(side=Side.BOTH, who="Kim"))
    assert (taken.sheet.cues[0].source, taken.sheet.cues[0].text) == ("Yes.", "Yes.")


def test_a_machines_file_stays_a_machines() -> None:
    word = Word(text="아니요", start_ms=0, end_ms=900, probability=0.5)
    machine = Giving(side=Side.SOURCE, who="Kim", machine=True)
    taken = take_in(SHEET, [event(0, 2000, "아니요", words=(word,))], machine)
    first = taken.sheet.cues[0]
    assert (first.status, first.edited_by, first.heard) == (Status.MACHINE, "", UNTOLD)
    assert first.words == (word,)
    edited = replace(SHEET, cues=(replace(SHEET.cues[0], status=Status.EDITED, edited_by="Lee"),))
    kept = take_in(edited, [event(0, 2000, "아니요")], machine).sheet.cues[0]
    assert (kept.status, kept.edited_by, kept.text) == (Status.EDITED, "Lee", "He said so.")


@pytest.mark.parametrize("status", [Status.EDITED, Status.APPROVED])
def test_overruling_a_person_is_told(status: Status) -> None:
    written = sheet(cue("c1", 0, 2000, status=status, approved_by="Lee"))
    taken = take_in(written, [event(0, 2000, "She said no.")], ENGLISH)
    assert taken.overruled == written.cues
    assert overruled_line(taken.overruled[0]) == "c1 at 0:00.000, by Lee: “He said so.”"
    assert taken.sheet.cues[0].approved_by == ""
    assert take_in(written, [event(0, 2100, "He said so.")], ENGLISH).overruled == ()


def test_a_cue_that_a_new_one_cuts_into_is_no_longer_approved() -> None:
    written = sheet(cue("c1", 0, 2000, status=Status.APPROVED, approved_by="Lee"))
    taken = take_in(written, [event(1500, 4000, "And she.")], ENGLISH)
    first, second = taken.sheet.cues
    assert (first.end_ms, first.status, first.approved_by) == (1500, Status.EDITED, "")
    assert second.id == "c2"


def test_an_empty_sheet_takes_everything() -> None:
    taken = take_in(sheet(), [event(0, 900, "One."), event(900, 2000, "Two.")], ENGLISH)
    assert [(c.id, c.text, c.source) for c in taken.sheet.cues] == [
        ("c1", "One.", ""),
        ("c2", "Two.", ""),
    ]


SPANS = st.lists(st.tuples(st.integers(0, 900), st.integers(100, 3000)), max_size=6)


def placed(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    at, found = 0, []
    for gap, length in spans:
        found.append((at + gap, at + gap + length))
        at += gap + length
    return found


def heard(spans: list[tuple[int, int]]) -> CueSheet:
    cues: list[Cue] = []
    for i, (start, end) in enumerate(placed(spans)):
        step = (end - start) // 3
        words = tuple(
            Word(text=f"s{i}{n}", start_ms=at, end_ms=at + step, probability=1)
            for n, at in enumerate(range(start, start + 3 * step, step))
        )
        source = " ".join(word.text for word in words)
        cues.append(machine_cue(f"c{i}", start, end, source=source, words=words, text=f"e{i}"))
    return sheet(*cues)


@given(SPANS, SPANS, st.sampled_from(Side))
def test_no_word_is_lost_and_nothing_overlaps(
    before: list[tuple[int, int]], after: list[tuple[int, int]], side: Side
) -> None:
    old = heard(before)
    events = [event(start, end, f"n{i}") for i, (start, end) in enumerate(placed(after))]
    taken = take_in(old, events, Giving(side=side, who="Kim"))
    cues = taken.sheet.cues
    assert all(c.start_ms < c.end_ms for c in cues)
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(cues))
    assert len({c.id for c in cues}) == len(cues)
    source = " ".join(c.source for c in cues).split()
    text = " ".join(c.text for c in cues).split()
    brought = [e.text for e in events]
    if side is Side.TEXT:
        assert source == " ".join(c.source for c in old.cues).split()
        assert [word.text for c in cues for word in c.words] == source
        assert [word for word in text if word.startswith("n")] == brought
    elif side is Side.SOURCE:
        assert text == [c.text for c in old.cues]
        assert [word for word in source if word.startswith("n")] == brought
    else:
        assert [word for word in text if word.startswith("n")] == brought
    assert take_in(taken.sheet, events, Giving(side=side, who="Kim")).changed == ()
