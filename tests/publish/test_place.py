"""Publishing by one rename: nothing half-written, finals never changed."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from clipmaker.errors import DiskError
from clipmaker.publish.place import (
    latest_final,
    point_to_latest,
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


def test_a_final_that_is_there_already_is_not_published_again(tmp_path: Path) -> None:
    """As where three make one clip at once."""
    clip_dir = tmp_path / "story"

    def same(there: Path) -> bool:
        return (there / "clip.mp4").read_text() == "one"

    placed = []
    for _ in range(3):
        with workspace(clip_dir) as work:
            placed.append(publish_final(finished(work, "one"), clip_dir, same))
    assert names(clip_dir) == ["latest", "v1"]
    assert [one.fresh for one in placed] == [True, False, False]
    assert {one.folder for one in placed} == {clip_dir / "v1"}


ONE = """
import sys, threading
from pathlib import Path
from clipmaker.publish.place import publish_final, workspace
clip_dir = Path(sys.argv[1])
with workspace(clip_dir) as work:
    (work / "clip").mkdir()
    (work / "clip" / "clip.mp4").write_text("one")
    print("ready", flush=True)
    sys.stdin.readline()
    same = lambda there: (there / "clip.mp4").read_text() == "one"
    print(publish_final(work / "clip", clip_dir, same).folder.name)
"""


def test_three_at_once_make_one_version(tmp_path: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    all_three = [
        subprocess.Popen([sys.executable, "-c", ONE, str(tmp_path / "story")], **pipes)  # type: ignore[call-overload]
        for _ in range(3)
    ]
    for one in all_three:
        assert one.stdout.readline() == "ready\n"
    for one in all_three:
        one.stdin.write("\n")
        one.stdin.flush()
    assert [one.communicate(timeout=60)[0] for one in all_three] == ["v1\n"] * 3
    assert names(tmp_path / "story") == ["latest", "v1"]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_who_ends_it_between_rename_and_link_gets_both(tmp_path: Path, sent: int) -> None:
    script = f"""
import os, sys
from pathlib import Path
from clipmaker.publish import place
link = place.point_to
def ended_before(*given):
    os.kill(os.getpid(), {int(sent)})
    return link(*given)
place.point_to = ended_before
clip_dir = Path(sys.argv[1])
with place.workspace(clip_dir) as work:
    (work / "clip").mkdir()
    placed = place.publish_final(work / "clip", clip_dir)
print(placed.folder.name)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "v1\n"), done.stderr
    assert names(tmp_path) == ["latest", "v1"]


def test_a_copy_of_a_version_in_the_place_of_the_link_makes_room(tmp_path: Path) -> None:
    """As left by whoever syncs or unzips an output folder."""
    clip_dir = tmp_path / "story"
    with workspace(clip_dir) as work:
        publish_final(finished(work, "one"), clip_dir)
    (clip_dir / "latest").unlink()
    shutil.copytree(clip_dir / "v1", clip_dir / "latest")
    with workspace(clip_dir) as work:
        placed = publish_final(finished(work, "two"), clip_dir)
    assert placed.notes == ()
    assert (clip_dir / "latest").readlink() == Path("v2")
    assert names(clip_dir) == ["latest", "v1", "v2"]


def test_somebody_s_own_folder_stays_and_is_told(tmp_path: Path) -> None:
    clip_dir = tmp_path / "story"
    (clip_dir / "latest").mkdir(parents=True)
    (clip_dir / "latest" / "notes.txt").write_text("mine")
    with workspace(clip_dir) as work:
        placed = publish_final(finished(work, "one"), clip_dir)
    assert placed.folder == clip_dir / "v1" and placed.fresh
    assert "latest is a folder of its own" in placed.notes[0]
    assert (clip_dir / "latest" / "notes.txt").read_text() == "mine"
    assert point_to_latest(clip_dir) == placed.notes[0]


def test_somebody_s_own_file_stays_and_is_told(tmp_path: Path) -> None:
    clip_dir = tmp_path / "story"
    clip_dir.mkdir()
    (clip_dir / "latest").write_text("mine")
    with workspace(clip_dir) as work:
        placed = publish_final(finished(work, "one"), clip_dir)
    assert placed.folder == clip_dir / "v1" and placed.fresh
    assert "latest is a file of somebody's own" in placed.notes[0]
    assert (clip_dir / "latest").read_text() == "mine"
    (clip_dir / "latest").unlink()
    (clip_dir / "latest").symlink_to("v7")
    assert point_to_latest(clip_dir) == ""
    assert (clip_dir / "latest").readlink() == Path("v1")


def test_a_disk_that_knows_no_links_costs_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refused)
    with workspace(tmp_path) as work:
        placed = publish_final(finished(work, "one"), tmp_path)
    assert (tmp_path / "v1" / "clip.mp4").read_text() == "one"
    assert "v1, which is published all the same: Operation not permitted" in placed.notes[0]
    assert names(tmp_path) == ["v1"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_disk_that_fails_at_the_last_moment_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def failing(_: int) -> None:
        raise OSError(number, os.strerror(number))

    clip_dir = tmp_path / "2025-01-13" / "story"
    with pytest.raises(DiskError, match="nothing was published"), workspace(clip_dir) as work:
        folder = finished(work, "one")
        monkeypatch.setattr(os, "fsync", failing)
        publish_final(folder, clip_dir)
    assert not list(tmp_path.iterdir())


def test_a_draft_stays_where_its_successor_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace(tmp_path) as work:
        publish_over(finished(work, "one"), tmp_path / "draft")
    monkeypatch.setattr(sys, "platform", "other")
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "clip":
            raise OSError(errno.ENOSPC, "full", str(target))
        return rename(self, target)

    with pytest.raises(DiskError), workspace(tmp_path) as work:
        folder = finished(work, "two")
        monkeypatch.setattr(Path, "rename", full)
        publish_over(folder, tmp_path / "draft")
    assert (tmp_path / "draft" / "clip.mp4").read_text() == "one"
