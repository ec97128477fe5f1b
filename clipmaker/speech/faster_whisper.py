"""The engine on faster-whisper (CTranslate2): on the processor, in float32, or a graphics card.

Imports faster-whisper when a model is loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

from clipmaker.errors import SpeechError
from clipmaker.speech.device import device_for
from clipmaker.speech.engine import ModelPath
from clipmaker.speech.hub import fetch, installed, known
from clipmaker.speech.memory import give_back
from clipmaker.speech.models import resolve_model
from clipmaker.speech.utterance import (
    CLOSING,
    OPENING,
    PRIMING_TOKENS,
    Aligned,
    DecodedText,
    Encoded,
    WhisperEngine,
    Wish,
    doubts,
    tidy,
)

if TYPE_CHECKING:
    from clipmaker.media.sound import Samples

__all__ = ["fetch", "installed", "known", "load", "resolve_model", "version"]

# Fixed, so that sums are split the same way on every machine: the text was the same with 1, 2
# and 4 threads on 15 recordings, but nothing promises it.
_THREADS = 4
# All figures in the docs are of float32 on the processor; cards are made for half of it.
_NUMBERS = {"cpu": "float32", "cuda": "float16"}


def version() -> str:
    """Return name and versions of the engine, without loading it."""
    return (
        f"faster-whisper {version_of('faster-whisper')} (ctranslate2 {version_of('ctranslate2')})"
    )


def load(model: ModelPath) -> WhisperEngine:
    """Load a model.

    Raises:
        SpeechError: it cannot be loaded, or there is no device such as it asks for.
    """
    from faster_whisper import WhisperModel

    device = device_for(model.device)
    try:
        loaded = WhisperModel(
            str(model.path),
            device=device,
            compute_type=_NUMBERS[device],
            cpu_threads=_THREADS,
            local_files_only=True,
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise SpeechError(
            f"the speech model in {model.path} cannot be loaded: {error}",
            remedy="Use the built-in model with --model base, or get that model anew.",
        ) from error
    give_back()
    return WhisperEngine(_Backend(loaded))


class _Backend:
    """See `clipmaker.speech.utterance.Backend`."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self.multilingual = bool(model.model.is_multilingual)
        self.codes: Collection[str] = frozenset(model.supported_languages)

    def encode(self, part: Samples) -> Encoded:
        from faster_whisper.audio import pad_or_trim

        features = self._model.feature_extractor(part)
        frames = min(features.shape[-1] - 1, self._model.feature_extractor.nb_max_frames)
        encoded = self._model.encode(pad_or_trim(features))
        give_back()
        return Encoded(features=encoded, frames=frames)

    def detect(self, encoded: Encoded) -> Mapping[str, float]:
        found = self._model.model.detect_language(encoded.features)[0]
        return {token[2:-2]: probability for token, probability in found}

    def decode(self, encoded: Encoded, wish: Wish) -> DecodedText:
        from faster_whisper.transcribe import get_compression_ratio, get_suppressed_tokens

        tokenizer = self._tokenizer(wish)
        before = tokenizer.encode(f" {wish.names}")[-PRIMING_TOKENS:] if wish.names else []
        start = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        prompt = [tokenizer.sot_prev, *before, *start] if before else start
        result = self._model.model.generate(
            encoded.features,
            [prompt],
            beam_size=wish.beams,
            # CTranslate2 allows half of this for the text, and what the prompt leaves of it
            # (CTranslate2 issue 1856).
            max_length=wish.most_tokens + max(wish.most_tokens, len(prompt)),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
        )[0]
        tokens = result.sequences_ids[0]
        text = tidy(tokenizer.decode(tokens))
        return DecodedText(
            text=text,
            tokens=tuple(token for token in tokens if token < tokenizer.eot),
            doubts=doubts(
                text,
                avg_logprob=result.scores[0] * len(tokens) / (len(tokens) + 1),
                no_speech_prob=self._silence(encoded, start) if before else result.no_speech_prob,
                compression_ratio=get_compression_ratio(text) if text else 0.0,
            ),
        )

    def _silence(self, encoded: Encoded, start: Sequence[int]) -> float:
        """Return the probability that nobody speaks: names that were said before would raise it."""
        found = self._model.model.generate(
            encoded.features,
            [list(start)],
            beam_size=1,
            max_length=2 * len(start),
            return_no_speech_prob=True,
        )
        return float(found[0].no_speech_prob)

    def align(self, encoded: Encoded, wish: Wish, tokens: Sequence[int]) -> Sequence[Aligned]:
        from faster_whisper.transcribe import merge_punctuations

        found = self._model.find_alignment(
            self._tokenizer(wish), [list(tokens)], encoded.features, encoded.frames
        )
        if not found:
            return ()
        merge_punctuations(found[0], OPENING, CLOSING)
        return [
            Aligned(
                text=word["word"],
                start_s=float(word["start"]),
                end_s=float(word["end"]),
                probability=float(word["probability"]),
            )
            for word in found[0]
        ]

    def _tokenizer(self, wish: Wish) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        return Tokenizer(
            self._model.hf_tokenizer, self.multilingual, task=wish.task, language=wish.language
        )
