"""Firefox's translation models, run on this machine by ``fxtranslate``.

They are small (17 to 44 MB a pair), quick on a processor, and free for any use (MPL-2.0).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import TranslationError
from clipmaker.extras import install_line
from clipmaker.machine.stamps import stamp
from clipmaker.translation.firefox_models import FirefoxModel, firefox_models, route
from clipmaker.translation.setting import Settings
from clipmaker.translation.translator import (
    Given,
    Sentence,
    Translated,
    TranslationTask,
    TranslatorIdentity,
)

if TYPE_CHECKING:
    from fxtranslate import Translator as Engine

_PACKAGE = "fxtranslate"
INSTALL = install_line(["translate"])
_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="firefox")
_OWN = threading.local()
"""What that thread has loaded, and lets go of itself when it ends: no other may."""
_LONG = 300
"""A longer text is cut at its full stops: the models lose the end of what is long."""


def translator(name: str, settings: Mapping[str, object]) -> FirefoxTranslator:
    """Return a translator that uses every Firefox model on this machine."""
    given = Settings(name, settings, {"folder"})
    return FirefoxTranslator(given.folder("folder"))


class FirefoxTranslator:
    """Translates with the models at hand, through English where no model does it at once.

    Args:
        folder: a folder of models of the newsroom's own, or None.
    """

    local = True
    address = ""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def can(self, source: str, target: str) -> bool:
        """Whether the models for it are on this machine, and what runs them."""
        return _installed() and bool(self._route(source, target))

    def identity(self, source: str, target: str) -> TranslatorIdentity:
        """Return the models that are used, by the digests of their files."""
        models = self._wanted(source, target)
        parts = (f"{_PACKAGE} {metadata.version(_PACKAGE)}", *(one.digest for one in models))
        names = " ".join(one.name for one in models)
        return TranslatorIdentity(name=f"firefox {names}", version=" ".join(parts))

    def translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        """Translate each sentence by itself."""
        # An engine may be used in the thread that loaded it alone, and the desk has many.
        return _THREAD.submit(self._translate, sentences, task, on_progress).result()

    def _translate(
        self,
        sentences: Sequence[Sentence],
        task: TranslationTask,
        on_progress: Callable[[float], None],
    ) -> Sequence[Given]:
        engines = [self._engine(model) for model in self._wanted(task.source, task.target)]
        found: list[Given] = []
        for sentence in sentences:
            text = sentence.text
            for engine in engines:
                text = _translated(engine, text)
            found.append(Translated(text=text))
            on_progress(len(found) / len(sentences))
        return found

    @property
    def models(self) -> tuple[FirefoxModel, ...]:
        """The models at hand, also those that were fetched since.

        Raises:
            TranslationError: its folder is none.
        """
        return firefox_models(self._folder)

    def _route(self, source: str, target: str) -> tuple[FirefoxModel, ...]:
        return route(self.models, source, target)

    def _wanted(self, source: str, target: str) -> tuple[FirefoxModel, ...]:
        if not _installed():
            raise TranslationError(f"{_PACKAGE} is not installed", remedy=f"Run {INSTALL}.")
        models = self._route(source, target)
        if not models:
            raise TranslationError(
                f"there is no Firefox model for {source} to {target} on this machine",
                remedy=f"Get it: clipmaker models get firefox:{source}-{target}",
            )
        return models

    def _engine(self, model: FirefoxModel) -> Engine:
        """Return the engine of a model, kept by the one thread that may use it."""
        engines = _OWN.__dict__.setdefault("engines", {})
        known = model, stamp(model.weights)
        if known not in engines:
            from fxtranslate import Translator as Engine

            try:
                engines[known] = Engine(
                    model.weights.read_bytes(),
                    model.source_words.read_bytes(),
                    model.target_words.read_bytes(),
                )
            except (OSError, ValueError) as error:
                raise TranslationError(
                    f"the Firefox model {model.name} ({model.weights.parent}) cannot be used: "
                    f"{error}",
                    remedy=f"Get it anew: clipmaker models get firefox:{model.name}",
                ) from error
        found: Engine = engines[known]
        return found


def _installed() -> bool:
    try:
        metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        return False
    return True


def _translated(engine: Engine, text: str) -> str:
    done = engine.translate_long(text) if len(text) > _LONG else engine.translate(text)
    return done.strip()
