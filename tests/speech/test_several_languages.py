"""Several languages in one recording: each utterance is heard, kept and labelled in its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import phrasebook
import pytest
import replay
from hearing_desk import Desk
from sounds import silence

from clipmaker.cues.maker import machine
from clipmaker.cues.model import Confidence, CueSheet, Severity, Span
from clipmaker.cues.reviewing import edit as cues
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.errors import ReviewError, SpeechError
from clipmaker.make.second_readings import second_readings, with_readings
from clipmaker.media.probe import probe
from clipmaker.media.sound import Samples, decode_mono_16k
from clipmaker.profile.load import load_subtitles
from clipmaker.speech.engine import ENGINES, Recognition, Task, engine_module
from clipmaker.speech.listen import rules_for
from clipmaker.speech.utterance import Aligned, DecodedText, Encoded, WhisperEngine, Wish
from clipmaker.speech.voice import VoiceRules, find_utterances, group
from clipmaker.speech.whole import hear_whole
from clipmaker.story.model import Footage

SURE = Confidence(avg_logprob=-0.2, no_speech_prob=0.01, compression_ratio=1.1)
SOUNDS: Mapping[int, Mapping[str, float]] = {
    # As Whisper base hears recordings of people: a short Ukrainian one may well be Russian.
    1: {"uk": 0.48, "ru": 0.46, "ko": 0.01, "en": 0.01},
    2: {"ko": 0.99, "ja": 0.01},
    3: {"en": 0.97, "uk": 0.01, "ko": 0.01},
    4: {"ru": 0.95, "uk": 0.04, "ko": 0.001},
    5: {"uk": 0.4, "ko": 0.35, "ja": 0.2},
    6: {"uk": 0.93, "ru": 0.05},
}


class Scripted:
    """A backend to which the loudest sample of an utterance says what it sounds like."""

    multilingual = True
    codes: Collection[str] = frozenset({"uk", "ru", "ko", "en", "ja", "no"})

    def __init__(self) -> None:
        self.wishes: list[Wish] = []

    def encode(self, part: Samples) -> Encoded:
        return Encoded(features=round(float(part.max()) * 10), frames=len(part) // 160)

    def detect(self, encoded: Encoded) -> Mapping[str, float]:
        return SOUNDS[encoded.features]

    def decode(self, encoded: Encoded, wish: Wish) -> DecodedText:
        self.wishes.append(wish)
        text = f"{wish.task} {wish.language}"
        return DecodedText(text=text, tokens=(1,), doubts=SURE)

    def align(self, encoded: Encoded, wish: Wish, tokens: Sequence[int]) -> Sequence[Aligned]:
        return [Aligned(text=wish.task, start_s=0.0, end_s=1.0, probability=0.9)]


def hear(*sounds: int, **task: Any) -> Recognition:
    audio = np.concatenate([np.full(16_000, sound / 10, np.float32) for sound in sounds])
    spans = [Span(start_ms=i * 1000, end_ms=i * 1000 + 1000) for i in range(len(sounds))]
    return WhisperEngine(Scripted()).hear(audio, spans, Task(**task), lambda _share: None)


def heard_in(found: Recognition) -> list[str]:
    return [one.source.removeprefix("transcribe ") for one in found.said]


def test_each_utterance_is_heard_in_the_likeliest_of_the_languages_that_the_story_names() -> None:
    found = hear(1, 2, 1, 4, among=("uk", "ko"))
    assert heard_in(found) == ["uk", "ko", "uk", "uk"]
    assert [one.language for one in found.said] == ["uk", "ko", "uk", "uk"]
    assert found.said[0].sureness > 0.95
    assert found.said[3].detected == "ru"
    assert hear(5, among=("uk", "ko")).said[0].sureness == pytest.approx(0.533, abs=0.01)


def test_what_is_said_to_the_audience_in_its_own_language_is_not_translated() -> None:
    found = hear(2, 3, 2, among=("ko", "en"))
    assert [one.english for one in found.said] == ["translate ko", "", "translate ko"]


def test_without_a_word_from_the_story_another_language_is_heard_only_where_it_is_sure() -> None:
    found = hear(2, 2, 1, 2, 6)
    assert heard_in(found) == ["ko", "ko", "ko", "ko", "uk"]
    # The language of the whole is as sure as where it is spoken.
    mixed = hear(2, 6, 2)
    assert (mixed.language, mixed.probability) == ("ko", 0.99)


def test_one_language_that_the_story_names_is_kept_to() -> None:
    assert heard_in(hear(1, 2, language="uk")) == ["uk", "uk"]


def test_norwegian_goes_by_whispers_code() -> None:
    sound = {"no": 0.9, "uk": 0.1}
    backend = Scripted()
    backend.detect = lambda _encoded: sound  # type: ignore[method-assign]
    audio = np.full(16_000, 0.1, np.float32)
    task = Task(among=("uk", "nb"))
    spans = [Span(start_ms=0, end_ms=1000)]
    found = WhisperEngine(backend).hear(audio, spans, task, lambda _share: None)
    assert (found.language, found.said[0].language) == ("nb", "nb")
    assert backend.wishes[0].language == "no"


def test_a_language_among_several_that_the_model_does_not_know_is_named() -> None:
    with pytest.raises(SpeechError, match="does not know Irish"):
        hear(1, among=("uk", "ga"))


def test_halves_of_an_utterance_that_was_not_heard_whole_keep_its_language() -> None:
    asked: list[Task] = []

    class Forgetful:
        def hear(self, _audio: Any, spans: Any, task: Task, _on: Any) -> Recognition:
            asked.append(task)
            return Recognition(language="uk", detected="uk", probability=1.0, said=())

    span = Span(start_ms=0, end_ms=8000)
    (said,) = hear(2).said
    cut = replace(said, span=span, words=())
    audio = np.zeros(16 * 8000, np.float32)
    hear_whole(Forgetful(), audio, [span], Task(language="uk"), [cut])
    assert asked[0].language == "ko"
    hear_whole(Forgetful(), audio, [span], Task(among=("uk", "ko")), [cut])
    assert (asked[-1].language, asked[-1].among) == ("", ("uk", "ko"))


@pytest.fixture
def desk(tmp_path: Path, footage_file: Path, replayed: None) -> Desk:
    replay.recording = "ukrainian_korean"
    return Desk(
        folder=tmp_path,
        footage=Footage(file=footage_file, credit="A", languages=("uk", "ko")),
        info=probe(footage_file),
        width_px=600.0,
        profile=load_subtitles("house"),
    )


def hear_in(desk: Desk, **more: Any) -> CueSheet:
    """Hear footage of which the story says something else."""
    return desk.hear(footage=replace(desk.footage, **more))


def test_a_cue_knows_its_language_and_keeps_it_in_the_sheet(desk: Desk) -> None:
    sheet = desk.hear()
    assert (sheet.language, sheet.languages, sheet.language_probability) == ("uk", ("uk", "ko"), 1)
    assert [sheet.spoken(cue) for cue in sheet.cues] == ["uk", "ko"]
    assert [cue.language for cue in sheet.cues] == ["", "ko"]
    assert replay.heard[0][1].among == ("uk", "ko")
    codes = {flag.code for cue in sheet.cues for flag in cue.flags}
    assert not codes & {"language-mismatch", "language-changes", "language-unclear"}
    general = [
        next(f.message for f in cue.flags if f.code == "machine-translation") for cue in sheet.cues
    ]
    assert "Ukrainian" in general[0]
    assert "Korean" in general[1]
    saved = save(sheet, desk.file)
    text = desk.file.read_text("utf-8")
    assert load(desk.file).languages == ("uk", "ko")
    assert "  language: ko" in text
    assert load(desk.file).cues == saved.cues
    assert desk.hear() == saved
    assert len(replay.loads) == 1


@pytest.mark.parametrize("languages", [("uk", "pl"), ()])
def test_other_languages_in_the_story_are_another_hearing(
    desk: Desk, languages: tuple[str, ...]
) -> None:
    save(desk.hear(), desk.file)
    hear_in(desk, languages=languages, language="" if languages else "uk")
    assert len(replay.heard) == 2


def test_what_it_sounds_like_beside_the_languages_of_the_story_is_a_doubt(desk: Desk) -> None:
    sheet = hear_in(desk, languages=("uk", "pl"))
    (flag,) = [f for f in sheet.cues[1].flags if f.code.startswith("language")]
    assert flag.severity is Severity.SERIOUS
    assert "Ukrainian and Polish" in flag.message
    assert "Korean" in flag.message


def test_a_language_that_nobody_stated_is_told(desk: Desk) -> None:
    flags = hear_in(desk, languages=()).cues[1].flags
    (flag,) = [f for f in flags if f.code == "language-changes"]
    assert "language: [uk, ko]" in flag.message


def test_every_pair_of_languages_has_its_own_translator(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrasebook, "PAIRS", {("ko", "en")})
    (desk.folder / "config").mkdir()
    (desk.folder / "config" / "clipmaker.toml").write_text(
        "[translation.translators.phrasebook]\n", "utf-8"
    )
    sheet = desk.hear()
    monkeypatch.setitem(
        phrasebook.ENGLISH, sheet.cues[1].source, "He walked past no. 1 on the other side."
    )
    found = with_readings(sheet, second_readings(sheet, ()))
    assert [cue.other for cue in found.cues] == ["", "He walked past no. 1 on the other side."]
    assert {task.source for _, task in phrasebook.asked} == {"ko"}
    assert found.cues[1].other_by == (machine("phrasebook en"),)


def test_speech_in_the_audiences_own_language_is_one_text(desk: Desk) -> None:
    sheet = desk.hear("uk")
    first, second = sheet.cues
    assert first.text == first.source
    assert second.text == ""
    changed = cues.edit(sheet, first.id, who="Kim", text="Я хочу це перевірити.")
    assert changed.cues[0].source == changed.cues[0].text
    told = cues.edit(sheet, second.id, who="Kim", text="Він пішов далі.")
    assert told.cues[1].source == second.source


def test_cuts_keep_the_language_and_two_are_never_made_one(desk: Desk) -> None:
    sheet = desk.hear()
    first, second = sheet.cues
    split = cues.split_cue(sheet, second.id, who="Kim", at=second.text.index("1st"))
    assert [split.spoken(cue) for cue in split.cues] == ["uk", "ko", "ko"]
    together = cues.merge_cues(split, [cue.id for cue in split.cues[1:]], who="Kim")
    assert together.spoken(together.cues[1]) == "ko"
    with pytest.raises(ReviewError, match="spoken in Ukrainian and Korean"):
        cues.merge_cues(sheet, [first.id, second.id], who="Kim")
    added = cues.add_cue(sheet, second.end_ms + 100, second.end_ms + 900, who="Kim", text="Yes.")
    assert added.cues[-1].language == "ko"


def test_an_approval_lapses_when_the_language_is_changed_by_hand(desk: Desk) -> None:
    sheet = desk.hear()
    approved = cues.approve(sheet, [cue.id for cue in sheet.cues], "Kim", "2026-01-01T10:00:00Z")
    save(approved, desk.file)
    text = desk.file.read_text("utf-8")
    desk.file.write_text(text.replace("  language: ko", "  language: ja"), "utf-8")
    first, second = load(desk.file).cues
    assert first.approved_by == "Kim"
    assert (second.language, second.approved_by) == ("ja", "")


def test_people_of_several_languages_may_answer_each_other_quickly() -> None:
    rules = VoiceRules()
    voices = [Span(start_ms=0, end_ms=2000), Span(start_ms=2400, end_ms=5000)]
    for among, utterances in (((), 1), (("uk", "ko"), 2)):
        found = group(voices, rules_for(Task(among=among), rules), lambda start, _end: start)
        assert len(found) == utterances
    tight = VoiceRules(join_ms=200)
    assert rules_for(Task(among=("uk", "ko")), tight) == tight


@pytest.mark.slow
def test_two_people_of_two_languages_within_half_a_second(shared_dir: Path) -> None:
    ukrainian = decode_mono_16k(shared_dir / "speech" / "irudnyts_uk_sample.m4a", 0, 600, 2700)
    korean = decode_mono_16k(shared_dir / "speech" / "leopard_ko.wav", 0, 650, 3560)
    audio = np.concatenate([ukrainian, silence(0.4), korean, silence(0.4), ukrainian])
    module = engine_module(next(iter(ENGINES)))
    task = Task(among=("uk", "ko"))
    spans = [one.heard for one in find_utterances(audio, rules_for(task, VoiceRules()))]
    found = module.load(module.resolve_model("base", task=task)).hear(
        audio, spans, task, lambda _share: None
    )
    assert [one.language for one in found.said] == ["uk", "ko", "uk"]
    letters = ["".join(filter(str.isalpha, one.source)) for one in found.said]
    assert all("\u0400" <= char <= "\u04ff" for char in letters[0] + letters[2])
    assert all("가" <= char <= "힣" for char in letters[1])
