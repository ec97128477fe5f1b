"""Cuts between shots are found to the frame, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from clipmaker.media.shots import shot_changes
from clipmaker.tools.ffmpeg import run_ffmpeg

pytestmark = pytest.mark.slow


def filmed(file: Path, graph: str) -> Path:
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", graph, "-c:v", "libx264", "-preset", "ultrafast"),
            *("-pix_fmt", "yuv420p", str(file)),
        ],
        doing="making shots",
    )
    return file


BARS = "smptebars=s=320x180:r=25"
TEST = "testsrc2=s=320x180:r=25"


def test_a_cut_is_found_to_the_frame(tmp_path: Path) -> None:
    graph = f"{TEST}:d=1.2[a];{BARS}:d=0.8[b];{TEST}:d=1[c];[a][b][c]concat=n=3"
    file = filmed(tmp_path / "a.mp4", graph)
    assert shot_changes(file, 0, 3000) == (1200, 2000)
    assert shot_changes(file, 1300, 3000) == (2000,)
    assert shot_changes(file, 0, 2000) == (1200,)


def test_motion_a_flash_and_a_dissolve_are_no_cuts(tmp_path: Path) -> None:
    moving = filmed(tmp_path / "m.mp4", f"{TEST}:d=2,rotate=a=2*t")
    assert shot_changes(moving, 0, 2000) == ()
    flash = filmed(tmp_path / "f.mp4", f"{TEST}:d=2,lutyuv=y=235:enable=eq(n\\,20)")
    assert shot_changes(flash, 0, 2000) == ()
    mix = f"{TEST}:d=2[a];{BARS}:d=2[b];[a][b]xfade=duration=1:offset=0.5"
    assert shot_changes(filmed(tmp_path / "x.mp4", mix), 0, 3500) == ()


def test_what_cannot_be_decoded_has_no_shots(tmp_path: Path) -> None:
    file = filmed(tmp_path / "a.mp4", f"{TEST}:d=1")
    half = tmp_path / "half.mp4"
    half.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert shot_changes(half, 0, 1000) == ()
