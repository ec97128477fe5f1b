"""What is written beside a story or into an output folder stays there, whatever links there are."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.cues.model import Cue, CueSheet
from clipmaker.cues.sheets.save import save
from clipmaker.desk.job import DeskJob
from clipmaker.desk.notes import Notes
from clipmaker.errors import DiskError, ExitCode
from clipmaker.machine.places import inside
from clipmaker.machine.writing import write_whole


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def test_a_link_out_of_its_place_is_named(place: Path, outside: Path) -> None:
    (place / "day").symlink_to(outside)
    (place / "inner").symlink_to("real")
    (place / "dangling").symlink_to(outside / "nothing")
    for path in (place / "day", place / "day" / "clip", place / "inner" / ".." / ".."):
        with pytest.raises(DiskError, match="leads out of"):
            inside(path, place)
    with pytest.raises(DiskError, match=r"place/dangling is a link .* nothing was written"):
        inside(place / "dangling", place)
    assert inside(place / "inner" / "new", place) == (place / "real" / "new").resolve()
    assert inside(place / "new" / "deep", place) == (place / "new" / "deep").resolve()


def test_the_place_itself_may_be_reached_by_a_link(place: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(place)
    write_whole(tmp_path / "link" / "a", b"words", within=tmp_path / "link")
    assert (place / "a").read_bytes() == b"words"


def sheet(place: Path, outside: Path) -> None:
    (place / "a.cues.yaml").symlink_to(outside / "planted.yaml")
    cue = Cue(id="c1", start_ms=0, end_ms=900, source="안녕", text="Hello")
    save(CueSheet(footage="a.mp4", language="ko", cues=(cue,)), place / "a.cues.yaml")


def note(place: Path, outside: Path) -> None:
    (place / ".desk").symlink_to(outside)
    Notes(place / ".desk").write(DeskJob(key=("2025-01-13", "a"), story=Path("a"), number=1))


@pytest.mark.parametrize("write", [sheet, note])
def test_nothing_is_written_elsewhere(
    write: Callable[[Path, Path], None], place: Path, outside: Path
) -> None:
    with pytest.raises(DiskError, match="leads out of"):
        write(place, outside)
    assert not list(outside.iterdir())


@pytest.mark.parametrize("planted", ["bulletins", "bulletins/2025-01-13", "bulletins/.lock"])
def test_a_bulletin_writes_nothing_elsewhere(place: Path, outside: Path, planted: str) -> None:
    link = place / planted
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / "planted" if planted.endswith("lock") else outside)
    bulletin = place / "bulletin.yaml"
    (place / "a").mkdir()
    (place / "a" / "story.yaml").write_text("version: 1\n")
    bulletin.write_text("version: 1\ndate: 2025-01-13\nstories:\n  - story: a/story.yaml\n")
    done = subprocess.run(
        [sys.executable, "-m", "clipmaker", "batch", str(bulletin), "-o", str(place)],
        capture_output=True,
        text=True,
        cwd=place,
    )
    assert done.returncode == ExitCode.DISK
    assert f"{link} is a link that leads out of" in done.stderr
    assert not list(outside.iterdir())
