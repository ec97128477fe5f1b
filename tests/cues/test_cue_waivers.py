"""Waivers, wholesale approvals and translators' credits in a cue sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from cue_values import machine_cue, sheet

from clipmaker.cues.maker import credited
from clipmaker.cues.model import Status
from clipmaker.cues.reviewing.review import approve, edit, waive
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import InputError, ReviewError

SHEET = sheet(machine_cue("c1", 0, 2000), machine_cue("c2", 2500, 4123, text_by=(credited("AFP"),)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "interview.cues.yaml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_they_are_kept(file: Path) -> None:
    written = approve(SHEET, ["c2"], " Kim ", "2026", wholesale=True)
    written = waive(written, "c1", who="Lee", reason="Nobody   speaks it: on air at nine")
    save(written, file)
    first, second = load(file).cues
    assert (first.waived_by, first.waiver) == ("Lee", "Nobody speaks it: on air at nine")
    assert (second.wholesale, second.approved_by, second.credit) == (True, "Kim", "AFP")
    assert "  approved_as: wholesale\n" in file.read_text("utf-8")


def test_a_single_approval_is_not_wholesale() -> None:
    all_at_once = approve(SHEET, ["c1", "c2"], "Kim", "2026", wholesale=True)
    assert [c.wholesale for c in approve(all_at_once, ["c2"], "Lee", "2026").cues] == [True, False]
    assert not edit(all_at_once, "c1", who="Lee", text="No.").cues[0].wholesale


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: He said so.", "text: He said no."),
        ("source: 그는 말했다", "source: 그는 떠났다"),
        ("start: 0:00.000", "start: 0:00.200"),
    ],
)
def test_a_waiver_lapses_with_the_text_it_was_given_for(file: Path, old: str, new: str) -> None:
    save(waive(SHEET, "c1", who="Lee", reason="late"), file)
    assert load(file).cues[0].waiver == "late"
    change(file, old, new)
    assert load(file).cues[0].waiver == ""
    assert (
        edit(waive(SHEET, "c1", who="Lee", reason="x"), "c1", who="K", text="B").cues[0]
        == (edit(SHEET, "c1", who="K", text="B").cues[0])
    )


@pytest.mark.parametrize(
    ("old", "new", "who"),
    [
        ("waived_by: Lee", "waived_by: Kim", "Kim"),
        ("waiver: late", "waiver: still late", ""),
        ("  seal:", "  #seal:", ""),
    ],
)
def test_it_can_be_given_again_by_hand_under_ones_own_name(
    file: Path, old: str, new: str, who: str
) -> None:
    save(waive(SHEET, "c1", who="Lee", reason="late"), file)
    change(file, "text: He said so.", "text: He said no.")
    change(file, old, new)
    assert load(file).cues[0].waived_by == who


def test_one_written_with_the_text_holds(file: Path) -> None:
    save(SHEET, file)
    change(file, "text: He said so.", "text: No.\n  waived_by: Kim\n  waiver: late")
    first = load(file).cues[0]
    assert (first.status, first.waived_by) == (Status.EDITED, "Kim")


def test_one_needs_a_person_and_a_reason(file: Path) -> None:
    for who, reason in (("", "late"), ("Kim", " ")):
        with pytest.raises(ReviewError, match="waiver needs"):
            waive(SHEET, "c1", who=who, reason=reason)
    save(SHEET, file)
    change(file, "status: machine", "status: machine\n  waiver: late")
    with pytest.raises(InputError, match=r"cues\[0\].waiver: a waiver needs both"):
        load(file)


def test_an_approval_in_another_manner_is_refused(file: Path) -> None:
    save(SHEET, file)
    change(file, "status: machine", "status: approved\n  approved_as: a batch")
    with pytest.raises(InputError, match="expected wholesale"):
        load(file)
