"""Makes the makers importable from the tests beside them; files are read anew in every test."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is remembered from elsewhere."""
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "empty-cache"))
