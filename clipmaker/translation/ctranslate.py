"""Text models in CTranslate2's form, run on this machine: OPUS-MT, Argos, NLLB, MADLAD-400.

CTranslate2 is what hears, too, so nothing more than SentencePiece is needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from clipmaker.errors import TranslationError
from clipmaker.media.digest import digest
from clipmaker.translation.ctranslate_models import EOS, TextModel, text_model
from clipmaker.translation.firefox import INSTALL
from clipmaker.translation.setting import Settings
from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
    Untranslated,
)

_BATCH = 16
_MOST_PIECES = 400
"""Models were trained on sentences, most of them on no more than 512 pieces."""
_THREADS = 4
"""Fixed, like those of hearing: the same text must come out on every machine."""


def translator(name: str, settings: Mapping[str, object]) -> CTranslate2Translator:
    """Return a translator that uses one text model."""
    given = Settings(name, settings, {"folder", "pair", "beams", "device", "compute_type"})
    folder = given.folder("folder")
    if folder is None:
        raise given.refused("folder", "the folder of a text model", None)
    return CTranslate2Translator(
        folder,
        pair=given.text("pair", ""),
        beams=int(given.number("beams", 4, 1, 16)),
        device=given.text("device", "auto"),
        compute_type=given.text("compute_type", "default"),
    )


class CTranslate2Translator:
    """Translates with one text model.

    Args:
        folder: the model's folder.
        pair: what it translates, where nothing in the folder says so.
        beams: width of the beam search.
        device: ``cpu``, ``cuda``, or ``auto`` for a graphics card where there is one.
        compute_type: as CTranslate2 names them; ``default`` for that of the weights.
    """

    local = True
    address = ""

    def __init__(
        self,
        folder: Path,
        *,
        pair: str = "",
        beams: int = 4,
        device: str = "auto",
        compute_type: str = "default",
    ) -> None:
        self.folder, self._pair = folder, pair
        self._beams, self._device, self._compute_type = beams, device, compute_type
        self._found: TextModel | None = None
        self._loaded: tuple[Any, Any, Any] | None = None

    @property
    def model(self) -> TextModel:
        """What its folder holds.

        Raises:
            TranslationError: it is no folder of a text model.
        """
        if self._found is None:
            self._found = text_model(self.folder, self._pair)
        return self._found

    def can(self, source: str, target: str) -> bool:
        """Whether the model knows both languages."""
        return source != target and source in self.model.reads and target in self.model.writes

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return the model, by the digests of its files."""
        model = self._known(source, target)
        files = (model.weights, *dict.fromkeys((model.source_spm, model.target_spm)))
        parts = (
            f"ctranslate2 {metadata.version('ctranslate2')}",
            f"beams {self._beams} {self._compute_type}",
            *map(digest, files),
        )
        return TranslatorIdentity(name=f"ctranslate2 {model.name}", version=" ".join(parts))

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Translate sentences, several at once."""
        model = self._known(task.source, task.target)
        found: list[Given] = []
        for begin in range(0, len(sentences), _BATCH):
            part = sentences[begin : begin + _BATCH]
            found += self._batch(model, [one.text for one in part], task)
            on_progress(len(found) / len(sentences))
        return found

    def _batch(self, model: TextModel, texts: Sequence[str], task: TranslationTask) -> list[Given]:
        engine, reader, writer = self._load(model)
        asked = []
        for text in texts:
            pieces = reader.encode(model.text(" ".join(text.split()), task.target), out_type=str)
            asked.append([*model.begins(task.target), *model.asked(pieces, task.source)])
        prefix = model.prefix(task.target)
        short = [i for i, one in enumerate(asked) if len(one) <= _MOST_PIECES]
        found: list[Given] = [Untranslated(reason="the sentence is too long for it")] * len(texts)
        try:
            results = engine.translate_batch(
                [asked[i] for i in short],
                target_prefix=[prefix] * len(short) if prefix else None,
                beam_size=self._beams,
                return_scores=True,
                disable_unk=True,
                max_decoding_length=_MOST_PIECES,
            )
        except (RuntimeError, ValueError) as error:
            raise TranslationError(f"the text model {model.name} failed: {error}") from error
        for i, result in zip(short, results, strict=True):
            tokens = result.hypotheses[0][len(prefix or ()) :]
            if len(tokens) >= _MOST_PIECES - 1:
                found[i] = Untranslated(reason="its text has no end")
                continue
            # A piece that the writer does not know keeps its mark of a space.
            text = writer.decode([one for one in tokens if one != EOS]).replace("▁", " ")
            confidence = min(1.0, math.exp(min(0.0, result.scores[0])))
            found[i] = Translated(text=text, confidence=confidence)
        return found

    def _known(self, source: str, target: str) -> TextModel:
        if not self.can(source, target):
            raise TranslationError(
                f"the text model {self.model.name} ({self.model.scheme}) does not translate "
                f"{source} to {target}",
                remedy="Name one that does in clipmaker.toml.",
            )
        return self.model

    def _load(self, model: TextModel) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            try:
                from ctranslate2 import Translator as Engine
                from sentencepiece import SentencePieceProcessor
            except ImportError as error:
                raise TranslationError(
                    f"{error.name} is not installed", remedy=f"Run {INSTALL}."
                ) from error
            try:
                self._loaded = (
                    Engine(
                        str(model.folder),
                        device=self._device,
                        compute_type=self._compute_type,
                        intra_threads=_THREADS,
                    ),
                    SentencePieceProcessor(model_file=str(model.source_spm)),
                    SentencePieceProcessor(model_file=str(model.target_spm)),
                )
            except (RuntimeError, ValueError, OSError) as error:
                raise TranslationError(
                    f"the text model in {model.folder} cannot be loaded: {_first_line(error)}",
                    remedy="Get it anew; the folder may not be whole.",
                ) from error
        return self._loaded


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
