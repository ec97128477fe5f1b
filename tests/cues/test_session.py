"""A review: serious flags first, every decision saved at once, every step can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from cue_values import HOUSE, cue, machine_cue, sheet

from clipmaker.cues.model import CueSheet, Flag, Severity, Span, Status
from clipmaker.cues.reviewing.session import Left, Pile, Session, Together
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import ReviewError

WHEN = "2026-01-13T09:00:00+00:00"
ALL = (Span(start_ms=0, end_ms=60_000),)
WARNING = (Flag(code="unsure-words", severity=Severity.WARNING, message="Hm"),)
SHEET = sheet(
    machine_cue("c1", 0, 2000, flags=WARNING),
    machine_cue("c2", 2000, 4000),
    cue("c3", 5000, 7000, status=Status.EDITED),
    cue("c4", 8000, 9000, text="x" * 21, status=Status.APPROVED, approved_by="Ana"),
    cue("c5", 9000, 11_000, status=Status.APPROVED, approved_by="Ana"),
    cue("c6", 12_000, 13_000, text="", status=Status.EDITED),
    machine_cue("c7", 14_000, 15_000, text="", flags=WARNING),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "interview.cues.yaml"


def pile(file: Path, written: CueSheet = SHEET, **more: object) -> Pile:
    there = save(written, file)
    values: dict = {"spans": ALL, "profile": HOUSE, "save": lambda sheet: save(sheet, file), **more}
    return Pile(sheet=there, **values)


@pytest.fixture
def session(file: Path) -> Session:
    return Session([pile(file)], "Kim")


def names(session: Session) -> list[str]:
    found = []
    while one := session.cue:
        found.append(one.id)
        session.skip()
    return found


def statuses(file: Path) -> dict[str, str]:
    return {one.id: one.status.value for one in load(file).cues}


def test_serious_flags_come_first_and_what_may_go_out_is_not_asked(session: Session) -> None:
    assert session.count == 5
    assert session.left == Left(open=5, serious=1)
    assert names(session) == ["c2", "c1", "c3", "c4", "c7"]


def test_of_serious_cues_those_with_more_reasons_come_first(tmp_path: Path) -> None:
    serious = tuple(
        Flag(code=code, severity=Severity.SERIOUS, message="Beware")
        for code in ("machine-translation", "repetition")
    )
    one, other = (
        sheet(
            machine_cue("c1", 0, 900, flags=serious[:1]), machine_cue("c2", 1000, 1900, flags=more)
        )
        for more in (serious, serious[:1])
    )
    assert names(Session([pile(tmp_path / "a.cues.yaml", one)], "Kim")) == ["c2", "c1"]
    assert names(Session([pile(tmp_path / "b.cues.yaml", other)], "Kim")) == ["c1", "c2"]


def test_only_what_the_story_uses_is_asked(file: Path) -> None:
    spans = (Span(start_ms=1000, end_ms=1500), Span(start_ms=5500, end_ms=6000))
    assert names(Session([pile(file, spans=spans)], "Kim")) == ["c1", "c3"]


def test_an_approval_is_on_disk_at_once(session: Session, file: Path) -> None:
    assert session.approve(WHEN)
    second = load(file).cues[1]
    assert (second.status, second.approved_by, second.approved_at) == (
        Status.APPROVED,
        "Kim",
        WHEN,
    )
    assert not second.wholesale
    assert session.cue is not None
    assert session.cue.id == "c1"


def test_it_is_left_and_taken_up_where_it_was(session: Session, file: Path) -> None:
    session.approve(WHEN)
    session.skip()
    again = Session([pile(file, load(file))], "Lee")
    assert names(again) == ["c1", "c3", "c4", "c7"]


def test_an_edit_stays_in_view_to_be_approved(session: Session, file: Path) -> None:
    assert session.edit(text="He said no.")
    assert session.cue is not None
    assert (session.cue.id, session.cue.text) == ("c2", "He said no.")
    assert load(file).cues[1].edited_by == "Kim"
    assert not session.edit(text="He said no.")
    assert session.edit(source="다른 말")
    session.approve(WHEN)
    assert load(file).cues[1].status is Status.APPROVED


def test_in_the_audiences_language_one_edit_changes_both(file: Path) -> None:
    written = sheet(machine_cue("c1", 0, 2000, source="Yes.", text="Yes."), language="en")
    for text, more in (("No.", {"text": "No."}), ("Well.", {"source": "Well."})):
        session = Session([pile(file, written, one_text=True)], "Kim")
        session.edit(**more)
        assert (load(file).cues[0].source, load(file).cues[0].text) == (text, text)
        file.unlink()


def test_a_text_that_cannot_be_shown_changes_nothing(session: Session, file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(ReviewError, match="cannot be shown"):
        session.edit(text="a\u202eb")
    assert file.read_bytes() == before
    assert not session.undo()


def test_every_step_can_be_taken_back_to_the_first(session: Session, file: Path) -> None:
    before = load(file)
    session.edit(text="He said no.")
    session.approve(WHEN)
    session.waive("late")
    session.skip()
    session.approve_wholesale(WHEN)
    assert load(file) != before
    assert [session.undo() for _ in range(6)] == [True] * 5 + [False]
    assert load(file) == before
    assert names(session) == ["c2", "c1", "c3", "c4", "c7"]


def test_what_would_be_approved_together_is_what_is(session: Session, file: Path) -> None:
    before = file.read_bytes()
    told = [one.id for _, one in session.undoubted]
    assert file.read_bytes() == before
    session.approve_wholesale(WHEN)
    assert told == [one.id for one in load(file).cues if one.wholesale] == ["c3"]
    assert session.undoubted == ()


def test_all_without_a_doubt_at_once_is_wholesale(session: Session, file: Path) -> None:
    assert session.approve_wholesale(WHEN) == Together(approved=1, too_fast=0)
    approved = [one.id for one in load(file).cues if one.wholesale]
    assert approved == ["c3"]
    assert statuses(file)["c1"] == "machine"
    assert statuses(file)["c2"] == "machine"
    assert statuses(file)["c7"] == "machine"
    assert names(session) == ["c2", "c1", "c3", "c4", "c7"]


def test_what_was_approved_on_the_way_is_passed_over(file: Path) -> None:
    quiet = sheet(*(machine_cue(f"c{i}", i * 2000, i * 2000 + 1500, flags=()) for i in range(4)))
    session = Session([pile(file, quiet)], "Kim")
    session.skip()
    assert session.approve_wholesale(WHEN) == Together(approved=4, too_fast=0)
    assert session.cue is None
    assert session.left == Left(open=0, serious=0)


def test_too_fast_to_read_is_said_and_stays_open(session: Session, file: Path) -> None:
    for _ in range(3):
        session.skip()
    assert session.cue is not None
    assert session.cue.id == "c4"
    assert not session.approve(WHEN)
    assert session.left.open == 5
    session.undo()
    session.waive("He shouts")
    assert session.left.open == 4
    assert (load(file).cues[3].waived_by, load(file).cues[3].waiver) == ("Kim", "He shouts")


def test_a_waiver_needs_a_reason(session: Session) -> None:
    with pytest.raises(ReviewError, match="needs a reason"):
        session.waive("  ")


def test_what_is_sent_back_stays_open_with_its_comment(session: Session, file: Path) -> None:
    session.send_back("Who is “he”?")
    assert (load(file).cues[1].comment, load(file).cues[1].comment_by) == ("Who is “he”?", "Kim")
    assert session.left.open == 5
    session.undo()
    assert load(file).cues[1].comment == ""


def test_several_sheets_are_one_queue(tmp_path: Path) -> None:
    one, other = tmp_path / "a.cues.yaml", tmp_path / "b.cues.yaml"
    first = pile(one, sheet(machine_cue("c1", 0, 2000, flags=()), footage="a.mp4"))
    second = pile(other, sheet(machine_cue("c1", 0, 2000), footage="b.mp4"))
    session = Session([first, second], "Kim")
    assert session.pile is second
    session.approve(WHEN)
    assert session.pile is first
    session.approve(WHEN)
    assert [load(f).cues[0].status for f in (one, other)] == [Status.APPROVED] * 2
    assert session.cue is None
    with pytest.raises(ReviewError, match="every open cue was seen"):
        session.approve(WHEN)


def test_somebody_elses_change_is_never_overwritten(session: Session, file: Path) -> None:
    text = file.read_text("utf-8").replace("- id: c2", "- id: c2\n  text: Hers.", 1)
    theirs = text.replace("Hers.\n", "Hers.\n", 1)
    at = theirs.index("text: He said so.", theirs.index("Hers."))
    file.write_text(theirs[:at] + theirs[at + len("text: He said so.\n  ") :], "utf-8")
    assert load(file).cues[1].text == "Hers."
    with pytest.raises(ReviewError, match="somebody else changed the same cues"):
        session.edit(text="Mine.")
    assert load(file).cues[1].text == "Hers."
    session.reread([load(file)])
    assert session.cue is not None
    assert session.cue.text == "Hers."
    session.approve(WHEN)
    assert load(file).cues[1].status is Status.APPROVED


def test_a_cue_that_somebody_deleted_is_passed_over(session: Session) -> None:
    first = session.pile.sheet
    session.reread([sheet(*first.cues[:1], *first.cues[2:])])
    assert session.cue is not None
    assert session.cue.id == "c1"
