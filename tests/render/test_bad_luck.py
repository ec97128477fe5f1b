"""Bad luck, for real: killed, full, read-only, twice at once, wrong clocks, older caches.

Full and read-only disks are small file systems of their own, which need the right to mount.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clipmaker.errors import DiskError
from clipmaker.make.clip import Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.progress import Event

pytestmark = pytest.mark.slow

Mounted = Callable[[str, str], Path]


def request(story: Path, output: Path) -> Request:
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return Request(sources=sources, output=output)


def told(story: Path, output: Path) -> tuple[bytes, list[Event]]:
    seen: list[Event] = []
    clip = make_clip(request(story, output), seen.append)
    return clip.video.read_bytes(), seen


def reasons(seen: list[Event]) -> list[str]:
    return [event.segment.reason for event in seen if event.segment]


def rendered(seen: list[Event]) -> int:
    return sum(1 for event in seen if event.segment and not event.segment.cached)


def command(story: Path, output: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "clipmaker", "render", str(story), "--output", str(output)),
        *("--profile", "tiny", "--subtitle-profile", "tiny"),
    ]


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Mounted]:
    """Mounts a file system in memory; skips, and says so, where that is not allowed."""
    places: list[Path] = []

    def mount(name: str, options: str) -> Path:
        place = tmp_path / name
        place.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "clipmaker-test", str(place)],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            reason = f"NOT TESTED, mounting is not allowed here: {done.stderr.strip()}"
            warnings.warn(reason, stacklevel=2)
            pytest.skip(reason)
        places.append(place)
        return place

    yield mount
    for place in reversed(places):
        subprocess.run(["umount", "-l", str(place)], check=True)


def read_only(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)


def test_killed_again_and_again_at_random_moments(tiny_story: Path, tmp_path: Path) -> None:
    undisturbed, _ = told(tiny_story, tmp_path / "calm")
    (tmp_path / "cache").rename(tmp_path / "first-cache")
    moments = random.Random(5)
    for _ in range(6):
        child = subprocess.Popen(
            command(tiny_story, tmp_path / "out"),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            child.wait(timeout=moments.uniform(0.3, 4))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        for video in (tmp_path / "out").rglob("v*/*.mp4"):
            assert video.read_bytes() == undisturbed
    again, seen = told(tiny_story, tmp_path / "out")
    assert again == undisturbed
    assert all(reasons(seen))
    assert not list((tmp_path / "out").rglob(".work-*"))
    time.sleep(0.1)
    make_clip(request(tiny_story, tmp_path / "other"))
    assert not list((tmp_path / "cache").rglob(".new-*"))


@pytest.mark.parametrize("size", ["size=60k", "size=150k"])
def test_an_output_disk_that_is_full(
    tiny_story: Path, tmp_path: Path, mounted: Mounted, size: str
) -> None:
    disk = mounted("disk", size)
    with pytest.raises(DiskError, match="no space left") as refused:
        make_clip(request(tiny_story, disk / "out"))
    assert refused.value.remedy
    assert not [path for path in disk.rglob("*") if path.is_file()]
    clip = make_clip(request(tiny_story, tmp_path / "out"))
    assert clip.report is not None
    assert clip.report.passed


def test_a_cache_disk_that_is_full(
    tiny_story: Path, tmp_path: Path, mounted: Mounted, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, _ = told(tiny_story, tmp_path / "calm")
    disk = mounted("disk", "size=64k")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(disk))
    video, seen = told(tiny_story, tmp_path / "out")
    assert video == undisturbed
    assert any("No space left" in event.message for event in seen)


def test_a_read_only_cache_serves_what_it_holds(
    tiny_story: Path, tmp_path: Path, mounted: Mounted, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = mounted("disk", "size=100m")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(disk))
    undisturbed, _ = told(tiny_story, tmp_path / "one")
    (damaged, *_) = disk.rglob("picture.mp4")
    damaged.write_bytes(b"x")
    read_only(disk)
    video, seen = told(tiny_story, tmp_path / "two")
    assert video == undisturbed
    assert rendered(seen) == 1
    assert any("damaged" in reason for reason in reasons(seen))
    assert any("Read-only" in event.message for event in seen)


def test_a_cache_that_is_a_file(
    tiny_story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "file"))
    video, seen = told(tiny_story, tmp_path / "out")
    assert video
    assert any("not kept for the next time" in event.message for event in seen)


def test_two_renders_of_one_story_at_once(tiny_story: Path, tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            command(tiny_story, tmp_path / "out"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    said = [child.communicate(timeout=300)[1].decode() for child in both]
    assert [child.returncode for child in both] == [0, 0], said
    videos = {video.read_bytes() for video in (tmp_path / "out").rglob("v?/*.mp4")}
    assert len(videos) == 1
    again = make_clip(request(tiny_story, tmp_path / "out"))
    assert again.unchanged
    assert {path.name for path in again.folder.parent.iterdir()} == {"v1", "latest"}


@pytest.mark.parametrize("year", [1975, 2095])
def test_a_clock_that_jumps(tiny_story: Path, tmp_path: Path, year: int) -> None:
    undisturbed, _ = told(tiny_story, tmp_path / "one")
    moment = (year - 1970) * 365.25 * 86400
    for path in (*tiny_story.parent.rglob("*"), *(tmp_path / "cache").rglob("*")):
        os.utime(path, (moment, moment))
    video, seen = told(tiny_story, tmp_path / "two")
    assert video == undisturbed
    assert set(reasons(seen)) == {"unchanged"}


def test_a_cache_of_an_older_version(tiny_story: Path, tmp_path: Path) -> None:
    """Entries that are whole but hold other facts, and entries under other names."""
    undisturbed, seen = told(tiny_story, tmp_path / "one")
    count = len(reasons(seen))
    entries = sorted((tmp_path / "cache" / "segments").glob("??/*/entry.json"))
    for entry in entries:
        stored = json.loads(entry.read_text())
        if "picture.mp4" not in stored["files"]:
            continue
        stored["facts"] = {"boxes": []}
        entry.write_text(json.dumps(stored))
    old = tmp_path / "cache" / "segments" / "0f" / ("0f" * 32)
    old.mkdir(parents=True)
    (old / "segment.mp4").write_bytes(b"old")
    video, seen = told(tiny_story, tmp_path / "two")
    assert video == undisturbed
    assert rendered(seen) == count
    assert all("damaged" in reason for reason in reasons(seen))


def test_a_cache_that_is_cleared_while_rendering(tiny_story: Path, tmp_path: Path) -> None:
    from clipmaker.upkeep.cache import clear_pieces

    undisturbed, _ = told(tiny_story, tmp_path / "one")
    cleared: list[int] = []

    def on_event(event: Event) -> None:
        if event.segment and not cleared:
            cleared.append(clear_pieces())

    clip = make_clip(request(tiny_story, tmp_path / "two"), on_event)
    assert cleared[0] > 0
    digest = hashlib.sha256(clip.video.read_bytes()).hexdigest()
    assert digest == hashlib.sha256(undisturbed).hexdigest()
