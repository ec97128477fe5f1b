"""Who made a text is a fact of its own, and every change hands it on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import SURE, WHISPER, cue, machine_cue, sheet

from clipmaker.cues.credit import Translation, translation_of
from clipmaker.cues.judging.flags import by_machine
from clipmaker.cues.maker import Makers, credited, machine, person
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.reviewing.edit import (
    History,
    add_cue,
    approve,
    edit,
    merge_cues,
    noted,
    replace_text,
    shift,
    split_cue,
    undo,
)
from clipmaker.cues.sheets.merge import merge
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.cues.sheets.threeway import threeway
from clipmaker.errors import InputError
from clipmaker.exchange.model import SubtitleEvent
from clipmaker.exchange.take_in import Giving, Side, take_in

SHEET = sheet(machine_cue("c1", 0, 2000), machine_cue("c2", 2500, 4500))
KIM: Makers = (person("Kim"),)
AFP: Makers = (credited("AFP"),)
ENGINE: Makers = (WHISPER,)


def made(one: CueSheet, name: str = "c1") -> tuple[Makers, Makers]:
    found = next(cue for cue in one.cues if cue.id == name)
    return found.source_by, found.text_by


def test_who_changes_a_text_made_it_and_the_other_text_stays_a_machines() -> None:
    assert made(edit(SHEET, "c1", who="Kim", text="He was silent.")) == (ENGINE, KIM)
    assert made(edit(SHEET, "c1", who="Kim", source="그는 웃었다")) == (KIM, ENGINE)


def test_who_changes_signs_only_has_not_written_the_line() -> None:
    changed = edit(SHEET, "c1", who="Kim", text="He said so!")
    assert made(changed) == (ENGINE, ENGINE)
    assert changed.cues[0].status is Status.EDITED
    assert changed.cues[0].translated == SURE
    assert by_machine(changed.cues[0])


def test_an_agencys_line_that_was_corrected_still_names_the_agency() -> None:
    theirs = sheet(cue("c1", 0, 2000, text="He said that.", text_by=AFP))
    assert made(edit(theirs, "c1", who="Kim", text="He said this."))[1] == (*AFP, *KIM)
    assert made(edit(theirs, "c1", who="Kim", text="Nobody knows?"))[1] == KIM


def test_a_word_replaced_everywhere_leaves_the_rest_a_machines() -> None:
    changed = replace_text(SHEET, "He", "She", who="Kim")
    assert made(changed) == (ENGINE, (*ENGINE, *KIM))
    assert changed.cues[0].translated == SURE
    assert by_machine(changed.cues[0])


def test_moving_and_cutting_make_nobody_an_author() -> None:
    cut = split_cue(SHEET, "c1", who="Kim", at=3)
    assert made(cut) == made(cut, "c3") == (ENGINE, ENGINE)
    assert made(shift(SHEET, 100, who="Kim")) == (ENGINE, ENGINE)
    assert made(approve(SHEET, ["c1"], "Kim", "2026-01-01")) == (ENGINE, ENGINE)
    added = add_cue(SHEET, 5000, 6000, who="Kim", text="Yes.")
    assert made(added, "c3")[1] == KIM


def test_what_is_merged_is_all_of_its_makers() -> None:
    mixed = edit(SHEET, "c2", who="Kim", text="She laughed.")
    merged = merge_cues(mixed, ["c1", "c2"], who="Lee")
    assert made(merged) == (ENGINE, (*ENGINE, *KIM))
    approved = approve(merged, ["c1"], "Lee", "2026-01-01").cues
    assert translation_of(approved) == Translation(automated=True, own=True)


def test_undo_gives_a_text_back_to_who_made_it() -> None:
    changed = edit(SHEET, "c1", who="Kim", text="He was silent.")
    back, _ = undo(changed, noted(History(), SHEET, changed, "edit"))
    assert made(back) == (ENGINE, ENGINE)


def test_heard_again_a_persons_line_stays_a_persons() -> None:
    other = machine("faster-whisper small")
    again = sheet(
        *(replace(one, source_by=(other,), text_by=(other,)) for one in SHEET.cues),
        model="small " + "c" * 64,
    )
    merged = merge(edit(SHEET, "c1", who="Kim", text="He was silent."), again)
    assert made(merged) == (ENGINE, KIM)
    assert made(merged, "c2") == ((other,), (other,))


def test_two_people_bring_their_texts_makers() -> None:
    mine = edit(SHEET, "c1", who="Kim", text="He was silent.")
    theirs = edit(SHEET, "c1", who="Lee", source="그는 조용했다")
    assert made(threeway(SHEET, mine, theirs).sheet) == ((person("Lee"),), KIM)


@pytest.mark.parametrize(
    ("giving", "expected"),
    [
        (Giving(side=Side.TEXT, who="Kim"), (ENGINE, ())),
        (Giving(side=Side.TEXT, who="Kim", own=True), (ENGINE, KIM)),
        (Giving(side=Side.TEXT, who="Kim", credit="AFP"), (ENGINE, AFP)),
        (
            Giving(side=Side.TEXT, who="Kim", machine=True, engine="Whisper"),
            (ENGINE, (machine("Whisper"),)),
        ),
        (Giving(side=Side.SOURCE, who="Kim"), ((), ENGINE)),
        (Giving(side=Side.SOURCE, who="Kim", own=True), (KIM, ENGINE)),
        (Giving(side=Side.BOTH, who="Kim"), ((), ())),
        (Giving(side=Side.BOTH, who="Kim", own=True), (KIM, KIM)),
        (Giving(side=Side.SOURCE, who="Kim", machine=True), ((machine(),), ENGINE)),
    ],
)
def test_a_file_that_is_taken_in_brings_its_maker(
    giving: Giving, expected: tuple[Makers, Makers]
) -> None:
    event = SubtitleEvent(start_ms=0, end_ms=2000, lines=("Nothing else.",))
    assert made(take_in(SHEET, [event], giving).sheet) == expected


def test_what_nobody_says_they_wrote_is_nobody_s_translation_however_approved() -> None:
    event = SubtitleEvent(start_ms=0, end_ms=2000, lines=("Nothing else.",))
    taken = take_in(SHEET, [event], Giving(side=Side.TEXT, who="Kim")).sheet
    first = approve(taken, ["c1"], "Kim", "2026").cues[0]
    assert (first.text_by, first.edited_by) == ((), "Kim")
    assert translation_of([first]) == Translation(unknown=True)
    assert translation_of([first], "AFP").names == ("AFP",)


def test_a_text_put_together_from_two_cues_names_both_makers() -> None:
    mixed = edit(SHEET, "c2", who="Kim", text="She laughed.")
    event = SubtitleEvent(start_ms=0, end_ms=4500, lines=("모두",))
    taken = take_in(mixed, [event], Giving(side=Side.SOURCE, who="Lee", own=True)).sheet
    assert made(taken) == ((person("Lee"),), (*ENGINE, *KIM))


def test_makers_stand_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    nobodys = replace(SHEET.cues[1], text_by=())
    one = replace(SHEET.cues[0], text_by=(*AFP, *KIM))
    save(replace(SHEET, cues=(one, nobodys)), file)
    written = file.read_text("utf-8")
    assert "  source_by: machine faster-whisper base\n" in written
    assert "  text_by:\n  - credit AFP\n  - person Kim\n" in written
    assert "  text_by: unknown\n" in written
    assert load(file).cues == (one, nobodys)
    file.write_text(written.replace("text_by: unknown", "text_by: credit"), "utf-8")
    with pytest.raises(InputError, match="expected who made it"):
        load(file)


def test_a_text_changed_in_the_file_is_a_persons(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    save(SHEET, file)
    text = file.read_text("utf-8").replace("text: He said so.", "text: He said no.", 1)
    file.write_text(text, "utf-8")
    assert made(load(file)) == (ENGINE, (person(),))
    assert made(load(file), "c2") == (ENGINE, ENGINE)
    save(load(file), file)
    assert made(load(file)) == (ENGINE, (person(),))


DOUBTS = "{avg_logprob: -0.2, no_speech_prob: 0.1, compression_ratio: 1.1}"
HEARD = f"  heard: {DOUBTS}\n  words:\n  - [그는, 1000, 1400, 0.9]\n"
SEAL = "  seal: 111111.222222.333333.444444\n"


def old(tmp_path: Path, more: str) -> Cue:
    """Return a cue of a sheet as earlier versions wrote it, with its seal made to fit."""
    from clipmaker.cues.sheets.seal import make_seal

    file = tmp_path / "interview.cues.yaml"
    head = (
        "version: 1\nfootage: interview.mp4\nlanguage: ko\nengine: faster-whisper 1.2.1 (x)\n"
        "model: base " + "b" * 64 + "\ncues:\n- start: 0:01.000\n  end: 0:02.000\n"
        "  source: 그는 말했다\n  text: He said so.\n"
    )
    file.write_text(head + more, "utf-8")
    if "  seal:" in more:
        bare = tmp_path / "bare.cues.yaml"
        bare.write_text(head + more.replace(SEAL, ""), "utf-8")
        earlier = ".".join(make_seal(load(bare).cues[0]).split(".")[:5])
        seal = f"  seal: {earlier}\n"
        file.write_text(head + more.replace(SEAL, seal), "utf-8")
    return load(file).cues[0]


APPROVED = "  status: approved\n  approved_by: Lee\n"


@pytest.mark.parametrize(
    ("more", "makers"),
    [
        (f"  status: machine\n  translated: {DOUBTS}\n{HEARD}{SEAL}", ENGINE),
        (f"{APPROVED}  translated: {DOUBTS}\n{HEARD}{SEAL}", ENGINE),
        (f"{APPROVED}  translated: {DOUBTS}\n  credit: AFP\n{SEAL}", (*ENGINE, *AFP)),
        (f"{APPROVED}  credit: AFP\n{HEARD}{SEAL}", AFP),
        (f"{APPROVED}  edited_by: Kim\n{HEARD}{SEAL}", KIM),
        (f"  status: edited\n{HEARD}{SEAL}", (person(),)),
        (f"{APPROVED}{HEARD}{SEAL}", ()),
        ("", (person(),)),
        (f"{APPROVED}", (person(),)),
        (f"  text_by: {ENGINE[0]}\n  credit: AFP\n", (*ENGINE, *AFP)),
        ("  text_by: person Kim\n  credit: AFP\n", AFP),
    ],
)
def test_an_old_sheet_tells_who_made_a_text_or_nobody_is_claimed(
    tmp_path: Path, more: str, makers: Makers
) -> None:
    assert old(tmp_path, more).text_by == makers


def test_what_was_not_known_stays_unknown_when_the_cue_is_moved(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    assert old(tmp_path, f"{APPROVED}{HEARD}{SEAL}").text_by == ()
    there = load(file)
    save(shift(there, 100, who="Kim"), file, there)
    assert load(file).cues[0].text_by == ()
    assert load(file).cues[0].edited_by == "Kim"
