"""The contract of speech engines, run for real over every engine there is.

Speech comes from eSpeak NG, whose English and Spanish Whisper understands; where real recordings
are at hand they are heard, too.

Both engines compute the same sums: without a beam their texts are equal to the letter. With one
they end differently. openai-whisper stops as soon as five texts have ended, among them texts that
rank below the beam; CTranslate2 counts those within the beam only. Five poor endings can so
forestall a good one, as here: every text that had ended by then lacks its full stop. (With twice
the patience the full stop comes, but other texts then go on for too long.) So texts of a beam are
compared by their words, as are texts with what was said: whether a breath is a comma or a full
stop hangs on the last digits of the sums, which differ between processors.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from cue_facts import character_errors, hear_footage
from sounds import SPANISH, SPANISH_PACE, TRANSLATED, silence, spoken

from clipmaker.cues.judging.flags import serious
from clipmaker.cues.judging.glossary import Term
from clipmaker.cues.model import Span
from clipmaker.errors import SpeechError
from clipmaker.media.sound import Samples, decode_mono_16k
from clipmaker.speech.engine import ENGINES, Engine, Recognition, Task, engine_module
from clipmaker.speech.utterance import Wish
from clipmaker.speech.voice import find_utterances

pytestmark = pytest.mark.slow

ENGLISH = "Good morning. My father works in a hospital."


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A loaded engine with its smallest model, loaded once."""
    before = os.environ.get("CLIPMAKER_CACHE")
    os.environ["CLIPMAKER_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    try:
        return loaded(request.param)
    finally:
        if before is None:
            del os.environ["CLIPMAKER_CACHE"]
        else:
            os.environ["CLIPMAKER_CACHE"] = before


@cache
def loaded(name: str) -> Engine:
    """Load an engine once, with the built-in model; skip the test where it isn't installed."""
    module = engine_module(name)
    try:
        module.version()
    except SpeechError as error:
        pytest.skip(error.message)
    return module.load(module.resolve_model("base", task=Task()))


def words_of(text: str) -> list[str]:
    """Return the words of a text without their punctuation and capitals."""
    return re.findall(r"[\w']+", text.casefold())


@pytest.fixture(scope="module")
def spanish() -> Samples:
    return np.concatenate([silence(0.5), spoken(SPANISH, "es", SPANISH_PACE), silence(0.5)])


@pytest.fixture(scope="module")
def text() -> Samples:
    return np.concatenate([silence(0.5), spoken(ENGLISH, "en-us", 120), silence(0.5)])


def hear(engine: Engine, audio: Samples, task: Task) -> Recognition:
    shares: list[float] = []
    spans = [utterance.heard for utterance in find_utterances(audio)]
    found = engine.hear(audio, spans, task, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    return found


@pytest.fixture(scope="module")
def heard(engine: Engine, spanish: Samples) -> Recognition:
    return hear(engine, spanish, Task(language="es"))


def test_both_texts_belong_to_the_same_span(heard: Recognition) -> None:
    (said,) = heard.said
    assert character_errors(SPANISH, said.source) < 0.3
    assert character_errors(TRANSLATED, said.english) < 0.4
    assert character_errors(TRANSLATED, said.source) > 0.45
    assert said.translated is not None
    assert said.heard != said.translated
    assert said.heard.avg_logprob > said.translated.avg_logprob


def test_words_are_the_text_in_order_and_in_time(heard: Recognition) -> None:
    (said,) = heard.said
    for text, words in ((said.source, said.words), (said.english, said.english_words)):
        assert " ".join(word.text for word in words) == text
        assert all(0 <= word.probability <= 1 for word in words)
        assert said.span.start_ms <= words[0].start_ms
        assert words[-1].end_ms <= said.span.end_ms
        assert all(word.start_ms <= word.end_ms for word in words)
        assert all(a.start_ms <= b.start_ms for a, b in pairwise(words))


def test_a_language_is_detected_and_the_audiences_own_is_not_translated(
    engine: Engine, text: Samples
) -> None:
    found = hear(engine, text, Task())
    assert (found.language, found.detected) == ("en", "en")
    assert found.probability > 0.6
    (said,) = found.said
    assert words_of(said.source) == words_of(ENGLISH)
    assert (said.english, said.english_words, said.translated) == ("", (), None)


def test_engines_agree_to_the_letter_without_a_beam(spanish: Samples, text: Samples) -> None:
    one, other = (loaded(name) for name in sorted(ENGINES))
    for audio, language in ((spanish, "es"), (text, "en")):
        task = Task(language=language, beams=1)
        ours, theirs = (hear(engine, audio, task) for engine in (one, other))
        assert [(s.source, s.english) for s in ours.said] == [
            (s.source, s.english) for s in theirs.said
        ]
        for mine, its in zip(ours.said, theirs.said, strict=True):
            assert abs(mine.heard.avg_logprob - its.heard.avg_logprob) < 0.01
            assert abs(mine.heard.no_speech_prob - its.heard.no_speech_prob) < 0.01
            for a, b in zip(mine.words, its.words, strict=True):
                assert abs(a.start_ms - b.start_ms) <= 40
                assert abs(a.end_ms - b.end_ms) <= 40


def test_the_same_sound_gives_the_same_text_and_is_translated_into_english_only(
    engine: Engine, spanish: Samples, heard: Recognition
) -> None:
    (again,) = hear(engine, spanish, Task(language="es", audience="de")).said
    (said,) = heard.said
    assert (again.source, again.words, again.heard) == (said.source, said.words, said.heard)
    assert again.translated is None


def test_a_language_that_the_model_does_not_know_is_refused(
    engine: Engine, spanish: Samples
) -> None:
    with pytest.raises(SpeechError, match="does not know Irish"):
        engine.hear(spanish, [Span(start_ms=0, end_ms=1000)], Task(language="ga"), lambda _: None)


def test_names_prime_it_and_silence_stays_as_sure(engine: Engine) -> None:
    audio = np.concatenate(
        [silence(0.5), spoken("Yesterday Mister Smyth flew to Leicester.", "en", 120), silence(0.5)]
    )
    names = (Term(spelling="Smyth"), Term(spelling="Kursk", sources=("Курск",)))
    (plain,) = hear(engine, audio, Task(language="en")).said
    (primed,) = hear(engine, audio, Task(language="en", glossary=names)).said
    assert "Smyth" not in plain.source
    assert "Smyth" in primed.source
    assert "Kursk" not in primed.source
    assert primed.heard.no_speech_prob == pytest.approx(plain.heard.no_speech_prob, abs=0.002)


def test_a_text_takes_no_more_room_than_it_is_given(engine: Engine, text: Samples) -> None:
    backend = engine._backend  # type: ignore[attr-defined]
    wish = Wish(language="en", task="transcribe", beams=2, most_tokens=6)
    assert len(backend.decode(backend.encode(text), wish).tokens) == 6


def test_korean_of_a_person(engine: Engine, shared_dir: Path) -> None:
    references = json.loads((shared_dir / "speech" / "references.json").read_text("utf-8"))
    reference = next(r for r in references if r["file"] == "ssifi_korean.wav")
    audio = decode_mono_16k(shared_dir / "speech" / reference["file"], 0, 0, 9500)
    found = hear(engine, audio, Task(audience="ko"))
    assert (found.language, len(found.said)) == ("ko", 2)
    text = " ".join(said.source for said in found.said)
    expected = reference["source"].split("괴로워했다")[0] + "괴로워했다"
    assert character_errors(expected, text) < 0.25
    letters = [char for char in text if char.isalpha()]
    assert all("HANGUL" in unicodedata.name(char) for char in letters)


def test_every_fiction_of_a_real_recording_is_flagged(shared_dir: Path, tmp_path: Path) -> None:
    file = shared_dir / "footage" / "ko_human_poem_landscape_23s.mp4"
    sheet = hear_footage(file, "ko", out_ms=9500)
    assert len(sheet.cues) >= 3
    assert all(serious(cue) for cue in sheet.cues)
    assert sheet.cues[0].source.startswith("죽는 날까지")
    # The voice begins at 0.9 s and falls silent for half a second before 5.6 s.
    assert abs(sheet.cues[0].start_ms - 900) < 300
    assert any(abs(cue.start_ms - 5700) < 300 for cue in sheet.cues)


def test_english_that_was_said_needs_no_serious_flag(shared_dir: Path) -> None:
    sheet = hear_footage(shared_dir / "speech" / "jfk.flac", "en", out_ms=7900)
    assert " ".join(c.text for c in sheet.cues).lower().startswith("and so my fellow americans")
    assert not any(serious(cue) for cue in sheet.cues)
