"""A tiny story with synthetic footage, for tests that really render."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_clip import write_story

from clipmaker.tools.ffmpeg import run_ffmpeg


def make_footage(file: Path, *, seconds: float = 1.5, size: str = "320x180") -> Path:
    """Write moving pictures with a tone, 25 fps."""
    picture = f"testsrc2=s={size}:r=25:d={seconds}"
    sound = f"sine=frequency=300:sample_rate=48000:duration={seconds}"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            str(file),
        ],
        doing="making footage",
    )
    return file


@pytest.fixture(scope="session")
def footage_maker() -> Callable[..., Path]:
    """Writes synthetic footage."""
    return make_footage


@pytest.fixture(scope="session")
def tiny_footage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A landscape file of 1.5 s."""
    return make_footage(tmp_path_factory.mktemp("footage") / "interview.mp4")


@pytest.fixture
def tiny_story(tmp_path: Path, tiny_footage: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story folder with approved cues; the cache is the test's own."""
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    return write_story(tmp_path / "story", tiny_footage)
