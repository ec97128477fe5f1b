"""What somebody changes by hand beside a text: who spoke, who made it, who vouches for it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import WHISPER, cue, machine_cue, sheet

from clipmaker.cues.credit import Translation, translation_of
from clipmaker.cues.maker import Makers, credited, machine, person
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.reviewing.edit import approve, edit, waive
from clipmaker.cues.sheets.seal import _digest, bound, make_seal
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.cues.sheets.threeway import threeway

SHEET = sheet(machine_cue("c1", 0, 2000, speaker="Kim Lee"), machine_cue("c2", 2500, 4500))
MACHINE = "text_by: machine faster-whisper base"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "interview.cues.yaml"


def changed(file: Path, old: str, new: str) -> Cue:
    """Change the first place of a sheet by hand and return its first cue as it counts then."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return load(file).cues[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("speaker: Kim Lee", "speaker: The minister"),
        ("  speaker: Kim Lee\n", ""),
        (MACHINE, "text_by: person Kim"),
        (MACHINE, "text_by:\n  - machine faster-whisper base\n  - credit AFP"),
        ("  status: approved", "  credit: AFP\n  status: approved"),
        ("source_by: machine faster-whisper base", "source_by: person Kim"),
        ("  waived_by", "  bleeps:\n  - 0:01.000 - 0:01.500\n  waived_by"),
    ],
)
def test_an_approval_lapses_when_what_stands_beside_the_text_is_changed(
    file: Path, old: str, new: str
) -> None:
    save(waive(approve(SHEET, ["c1"], "Kim", "2026"), "c1", who="Kim", reason="late"), file)
    assert load(file).cues[0].status is Status.APPROVED
    first = changed(file, old, new)
    assert (first.status, first.approved_by, first.waiver) == (Status.EDITED, "", "")
    save(load(file), file)
    assert load(file).cues[0].status is Status.EDITED


@pytest.mark.parametrize("name", ["kim", "KIM", '" Kim "'])
def test_the_same_person_in_other_letters_is_nobody_else(file: Path, name: str) -> None:
    save(approve(SHEET, ["c1"], "Kim", "2026"), file)
    changed(file, "text: He said so.", "text: He said no.")
    first = changed(file, "approved_by: Kim", f"approved_by: {name}")
    assert (first.status, first.approved_by) == (Status.EDITED, "")


def test_who_spells_a_name_otherwise_changes_no_approval(file: Path) -> None:
    both = approve(SHEET, ["c1"], "Zoë Kim", "2026")
    save(waive(both, "c2", who="Zoë Kim", reason="late"), file)
    changed(file, "approved_by: Zoë Kim", "approved_by: zoe\u0308  kim")
    one = load(file).cues[0]
    assert (one.status, one.by_hand) == (Status.APPROVED, False)
    changed(file, "waived_by: Zoë Kim", "waived_by: ZOË KIM")
    assert load(file).cues[1].waiver == "late"


def test_a_seal_that_kept_how_a_name_was_spelt_still_holds(file: Path) -> None:
    there = waive(approve(SHEET, ["c1"], "Kim", "2026"), "c1", who="Lee", reason="late")
    save(there, file)
    seal = sealed(there, 0)
    parts = seal.split(".")
    parts[3], parts[4], parts[11] = map(_digest, ("approved|Kim|2026|", "by Kim", "Lee"))
    assert changed(file, seal, ".".join(parts)) == there.cues[0]


def test_another_speaker_may_be_approved_by_hand_under_another_name(file: Path) -> None:
    save(approve(SHEET, ["c1"], "Kim", "2026"), file)
    changed(file, "speaker: Kim Lee", "speaker: Park")
    first = changed(file, "approved_by: Kim", "approved_by: Lee")
    assert (first.status, first.approved_by, first.by_hand) == (Status.APPROVED, "Lee", True)


@pytest.mark.parametrize(
    ("claimed", "makers"),
    [
        ("text_by: person Kim", (WHISPER,)),
        ("text_by: unknown", (WHISPER,)),
        ("text_by: machine another", (WHISPER,)),
        ("text_by: credit AFP", (WHISPER, credited("AFP"))),
        ("note: x", (WHISPER,)),
    ],
)
@pytest.mark.parametrize("without_seal", [False, True])
def test_a_maker_that_is_changed_by_hand_is_not_believed(
    file: Path, claimed: str, makers: Makers, without_seal: bool
) -> None:
    save(SHEET, file)
    first = changed(file, MACHINE, claimed)
    if without_seal:
        file.write_text(re.sub(r"\n  seal: .*", "", file.read_text("utf-8")), "utf-8")
        first = load(file).cues[0]
    assert first.text_by == makers
    assert translation_of([first]).automated


