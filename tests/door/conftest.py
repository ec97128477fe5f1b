"""What the tests of the door share: card kinds of their own, and a folder with media."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """Write story.yaml into a folder with an interview and a photo."""
    (tmp_path / "interview.mp4").write_bytes(b"video")
    (tmp_path / "kursk.jpg").write_bytes(b"photo")

    def story(text: str) -> Path:
        file = tmp_path / "story.yaml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        return file

    return story
