"""Listening: what is wanted is heard whole, in time with the voice, and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sounds import silence, spoken, tone

from clipmaker.cues.model import Confidence, Cue, Span, Word
from clipmaker.media.sound import Samples
from clipmaker.speech.engine import ModelPath, Recognition, Task, Transcription
from clipmaker.speech.kept import content_key, keep, kept_recognition
from clipmaker.speech.listen import Ear, listen, speeches, unsaid_of
from clipmaker.speech.unsaid import UNSAID, with_unsaid
from clipmaker.speech.voice import Utterance, VoiceRules, find_utterances
from clipmaker.speech.whole import LACKING_MS, hear_whole, lacking_ms

SURE = Confidence(avg_logprob=-0.2, no_speech_prob=0.02, compression_ratio=1.2)
MODEL = ModelPath(name="base", path=Path("base"), digest="a" * 64)


def span(start: int, end: int) -> Span:
    return Span(start_ms=start, end_ms=end)


def words(where: Span, count: int, stretch_ms: int = 0) -> tuple[Word, ...]:
    """Words that fill a span evenly, the last one longer than the others."""
    step = (where.end_ms - where.start_ms - stretch_ms) // count
    starts = [where.start_ms + step * i for i in range(count)]
    ends = [*starts[1:], where.end_ms]
    return tuple(
        Word(text=f"w{i}", start_ms=a, end_ms=b, probability=0.9)
        for i, (a, b) in enumerate(zip(starts, ends, strict=True))
    )


class Stopping:
    """An engine that stops after two words in everything longer than it can bear."""

    def __init__(self, bears_ms: int = 6000, *, drops: bool = False) -> None:
        self.bears_ms = bears_ms
        self.drops = drops
        self.given: list[Span] = []

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        self.given += spans
        said = []
        for one in spans:
            length = one.end_ms - one.start_ms
            if length <= self.bears_ms:
                found = words(one, max(1, length // 400))
            elif self.drops:
                continue
            else:
                found = words(one, 2, stretch_ms=length - 1000)
            text = " ".join(word.text for word in found)
            said.append(Transcription(span=one, source=text, words=found, heard=SURE))
        on_progress(1.0)
        return Recognition(language="es", detected="es", probability=0.9, said=tuple(said))


def said(where: Span, found: tuple[Word, ...], **more: Any) -> Transcription:
    return Transcription(span=where, source="x", words=found, heard=SURE, **more)


def test_time_without_words() -> None:
    whole = span(1000, 11_000)
    assert lacking_ms(said(whole, words(whole, 25))) < LACKING_MS
    assert lacking_ms(said(whole, words(whole, 2, stretch_ms=9000))) >= LACKING_MS
    assert lacking_ms(said(whole, words(span(1000, 8000), 20))) == 3000
    assert lacking_ms(said(whole, words(span(4000, 11_000), 20))) == 3000
    assert lacking_ms(said(whole, ())) == 10_000
    loop = replace(SURE, compression_ratio=2.6)
    full = words(whole, 25)
    assert lacking_ms(said(whole, full, translated=loop, english_words=full)) == 10_000
    assert lacking_ms(said(whole, full, translated=SURE, english_words=full)) < LACKING_MS
    assert lacking_ms(said(whole, full, translated=SURE, english_words=full[:5])) >= LACKING_MS


@pytest.mark.parametrize("drops", [False, True])
def test_what_was_not_heard_whole_is_heard_in_halves(drops: bool) -> None:
    engine = Stopping(drops=drops)
    spans = [span(0, 4000), span(5000, 21_000)]
    task = Task(language="es")
    found = engine.hear(tone(), spans, task, lambda _: None).said
    mended = hear_whole(engine, silence(22), spans, task, found)
    assert mended[0].span == spans[0]
    assert mended[1].span.start_ms == 5000
    assert mended[-1].span.end_ms == 21_000
    assert all(a.span.end_ms == b.span.start_ms for a, b in pairwise(mended[1:]))
    assert all(lacking_ms(one) < LACKING_MS for one in mended)


def test_halves_that_are_no_better_are_not_taken() -> None:
    engine = Stopping(bears_ms=0, drops=True)
    whole = span(0, 16_000)
    found = (said(whole, words(whole, 2, stretch_ms=15_000)),)
    assert hear_whole(engine, silence(16), [whole], Task(), found) == found
    assert len(engine.given) > 2
    assert all(one.end_ms - one.start_ms >= 1800 for one in engine.given)


def test_a_short_utterance_is_left_as_it_is() -> None:
    engine = Stopping(bears_ms=0)
    whole = span(0, 5900)
    found = engine.hear(tone(), [whole], Task(), lambda _: None).said
    assert hear_whole(engine, silence(6), [whole], Task(), found) == found
    assert engine.given == [whole]


class Module:
    """The module of an engine, for `Ear`."""

    def __init__(self, engine: Stopping) -> None:
        self.engine = engine
        self.loads = 0

    def version(self) -> str:
        return "stopping 1"

    def resolve_model(self, name_or_path: str, *, task: Task) -> ModelPath:
        return MODEL

    def load(self, model: ModelPath) -> Stopping:
        self.loads += 1
        return self.engine


@pytest.fixture(scope="module")
def talk() -> Samples:
    """Ten seconds of speech without a long pause, after a second of silence."""
    sentence = spoken("Mañana por la mañana vamos a la ciudad con mi hermana.", "es", 150)
    parts = [silence(1)] + [part for _ in range(4) for part in (sentence, silence(0.3))]
    return np.concatenate(parts)[: 16_000 * 11]


def test_words_stay_where_the_voice_is(talk: Samples) -> None:
    (utterance,) = find_utterances(talk)
    module = Module(Stopping(bears_ms=60_000))
    ear = Ear(engine=module, model=MODEL)
    found = listen(talk, span(0, 11_000), Task(language="es"), ear, lambda _: None)
    (one,) = found.said
    assert utterance.heard.start_ms < utterance.voice.start_ms - 50
    assert one.words[0].start_ms == utterance.voice.start_ms - 50
    assert one.span.start_ms == utterance.voice.start_ms - 50


def test_shares_of_progress_only_grow(talk: Samples) -> None:
    shares: list[float] = []
    ear = Ear(engine=Module(Stopping()), model=MODEL)
    listen(talk, span(0, 11_000), Task(language="es"), ear, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_far_outside_of_what_is_wanted_nothing_is_heard(talk: Samples) -> None:
    engine = Stopping(bears_ms=60_000)
    ear = Ear(engine=Module(engine), model=MODEL)
    listen(talk, span(6000, 7000), Task(language="es"), ear, lambda _: None)
    ((start, end),) = [(one.start_ms, one.end_ms) for one in engine.given]
    assert 2000 <= start <= 5700
    assert 7300 <= end <= 11_000


def test_a_result_is_kept_by_everything_it_depends_on(talk: Samples) -> None:
    module = Module(Stopping(bears_ms=60_000))
    ear = Ear(engine=module, model=MODEL)
    wanted, task = span(0, 11_000), Task(language="es")

    def loads(audio: Samples, wanted: Span, task: Task, ear: Ear) -> int:
        before = module.loads
        listen(audio, wanted, task, ear, lambda _: None)
        return module.loads - before

    assert loads(talk, wanted, task, ear) == 1
    assert loads(talk, wanted, task, ear) == 0
    assert loads(talk * np.float32(0.5), wanted, task, ear) == 1
    assert loads(talk, span(0, 10_000), task, ear) == 1
    assert loads(talk, wanted, replace(task, audience="de"), ear) == 1
    assert loads(talk, wanted, replace(task, beams=1), ear) == 1
    assert loads(talk, wanted, task, replace(ear, model=replace(MODEL, digest="b" * 64))) == 1
    assert loads(talk, wanted, task, replace(ear, rules=VoiceRules(pad_ms=100))) == 1
    assert loads(talk, wanted, task, replace(ear, again=True)) == 1
    assert loads(talk, wanted, task, ear) == 0


def test_times_are_those_of_the_file() -> None:
    one = said(span(500, 2500), words(span(500, 2500), 5), english="E", translated=SURE)
    found = Recognition(language="es", detected="es", probability=1.0, said=(one,))
    (speech,) = speeches(found, 60_000, Task(language="es"))
    assert speech.span == span(60_500, 62_500)
    assert [w.start_ms for w in speech.words] == [w.start_ms + 60_000 for w in one.words]
    assert speech.text == "E"
    (own,) = speeches(found, 0, Task(language="es", audience="es"))
    assert own.text == own.source


def test_what_is_lacking_is_handed_on() -> None:
    whole = span(0, 10_000)
    found = Recognition(
        language="es",
        detected="es",
        probability=1.0,
        said=(said(whole, words(whole, 25)), said(whole, words(whole, 2, stretch_ms=9000))),
    )
    assert [s.whole for s in speeches(found, 0, Task())] == [True, False]


def test_results_come_back_as_they_were_kept() -> None:
    one = said(span(0, 900), words(span(0, 900), 3), english="E", translated=SURE)
    found = Recognition(language="es", detected="pt", probability=0.5, said=(one, one))
    key = content_key({"a": 1})
    assert kept_recognition(key) is None
    keep(key, found)
    assert kept_recognition(key) == found
    assert content_key({"a": 2}) != key


class Deaf:
    """An engine that makes out nothing in what begins late enough."""

    def __init__(self, from_ms: int) -> None:
        self.from_ms = from_ms

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        said = tuple(
            Transcription(span=one, source="w0 w1", words=words(one, 2), heard=SURE)
            for one in spans
            if one.start_ms < self.from_ms
        )
        return Recognition(language="en", detected="en", probability=1.0, said=said)


def test_a_voice_without_words_is_a_doubt_on_the_line_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path))
    said = spoken("Buenos días, mi hermano.", "es")
    audio = np.concatenate([said, silence(3), said])
    length = len(audio) // 16
    found = find_utterances(audio, VoiceRules())
    assert len(found) == 2

    class Module:
        @staticmethod
        def version() -> str:
            return "deaf 1"

        @staticmethod
        def load(model: ModelPath) -> Deaf:
            return Deaf(found[1].heard.start_ms)

    monkeypatch.setattr("clipmaker.speech.listen.loaded", lambda module, model: module.load(model))
    ear: Any = Ear(engine=Module(), model=MODEL)
    for _ in range(2):  # The second time it is kept.
        heard = listen(audio, span(0, length), Task(language="en"), ear, lambda share: None)
        assert len(heard.said) == 1
        assert heard.unsaid == (found[1].voice,)
    cues = [Cue(id=f"c{i}", start_ms=i * 1000, end_ms=i * 1000 + 900, source="a", text="a")
            for i in (5, 6)]  # fmt: skip
    first, last = with_unsaid(cues, heard.unsaid, 60_000)
    assert not first.flags
    (flag,) = last.flags
    assert flag.code == UNSAID
    assert "1:0" in flag.message
    assert with_unsaid([], heard.unsaid, 0) == ()


def test_what_was_heard_in_part_or_is_a_sigh_is_no_voice_without_words() -> None:
    said = (Transcription(span=span(0, 900), source="w", words=words(span(0, 900), 1), heard=SURE),)
    whole = Utterance(voice=span(200, 4000), heard=span(0, 4200))
    sigh = Utterance(voice=span(6000, 6500), heard=span(5900, 6600))
    lost = Utterance(voice=span(9000, 9900), heard=span(8900, 10_000))
    assert unsaid_of([whole, sigh, lost], said) == (lost.voice,)
