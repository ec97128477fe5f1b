"""Two people save one sheet: what does not meet is united, what does is shown, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cue_values import cue, machine_cue, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.cues.model import CueSheet, Status
from clipmaker.cues.reviewing import edit as desk
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.cues.sheets.threeway import threeway
from clipmaker.errors import ReviewError

WHEN = "2026-01-13T09:00:00+00:00"
SHEET = sheet(
    machine_cue("c1", 0, 2000), cue("c2", 2500, 4000, status=Status.EDITED), cue("c3", 5000, 6000)
)

Change = Callable[[CueSheet], CueSheet]


def text(name: str, text: str) -> Change:
    return lambda of: desk.edit(of, name, who=text, text=text)


def source(of: CueSheet) -> CueSheet:
    return desk.edit(of, "c2", who="Lee", source="다른 말")


def approve(of: CueSheet) -> CueSheet:
    return desk.approve(of, ["c2"], "Kim", WHEN)


def note(of: CueSheet) -> CueSheet:
    return desk.edit(of, "c2", who="Kim", note="clear")


def comment(of: CueSheet) -> CueSheet:
    return desk.send_back(of, "c2", who="Kim", comment="Who?")


def waive(of: CueSheet) -> CueSheet:
    return desk.waive(of, "c2", who="Kim", reason="late")


def later(of: CueSheet) -> CueSheet:
    return desk.edit(of, "c2", who="Kim", end_ms=4800)


def earlier(of: CueSheet) -> CueSheet:
    return desk.edit(of, "c3", who="Lee", start_ms=4500)


def delete(of: CueSheet) -> CueSheet:
    return desk.delete_cue(of, "c2")


def split(of: CueSheet) -> CueSheet:
    return desk.split_cue(of, "c2", who="Kim", at=3)


UNITED = [
    (text("c1", "One."), text("c3", "Three.")),
    (text("c2", "Two."), note),
    (text("c2", "Two."), source),
    (text("c2", "Two."), comment),
    (approve, note),
    (approve, text("c1", "One.")),
    (delete, text("c1", "One.")),
    (split, text("c1", "One.")),
    (split, note),
    (source, later),
]
CLASHES = [
    (text("c2", "Mine."), text("c2", "Theirs."), ["c2"]),
    (text("c2", "Mine."), approve, ["c2"]),
    (text("c2", "Mine."), waive, ["c2"]),
    (later, approve, ["c2"]),
    (delete, text("c2", "Theirs."), ["c2"]),
    (split, text("c2", "Theirs."), ["c2"]),
    (earlier, later, ["c2", "c3"]),
    (approve, comment, ["c2"]),
]


@pytest.mark.parametrize(("mine", "theirs"), UNITED)
def test_changes_that_do_not_meet_are_both_kept(
    mine: Change, theirs: Change, tmp_path: Path
) -> None:
    file = tmp_path / "x.cues.yaml"
    for one, other in ((mine, theirs), (theirs, mine)):
        file.unlink(missing_ok=True)
        base = save(SHEET, file)
        save(other(base), file, base)
        united = save(one(base), file, base)
        assert load(file) == united
        assert united.cues == one(other(base)).cues or united.cues == other(one(base)).cues


@pytest.mark.parametrize(("mine", "theirs", "names"), CLASHES)
def test_changes_of_one_thing_are_shown_and_nothing_is_written(
    mine: Change, theirs: Change, names: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "x.cues.yaml"
    for one, other in ((mine, theirs), (theirs, mine)):
        file.unlink(missing_ok=True)
        base = save(SHEET, file)
        there = save(other(base), file, base)
        before = file.read_bytes()
        with pytest.raises(desk.ChangedMeanwhileError, match="somebody else changed") as caught:
            save(one(base), file, base)
        assert sorted(caught.value.conflicts) == names
        assert caught.value.ours.cues == one(base).cues
        assert caught.value.theirs.cues == there.cues
        assert file.read_bytes() == before


def test_an_approval_never_covers_a_text_that_its_giver_did_not_see() -> None:
    for mine, theirs in ((text("c2", "Two."), approve), (approve, source), (waive, later)):
        assert threeway(SHEET, mine(SHEET), theirs(SHEET)).conflicts == ("c2",)


NAMES = ("c1", "c2", "c3")
STEPS: list[Callable[[CueSheet, str, str], CueSheet]] = [
    lambda of, name, who: desk.edit(of, name, who=who, text=f"{who} on {name}."),
    lambda of, name, who: desk.edit(of, name, who=who, source=f"{who} 말했다"),
    lambda of, name, who: desk.edit(of, name, who=who, note=f"{who} asks"),
    lambda of, name, who: desk.edit(of, name, who=who, speaker=who),
    lambda of, name, who: desk.shift(of, 300 if who == "Kim" else 200, who=who, ids=[name]),
    lambda of, name, who: desk.approve(of, [name], who, WHEN),
    lambda of, name, who: desk.waive(of, name, who=who, reason="late"),
    lambda of, name, who: desk.send_back(of, name, who=who, comment=f"{who}?"),
    lambda of, name, who: desk.split_cue(of, name, who=who, at=2),
    lambda of, name, _: desk.delete_cue(of, name),
]


def worked(data: st.DataObject, who: str) -> CueSheet:
    of = SHEET
    for _ in range(data.draw(st.integers(0, 4))):
        step, name = data.draw(st.sampled_from(STEPS)), data.draw(st.sampled_from(NAMES))
        with suppress(ReviewError):
            of = step(of, name, who)
    return of


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_what_is_united_holds_all_that_both_did_and_signs_nothing_new(data: st.DataObject) -> None:
    mine, theirs = worked(data, "Kim"), worked(data, "Lee")
    merged = threeway(SHEET, mine, theirs)
    if merged.conflicts:
        assert set(merged.conflicts) <= {c.id for c in (*mine.cues, *theirs.cues)}
        return
    old, one, other, found = (
        {c.id: c for c in of.cues} for of in (SHEET, mine, theirs, merged.sheet)
    )
    for side, against in ((one, other), (other, one)):
        for name in {*old, *side}:
            if side.get(name) == old.get(name):
                continue
            if against.get(name) == old.get(name) or name not in side:
                assert found.get(name) == side.get(name)
                continue
            for part in ("text", "source", "start_ms", "speaker", "note", "comment", "waiver"):
                if getattr(side[name], part) != getattr(old.get(name), part, None):
                    assert getattr(found[name], part) == getattr(side[name], part)
    for name, cue_ in found.items():
        if cue_.status is Status.APPROVED or cue_.waiver:
            sides = [s[name] for s in (one, other) if name in s]
            content = (cue_.start_ms, cue_.end_ms, cue_.source, cue_.text)
            signers = [s for s in sides if s.status is Status.APPROVED or s.waiver]
            assert content in [(s.start_ms, s.end_ms, s.source, s.text) for s in signers]
    assert all(a.end_ms <= b.start_ms for a, b in pairwise(merged.sheet.cues))


def test_a_hearing_during_a_review_is_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "x.cues.yaml"
    base = save(SHEET, file)
    heard = replace(
        base, model="small " + "c" * 64, cues=(*base.cues, machine_cue("c4", 7000, 8000))
    )
    save(heard, file, base)
    united = save(approve(base), file, base)
    assert united.model.startswith("small")
    assert [c.id for c in united.cues] == ["c1", "c2", "c3", "c4"]
    assert united.cues[1].status is Status.APPROVED


WRITER = """
import sys
from pathlib import Path
from clipmaker.cues.reviewing.edit import edit
from clipmaker.cues.sheets.sheet import load, save
file, name = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    base = load(file)
    save(edit(base, name, who=name, text=f"Edit {number} of {name}."), file, base)
"""


@pytest.mark.slow
def test_three_programs_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.cues.yaml"
    save(SHEET, file)
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("c1", "c2", "c3")
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for writer in writers:
        writer.communicate("go\n")
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert [c.text for c in load(file).cues] == [f"Edit 24 of c{i}." for i in (1, 2, 3)]