def test_a_maker_of_whom_no_notes_tell_is_unknown_once_changed(file: Path) -> None:
    taken_in = cue("c1", text_by=(machine("Captions"),))
    save(sheet(taken_in), file)
    first = changed(file, "text_by: machine Captions", "text_by: person Kim")
    assert first.text_by == ()
    assert translation_of([first]) == Translation(unknown=True)


def test_a_text_changed_by_hand_is_a_persons_whoever_is_named(file: Path) -> None:
    save(SHEET, file)
    changed(file, MACHINE, "text_by: machine another")
    first = changed(file, "text: He said so.", "text: He left.")
    assert first.text_by == (person(),)


def test_an_approval_without_a_name_is_nobodys(file: Path) -> None:
    save(SHEET, file)
    first = changed(file, "status: machine", "status: approved")
    assert first.status is Status.EDITED
    assert [flag.code for flag in first.flags][:1] == ["unsigned"]
    save(load(file), file)
    named = changed(file, "status: edited", "status: approved\n  approved_by: Kim")
    assert (named.status, named.by_hand) == (Status.APPROVED, True)


@pytest.mark.parametrize("parts", [5, 7])
def test_seals_that_did_not_tell_who_speaks_still_hold(file: Path, parts: int) -> None:
    there = approve(SHEET, ["c1"], "Kim", "2026")
    if parts == 7:
        there = waive(there, "c1", who="Kim", reason="late")
    save(there, file)
    seal = sealed(there, 0)
    digests = seal.split(".")
    first = changed(file, seal, ".".join([*digests[:5], *digests[10:]]))
    assert len(digests[:5] + digests[10:]) == parts
    assert first == there.cues[0]
    assert changed(file, "text: He said so.", "text: No.").status is Status.EDITED


def test_who_names_another_speaker_takes_the_approval_away() -> None:
    there = waive(approve(SHEET, ["c1"], "Kim", "2026"), "c1", who="Kim", reason="late")
    first = edit(there, "c1", who="Lee", speaker="Park").cues[0]
    assert (first.status, first.waiver, first.speaker) == (Status.EDITED, "", "Park")
    assert edit(there, "c1", who="Lee", note="again").cues[0].status is Status.APPROVED


def test_one_approves_what_another_gives_to_another_speaker() -> None:
    mine = approve(SHEET, ["c1"], "Kim", "2026")
    theirs = edit(SHEET, "c1", who="Lee", speaker="Park")
    assert threeway(SHEET, mine, theirs).conflicts == ("c1",)


def test_a_seal_beside_another_cue_clears_nothing(file: Path) -> None:
    both = approve(SHEET, ["c1", "c2"], "Kim", "2026")
    other = replace(both, cues=(both.cues[0], replace(both.cues[1], text="She left.")))
    save(other, file)
    one, two = (sealed(other, i) for i in range(2))
    text = file.read_text("utf-8")
    text = text.replace(one, "x").replace(two, one).replace("seal: x", f"seal: {two}")
    file.write_text(text, "utf-8")
    assert {each.status for each in load(file).cues} == {Status.EDITED}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("digest: " + "a" * 64, "digest: " + "b" * 64),
        ("digest: " + "a" * 64 + "\n", ""),
        ("language: ko\n", "language: ko\naudience: de\n"),
        ("language: ko\n", "language: ko\naudio_track: 1\n"),
    ],
)
def test_an_approval_is_for_one_recording_and_one_audience(file: Path, old: str, new: str) -> None:
    there = replace(approve(SHEET, ["c1"], "Kim", "2026"), digest="a" * 64)
    save(there, file)
    assert load(file).cues[0].status is Status.APPROVED
    first = changed(file, old, new)
    assert (first.status, first.approved_by) == (Status.EDITED, "")


def test_a_cue_that_is_copied_to_another_sheet_leaves_its_approval_behind(file: Path) -> None:
    save(replace(approve(SHEET, ["c1"], "Kim", "2026"), digest="a" * 64), file)
    other = file.with_name("other.cues.yaml")
    save(replace(SHEET, digest="b" * 64), other)
    head = other.read_text("utf-8").partition("cues:\n")[0]
    other.write_text(head + "cues:\n" + file.read_text("utf-8").partition("cues:\n")[2], "utf-8")
    assert load(other).cues[0].status is Status.EDITED


def sealed(sheet: CueSheet, i: int) -> str:
    return make_seal(sheet.cues[i], bound(sheet.digest, sheet.audio_tracks, sheet.audience))
