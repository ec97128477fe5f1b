"""Approving, editing, and what is still open."""

import pytest
from cue_values import HOUSE, cue, machine_cue, sheet

from clipmaker.cues.model import Flag, Severity, Span, Status
from clipmaker.cues.reviewing.review import (
    approve,
    approve_wholesale,
    counts,
    edit,
    open_cues,
    waiting,
)
from clipmaker.errors import ReviewError

ALL = (Span(start_ms=0, end_ms=60_000),)
SHEET = sheet(
    machine_cue("c1", 0, 2000, flags=()),
    machine_cue("c2", 2000, 4000),
    cue("c3", 5000, 6000, status=Status.EDITED),
)


def test_approving_names_who_and_when() -> None:
    approved = approve(SHEET, ["c2"], "Kim", "2026-01-13T09:00:00Z")
    assert [c.status for c in approved.cues] == [Status.MACHINE, Status.APPROVED, Status.EDITED]
    assert (approved.cues[1].approved_by, approved.cues[1].approved_at) == (
        "Kim",
        "2026-01-13T09:00:00Z",
    )


@pytest.mark.parametrize(("ids", "who"), [(["c9"], "Kim"), (["c1"], " ")])
def test_an_approval_needs_a_cue_and_a_person(ids: list[str], who: str) -> None:
    with pytest.raises(ReviewError):
        approve(SHEET, ids, who, "2026")


def test_editing_takes_the_approval_and_the_machines_doubts() -> None:
    approved = approve(SHEET, ["c2"], "Kim", "2026")
    changed = edit(approved, "c2", who="Lee", text="  He   said no. ").cues[1]
    assert (changed.status, changed.text) == (Status.EDITED, "He said no.")
    assert (changed.approved_by, changed.edited_by, changed.translated) == ("", "Lee", None)
    assert changed.heard is not None


def test_an_edit_that_changes_nothing_keeps_the_approval() -> None:
    approved = approve(SHEET, ["c2"], "Kim", "2026")
    assert edit(approved, "c2", who="Lee", text=approved.cues[1].text) == approved


def test_a_changed_source_loses_its_word_times() -> None:
    changed = edit(SHEET, "c1", who="Lee", source="다른 말").cues[0]
    assert (changed.words, changed.heard) == ((), None)


@pytest.mark.parametrize("times", [{"end_ms": 2001}, {"start_ms": 2000}, {"start_ms": -1}])
def test_times_that_cannot_be_are_refused(times: dict[str, int]) -> None:
    with pytest.raises(ReviewError):
        edit(SHEET, "c1", who="Lee", **times)


@pytest.mark.parametrize("text", ["x" * 3000, "a\u202eb", "a\x00b"])
def test_texts_that_a_file_would_not_give_back_are_refused(text: str) -> None:
    with pytest.raises(ReviewError, match="cannot be shown"):
        edit(SHEET, "c1", who="Lee", text=text)


def test_open_cues_come_serious_first() -> None:
    assert [c.id for c in open_cues(SHEET, ALL)] == ["c2", "c1", "c3"]
    assert [c.id for c in open_cues(SHEET, [Span(start_ms=4000, end_ms=9000)])] == ["c3"]
    approved = approve(SHEET, ["c1", "c2", "c3"], "Kim", "2026")
    assert open_cues(approved, ALL) == ()


def test_counts() -> None:
    found = counts(approve(SHEET, ["c1"], "Kim", "2026"))
    assert (found.machine, found.edited, found.approved, found.serious) == (1, 1, 1, 1)
    assert found.open == 2
    serious = Flag(code="x", severity=Severity.SERIOUS, message="x")
    approved = approve(sheet(cue(flags=(serious,))), ["c1"], "Kim", "2026")
    assert counts(approved).serious == 0


def test_together_only_what_nobody_doubts_unless_it_is_named() -> None:
    warned = Flag(code="unsure-words", severity=Severity.WARNING, message="Hm")
    many = sheet(
        machine_cue("c1", 0, 2000, flags=(warned,)),
        machine_cue("c2", 2000, 4000),
        machine_cue("c3", 4000, 6000),
        machine_cue("c4", 6000, 8000, flags=(), waived_by="Lee", waiver="late"),
        machine_cue("c5", 8000, 9000, flags=(), text=""),
        cue("c6", 9000, 10_000, status=Status.APPROVED, approved_by="Ana"),
    )
    done = approve_wholesale(many, "Kim", "2026", also=["c3", "c4", "c6"])
    assert [c.id for c in done.cues if c.wholesale] == ["c3"]
    assert done.cues[3] == many.cues[3]
    assert done.cues[5].approved_by == "Ana"
    with pytest.raises(ReviewError, match="has no cue c9"):
        approve_wholesale(many, "Kim", "2026", also=["c9"])


def test_what_waits_is_what_a_final_would_refuse() -> None:
    fast = cue("c1", 0, 1000, text="x" * 21, status=Status.APPROVED)
    cut = cue("c2", 1000, 3000, text="x" * 30, status=Status.APPROVED)
    emptied = cue("c3", 3000, 4000, text="", status=Status.EDITED)
    untold = machine_cue("c4", 4000, 5000, text="", flags=())
    waived = cue("c5", 5000, 5500, text="x" * 50, waived_by="Kim", waiver="shouts")
    unused = machine_cue("c6", 8000, 9000)
    many = sheet(fast, cut, emptied, untold, waived, unused)
    found = waiting(many, [Span(start_ms=0, end_ms=2000), Span(start_ms=2500, end_ms=6000)], HOUSE)
    assert [c.id for c in found] == ["c1", "c2", "c4"]
    whole = waiting(many, [Span(start_ms=0, end_ms=6000)], HOUSE)
    assert [c.id for c in whole] == ["c1", "c4"]
