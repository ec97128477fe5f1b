"""A tiny story with synthetic footage, for tests that really render."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from synth.stories import make_footage
from tiny_clip import write_story


@pytest.fixture(scope="session")
def footage_maker() -> Callable[..., Path]:
    """Writes synthetic footage."""
    return make_footage


@pytest.fixture(scope="session")
def tiny_footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A landscape file of 1.5 s."""
    return make_footage(tmp_path_factory.mktemp("footage") / "interview.mp4")


@pytest.fixture
def tiny_story(
    tmp_path: Path, tiny_footage: Path, known_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A story folder with approved cues; the cache is the test's own."""
    shutil.copytree(known_sounds, tmp_path / "cache")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    return write_story(tmp_path / "story", tiny_footage)
