"""What runs in a process of its own, so that its time and memory are its own: hearing."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from os import environ
from pathlib import Path
from typing import Any

from clipmaker.cues.model import Cue, Span
from clipmaker.media.probe import probe
from clipmaker.media.sound import Samples, decode_mono_16k
from clipmaker.profile.load import load_subtitles
from clipmaker.speech.engine import Engine, Recognition, Task, engine_module
from clipmaker.speech.recognise import cue_sheet
from clipmaker.speech.utterance import Wish, tidy
from clipmaker.speech.voice import find_utterances
from clipmaker.story.model import Footage
from subtitle_bench.corpus import Recording
from subtitle_bench.signals import (
    anomalous,
    characters_a_second,
    length_ratio,
    names_of_one_side,
    unlike,
    unsupported,
)

TEMPERATURES = (0.3, 0.6, 0.9)
_SAMPLES = 5
_WINDOW_MS = 28_000


class Timed:
    """An engine that counts its processor time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.seconds = 0.0

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        """Hear, and count."""
        begun = time.process_time()
        try:
            return self.engine.hear(audio, spans, task, on_progress)
        finally:
            self.seconds += time.process_time() - begun


def hear(recordings: Sequence[Recording], engine_name: str) -> Mapping[str, Any]:
    """Return the cues of recordings as the program makes them, with the time and memory it took."""
    module = engine_module(engine_name)
    begun = time.process_time()
    timed = Timed(module.load(module.resolve_model("base", task=Task())))
    loading_s = time.process_time() - begun
    module.load = lambda _model: timed
    found, sound_s = {}, 0.0
    for recording in recordings:
        before, whole = timed.seconds, time.process_time()
        sheet = _sheet(recording, engine_name)
        seconds = probe(recording.file).duration_ms / 1000
        sound_s += seconds
        found[recording.name] = {
            "cues": [asdict(cue) for cue in sheet.cues],
            "cpu_s": timed.seconds - before,
            "whole_s": time.process_time() - whole,
            "sound_s": seconds,
        }
        print(f"{engine_name}: {recording.name}", file=sys.stderr, flush=True)
    return {
        "engine": module.version(),
        "loading_s": loading_s,
        "cpu_s": timed.seconds,
        "sound_s": sound_s,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        / (1024 * (1024 if sys.platform == "darwin" else 1)),
        "recordings": found,
    }


def passes(recordings: Sequence[Recording]) -> Mapping[str, float]:
    """Return the processor time of both texts from one encoding, and from two passes.

    Both are made of the same utterances with the same settings, one after the other.
    ``library`` is faster-whisper's own way: its voice detection, timestamps, and two passes.
    """
    module = engine_module("faster-whisper")
    engine: Any = module.load(module.resolve_model("base", task=Task()))
    backend = engine._backend
    seconds = {"together": 0.0, "separate": 0.0, "library": 0.0}

    def clock(kind: str, do: Callable[[], object]) -> None:
        begun = time.process_time()
        do()
        seconds[kind] += time.process_time() - begun

    def write(encoded: Any, language: str, task: str) -> None:
        wish = Wish(language=language, task=task, beams=5)
        backend.align(encoded, wish, backend.decode(encoded, wish).tokens)

    for recording in recordings:
        if recording.language == "en":
            continue
        audio, language = _sound(recording), recording.language

        def together(span: Span, audio: Samples = audio, language: str = language) -> None:
            encoded = engine._encode(audio, span)
            for task in ("transcribe", "translate"):
                write(encoded, language, task)

        def separate(span: Span, audio: Samples = audio, language: str = language) -> None:
            for task in ("transcribe", "translate"):
                write(engine._encode(audio, span), language, task)

        def library(audio: Samples = audio, language: str = language) -> None:
            for task in ("transcribe", "translate"):
                segments, _ = backend._model.transcribe(
                    audio, language=language, task=task, beam_size=5, temperature=0.0,
                    vad_filter=True, word_timestamps=True, condition_on_previous_text=False,
                )  # fmt: skip
                list(segments)

        for utterance in find_utterances(audio):
            clock("together", lambda u=utterance, do=together: do(u.heard))
            clock("separate", lambda u=utterance, do=separate: do(u.heard))
        clock("library", library)
        print(f"passes: {recording.name}", file=sys.stderr, flush=True)
    return seconds


