"""Publishing by one rename: nothing half-written, finals never changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clipmaker.errors import DiskError
from clipmaker.publish.place import (
    latest_final,
    publish_final,
    publish_over,
    versions,
    workspace,
    writing,
)


def finished(work: Path, text: str) -> Path:
    folder = work / "clip"
    folder.mkdir()
    (folder / "clip.mp4").write_text(text)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_finals_are_numbered_and_latest_points_to_the_newest(tmp_path: Path) -> None:
    clip_dir = tmp_path / "2025-01-13" / "story"
    for text in ("one", "two"):
        with workspace(clip_dir) as work:
            publish_final(finished(work, text), clip_dir)
    assert names(clip_dir) == ["latest", "v1", "v2"]
    assert (clip_dir / "latest" / "clip.mp4").read_text() == "two"
    assert (clip_dir / "v1" / "clip.mp4").read_text() == "one"
    assert latest_final(clip_dir) == clip_dir / "v2"


def test_a_draft_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    clip_dir = tmp_path / "story"
    for text in ("one", "two"):
        with workspace(clip_dir) as work:
            publish_over(finished(work, text), clip_dir / "draft")
    assert names(clip_dir) == ["draft"]
    assert (clip_dir / "draft" / "clip.mp4").read_text() == "two"


def test_a_draft_is_replaced_where_folders_cannot_be_swapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "other")
    test_a_draft_takes_the_place_of_the_one_before(tmp_path)


def test_failure_leaves_nothing(tmp_path: Path) -> None:
    clip_dir = tmp_path / "2025-01-13" / "story"
    with pytest.raises(KeyboardInterrupt), workspace(clip_dir) as work:
        finished(work, "half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_process_left_is_swept_and_a_living_one_is_left_alone(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".work-{dead.pid}-0").mkdir()
    (tmp_path / f".work-{os.getppid()}-0").mkdir()
    with workspace(tmp_path):
        left = [n for n in names(tmp_path) if not n.startswith(f".work-{os.getpid()}-")]
    assert left == [f".work-{os.getppid()}-0"]


def test_versions_ignores_other_folders(tmp_path: Path) -> None:
    for name in ("v1", "v10", "v2", "v0", "draft", "vx", "v03"):
        (tmp_path / name).mkdir()
    (tmp_path / "v11").touch()
    assert versions(tmp_path) == [1, 2, 10]


def test_a_full_disk_is_one_clear_message() -> None:
    with (
        pytest.raises(DiskError, match="no space left on the disk"),
        writing(Path("/dev/full")),
        Path("/dev/full").open("w") as file,
    ):
        file.write("x" * 100_000)
