"""One loaded model for many pieces of sound, and never two at once on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

from clipmaker.machine.lock import locked
from clipmaker.resources import cache_dir
from clipmaker.speech.engine import Engine, EngineModule, ModelPath


class _Shelf:
    """Holds the model that was loaded last."""

    def __init__(self) -> None:
        self._turn = ExitStack()
        self._model: ModelPath | None = None
        self._engine: Engine | None = None

    def get(self, module: EngineModule, model: ModelPath) -> Engine:
        if self._engine is None or self._model != model:
            self.clear()
            self._turn.enter_context(locked(cache_dir() / "speech" / "model.lock", wait=True))
            self._engine, self._model = module.load(model), model
        return self._engine

    def clear(self) -> None:
        self._engine = self._model = None
        self._turn.close()


_shelf: ContextVar[_Shelf | None] = ContextVar("shelf", default=None)


@contextmanager
def one_model() -> Iterator[None]:
    """Load a model once for everything that is heard inside, in this thread.

    Another process that asks for one so waits until the block ends.
    """
    shelf = _Shelf()
    token = _shelf.set(shelf)
    try:
        yield
    finally:
        _shelf.reset(token)
        shelf.clear()


def loaded(module: EngineModule, model: ModelPath) -> Engine:
    """Return a loaded model: the one that is there already, inside ``one_model``.

    Raises:
        SpeechError: it cannot be loaded.
    """
    shelf = _shelf.get()
    return shelf.get(module, model) if shelf else module.load(model)
