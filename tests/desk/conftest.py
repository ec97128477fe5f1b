"""A desk over the project's own example, not rendered; nothing here starts an encoder."""

import shutil
import sys
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra “desk” is not installed")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from desk_help import EXAMPLE, Browser, copy_example, settings

with suppress(ImportError):
    # Without playwright nothing asks for them.
    from desk_pages import chromium, folder, pages, server  # noqa: F401

from clipmaker.media.probe import probe


@pytest.fixture(scope="session")
def known(known_sounds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds what the example's footage and the brands' sounds are."""
    cache = tmp_path_factory.mktemp("known")
    shutil.copytree(known_sounds, cache, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIPMAKER_CACHE", str(cache))
        probe(EXAMPLE / "interview.mp4")
    return cache


@pytest.fixture
def story(tmp_path: Path, known: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example's story in a folder of the test's own."""
    shutil.copytree(known, tmp_path / "cache")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    (tmp_path / "stories").mkdir()
    return copy_example(tmp_path / "stories" / "captured-soldier")


@pytest.fixture
def browser(story: Path, tmp_path: Path) -> Browser:
    """A browser before a desk over that story."""
    return Browser(settings(tmp_path))
