"""One sheet holds the texts of several audiences, each with its own maker, seal and approval."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cue_values import HOUSE, WHISPER, cue, machine_cue, sheet

from clipmaker.cues.maker import machine, person
from clipmaker.cues.model import CueSheet, Span, Status
from clipmaker.cues.reviewing import edit as desk
from clipmaker.cues.reviewing.review import waiting
from clipmaker.cues.sheets.audiences import in_step, over_cues, seen_by_audience
from clipmaker.cues.sheets.merge import CHANGED, merge
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import InputError

FIREFOX = machine("firefox ko-de")
WHEN = "2026-11-30T10:00:00+00:00"


def heard() -> CueSheet:
    return sheet(
        machine_cue("c1", 0, 2000, source="나는 갔다", text="I went"),
        machine_cue("c2", 2100, 4000, source="집에 갔다.", text="home."),
        machine_cue("c3", 5000, 7000, source="그는 말했다.", text="He said."),
        digest="a" * 64, engine="faster-whisper 1", model="base 0",
    )  # fmt: skip


def told(there: CueSheet, *texts: str) -> CueSheet:
    """A sheet as its audience reads it once a translator has given it these texts."""
    cues = [replace(c, text=text, text_by=(FIREFOX,))
            for c, text in zip(there.cues, texts, strict=True)]  # fmt: skip
    return replace(there, cues=tuple(cues))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """English approved by Ana; German a machine's."""
    path = tmp_path / "interview.cues.yaml"
    english = desk.approve(heard(), ["c1", "c2", "c3"], "Ana", WHEN)
    save(english, path)
    german = seen_by_audience(load(path), "de")
    save(told(german, "Ich ging", "nach Hause.", "Er sagte es."), path)
    return path


def german(file: Path) -> CueSheet:
    return seen_by_audience(load(file), "de")


def texts(there: CueSheet) -> list[str]:
    return [one.text for one in there.cues]


def approvers(there: CueSheet) -> list[str]:
    return [one.approved_by for one in there.cues]


def test_a_second_audience_begins_with_the_cues_and_no_text() -> None:
    there = seen_by_audience(desk.approve(heard(), ["c1"], "Ana", WHEN), "de")
    assert there.audience == "de"
    assert texts(there) == ["", "", ""]
    assert approvers(there) == ["", "", ""]
    assert {one.status for one in there.cues} == {Status.MACHINE}
    assert [one.source for one in there.cues] == [one.source for one in heard().cues]
    assert there.cues[0].source_by == (WHISPER,)
    back = seen_by_audience(there, "en")
    assert approvers(back) == ["Ana", "", ""]
    assert texts(back) == texts(heard())


def test_who_speaks_the_language_reads_what_was_said() -> None:
    there = seen_by_audience(heard(), "ko")
    assert texts(there) == [one.source for one in heard().cues]
    assert there.cues[0].text_by == (WHISPER,)


@pytest.mark.parametrize(
    ("written", "audience"),
    [
        (sheet(cue(text="")), "de"),
        (sheet(), "de"),
        (sheet(cue(source="Ja.", text="Ja."), language="de"), "de"),
    ],
)
def test_a_sheet_that_shows_nothing_yet_becomes_whose_story_it_is(written, audience: str) -> None:
    there = seen_by_audience(written, audience)
    assert (there.audience, there.elsewhere) == (audience, ())


