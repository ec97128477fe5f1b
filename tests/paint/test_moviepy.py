"""MoviePy plays motion and does nothing else: it reads no settings and starts no program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import os, sys
from clipmaker.tools.moviepy import video_clip
import numpy as np
clip = video_clip()(lambda t: np.full((2, 2, 3), round(t * 10)), duration=0.35)
frames = [int(frame[0, 0, 0]) for frame in clip.iter_frames(fps=10)]
assert frames == [0, 1, 2], frames
assert "FROM_DOTENV" not in os.environ
assert "dotenv" not in sys.modules
"""


@pytest.mark.parametrize("named", [{}, {"FFMPEG_BINARY": "auto-detect"}, {"FFPLAY_BINARY": "nope"}])
def test_nothing_is_read_and_nothing_started(tmp_path: Path, named: dict[str, str]) -> None:
    """Programs of its names are planted on the PATH, and settings in the folder it looks in."""
    for name in ("ffplay", "ffmpeg"):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n", encoding="utf-8")
        program.chmod(0o755)
    (tmp_path / ".env").write_text("FROM_DOTENV=1\n", encoding="utf-8")
    # ``find_dotenv`` begins beside the module that calls it, or in the working folder where the
    # interpreter is interactive.
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=tmp_path,
        env={
            **os.environ,
            **named,
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "started").exists()


def test_moviepy_is_imported_in_one_place(root: Path) -> None:
    callers = [
        file.relative_to(root).as_posix()
        for file in sorted((root / "clipmaker").rglob("*.py"))
        if any(f"{word} moviepy" in file.read_text("utf-8") for word in ("from", "import"))
    ]
    assert callers == ["clipmaker/tools/moviepy.py"]
