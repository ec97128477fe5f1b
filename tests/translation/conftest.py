"""What tests of translators share: settings and a cache of their own, and sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("CLIPMAKER_CACHE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return what writes the newsroom's settings; without a call there are none."""
    folder = tmp_path / "config"
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(folder))
    monkeypatch.delenv("CLIPMAKER_TRANSLATORS", raising=False)

    def write(text: str) -> Path:
        folder.mkdir(exist_ok=True)
        file = folder / "clipmaker.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write