def test_both_stand_in_one_file_and_one_audience_looks_as_it_did(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "  texts:\n    de:\n      text: Ich ging\n      status: machine\n" in text
    assert texts(load(file)) == texts(heard())
    assert approvers(load(file)) == ["Ana"] * 3
    assert texts(german(file)) == ["Ich ging", "nach Hause.", "Er sagte es."]
    assert approvers(german(file)) == [""] * 3
    assert german(file).cues[0].text_by == (FIREFOX,)
    alone = file.with_name("alone.cues.yaml")
    save(heard(), alone)
    assert "texts:" not in alone.read_text("utf-8").split("\n\n", 1)[1]


def test_reading_and_writing_again_changes_no_letter(file: Path) -> None:
    before = file.read_text("utf-8")
    save(load(file), file)
    save(german(file), file)
    assert file.read_text("utf-8") == before


def test_an_approval_is_for_one_audience_alone(file: Path) -> None:
    save(desk.approve(german(file), ["c3"], "Kim", WHEN), file)
    assert approvers(german(file)) == ["", "", "Kim"]
    assert approvers(load(file)) == ["Ana"] * 3
    span = [Span(start_ms=0, end_ms=9000)]
    assert not waiting(load(file), span, HOUSE)
    assert [one.id for one in waiting(german(file), span, HOUSE)] == ["c1", "c2"]


def test_german_by_hand_is_a_persons_and_touches_no_english(file: Path) -> None:
    text = file.read_text("utf-8").replace("text: Er sagte es.", "text: Er hat es gesagt.")
    text = text.replace("    de:\n", "    # nach Rücksprache\n    de:\n", 1)
    file.write_text(text, "utf-8")
    there = german(file)
    assert there.cues[2].text_by == (person(),)
    assert there.cues[2].status is Status.EDITED
    assert approvers(load(file)) == ["Ana"] * 3
    save(desk.edit(there, "c1", who="Kim", text="Ich bin gegangen"), file)
    after = file.read_text("utf-8")
    assert "    # nach Rücksprache\n    de:\n      text: Ich bin gegangen\n" in after
    assert german(file).cues[0].text_by == (person("Kim"),)
    assert approvers(load(file)) == ["Ana"] * 3


def test_an_approval_by_hand_that_lost_its_words_does_not_hold(file: Path) -> None:
    save(desk.approve(german(file), ["c1", "c2", "c3"], "Kim", WHEN), file)
    file.write_text(file.read_text("utf-8").replace("text: Ich ging", "text: Ich lief"), "utf-8")
    assert approvers(german(file)) == ["", "Kim", "Kim"]
    assert approvers(load(file)) == ["Ana"] * 3
    lines = file.read_text("utf-8").splitlines()
    seals = [i for i, line in enumerate(lines) if line.strip().startswith("seal:")]
    file.write_text("\n".join(lines[: seals[3]] + lines[seals[3] + 1 :]) + "\n", "utf-8")
    assert approvers(german(file)) == ["", "", "Kim"]
    assert approvers(load(file)) == ["Ana"] * 3


def test_what_was_said_is_one_for_all_and_its_correction_opens_both(file: Path) -> None:
    save(desk.approve(german(file), ["c1", "c2", "c3"], "Kim", WHEN), file)
    save(desk.edit(german(file), "c1", who="Kim", source="나는 안 갔다"), file)
    for there in (load(file), german(file)):
        assert there.cues[0].source == "나는 안 갔다"
        assert there.cues[0].source_by == (person("Kim"),)
    assert approvers(load(file)) == ["", "Ana", "Ana"]
    assert approvers(german(file)) == ["", "Kim", "Kim"]
    assert texts(load(file)) == texts(heard())


def test_a_cut_for_one_audience_cuts_both_and_no_word_is_lost(file: Path) -> None:
    there = german(file)
    save(desk.split_cue(there, "c3", who="Kim", at=3, source_at=3, at_ms=6000), file)
    english = load(file)
    assert texts(german(file))[2:] == ["Er", "sagte es."]
    assert texts(english)[2:] == ["He", "said."]
    assert approvers(english) == ["Ana", "Ana", "", ""]
    save(desk.merge_cues(german(file), ["c1", "c2"], who="Kim"), file)
    assert texts(german(file))[0] == "Ich ging nach Hause."
    assert texts(load(file))[0] == "I went home."
    assert approvers(load(file))[0] == ""


def test_moved_times_keep_the_text_and_no_approval(file: Path) -> None:
    save(desk.shift(german(file), 300, who="Kim", ids=["c3"]), file)
    assert load(file).cues[2].start_ms == 5300
    assert texts(load(file)) == texts(heard())
    assert approvers(load(file)) == ["Ana", "Ana", ""]


def test_a_deleted_line_comes_back_with_all_its_texts(file: Path) -> None:
    before = german(file)
    after = save(desk.delete_cue(before, "c2"), file)
    assert [one.id for one in load(file).cues] == ["c1", "c3"]
    history = desk.noted(desk.History(), before, after, "delete c2")
    back, _ = desk.undo(after, history)
    save(back, file)
    assert texts(load(file)) == texts(heard())
    assert approvers(load(file)) == ["Ana"] * 3
    assert texts(german(file)) == texts(before)


def test_two_people_one_for_each_audience_meet_in_the_file(file: Path) -> None:
    english, other = load(file), german(file)
    save(desk.edit(english, "c1", who="Ana", text="I left"), file, english)
    save(desk.edit(other, "c3", who="Kim", text="Er hat es gesagt."), file, other)
    assert texts(load(file)) == ["I left", "home.", "He said."]
    assert texts(german(file)) == ["Ich ging", "nach Hause.", "Er hat es gesagt."]
    # What one approves, the other's correction of what was said opens again.
    english, other = load(file), german(file)
    save(desk.edit(other, "c3", who="Kim", source="그는 안 말했다."), file, other)
    save(desk.approve(english, ["c1"], "Ana", WHEN), file, english)
    assert approvers(load(file)) == ["Ana", "Ana", ""]
    assert load(file).cues[2].source == "그는 안 말했다."


def test_heard_again_what_somebody_wrote_for_another_audience_stays(file: Path) -> None:
    save(desk.edit(german(file), "c3", who="Kim", text="Er hat es gesagt."), file)
    english = replace(
        load(file), cues=tuple(replace(c, status=Status.MACHINE) for c in load(file).cues)
    )
    again = replace(
        sheet(
            machine_cue("c1", 0, 4000, source="나는 집에 갔다.", text="I went home again."),
            machine_cue("c2", 5000, 7100, source="그가 말했다.", text="He spoke."),
        ),
        digest="a" * 64, engine="faster-whisper 1", model="large 0",
    )  # fmt: skip
    both = in_step(merge(english, again))
    there = seen_by_audience(both, "de")
    assert texts(there)[-1] == "Er hat es gesagt."
    assert there.cues[-1].text_by == (person("Kim"),)
    assert (there.cues[-1].start_ms, there.cues[-1].end_ms) == (5000, 7000)
    # A machine's words for what is now heard otherwise are gone, to be made again.
    assert texts(there)[0] == ""


def test_another_recording_takes_every_audiences_approval(file: Path) -> None:
    save(desk.approve(german(file), ["c3"], "Kim", WHEN), file)
    other = replace(heard(), digest="b" * 64)
    both = in_step(merge(load(file), other))
    assert CHANGED not in {f.code for c in both.cues for f in c.flags}
    assert approvers(seen_by_audience(both, "de")) == [""] * 3
    assert texts(seen_by_audience(both, "de"))[2] == "Er sagte es."


def test_what_an_engine_heard_goes_over_cuts_that_stand() -> None:
    there = seen_by_audience(told(replace(heard(), audience="de"), "Ich", "ging.", "Er."), "en")
    whole = sheet(
        machine_cue("c1", 0, 4000, source="나는 집에 갔다.", text="I went home."),
        machine_cue("c2", 5000, 7000, source="그는 말했다.", text="He said."),
    )
    filled = over_cues(there, whole)
    assert [c.text for c in filled.cues if c.text] == ["I went home.", "He said."]
    assert [c.id for c in filled.cues] == ["c1", "c2", "c3"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("    de:\n", "    en:\n"), "own texts"),
        (("    de:\n", "    deutsch:\n"), "language code"),
        (("      status: machine\n", "      state: machine\n"), "state"),
        (("      status: machine\n", "      waiver: spät\n"), "person in waived_by"),
        (("      status: machine\n", "      start: 0:01.000\n"), "start"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(file: Path, change, told: str) -> None:
    text = file.read_text("utf-8")
    file.write_text(text.replace(*change), "utf-8")
    with pytest.raises(InputError) as caught:
        load(file)
    assert told in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)


def test_the_first_audience_may_be_any(tmp_path: Path) -> None:
    file = tmp_path / "interview.cues.yaml"
    save(told(replace(heard(), audience="de"), "Ich ging", "heim.", "Er sagte es."), file)
    assert "language: ko\naudience: de\n" in file.read_text("utf-8")
    english = seen_by_audience(load(file), "en")
    save(told(english, "I went", "home.", "He said."), file)
    text = file.read_text("utf-8")
    assert "audience: de" in text and "    en:\n      text: I went\n" in text
    assert texts(load(file)) == ["Ich ging", "heim.", "Er sagte es."]
    three = seen_by_audience(load(file), "no")
    save(told(three, "Jeg gikk", "hjem.", "Han sa det."), file)
    assert [one.audience for one in load(file).elsewhere] == ["en", "no"]


def test_text_added_by_hand_for_a_new_audience_counts(file: Path) -> None:
    text = file.read_text("utf-8")
    text = text.replace("  texts:\n    de:\n", "  texts:\n    es: {text: Me fui}\n    de:\n", 1)
    file.write_text(text, "utf-8")
    there = seen_by_audience(load(file), "es")
    assert texts(there) == ["Me fui", "", ""]
    assert there.cues[0].text_by == (person(),)
    save(desk.approve(there, ["c1"], "Eva", WHEN), file)
    assert approvers(seen_by_audience(load(file), "es")) == ["Eva", "", ""]
    assert approvers(load(file)) == ["Ana"] * 3
    assert texts(german(file))[0] == "Ich ging"
