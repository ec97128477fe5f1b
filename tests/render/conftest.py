"""A tiny story with synthetic footage, for tests that really render."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.tools.ffmpeg import run_ffmpeg

STORY = """\
version: 1
date: 2025-01-13
slug: tiny-story
shots:
  - kind: title
    text: A headline with *emphasis* and :'\\%{}[];, as written
  - kind: footage
    file: interview.mp4
    credit: Synthetic
    language: ko
    out: "0:01"
  - kind: caption
    text: One caption
  - kind: end
    sources: [Nobody]
"""

CUES = """\
version: 1
footage: interview.mp4
language: ko
cues:
- id: c1
  start: 0:00.100
  end: 0:00.500
  source: 훈련이라고 했습니다
  english: They said it was training
  status: approved
  approved_by: An editor
- id: c2
  start: 0:00.600
  end: 0:00.950
  source: 모릅니다
  english: "I don't know: {\\\\an8}<i>%s</i>"
  status: approved
  approved_by: An editor
"""


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
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "interview.mp4").write_bytes(tiny_footage.read_bytes())
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    (folder / "interview.cues.yaml").write_text(CUES, encoding="utf-8")
    return folder / "story.yaml"
