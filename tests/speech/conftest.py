"""Sounds and files for speech tests, and an engine that replays what a real one made."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "scripts")]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep results of speech out of the user's cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CLIPMAKER_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def footage_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sentences, 1.5 s apart, in a file of 8 s with a picture."""
    import numpy as np
    from sounds import silence, spoken, write_sound

    first = spoken("Mañana por la mañana vamos a la ciudad.", "es")[: 16 * 2400]
    second = spoken("Allí nos espera mi hermana.", "es")[: 16 * 1800]
    sound = np.concatenate([silence(0.5), first, silence(1.5), second, silence(8)])
    file = tmp_path_factory.mktemp("media") / "interview.mp4"
    return write_sound(file, [sound[: 16_000 * 8]], codec="aac", picture_s=8)


@pytest.fixture
def replayed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine and the translator of tests, in a newsroom without settings."""
    import phrasebook
    import replay

    from clipmaker.speech import engine
    from clipmaker.translation.translator import KINDS

    monkeypatch.setitem(engine.ENGINES, "replay", "replay")
    monkeypatch.setitem(KINDS, "phrasebook", "phrasebook")
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("CLIPMAKER_TRANSLATORS", raising=False)
    replay.reset()
    phrasebook.reset()
