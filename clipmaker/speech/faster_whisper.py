"""The engine on faster-whisper (CTranslate2), on the processor, in float32.

Each utterance is encoded once and decoded twice, into its own language and into English. It is
decoded without timestamps, which makes fewer loops and takes a quarter less time; times come
from aligning both finished texts with the sound afterwards, which cannot change them.
Imports faster-whisper when a model is loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

from clipmaker.cues.model import Confidence, Span, Word
from clipmaker.errors import SpeechError
from clipmaker.languages import NAMES
from clipmaker.speech.engine import ModelPath, Recognition, Said, Task
from clipmaker.speech.models import resolve_model

if TYPE_CHECKING:
    from clipmaker.media.sound import Samples

__all__ = ["load", "resolve_model", "version"]

# Fixed, so that sums are split the same way on every machine: the text was the same with 1, 2
# and 4 threads on 15 recordings, but nothing promises it.
_THREADS = 4
_PER_MS = 16
_DETECTED_OVER = 3
# CTranslate2 allows half of this for the text, as the reference implementation does.
_MOST_TOKENS = 448
_OPENING = "\"'“¿([{-"
_CLOSING = "\"'.。,，!！?？:：”)]}、"
# The reference implementation's rule for "nobody spoke".
_NO_SPEECH = 0.6
_NO_SPEECH_LOGPROB = -1.0
# Whisper's codes that differ from ISO 639-1.
_TO_WHISPER = {"nb": "no", "jv": "jw"}
_FROM_WHISPER = {"jw": "jv", "yue": "zh"}


def version() -> str:
    """Return name and versions of the engine, without loading it."""
    return (
        f"faster-whisper {version_of('faster-whisper')} (ctranslate2 {version_of('ctranslate2')})"
    )


def load(model: ModelPath) -> FasterWhisper:
    """Load a model.

    Raises:
        SpeechError: it cannot be loaded.
    """
    from faster_whisper import WhisperModel

    try:
        loaded = WhisperModel(
            str(model.path),
            device="cpu",
            compute_type="float32",
            cpu_threads=_THREADS,
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise SpeechError(
            f"the speech model in {model.path} cannot be loaded: {error}",
            remedy="Use the built-in model with --model base, or get that model anew.",
        ) from error
    return FasterWhisper(loaded)


class FasterWhisper:
    """A loaded model; see `clipmaker.speech.engine.Engine`."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._multilingual = bool(model.model.is_multilingual)

    def hear(
        self,
        audio: Samples,
        spans: Sequence[Span],
        task: Task,
        on_progress: Callable[[float], None],
    ) -> Recognition:
        """Recognise each span by itself; see `clipmaker.speech.engine.Engine.hear`."""
        given = self._known(task.language)
        encoded = {span: self._encode(audio, span) for span in spans[:_DETECTED_OVER]}
        detected, probability = self._detect(encoded)
        language = given or _TO_WHISPER.get(detected, detected)
        spoken = task.language or detected
        said = []
        total = sum(span.end_ms - span.start_ms for span in spans)
        done = 0
        for span in spans:
            encoder = encoded.pop(span, None) or self._encode(audio, span)
            found = self._utterance(encoder, span, language, task, task.translates(spoken))
            said += [found] if found else []
            done += span.end_ms - span.start_ms
            on_progress(done / total)
        return Recognition(
            language=spoken, detected=detected, probability=probability, said=tuple(said)
        )

    def _known(self, language: str) -> str:
        """Return Whisper's code of a language.

        Raises:
            SpeechError: the model does not know it.
        """
        code = _TO_WHISPER.get(language, language)
        if code and code not in self._model.supported_languages:
            name = NAMES.get(language, language)
            raise SpeechError(
                f"the speech model does not know {name} ({language})",
                remedy="Write the footage's cue sheet by hand, or leave its subtitles away with "
                "“subtitles: false”.",
            )
        return code

    def _encode(self, audio: Samples, span: Span) -> tuple[Any, int]:
        """Return the encoder's output for a span, and how many frames of 10 ms it covers."""
        from faster_whisper.audio import pad_or_trim

        part = audio[span.start_ms * _PER_MS : span.end_ms * _PER_MS]
        features = self._model.feature_extractor(part)
        frames = min(features.shape[-1] - 1, self._model.feature_extractor.nb_max_frames)
        return self._model.encode(pad_or_trim(features)), frames

    def _detect(self, encoded: dict[Span, tuple[Any, int]]) -> tuple[str, float]:
        """Return the language that the first utterances sound like, the longer weighing more."""
        if not self._multilingual:
            return "en", 1.0
        weights: dict[str, float] = defaultdict(float)
        for encoder, frames in encoded.values():
            for token, probability in self._model.model.detect_language(encoder)[0]:
                code = token[2:-2]
                weights[_FROM_WHISPER.get(code, code)] += probability * frames
        total = sum(frames for _, frames in encoded.values())
        best = max((code for code in weights if code in NAMES), key=lambda code: weights[code])
        return best, round(min(1.0, weights[best] / total), 4)

    def _utterance(
        self, encoder: tuple[Any, int], span: Span, language: str, task: Task, translates: bool
    ) -> Said | None:
        """Decode one utterance; None when nobody spoke after all."""
        source, heard, words = self._decode(encoder, span, language, "transcribe", task.beams)
        silent = heard.no_speech_prob > _NO_SPEECH and heard.avg_logprob < _NO_SPEECH_LOGPROB
        if silent or not any(char.isalnum() for char in source):
            return None
        if not translates:
            return Said(span=span, source=source, words=words, heard=heard)
        english, translated, english_words = self._decode(
            encoder, span, language, "translate", task.beams
        )
        return Said(
            span=span,
            source=source,
            english=english,
            words=words,
            english_words=english_words,
            heard=heard,
            translated=translated,
        )

    def _decode(
        self, encoder: tuple[Any, int], span: Span, language: str, task: str, beams: int
    ) -> tuple[str, Confidence, tuple[Word, ...]]:
        """Return the text of an utterance, the model's doubts, and its words with times."""
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_compression_ratio, get_suppressed_tokens

        model = self._model
        tokenizer = Tokenizer(model.hf_tokenizer, self._multilingual, task=task, language=language)
        prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        result = model.model.generate(
            encoder[0],
            [prompt],
            beam_size=beams,
            max_length=_MOST_TOKENS,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
        )[0]
        tokens = result.sequences_ids[0]
        text = tidy(tokenizer.decode(tokens))
        confidence = Confidence(
            avg_logprob=round(result.scores[0] * len(tokens) / (len(tokens) + 1), 3),
            no_speech_prob=round(result.no_speech_prob, 3),
            compression_ratio=round(get_compression_ratio(text), 2) if text else 0.0,
        )
        return text, confidence, self._words(encoder, span, tokenizer, tokens)

    def _words(
        self, encoder: tuple[Any, int], span: Span, tokenizer: Any, tokens: list[int]
    ) -> tuple[Word, ...]:
        """Align the tokens of a finished text with the sound."""
        from faster_whisper.transcribe import merge_punctuations

        text_tokens = [token for token in tokens if token < tokenizer.eot]
        alignment = self._model.find_alignment(tokenizer, [text_tokens], *encoder)
        if not alignment:
            return ()
        merge_punctuations(alignment[0], _OPENING, _CLOSING)
        words = []
        for found in alignment[0]:
            text = tidy(found["word"])
            if text:
                start, end = (span.start_ms + round(found[k] * 1000) for k in ("start", "end"))
                words.append(
                    Word(
                        text=text,
                        start_ms=min(start, span.end_ms),
                        end_ms=min(max(start, end), span.end_ms),
                        probability=round(float(found["probability"]), 3),
                    )
                )
        return tuple(words)


def tidy(text: str) -> str:
    """Return a model's text with single spaces and without halves of characters."""
    return " ".join(text.replace("\ufffd", "").split())
