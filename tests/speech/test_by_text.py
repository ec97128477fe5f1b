"""Where the engine translates nothing, a translator of text does: other audiences, turbo models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import phrasebook
import pytest
import replay
from hearing_desk import Desk

from clipmaker.cues.maker import machine
from clipmaker.cues.model import CueSheet, Severity
from clipmaker.cues.reviewing.review import edit
from clipmaker.errors import SpeechError
from clipmaker.media.probe import probe
from clipmaker.profile.load import load_subtitles
from clipmaker.publish.manifest import speech_facts
from clipmaker.speech import models
from clipmaker.speech.engine import Abilities, ModelPath, Task
from clipmaker.speech.resolved import resolved_for
from clipmaker.story.model import Footage


@pytest.fixture
def desk(tmp_path: Path, footage_file: Path, replayed: None) -> Desk:
    return Desk(
        folder=tmp_path,
        footage=Footage(file=footage_file, credit="Agency", language="es"),
        info=probe(footage_file),
        width_px=400.0,
        profile=load_subtitles("house"),
    )


def settings(desk: Desk, *, far: bool = False) -> None:
    folder = desk.folder / "config"
    folder.mkdir(exist_ok=True)
    more = "far = true\n" if far else ""
    (folder / "clipmaker.toml").write_text(f"[translation.translators.phrasebook]\n{more}")


def codes(sheet: CueSheet) -> set[str]:
    return {flag.code for cue in sheet.cues for flag in cue.flags}


def test_a_german_audience_reads_german_and_sees_who_made_it(desk: Desk) -> None:
    settings(desk)
    sheet = desk.hear("de", headline="Two sisters")
    assert [(cue.source, cue.text) for cue in sheet.cues] == list(phrasebook.GERMAN.items())
    assert {cue.text_by for cue in sheet.cues} == {(machine("phrasebook de"),)}
    assert {cue.source_by for cue in sheet.cues} == {(machine("replay base"),)}
    assert sheet.audience == "de"
    assert "untranslated" not in codes(sheet)
    assert "machine-translation" in codes(sheet)
    # It was told the story, and what stands beside each sentence.
    assert phrasebook.asked[0][0].after == ("Allí nos espera mi hermana.",)
    assert phrasebook.asked[1][0].before == ("Mañana por la mañana vamos a la ciudad.",)
    assert phrasebook.asked[0][1].headline == "Two sisters"


def test_the_engine_stays_the_one_who_translates_into_english(desk: Desk) -> None:
    settings(desk)
    sheet = desk.hear("en")
    assert sheet.cues[0].text == "Tomorrow morning we are going to the city."
    assert {cue.text_by for cue in sheet.cues} == {(machine("replay base"),)}
    assert phrasebook.asked == []


def test_what_is_spoken_to_those_who_speak_so_is_not_translated(desk: Desk) -> None:
    settings(desk)
    sheet = desk.hear("es")
    assert all(cue.text == cue.source for cue in sheet.cues)
    assert phrasebook.asked == []


def test_without_a_translator_nothing_is_claimed(desk: Desk) -> None:
    sheet = desk.hear("de")
    assert [cue.text for cue in sheet.cues] == ["", ""]
    flag = next(flag for flag in sheet.cues[0].flags if flag.code == "untranslated")
    assert flag.severity is Severity.SERIOUS
    assert "no translator" in flag.message


def test_one_who_fails_is_named_and_asked_again_the_next_time(desk: Desk) -> None:
    settings(desk)
    phrasebook.away.append("the server at books.example does not answer")
    sheet = desk.save(desk.hear("de"))
    assert [cue.text for cue in sheet.cues] == ["", ""]
    assert all(cue.source for cue in sheet.cues)
    flags = {flag.code: flag for flag in sheet.cues[0].flags}
    assert flags["translator-failed"].severity is Severity.SERIOUS
    assert "books.example does not answer" in flags["translator-failed"].message
    phrasebook.away.clear()
    again = desk.save(desk.hear("de"))
    assert [cue.text for cue in again.cues] == list(phrasebook.GERMAN.values())
    assert "translator-failed" not in codes(again)
    # The sound was heard once.
    assert replay.loads == ["base"]


def test_what_a_person_wrote_stays_when_a_translator_is_there_later(desk: Desk) -> None:
    sheet = desk.hear("de")
    mine = edit(sheet, "c1", text="Morgen geht's in die Stadt.", who="Ana")
    desk.save(mine)
    settings(desk)
    later = desk.hear("de")
    assert [cue.text for cue in later.cues] == [
        "Morgen geht's in die Stadt.",
        "Dort wartet meine Schwester auf uns.",
    ]


def test_one_that_reaches_another_machine_is_asked_only_where_that_is_allowed(desk: Desk) -> None:
    settings(desk, far=True)
    desk.save(desk.hear("de"))
    assert phrasebook.asked == []
    sheet = desk.hear("de", remote=True)
    assert [cue.text for cue in sheet.cues] == list(phrasebook.GERMAN.values())
    # The clip's manifest says who made the texts, and where lines were sent for that.
    assert speech_facts(desk.save(sheet))["translated"] == [
        {"by": "machine phrasebook de at books.example", "sent_to": "books.example", "lines": 2}
    ]


def test_a_reading_that_is_not_shown_was_sent_as_well(desk: Desk) -> None:
    sheet = desk.hear("en")
    far = machine("phrasebook en at books.example")
    cues = (replace(sheet.cues[0], other="Off to town.", other_by=(far,)), *sheet.cues[1:])
    told = speech_facts(replace(sheet, cues=cues))["translated"]
    assert {"by": str(far), "sent_to": "books.example", "lines": 1} in told


def test_what_stayed_here_says_so_in_the_manifest(desk: Desk) -> None:
    assert speech_facts(desk.hear("es"))["translated"] == []
    (whisper,) = speech_facts(desk.hear("en"))["translated"]
    assert whisper == {"by": "machine replay base", "sent_to": "", "lines": 2}


@pytest.fixture
def turbo(monkeypatch: pytest.MonkeyPatch) -> None:
    """The replayed engine has a model that was never trained to translate."""

    def resolve_model(name_or_path: str, *, task: Task) -> ModelPath:
        models.check(name_or_path, Abilities(multilingual=True, translates=False), task)
        return ModelPath(name=name_or_path, path=Path(name_or_path), digest="e" * 64)

    monkeypatch.setattr(replay, "resolve_model", resolve_model)


def test_a_model_that_cannot_translate_hears_where_a_translator_is_at_hand(
    desk: Desk, turbo: None
) -> None:
    settings(desk)
    sheet = desk.hear("en", model="turbo")
    assert [(cue.source, cue.text) for cue in sheet.cues] == list(phrasebook.ENGLISH.items())
    assert {cue.text_by for cue in sheet.cues} == {(machine("phrasebook en"),)}
    # The model was not asked for what it cannot do.
    assert not replay.heard[0][1].translates("es")


@pytest.mark.parametrize(
    ("language", "known", "far"), [("es", False, False), ("", True, False), ("es", True, True)]
)
def test_without_one_it_is_refused_before_anything_is_heard(
    desk: Desk, turbo: None, language: str, known: bool, far: bool
) -> None:
    if known:
        settings(desk, far=far)
    with pytest.raises(SpeechError, match="cannot translate") as caught:
        resolved_for([language] if language else [], "en", "replay", "turbo")
    assert "docs/translation.md" in caught.value.remedy
    assert replay.heard == []


def test_one_that_cannot_be_set_up_is_none_at_hand(desk: Desk, turbo: None) -> None:
    folder = desk.folder / "config"
    folder.mkdir()
    (folder / "clipmaker.toml").write_text(
        '[translation]\norder = ["far"]\n[translation.translators.far]\nkind = "openai"\n'
        'model = "m"\naddress = "http://127.0.0.1:1/v1"\nkey_env = "NOT_SET_AT_ALL"\n'
    )
    with pytest.raises(SpeechError, match="cannot translate"):
        resolved_for(["es"], "en", "replay", "turbo", remote=True)
    # What Whisper can do itself is done all the same; what it cannot, says why.
    assert desk.hear("de", model="turbo", remote=True).cues[0].text == ""
    flags = {flag.code: flag.message for flag in desk.hear("de", remote=True).cues[0].flags}
    assert "NOT_SET_AT_ALL" in flags["translator-failed"]


def test_a_missing_model_is_told_as_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(desk)
    with pytest.raises(SpeechError, match="is not on this machine"):
        resolved_for(["es"], "en", "faster-whisper", "medium")
