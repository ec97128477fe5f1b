"""What an editor does to a sheet: every operation keeps the rule of review, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cue_values import SURE, cue, machine_cue, seen, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cues.cutting.turns import as_turns, turns
from clipmaker.cues.judging.flags import flagged, serious
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Span, Status, Word
from clipmaker.cues.reviewing import edit as desk
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import ReviewError

WHEN = "2026-01-13T09:00:00+00:00"


def said(*texts: str, at: int = 0) -> tuple[Word, ...]:
    return tuple(
        Word(text=text, start_ms=at + 500 * i, end_ms=at + 500 * i + 400, probability=0.9)
        for i, text in enumerate(texts)
    )


LONG = machine_cue(
    "c1",
    0,
    2000,
    source="나는 여기 남고 싶다",
    text="I want to stay here",
    words=said("나는", "여기", "남고", "싶다"),
    flags=(),
)
SHEET = sheet(LONG, machine_cue("c2", 2500, 4000, flags=()), cue("c3", 5000, 6000))


def approved(of: CueSheet = SHEET) -> CueSheet:
    return desk.approve(of, [one.id for one in of.cues], "Kim", WHEN)


def one(of: CueSheet, name: str) -> Cue:
    return next(cue for cue in of.cues if cue.id == name)


def test_a_split_gives_each_half_its_own_words_and_time() -> None:
    split = desk.split_cue(SHEET, "c1", who="Lee", at=len("I want"))
    first, second = split.cues[:2]
    assert (first.text, second.text) == ("I want", "to stay here")
    assert (first.source, second.source) == ("나는", "여기 남고 싶다")
    assert (first.end_ms, second.start_ms) == (450, 450)
    assert [word.text for word in second.words] == ["여기", "남고", "싶다"]
    assert (first.id, second.id) == ("c1", "c4")
    assert {first.edited_by, second.edited_by} == {"Lee"}
    assert (first.translated, second.heard) == (SURE, SURE)


def test_a_split_follows_what_it_is_told() -> None:
    by_time = desk.split_cue(SHEET, "c1", who="Lee", at=6, at_ms=1500)
    assert (by_time.cues[1].source, by_time.cues[1].start_ms) == ("싶다", 1500)
    by_source = desk.split_cue(SHEET, "c1", who="Lee", at=6, source_at=len("나는 여기 남고 "))
    assert (by_source.cues[1].source, by_source.cues[1].start_ms) == ("싶다", 1450)


def test_a_split_without_word_times_goes_by_letters() -> None:
    plain = sheet(cue("c1", 0, 1000, source="가 나", text="one two"))
    split = desk.split_cue(plain, "c1", who="Lee", at=3)
    assert [(c.source, c.text, c.end_ms) for c in split.cues] == [
        ("가", "one", 428),
        ("나", "two", 1000),
    ]
    own = sheet(cue("c1", 0, 1000, source="one two", text="one two"), language="en")
    halves = desk.split_cue(own, "c1", who="Lee", at=4).cues
    assert [(c.source, c.text) for c in halves] == [("one", "one"), ("two", "two")]


def test_a_split_late_in_a_file_goes_by_the_share_of_its_own_time() -> None:
    moved = desk.shift(sheet(LONG), 10_000, who="Lee")
    split = desk.split_cue(moved, "c1", who="Lee", at=len("I want to stay"))
    assert (split.cues[1].source, split.cues[1].start_ms) == ("싶다", 11_450)
    bare = sheet(cue("c1", 10_000, 14_000, source="하나 둘 셋 넷", text="a b c d"))
    halves = desk.split_cue(bare, "c1", who="Lee", at=6).cues
    assert [(c.source, c.end_ms) for c in halves] == [("하나 둘 셋", 13_428), ("넷", 14_000)]
    solid = sheet(cue("c1", 0, 1000, source="你好世界", text="Hello world"), language="zh")
    assert [c.source for c in desk.split_cue(solid, "c1", who="Lee", at=5).cues] == ["你好", "世界"]


OUTSIDE = [{"at": 0}, {"at": 99}, {"at": -1}, {"at": 6, "at_ms": 2000}, {"at": 6, "at_ms": 0}]


@pytest.mark.parametrize("more", OUTSIDE)
def test_a_split_outside_is_refused(more: dict[str, int]) -> None:
    with pytest.raises(ReviewError, match="split"):
        desk.split_cue(SHEET, "c1", who="Lee", **more)


def test_merging_joins_texts_words_and_the_worse_doubts() -> None:
    bad = replace(SURE, avg_logprob=-1.0)
    two = sheet(LONG, machine_cue("c2", 2500, 4000, translated=bad, flags=()))
    merged = desk.merge_cues(two, ["c2", "c1"], who="Lee").cues
    assert len(merged) == 1
    assert merged[0].text == "I want to stay here He said so."
    assert merged[0].source == "나는 여기 남고 싶다 그는 말했다"
    assert (merged[0].id, merged[0].start_ms, merged[0].end_ms) == ("c1", 0, 4000)
    assert len(merged[0].words) == 6
    assert merged[0].translated == replace(SURE, avg_logprob=-1.0)


def test_chinese_is_joined_without_a_space() -> None:
    pair = sheet(
        cue("c1", 0, 1000, source="你好"), cue("c2", 1000, 2000, source="世界"), language="zh"
    )
    assert desk.merge_cues(pair, ["c1", "c2"], who="Lee").cues[0].source == "你好世界"


def test_two_speakers_in_one_cue_get_dashes() -> None:
    pair = sheet(
        cue("c1", 0, 1000, text="Your name?", speaker="Officer"),
        cue("c2", 1000, 2000, text="Ri.", speaker="Soldier"),
    )
    merged = desk.merge_cues(pair, ["c1", "c2"], who="Lee").cues[0]
    assert (merged.text, merged.speaker) == ("– Your name? – Ri.", "Officer / Soldier")
    assert turns(merged.text) == ("– Your name?", "– Ri.")


def test_turns_are_told_from_other_dashes() -> None:
    assert turns("- One. - Two.") == ("- One.", "- Two.")
    for text in ("He left – at last – for home", "– One alone", "re-made - and", "-5 to -3", ""):
        assert turns(text) == (text,)
    assert as_turns(["– One.", "Two."]) == "– One. – Two."
    assert as_turns(["One."]) == "One."


def test_only_neighbours_are_merged() -> None:
    with pytest.raises(ReviewError, match="c2 stands between"):
        desk.merge_cues(SHEET, ["c1", "c3"], who="Lee")
    with pytest.raises(ReviewError, match="at least two"):
        desk.merge_cues(SHEET, ["c1"], who="Lee")


def test_one_cue_moves_and_its_words_stay_where_they_were_heard() -> None:
    moved = one(desk.shift(SHEET, 200, who="Lee", ids=["c1"]), "c1")
    assert (moved.start_ms, moved.end_ms) == (200, 2200)
    assert moved.words == LONG.words


def test_all_cues_move_with_their_words() -> None:
    moved = desk.shift(SHEET, 1000, who="Lee")
    assert [c.start_ms for c in moved.cues] == [1000, 3500, 6000]
    assert (moved.cues[0].words[0].start_ms, moved.cues[0].words[0].end_ms) == (1000, 1400)
    assert desk.shift(SHEET, 0, who="Lee") == SHEET


@pytest.mark.parametrize(
    ("by_ms", "ids", "message"),
    [
        (-1, None, "c1 would begin 0.001 s before the footage does"),
        (600, ["c1"], "c1 would overlap c2, which is shown from 0:02.500 to 0:04.000"),
        (-600, ["c2"], "c2 would overlap c1"),
        (4000, None, "c3 would end at 0:10.000, past the end of the footage, which is 0:09.000"),
    ],
)
def test_times_that_cannot_be_name_the_place(by_ms: int, ids: list[str], message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        desk.shift(SHEET, by_ms, who="Lee", ids=ids, limit_ms=9000)
    with pytest.raises(ReviewError, match=r"past the end of the footage, which is 0:05\.000"):
        desk.edit(SHEET, "c3", who="Lee", end_ms=6500, limit_ms=5000)


def test_a_cue_may_end_a_rounding_after_the_footage() -> None:
    assert desk.edit(SHEET, "c3", who="Lee", end_ms=6500, limit_ms=6400).cues[2].end_ms == 6500
    with pytest.raises(ReviewError, match="past the end"):
        desk.edit(SHEET, "c3", who="Lee", end_ms=6501, limit_ms=6400)


def test_spaces_at_its_ends_keep_a_text_from_being_found_inside_words() -> None:
    one = sheet(cue("c1", text="Sand and brands andes"))
    assert [f.start for f in desk.find(one, " and ")] == [4]
    assert [f.start for f in desk.find(one, "and ")] == [1, 5]
    assert [f.start for f in desk.find(one, " and")] == [4, 15]
    assert len(desk.find(one, "and")) == 4


def test_found_and_replaced_wherever_it_stands() -> None:
    texts = ["Kursk, in kursk.", "Kurskian", "No."]
    many = approved(
        sheet(*(cue(f"c{i}", i * 1000, i * 1000 + 900, text=text) for i, text in enumerate(texts)))
    )
    assert [(f.cue_id, f.start, f.end) for f in desk.find(many, "kursk")] == [
        ("c0", 0, 5),
        ("c0", 10, 15),
        ("c1", 0, 5),
    ]
    assert len(desk.find(many, "Kursk", match_case=True, whole_words=True)) == 1
    assert desk.find(many, "  ") == ()
    new = desk.replace_text(many, "Kursk", r"K\1*", who="Lee", whole_words=True)
    assert [c.text for c in new.cues] == [r"K\1*, in K\1*.", "Kurskian", "No."]
    assert [c.status.value for c in new.cues] == ["edited", "approved", "approved"]
    only = desk.replace_text(many, "kursk", "X", who="Lee", ids=["c1"])
    assert [c.text for c in only.cues] == ["Kursk, in kursk.", "Xian", "No."]


def test_replacing_in_the_source_and_in_both() -> None:
    new = desk.replace_text(SHEET, "여기", "거기", who="Lee", in_source=True)
    assert (new.cues[0].source, new.cues[0].text) == ("나는 거기 남고 싶다", LONG.text)
    own = sheet(cue("c1", source="He left", text="He left"), language="en")
    both = desk.replace_text(own, "left", "stayed", who="Lee", one_text=True).cues[0]
    assert (both.source, both.text) == ("He stayed", "He stayed")


def test_a_replacement_that_cannot_be_shown_changes_nothing() -> None:
    with pytest.raises(ReviewError, match="cannot be shown"):
        desk.replace_text(SHEET, "want", "a\u202eb", who="Lee")


def test_a_comment_keeps_a_cue_open_until_somebody_approves_it() -> None:
    back = desk.send_back(approved(), "c2", who="Kim", comment=" Who is  he? ")
    two = one(back, "c2")
    assert (two.status, two.comment, two.comment_by) == (Status.EDITED, "Who is he?", "Kim")
    (doubted,) = flagged([two], seen())
    assert doubted.flags[0].message == "Kim sent it back: “Who is he?”"
    assert serious(doubted)
    edited = desk.edit(back, "c2", who="Lee", text="Ri said so.")
    assert one(edited, "c2").comment == "Who is he?"
    assert one(approved(edited), "c2").comment == ""
    assert one(desk.send_back(SHEET, "c2", who="Kim", comment="x"), "c2").status is Status.MACHINE


@pytest.mark.parametrize(("who", "comment"), [("Kim", " "), ("", "Why?")])
def test_a_comment_needs_a_person_and_a_text(who: str, comment: str) -> None:
    with pytest.raises(ReviewError):
        desk.send_back(SHEET, "c2", who=who, comment=comment)


def test_all_without_a_serious_flag_are_approved_as_wholesale() -> None:
    bad = (Flag(code="empty", severity=Severity.SERIOUS, message="x"),)
    many = sheet(
        cue("c1", 0, 900),
        cue("c2", 1000, 1900, flags=bad),
        cue("c3", 2000, 2900, text=""),
        cue("c4", 3000, 3900),
    )
    every = desk.approve_wholesale(many, "Kim", WHEN)
    assert [c.status.value for c in every.cues] == ["approved", "machine", "machine", "approved"]
    assert every.cues[0].wholesale
    some = desk.approve_wholesale(many, "Kim", WHEN, [Span(start_ms=0, end_ms=1000)])
    assert [c.status.value for c in some.cues] == ["approved", "machine", "machine", "machine"]


OPERATIONS: list[tuple[str, Callable[[CueSheet], CueSheet]]] = [
    ("split", lambda s: desk.split_cue(s, "c1", who="Lee", at=6)),
    ("merge", lambda s: desk.merge_cues(s, ["c1", "c2"], who="Lee")),
    ("shift one", lambda s: desk.shift(s, 100, who="Lee", ids=["c1"])),
    ("shift all", lambda s: desk.shift(s, 100, who="Lee")),
    ("replace", lambda s: desk.replace_text(s, "stay", "remain", who="Lee")),
    ("edit", lambda s: desk.edit(s, "c1", who="Lee", text="No.")),
    ("move an end", lambda s: desk.edit(s, "c1", who="Lee", end_ms=2100)),
    ("send back", lambda s: desk.send_back(s, "c1", who="Lee", comment="Why?")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "do"), OPERATIONS)
def test_an_approval_and_a_waiver_hold_only_while_nothing_changes(
    what: str, do: Callable[[CueSheet], CueSheet], tmp_path: Path
) -> None:
    file = tmp_path / "x.cues.yaml"
    signed = desk.waive(approved(), "c1", who="Kim", reason="late")
    changed = save(do(signed), file)
    for now in (changed, load(file)):
        assert one(now, "c1").status is Status.EDITED, what
        assert (one(now, "c1").approved_by, one(now, "c1").waiver) == ("", "")
        assert one(now, "c3").status is (Status.EDITED if what == "shift all" else Status.APPROVED)


@pytest.mark.parametrize(("what", "do"), OPERATIONS[:4])
def test_whoever_moves_or_cuts_a_cue_has_checked_no_word(
    what: str, do: Callable[[CueSheet], CueSheet]
) -> None:
    doubted = flagged(do(SHEET).cues, seen())
    machines = [c for c in doubted if c.translated is not None]
    assert machines
    for found in machines:
        assert "machine-translation" in [flag.code for flag in found.flags], what
    none = desk.approve_wholesale(replace(SHEET, cues=doubted), "Kim", WHEN)
    assert all(c.status is not Status.APPROVED for c in none.cues if c.translated is not None)


def test_a_cue_is_added_and_deleted() -> None:
    added = desk.add_cue(SHEET, 4000, 5000, who="Lee", text="Yes.", limit_ms=9000)
    assert [c.id for c in added.cues] == ["c1", "c2", "c4", "c3"]
    assert one(added, "c4").edited_by == "Lee"
    assert desk.delete_cue(added, "c4") == SHEET
    with pytest.raises(ReviewError, match="overlap"):
        desk.add_cue(SHEET, 3900, 5000, who="Lee", text="Yes.")
    with pytest.raises(ReviewError, match="no cue c9"):
        desk.delete_cue(SHEET, "c9")


def test_a_note_changes_no_approval_and_another_speaker_does() -> None:
    noted = desk.edit(approved(), "c1", who="Lee", note="clear")
    assert (noted.cues[0].status, noted.cues[0].note) == (Status.APPROVED, "clear")
    named = desk.edit(noted, "c1", who="Lee", speaker="Ri")
    assert (named.cues[0].speaker, named.cues[0].note) == ("Ri", "clear")
    assert named.cues[0].status is Status.EDITED


@pytest.mark.parametrize(
    ("what", "do"), [*OPERATIONS, ("delete", lambda s: desk.delete_cue(s, "c2"))]
)
def test_every_operation_can_be_undone_and_done_again(
    what: str, do: Callable[[CueSheet], CueSheet]
) -> None:
    before = approved()
    after = do(before)
    history = desk.noted(desk.History(), before, after, what)
    back, history = desk.undo(after, history)
    assert back == before
    again, history = desk.redo(back, history)
    assert again == after
    with pytest.raises(ReviewError, match="nothing to do again"):
        desk.redo(again, history)
    assert desk.undo(again, history)[0] == before


def test_undoing_leaves_what_others_did_and_never_overrules_it() -> None:
    mine = desk.edit(SHEET, "c1", who="Lee", text="Mine.")
    history = desk.noted(desk.History(), SHEET, mine, "edit c1")
    theirs = desk.edit(mine, "c2", who="Kim", text="Hers.")
    back, _ = desk.undo(theirs, history)
    assert [c.text for c in back.cues[:2]] == ["I want to stay here", "Hers."]
    clash = desk.edit(mine, "c1", who="Kim", text="Hers.")
    with pytest.raises(ReviewError, match="“edit c1” cannot be taken back: somebody else"):
        desk.undo(clash, history)
    with pytest.raises(ReviewError, match="nothing to undo"):
        desk.undo(SHEET, desk.History())


def test_fresh_flags_are_no_step_and_stop_no_undo() -> None:
    flags = (Flag(code="empty", severity=Severity.SERIOUS, message="x"),)
    doubted = replace(SHEET, cues=tuple(replace(c, flags=flags) for c in SHEET.cues))
    assert desk.noted(desk.History(), SHEET, doubted) == desk.History()
    mine = desk.edit(SHEET, "c1", who="Lee", text="Mine.")
    history = desk.noted(desk.History(), SHEET, mine)
    shown = replace(mine, cues=tuple(replace(c, flags=flags) for c in mine.cues))
    assert desk.undo(shown, history)[0].cues[0].text == "I want to stay here"


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_row_of_steps_is_taken_back_whole(data: st.DataObject) -> None:
    states, history = [SHEET], desk.History()
    for _ in range(data.draw(st.integers(1, 5))):
        what, do = data.draw(st.sampled_from(OPERATIONS))
        try:
            new = do(states[-1])
        except ReviewError:
            continue
        ordered = list(new.cues)
        assert all(a.end_ms <= b.start_ms for a, b in pairwise(ordered))
        history = desk.noted(history, states[-1], new, what)
        if new != states[-1]:
            states.append(new)
    now = states[-1]
    for before in reversed(states[:-1]):
        now, history = desk.undo(now, history)
        assert now == before
    for after in states[1:]:
        now, history = desk.redo(now, history)
        assert now == after
