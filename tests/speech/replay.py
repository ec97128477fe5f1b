"""An engine that replays recorded results, and counts how often it was loaded.

The results were made by hand in the form that a real engine gives. The whole way from footage to
cue sheet is tested with it in no time; the real engine is tested beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from clipmaker.cues.model import Span
from clipmaker.door.plain import from_json
from clipmaker.media.sound import Samples
from clipmaker.speech.engine import ModelPath, Recognition, Task, Transcription

RECORDED = Path(__file__).with_name("recorded")
loads: list[str] = []
heard: list[tuple[tuple[Span, ...], Task]] = []
digest = "e" * 64
recording = "two_sentences"


def reset() -> None:
    global digest, recording
    loads.clear()
    heard.clear()
    digest, recording = "e" * 64, "two_sentences"


def version() -> str:
    return "replay 1"


def resolve_model(name_or_path: str, *, task: Task) -> ModelPath:
    return ModelPath(name=name_or_path, path=Path(name_or_path), digest=digest)


def load(model: ModelPath) -> Replay:
    loads.append(model.name)
    return Replay()


class Replay:
    """Says what was recorded, one utterance for each span."""

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        heard.append((tuple(spans), task))
        recorded = from_json(Recognition, (RECORDED / f"{recording}.json").read_bytes())
        said = []
        for number, (span, utterance) in enumerate(zip(spans, recorded.said, strict=False)):
            said.append(_moved(utterance, span, translated=task.translates(recorded.language)))
            on_progress((number + 1) / len(spans))
        return Recognition(
            language=task.language or recorded.language,
            detected=recorded.detected,
            probability=recorded.probability,
            said=tuple(said),
        )


def _moved(said: Transcription, span: Span, *, translated: bool) -> Transcription:
    from dataclasses import replace

    def shift(words):
        return tuple(
            replace(w, start_ms=w.start_ms + span.start_ms, end_ms=w.end_ms + span.start_ms)
            for w in words
        )

    return replace(
        said,
        span=span,
        words=shift(said.words),
        english=said.english if translated else "",
        english_words=shift(said.english_words) if translated else (),
        translated=said.translated if translated else None,
    )
