"""Lines that somebody says are spoken in another language: heard in it, and kept in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import phrasebook
import pytest
import replay
from hearing_desk import Desk

from clipmaker.cues.maker import machine, person
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.reviewing import edit as cues
from clipmaker.cues.reviewing.spoken_as import SpokenAs, heard_anew, stretches_as
from clipmaker.cues.sheets.sheet import load
from clipmaker.errors import ReviewError
from clipmaker.make.second_readings import second_readings, with_readings
from clipmaker.media.probe import probe
from clipmaker.profile.load import load_subtitles
from clipmaker.story.model import Footage

UKRAINIAN = "Я хочу перевірити, як працюється модель."
ENGLISH = "I want to check how the model works."


@pytest.fixture
def desk(tmp_path: Path, footage_file: Path, replayed: None) -> Desk:
    """Two sentences that were heard in Spanish, as the story says."""
    found = Desk(
        folder=tmp_path,
        footage=Footage(file=footage_file, credit="A", language="es"),
        info=probe(footage_file),
        width_px=600.0,
        profile=load_subtitles("house"),
    )
    found.save(found.hear())
    return found


def there(desk: Desk) -> CueSheet:
    return load(desk.file)


def in_ukrainian(desk: Desk, *ids: str) -> CueSheet:
    """Hear lines as Ukrainian, as somebody asks for it, and keep what comes of it."""
    replay.recording = "ukrainian_korean"
    told = SpokenAs(ids=ids, language="uk", who="Kim")
    saved = desk.save(desk.hear(spoken_as=told))
    replay.recording = "two_sentences"
    return saved


def test_only_the_named_line_is_heard_in_its_language(desk: Desk) -> None:
    first, second = there(desk).cues
    found = in_ukrainian(desk, second.id)
    spans, task = replay.heard[-1]
    assert (len(spans), task.language) == (1, "uk")
    assert found.cues[0] == first
    changed = found.cues[1]
    assert (changed.id, changed.source, changed.text) == (second.id, UKRAINIAN, ENGLISH)
    assert (found.spoken(changed), changed.language_by, changed.status) == (
        "uk",
        "Kim",
        Status.MACHINE,
    )
    assert found.language == "es"
    assert changed.start_ms >= first.end_ms
    assert "Ukrainian" in next(f.message for f in changed.flags if f.code == "machine-translation")
    assert load(desk.file).cues == found.cues


def test_what_was_said_of_the_language_outlives_every_later_hearing(desk: Desk) -> None:
    second = there(desk).cues[1]
    saved = in_ukrainian(desk, second.id)
    count = len(replay.heard)
    assert desk.hear() == saved, "the story's one language is no reason to hear it again"
    assert len(replay.heard) == count
    replay.digest = "f" * 64
    replay.recording = "ukrainian_korean"
    found = desk.save(desk.hear())
    assert [task.language for _, task in replay.heard[count:]] == ["es", "uk"]
    assert found.spoken(found.cues[-1]) == "uk"
    assert found.cues[-1].language_by == "Kim"
    assert found.cues[-1].source == UKRAINIAN


def test_what_a_person_wrote_stays_and_stands_open_beside_what_is_heard_now(desk: Desk) -> None:
    first, second = there(desk).cues
    sheet = cues.edit(there(desk), second.id, who="Ana", text="I will check the model.")
    sheet = cues.approve(sheet, [first.id, second.id], "Ana", "2026-01-01T10:00:00Z")
    desk.save(sheet)
    found = in_ukrainian(desk, second.id).cues
    assert found[0].approved_by == "Ana"
    line = found[1]
    assert (line.text, line.text_by) == ("I will check the model.", (person("Ana"),))
    assert (line.status, line.approved_by) == (Status.EDITED, "")
    assert (line.source, line.other) == (UKRAINIAN, ENGLISH)
    assert any(f.code == "heard-otherwise" and UKRAINIAN in f.message for f in line.flags)


def test_speaker_note_and_comment_stay_and_a_waiver_does_not(desk: Desk) -> None:
    second = there(desk).cues[1]
    sheet = cues.edit(there(desk), second.id, who="Ana", speaker="Officer", note="windy")
    sheet = cues.send_back(sheet, second.id, who="Ana", comment="Which language is this?")
    desk.save(cues.waive(sheet, second.id, who="Ana", reason="late"))
    line = in_ukrainian(desk, second.id).cues[1]
    assert (line.speaker, line.note, line.comment) == (
        "Officer",
        "windy",
        "Which language is this?",
    )
    assert line.waiver == ""
    assert line.source == UKRAINIAN


def test_a_line_that_was_cut_by_hand_is_still_a_machines(desk: Desk) -> None:
    second = there(desk).cues[1]
    cut = cues.split_cue(there(desk), second.id, who="Ana", at=second.text.index(" ", 5))
    desk.save(cut)
    whole = [cue.id for cue in cut.cues[1:]]
    found = in_ukrainian(desk, *whole)
    assert found.cues[1].source == UKRAINIAN
    assert all(cue.text_by == (machine("replay base"),) for cue in found.cues)


def test_it_is_translated_again_by_the_translators_of_the_new_pair(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.folder / "config").mkdir()
    (desk.folder / "config" / "clipmaker.toml").write_text(
        "[translation.translators.phrasebook]\n", "utf-8"
    )
    monkeypatch.setattr(phrasebook, "PAIRS", {("uk", "en")})
    monkeypatch.setitem(phrasebook.ENGLISH, UKRAINIAN, "I want to see how it works.")
    sheet = in_ukrainian(desk, there(desk).cues[1].id)
    read = with_readings(sheet, second_readings(sheet, ()))
    assert [cue.other for cue in read.cues] == ["", "I want to see how it works."]
    assert read.cues[1].text == ENGLISH


def test_another_audience_loses_what_a_machine_made_of_the_wrong_words(desk: Desk) -> None:
    first, second = there(desk).cues
    german = replace(
        there(desk), elsewhere=(), audience="de", cues=tuple(map(_german, there(desk).cues))
    )
    desk.save(replace(there(desk), elsewhere=(german,)))
    (other,) = in_ukrainian(desk, second.id).elsewhere
    assert [cue.text for cue in other.cues] == [f"Auf Deutsch: {first.id}.", ""]
    assert other.spoken(other.cues[1]) == "uk"


def _german(cue: Cue) -> Cue:
    made = (machine("firefox es-de"),)
    return replace(cue, text=f"Auf Deutsch: {cue.id}.", text_by=made, translated=None)


def test_lines_that_are_not_there_and_sheets_that_are_not_are_refused(desk: Desk) -> None:
    before = desk.file.read_text("utf-8")
    with pytest.raises(ReviewError, match="has no cue c9"):
        in_ukrainian(desk, "c9")
    assert desk.file.read_text("utf-8") == before
    desk.file.unlink()
    with pytest.raises(ReviewError, match="nothing was heard yet"):
        in_ukrainian(desk, "c1")


def test_a_language_in_which_nothing_is_made_out_changes_nothing(desk: Desk) -> None:
    sheet = there(desk)
    said = SpokenAs(ids=("c1", "c2"), language="ko", who="Kim")
    (stretch,) = stretches_as(sheet, said, 8000)
    assert (stretch.limit.start_ms, stretch.limit.end_ms) == (0, 8000)
    with pytest.raises(ReviewError, match="no Korean was made out in c1, c2"):
        heard_anew(sheet, stretch, ())


def test_undone_like_any_other_step(desk: Desk) -> None:
    before = there(desk)
    after = in_ukrainian(desk, before.cues[1].id)
    history = cues.noted(cues.History(), before, after, "hear c2 as Ukrainian")
    back, _ = cues.undo(after, history)
    assert [cue.source for cue in back.cues] == [cue.source for cue in before.cues]
    assert [back.spoken(cue) for cue in back.cues] == ["es", "es"]
