"""The engine on openai-whisper (PyTorch), on the processor: the reference implementation.

It is there to compare with, and for people who have its models. It takes a multiple of the time
and memory of faster-whisper for the same text. Sound comes as an array, so that the library
starts no FFmpeg. Imports openai-whisper, and PyTorch with it, when a model is loaded.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.errors import SpeechError
from clipmaker.speech.checkpoint import packaged_checkpoint
from clipmaker.speech.engine import ModelPath, Task
from clipmaker.speech.models import by_name, check, weights_digest
from clipmaker.speech.openai_cache import abilities, cached, fetch, installed, known
from clipmaker.speech.openai_version import version
from clipmaker.speech.packaged import DIGEST, NAME
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

_THREADS = 4
_HOP = 160
# The models whose attention heads that follow the sound are known, by layers and heads of their
# decoders.
_SIZES = {
    (4, 6): "tiny",
    (6, 8): "base",
    (12, 12): "small",
    (24, 16): "medium",
    (32, 20): "large-v2",
    (4, 20): "large-v3-turbo",
}
_LARGE_V3_MELS = 128
_CANNOT_LOAD = (
    RuntimeError,
    ValueError,
    OSError,
    KeyError,
    TypeError,
    EOFError,
    pickle.PickleError,
)


def resolve_model(name_or_path: str, *, task: Task) -> ModelPath:
    """Find a checkpoint on this machine; nothing is downloaded.

    Args:
        name_or_path: ``base`` (the built-in weights), a name in openai-whisper's cache, or a file.
        task: what it is wanted for.

    Raises:
        SpeechError: the engine is not installed; the checkpoint is not here, is damaged, or
            cannot do the task.
        DiskError: the built-in checkpoint cannot be written.
    """
    version()
    check(name_or_path, by_name(name_or_path), task)
    if name_or_path == NAME:
        return ModelPath(name=NAME, path=packaged_checkpoint(), digest=DIGEST)
    file = cached(name_or_path) or Path(name_or_path).expanduser()
    if not file.is_file():
        raise SpeechError(
            f"the speech model “{name_or_path}” is neither a file nor in openai-whisper's cache",
            remedy="Name a checkpoint (.pt), or use the built-in base. Nothing is downloaded in "
            "passing.",
        )
    check(name_or_path, abilities(file), task)
    return ModelPath(name=file.stem, path=file, digest=weights_digest(file))


def load(model: ModelPath) -> WhisperEngine:
    """Load a checkpoint.

    Raises:
        SpeechError: it cannot be loaded.
    """
    import torch
    import whisper

    torch.set_num_threads(_THREADS)
    if model.device == "cuda":
        raise SpeechError(
            "openai-whisper is heard on the processor alone",
            remedy="Leave --device away, or use --engine faster-whisper.",
        )
    try:
        loaded = whisper.load_model(str(model.path), device="cpu")
    except _CANNOT_LOAD as error:
        raise SpeechError(
            f"the speech model in {model.path} cannot be loaded: {error}",
            remedy="Use the built-in model with --model base, or get that model anew.",
        ) from error
    heads = whisper._ALIGNMENT_HEADS.get(_size(loaded))
    if heads:
        loaded.set_alignment_heads(heads)
    return WhisperEngine(_Backend(loaded.eval()))


def _size(model: Any) -> str:
    """Return the size of the model that a checkpoint has the shape of, "" when there is none."""
    size = _SIZES.get((model.dims.n_text_layer, model.dims.n_text_head), "")
    if size == "large-v2" and model.dims.n_mels == _LARGE_V3_MELS:
        return "large-v3"
    return size if model.is_multilingual or not size else f"{size}.en"


class _AlreadyEncoded:
    """A model whose call takes what was encoded before, so that aligning does not encode again."""

    def __init__(self, model: Any) -> None:
        self.device, self.dims = model.device, model.dims
        self.decoder, self.alignment_heads = model.decoder, model.alignment_heads

    def __call__(self, features: Any, tokens: Any) -> Any:
        return self.decoder(tokens, features)


class _Backend:
    """See `clipmaker.speech.utterance.Backend`."""

    def __init__(self, model: Any) -> None:
        from whisper.tokenizer import LANGUAGES

        self._model = model
        self.multilingual = bool(model.is_multilingual)
        known = list(LANGUAGES)[: model.num_languages] if self.multilingual else ["en"]
        self.codes: Collection[str] = frozenset(known)

    def encode(self, part: Samples) -> Encoded:
        import torch
        from whisper.audio import N_FRAMES, log_mel_spectrogram, pad_or_trim

        # As much more sound as faster-whisper adds, so that both engines hear the same.
        mel = log_mel_spectrogram(part, self._model.dims.n_mels, padding=_HOP)
        frames = min(mel.shape[-1] - 1, N_FRAMES)
        with torch.no_grad():
            features = self._model.embed_audio(pad_or_trim(mel, N_FRAMES).unsqueeze(0))[0]
        return Encoded(features=features, frames=frames)

    def detect(self, encoded: Encoded) -> Mapping[str, float]:
        found: dict[str, float] = self._model.detect_language(encoded.features)[1]
        return found

    def decode(self, encoded: Encoded, wish: Wish) -> DecodedText:
        from whisper.decoding import DecodingOptions

        options = DecodingOptions(
            task=wish.task,
            language=wish.language,
            temperature=0.0,
            beam_size=wish.beams,
            without_timestamps=True,
            prompt=self._before(wish),
            sample_len=wish.most_tokens,
            fp16=False,
        )
        result = self._model.decode(encoded.features, options)
        text = tidy(result.text)
        return DecodedText(
            text=text,
            tokens=tuple(result.tokens),
            doubts=doubts(
                text,
                avg_logprob=result.avg_logprob,
                no_speech_prob=self._silence(encoded, wish)
                if wish.names
                else result.no_speech_prob,
                compression_ratio=result.compression_ratio,
            ),
        )

    def align(self, encoded: Encoded, wish: Wish, tokens: Sequence[int]) -> Sequence[Aligned]:
        from whisper.timing import find_alignment, merge_punctuations

        tokenizer = self._tokenizer(wish)
        text_tokens = [token for token in tokens if token < tokenizer.eot]
        found = find_alignment(
            _AlreadyEncoded(self._model), tokenizer, text_tokens, encoded.features, encoded.frames
        )
        merge_punctuations(found, OPENING, CLOSING)
        return [
            Aligned(
                text=word.word,
                start_s=float(word.start),
                end_s=float(word.end),
                probability=float(word.probability),
            )
            for word in found
        ]

    def _silence(self, encoded: Encoded, wish: Wish) -> float:
        """Return the probability that nobody speaks: names that were said before would raise it."""
        import torch

        tokenizer = self._tokenizer(wish)
        with torch.no_grad():
            logits = self._model.logits(
                torch.tensor([[tokenizer.sot]]), encoded.features.unsqueeze(0)
            )
        return float(logits[0, 0].float().softmax(dim=-1)[tokenizer.no_speech])

    def _before(self, wish: Wish) -> list[int] | None:
        """Return the tokens that the model is primed with, None for none."""
        if not wish.names:
            return None
        return list(self._tokenizer(wish).encode(f" {wish.names}"))[-PRIMING_TOKENS:]

    def _tokenizer(self, wish: Wish) -> Any:
        from whisper.tokenizer import get_tokenizer

        return get_tokenizer(
            self.multilingual,
            num_languages=self._model.num_languages,
            language=wish.language,
            task=wish.task,
        )
