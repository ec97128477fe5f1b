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
