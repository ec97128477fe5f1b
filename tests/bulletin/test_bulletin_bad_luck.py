"""Bad luck, for real: programs that hang, die or are killed, files that change, disks that fill."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from clip_files import clip_files, hidden

from clipmaker.errors import ExitCode
from clipmaker.machine.family import running
from clipmaker.machine.service import Service

pytestmark = pytest.mark.slow


def test_a_hung_ffmpeg_is_ended_and_the_story_tried_again(home, stories, batch, bad_ffmpeg) -> None:
    stories("one", "two")
    bad_ffmpeg(f"echo $$ > {home}/hung; exec sleep 1000")
    ran = batch("--limit-time", "16", "--jobs", "1")
    assert ran.code == 0
    assert ran.states == {"one": "made", "two": "made"}
    assert sorted(story["attempts"] for story in ran.report["stories"]) == [1, 2]
    assert "took longer than 16 s; it was ended; again in 2 s" in ran.err
    assert int(Path("hung").read_text()) not in running()
    assert not hidden(home / "output")


def test_a_lost_worker_costs_a_second_try_and_nothing_else(
    home, stories, batch, bad_ffmpeg
) -> None:
    stories("one", "two")
    bad_ffmpeg("kill -9 $PPID")
    ran = batch("--jobs", "2")
    assert ran.code == 0
    assert ran.states == {"one": "made", "two": "made"}
    assert "its process ended unexpectedly; it was ended; again in 2 s" in ran.err
    assert not hidden(home / "output")


def test_ffmpeg_that_fails_once_is_tried_again_and_then_given_up(
    home, stories, batch, bad_ffmpeg
) -> None:
    stories("one")
    bad_ffmpeg("kill -9 $$")
    assert batch().story("one")["attempts"] == 2
    stories("two", first=1)
    bad_ffmpeg(f"touch {home}/armed; exit 1")
    ran = batch("--retries", "1")
    assert ran.code == ExitCode.INCOMPLETE
    assert ran.states == {"one": "unchanged", "two": "failed"}
    failed = ran.story("two")
    assert (failed["attempts"], failed["failure"]["stage"]) == (2, "render")


@pytest.mark.parametrize("measuring", ["astats", "ebur128"])
def test_ffmpeg_killed_while_sound_is_measured_is_tried_again(
    home, stories, batch, bad_ffmpeg, measuring
) -> None:
    stories("one")
    bad_ffmpeg("kill -9 $$", when=measuring)
    ran = batch()
    assert ran.story("one")["attempts"] == 2
    assert "ended from outside (SIGKILL), perhaps because the machine had no memory left" in ran.err
    assert "damaged" not in ran.err


def test_a_story_that_takes_too_much_memory_is_ended_and_not_tried_again(
    home, stories, batch
) -> None:
    stories("one")
    ran = batch("--limit-memory", "30")
    assert ran.code == ExitCode.INCOMPLETE
    failed = ran.story("one")
    assert "MB of memory, more than the 30 allowed" in failed["failure"]["message"]
    # Its check may be through before anybody looks; what counts is that it is not made again.
    assert failed["attempts"] <= 1
    assert not hidden(home / "output")


def test_a_story_edited_while_it_renders_is_made_as_it_is_now(
    home, stories, batch, bad_ffmpeg
) -> None:
    folder = stories("one", "two")
    bad_ffmpeg(f"sed -i 's/A headline/A late headline/' {folder}/one/story.yaml")
    ran = batch("--jobs", "1")
    assert ran.code == 0
    manifest = (home / "output" / "2025-01-13" / "one" / "v1" / "manifest.json").read_text()
    assert "A late headline" in manifest
    assert not (home / "output" / "2025-01-13" / "one" / "v2").exists()
    assert "edited while it was made: once more" in ran.err


def test_footage_replaced_while_it_renders_never_poisons_the_cache(
    home, stories, batch, bad_ffmpeg
) -> None:
    from synth.stories import make_footage

    folder = stories("one")
    film = folder / "one" / "interview.mp4"
    first = film.read_bytes()
    other = make_footage(home / "other.mp4", number=5)
    bad_ffmpeg(f"cp {other} {film}")
    assert batch("--draft").code == 0
    replaced = clip_files(home / "output")
    film.write_bytes(first)
    assert batch("--draft").code == 0
    os.environ["CLIPMAKER_CACHE"] = str(home / "fresh-cache")
    assert batch("-o", "clean", "--draft").code == 0
    back = clip_files(home / "output")
    clean = clip_files(home / "clean")
    assert back["2025-01-13/one/draft/one.mp4"] == clean["2025-01-13/one/draft/one.mp4"]
    assert back["2025-01-13/one/draft/one.mp4"] != replaced["2025-01-13/one/draft/one.mp4"]


def test_a_story_removed_while_it_renders_fails_alone(home, stories, batch, bad_ffmpeg) -> None:
    folder = stories("one", "two")
    bad_ffmpeg(f"mv {folder}/one/story.yaml {folder}/one/gone.yaml")
    ran = batch("--jobs", "1")
    assert ran.code == ExitCode.INCOMPLETE
    assert ran.states == {"one": "failed", "two": "made"}
    assert "there is no such file" in ran.story("one")["failure"]["message"]
    assert not (home / "output" / "2025-01-13" / "one").exists()


def test_killed_again_and_again_it_ends_in_the_same_files(home, stories, batch) -> None:
    stories("one", "two", "three", "four")
    assert batch("-o", "undisturbed").code == 0
    os.environ["CLIPMAKER_CACHE"] = str(home / "another-cache")
    chance = random.Random(7)
    command = [sys.executable, "-m", "clipmaker", "batch", "stories", "--profile", "tiny"]
    for _ in range(6):
        service = Service(command, lambda line: None, lambda: None)
        time.sleep(chance.uniform(0.5, 4.5))
        os.kill(service.pid, signal.SIGKILL)
        service.end(10)
        for file in (home / "output").rglob("*.mp4"):
            if ".work-" not in str(file):
                assert (file.parent / "manifest.json").is_file()
    assert batch().code == 0
    assert clip_files(home / "output") == clip_files(home / "undisturbed")
    assert not hidden(home / "output")


@pytest.fixture
def small_disk(home):
    """Mount a small disk of memory where this user may; its size in MB is the argument."""
    mounted = []

    def mount(folder: Path, megabytes: int) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        done = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"DISKS THAT FILL ARE NOT TESTED HERE: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder: Path, leaving: int) -> Path:
    """Fill a disk so that so many bytes are left."""
    ballast = folder / "ballast"
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    ballast.write_bytes(b"\0" * max(0, free - leaving))
    return ballast


@pytest.mark.parametrize("leaving", [0, 100_000])
@pytest.mark.parametrize("which", ["output", "cache"])
def test_a_disk_that_fills_publishes_nothing_half_and_says_so(
    home, stories, batch, small_disk, which: str, leaving: int
) -> None:
    stories("one")
    disk = small_disk(home / which, 24)
    if which == "output":
        (disk / "bulletins").mkdir()
    ballast = fill(disk, leaving)
    ran = batch("--retries", "2")
    for file in (home / "output").rglob("*.mp4"):
        assert (file.parent / "manifest.json").is_file()
    left = [p for p in hidden(home / "output") if not p.endswith(".lock")]
    assert not left
    if ran.code != 0:
        assert ran.code in (ExitCode.INCOMPLETE, ExitCode.DISK)
        assert "no space left" in ran.err + ran.out
        assert ran.err.count("again in") == 0
    ballast.unlink()
    assert batch().code == 0
    assert len(list((home / "output").rglob("one.mp4"))) == 1
