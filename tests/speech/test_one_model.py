"""One model is loaded for many pieces of sound, and another process waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from clipmaker.cues.model import Span
from clipmaker.machine.lock import HeldError, locked
from clipmaker.speech.engine import Engine, ModelPath, Task, engine_module
from clipmaker.speech.listen import Ear, listen
from clipmaker.speech.loaded import loaded, one_model


class Counting:
    """The real engine's module, which notes every model that it loads."""

    def __init__(self) -> None:
        self.module = engine_module("faster-whisper")
        self.loads: list[str] = []

    def version(self) -> str:
        return self.module.version()

    def resolve_model(self, name_or_path: str, *, task: Task) -> ModelPath:
        return self.module.resolve_model(name_or_path, task=task)

    def load(self, model: ModelPath) -> Engine:
        self.loads.append(model.name)
        return self.module.load(model)


def hear(module: Counting, texts: Sequence[str]) -> list[str]:
    from sounds import spoken

    task = Task(language="en")
    ear = Ear(engine=module, model=module.resolve_model("base", task=task))
    found = []
    for text in texts:
        audio = spoken(text, "en")
        whole = Span(start_ms=0, end_ms=len(audio) // 16)
        heard = listen(audio, whole, task, ear, lambda share: None)
        found.append(" ".join(said.source for said in heard.said))
    return found


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path))
    return tmp_path


@pytest.mark.slow
def test_one_model_serves_all_that_is_heard(cache: Path) -> None:
    module = Counting()
    texts = ["Good morning.", "My father works in a hospital."]
    with one_model():
        first = hear(module, texts)
        assert module.loads == ["base"]
        with pytest.raises(HeldError), locked(cache / "speech" / "model.lock"):
            pass
    assert "hospital" in first[1]
    with locked(cache / "speech" / "model.lock"):
        pass


def test_another_model_takes_the_place_of_the_first(cache: Path) -> None:
    class Kept:
        """Stands for a loaded model: what counts here is when it is let go."""

        there = 0

        def __init__(self) -> None:
            Kept.there += 1

        def __del__(self) -> None:
            Kept.there -= 1

    class Module(Counting):
        def load(self, model: ModelPath) -> Engine:
            self.loads.append(f"{model.name} beside {Kept.there}")
            return Kept()  # type: ignore[return-value]

    module = Module()
    one, two = (ModelPath(name=n, path=cache, digest=n) for n in ("one", "two"))
    with one_model():
        loaded(module, one)
        loaded(module, one)
        loaded(module, two)
    assert module.loads == ["one beside 0", "two beside 0"]
    assert Kept.there == 0
    loaded(module, one)
    loaded(module, one)
    assert module.loads[2:] == ["one beside 0", "one beside 0"]