def signals(recordings: Sequence[Recording]) -> Mapping[str, Any]:
    """Return every number that might tell bad cues from good ones, by recording and cue.

    ``cost`` is the processor time of those that need more decodings, as a share of hearing.
    """
    module = engine_module("faster-whisper")
    engine: Any = module.load(module.resolve_model("base", task=Task()))
    module.load = lambda _model: engine
    found: dict[str, Any] = {}
    cost = {"hearing": 0.0, "neighbours": 0.0, "greedy": 0.0, "samples": 0.0}
    for recording in recordings:
        begun = time.process_time()
        sheet = _sheet(recording, "faster-whisper")
        cost["hearing"] += time.process_time() - begun
        if recording.language == "en":
            continue
        audio = _sound(recording)
        spans = [utterance.heard for utterance in find_utterances(audio)]
        near = _utterance_signals(engine, audio, spans, recording.language, cost)
        rows = []
        for cue in sheet.cues:
            middle = (cue.start_ms + cue.end_ms) // 2
            best = min(spans, key=lambda s: abs((s.start_ms + s.end_ms) // 2 - middle)
                       if not s.start_ms <= middle < s.end_ms else -1)  # fmt: skip
            rows.append(_cue_signals(cue, recording.language, near[best]))
        found[recording.name] = rows
        print(f"signals: {recording.name}", file=sys.stderr, flush=True)
    return {"cost": cost, "recordings": found}


def mixed(recordings: Sequence[Recording]) -> Sequence[Mapping[str, Any]]:
    """Return what the engine doubts about utterances alone, and with a second voice over them."""
    import numpy as np

    module = engine_module("faster-whisper")
    engine = module.load(module.resolve_model("base", task=Task()))
    firsts = []
    for recording in recordings:
        audio = _sound(recording)
        span = max((u.heard for u in find_utterances(audio)), key=lambda s: s.end_ms - s.start_ms)
        part = audio[span.start_ms * 16 : min(span.end_ms, span.start_ms + 9000) * 16]
        firsts.append((recording, part / max(1e-6, float(np.sqrt((part**2).mean()))) * 0.1))
    rows = []
    for i, (recording, part) in enumerate(firsts):
        other = firsts[(i + 5) % len(firsts)][1]
        over = np.resize(other, part.shape)
        for voices, sound in ((1, part), (2, part + over)):
            task = Task(language=recording.language, audience=recording.language)
            span = Span(start_ms=0, end_ms=len(sound) // 16)
            said = engine.hear(sound.astype(np.float32), [span], task, lambda _: None).said
            rows.append(
                {
                    "voices": voices,
                    "group": recording.group,
                    "second pitch": second_pitch(sound),
                    "doubt about the words": -said[0].heard.avg_logprob if said else 2.0,
                    "anomalous words": anomalous(said[0].words) if said else 1.0,
                }
            )
    return rows


def second_pitch(sound: Samples) -> float:
    """Return the share of voiced frames in which a second pitch is left beside the first."""
    import numpy as np

    size, hits, voiced = 1024, 0, 0
    for start in range(0, len(sound) - size, 512):
        frame = sound[start : start + size] * np.hanning(size)
        power = np.abs(np.fft.rfft(frame, 4096)) ** 2
        auto = np.fft.irfft(power)[:400]
        if auto[0] < 1e-4:
            continue
        auto = auto / auto[0]
        first = 40 + int(np.argmax(auto[40:267]))
        if auto[first] < 0.45:
            continue
        voiced += 1
        bins = np.fft.rfftfreq(4096, 1 / 16000)
        pitch = 16000 / first
        away = np.abs((bins / pitch + 0.5) % 1 - 0.5) * pitch > 25
        rest = np.fft.irfft(power * away)[:400]
        hits += bool(rest[0] > 1e-6 and np.max(rest[40:267]) / np.fft.irfft(power)[0] > 0.25)
    return hits / max(1, voiced)


def _sound(recording: Recording) -> Samples:
    return decode_mono_16k(recording.file, 0, 0, probe(recording.file).duration_ms)


def _sheet(recording: Recording, engine_name: str) -> Any:
    """Hear a recording as the program does, with nothing kept from before."""
    with tempfile.TemporaryDirectory() as folder:
        own, environ["CLIPMAKER_CACHE"] = environ["CLIPMAKER_CACHE"], folder
        link = Path(folder) / "models"
        link.symlink_to(Path(own) / "models")
        try:
            return cue_sheet(
                Footage(file=recording.file, credit="-", language=recording.language),
                probe(recording.file),
                "en",
                engine_name=engine_name,
                profile=load_subtitles("house"),
                measure=lambda text: 28.0 * len(text),
                width_px=700.0,
                sheet_file=None,
            )
        finally:
            environ["CLIPMAKER_CACHE"] = own


def _utterance_signals(
    engine: Any, audio: Samples, spans: Sequence[Span], language: str, cost: dict[str, float]
) -> Mapping[Span, Mapping[str, Any]]:
    backend = engine._backend
    found: dict[Span, dict[str, Any]] = {}

    def english(span: Span, beams: int, kind: str) -> str:
        begun = time.process_time()
        wish = Wish(language=language, task="translate", beams=beams)
        text = backend.decode(engine._encode(audio, span), wish).text
        cost[kind] += time.process_time() - begun
        return str(text)

    for i, span in enumerate(spans):
        encoded = engine._encode(audio, span)
        low = spans[max(0, i - 1)].start_ms
        high = spans[min(len(spans) - 1, i + 1)].end_ms
        low = max(low, min(span.start_ms, high - _WINDOW_MS))
        window = Span(start_ms=low, end_ms=min(high, low + _WINDOW_MS))
        alone = window == span or len(spans) == 1
        begun = time.process_time()
        samples = {t: _samples(backend, encoded, language, t) for t in TEMPERATURES}
        cost["samples"] += (time.process_time() - begun) / len(TEMPERATURES)
        detected = backend.detect(encoded)
        found[span] = {
            "near": "" if alone else english(window, 5, "neighbours"),
            "greedy": english(span, 1, "greedy"),
            "samples": samples,
            "language": 1 - detected.get(language, 0.0),
        }
    return found


def _samples(backend: Any, encoded: Any, language: str, temperature: float) -> list[str]:
    import ctranslate2
    from faster_whisper.transcribe import get_suppressed_tokens

    tokenizer = backend._tokenizer(Wish(language=language, task="translate", beams=1))
    ctranslate2.set_random_seed(7)
    result = backend._model.model.generate(
        encoded.features,
        [[*tokenizer.sot_sequence, tokenizer.no_timestamps]],
        beam_size=1, num_hypotheses=_SAMPLES, sampling_topk=0, sampling_temperature=temperature,
        max_length=224, suppress_blank=True,
        suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
    )[0]  # fmt: skip
    return [tidy(tokenizer.decode(tokens)) for tokens in result.sequences_ids]


def _cue_signals(cue: Cue, language: str, near: Mapping[str, Any]) -> Mapping[str, float]:
    text = cue.text
    assert cue.heard is not None
    assert cue.translated is not None
    return {
        "start_ms": cue.start_ms,
        "neighbours: words that the translation with neighbours lacks": unsupported(
            text, [near["near"]] if near["near"] else []
        ),
        "greedy: words that the translation without a beam lacks": unsupported(
            text, [near["greedy"]]
        ),
        **{
            f"samples: words that five samples at temperature {t} lack": unsupported(text, texts)
            for t, texts in near["samples"].items()
        },
        "samples: how unlike five samples are (chrF, temperature 0.6)": unlike(
            text, near["samples"][0.6]
        ),
        "length ratio of both texts": length_ratio(cue, language),
        "compression ratio of the English": cue.translated.compression_ratio,
        "doubt about the English (mean log probability)": -cue.translated.avg_logprob,
        "doubt about the words heard (mean log probability)": -cue.heard.avg_logprob,
        "probability that nobody speaks": cue.heard.no_speech_prob,
        "language: probability of another one": near["language"],
        "anomalous words (faster-whisper's score)": anomalous(cue.words),
        "least probable word": -min((w.probability for w in cue.words), default=0.0),
        "letters heard a second": characters_a_second(cue.source, cue.words),
        "letters of English for each second of speech": characters_a_second(text, cue.words),
        "names (capitals) in one text only": names_of_one_side(cue),
    }
