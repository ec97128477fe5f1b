"""The rules of the batch that need no rendering: clocks, retries, deliveries, locks, logs."""

import errno
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clipmaker.bulletin.clocks import Clocks, compared
from clipmaker.bulletin.deliver import damaged, deliver, delivered_before
from clipmaker.bulletin.log import Level, LogLine, as_json, as_text
from clipmaker.bulletin.model import BulletinItem
from clipmaker.bulletin.outcome import Outcome, StoryResult, StoryState
from clipmaker.bulletin.retry import Retries
from clipmaker.door.plain import from_json, to_json
from clipmaker.errors import DiskError
from clipmaker.machine.family import family, kill, running
from clipmaker.machine.lock import HeldError, locked
from clipmaker.make.gather import Surroundings
from clipmaker.progress import SegmentDone
from clipmaker.publish.sign_off import SignOff
from clipmaker.workers.outcome import Failure, Published
from clipmaker.workers.wire import (
    Checked,
    ClipMade,
    Do,
    Message,
    Stop,
    TaskSettings,
    WorkerTask,
    stop_of,
)

NOON = datetime(2025, 1, 13, 12, tzinfo=UTC)
SEGMENT = SegmentDone(
    index=0, count=2, name="card 1", cached=True, reason="unchanged", start_frame=0, frames=9
)
CLIP = Published(day=date(2025, 1, 13), slug="a", folder=Path("/o/v1"), draft=False)


def test_an_embargo_is_over_when_both_clocks_say_so() -> None:
    behind = Clocks(now=lambda: NOON, ahead=timedelta(minutes=-5))
    assert behind.surely == NOON - timedelta(minutes=5)
    assert "the disk's clock is 300 s behind this machine's" in behind.doubts(None)[0]
    ahead = Clocks(now=lambda: NOON, ahead=timedelta(minutes=5))
    assert ahead.surely == NOON
    assert "300 s ahead of" in ahead.doubts(None)[0]
    assert Clocks(now=lambda: NOON).doubts(NOON) == []
    late = Clocks(now=lambda: NOON).doubts(NOON + timedelta(hours=1))
    assert "ended at 2025-01-13T13:00:00+00:00" in late[0]


def test_clocks_are_compared_with_a_file_that_leaves_no_trace(tmp_path: Path) -> None:
    slow = compared(tmp_path, lambda: datetime.now(UTC) - timedelta(hours=2))
    assert timedelta(minutes=119) < slow.ahead < timedelta(minutes=121)
    assert abs(compared(tmp_path).ahead) < timedelta(seconds=60)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("lasting", "attempts", "expected"),
    [(False, 1, 2.0), (False, 2, 4.0), (False, 3, None), (True, 1, None)],
)
def test_only_what_a_retry_can_help_is_tried_again(
    lasting: bool, attempts: int, expected: float | None
) -> None:
    said = Message(number=0, failure=Failure(stage="render", message=""), lasting=lasting)
    assert Retries(times=2).wait_s(said, attempts) == expected
    assert Retries(times=99).wait_s(said, 90) == (None if lasting else 60.0)


def test_what_is_said_arrives_as_it_was_said() -> None:
    around = Surroundings(media_roots=(Path("/m"),), brand="lit")
    settings = TaskSettings(output=Path("/o"), surroundings=around, shared=Path("/s"))
    assert from_json(TaskSettings, to_json(settings)) == settings
    signed = SignOff(who="Mara “M” Lind", when="2025-01-13T12:00:00Z", note="ü\n", watched="f")
    task = WorkerTask(number=3, do=Do.MAKE, story=Path("/ü\n.yaml"), inputs=(Path("/a"),))
    for one in (task, replace(task, goal="final", sign_off=signed)):
        assert "\n" not in to_json(one)
        assert from_json(WorkerTask, to_json(one)) == one
        assert stop_of(to_json(one)) is None
    assert stop_of(to_json(Stop(stop=3))) == 3
    checked = Checked(day=CLIP.day, slug="a", inputs=(Path("/a"),), speaks=True)
    made = ClipMade(clip=CLIP, unchanged=True, moved=False, stamps={"/a": None, "/b": [1, 2, 3, 4]})
    failure = Failure(stage="read", message="two\nlines", remedy="so", exit_code=3)
    for said in (
        Message(number=1, checked=checked, done=True),
        Message(number=1, made=made, done=True),
        Message(number=1, failure=failure, lasting=False, done=True),
        Message(number=1, stage="render", message="x", share=0.5, news=True),
        Message(number=1, stage="render", segment=SEGMENT),
        Message(number=1, stopped=True, done=True),
    ):
        assert from_json(Message, to_json(said)) == said


def published(folder: Path, *, draft: bool = False) -> Published:
    folder.mkdir(parents=True)
    (folder / "a.mp4").write_bytes(b"film")
    (folder / "manifest.json").write_text("{}")
    return Published(day=date(2025, 1, 13), slug="a", folder=folder, draft=draft)


def test_a_delivery_is_one_whole_folder_or_none(tmp_path: Path) -> None:
    clip = published(tmp_path / "a" / "v2")
    watched = tmp_path / "watched"
    with pytest.raises(DiskError, match="there is no such folder"):
        deliver(clip, watched)
    watched.mkdir()
    there = deliver(clip, watched)
    assert there.name == "2025-01-13-a-v2"
    assert sorted(p.name for p in there.iterdir()) == ["a.mp4", "manifest.json"]
    assert [p.name for p in watched.iterdir()] == [there.name]
    assert deliver(clip, watched) == there
    with pytest.raises(ValueError, match="is a draft"):
        deliver(published(tmp_path / "b" / "draft", draft=True), watched)


@pytest.mark.parametrize("spoilt", [b"", b"fil", b"other film"])
def test_a_delivered_file_that_is_damaged_is_delivered_again(tmp_path: Path, spoilt: bytes) -> None:
    """As after a power cut, on a full share, or by hand; what was taken away stays away."""
    clip = published(tmp_path / "a" / "v1")
    there = deliver(clip, tmp_path)
    (there / "a.mp4").write_bytes(spoilt)
    assert damaged(clip.folder, there)
    assert deliver(clip, tmp_path) == there
    assert (there / "a.mp4").read_bytes() == b"film"
    (there / "a.mp4").unlink()
    assert not damaged(clip.folder, there)
    assert deliver(clip, tmp_path) == there
    assert [p.name for p in there.iterdir()] == ["manifest.json"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2025-01-13-a-v1", "a"]


def test_a_delivery_on_a_full_disk_does_not_say_that_nothing_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    clip = published(tmp_path / "a" / "v1")
    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(DiskError, match="a was published but not delivered"):
        deliver(clip, tmp_path)


def test_a_delivery_that_is_kept_out_leaves_the_watched_folder(tmp_path: Path) -> None:
    clip = published(tmp_path / "a" / "v1")
    watched = tmp_path / "deep" / "watched"
    watched.mkdir(parents=True)
    (clip.folder / "link").symlink_to("nowhere")
    with pytest.raises(Exception, match=r".+"):
        deliver(clip, watched)
    assert watched.is_dir()
    assert not list(watched.iterdir())


def test_what_the_report_before_says_of_deliveries() -> None:
    story = {"delivered": "/w/x", "clip": {"folder": "/o/v1"}}
    told = {"stories": [story, {"delivered": None, "clip": None}]}
    assert delivered_before(told) == {"/o/v1": "/w/x"}
    assert delivered_before({}) == {}


def test_log_lines_stay_on_one_line() -> None:
    line = LogLine(
        at=NOON, level=Level.ERROR, message="one\n two", story="a", facts={"n": Path("/x")}
    )
    assert as_text(line).endswith("error: a: one | two")
    assert json.loads(as_json(line))["n"] == "/x"


def test_complete_means_made_or_not_due() -> None:
    def outcome(*results: StoryResult) -> Outcome:
        return Outcome(results=results, folder=Path(), started=NOON, ended=NOON)

    item = BulletinItem(story=Path("a"), name="a", deadline=NOON)
    made = StoryResult(item=item, state=StoryState.MADE, ended=NOON + timedelta(seconds=1))
    assert made.late
    assert outcome(made, StoryResult(item=item, state=StoryState.HELD)).complete
    assert not outcome(made, StoryResult(item=item, state=StoryState.WAITING)).complete
    assert not outcome(made, StoryResult(item=item, state=StoryState.FAILED)).complete
    assert not outcome(StoryResult(item=item, state=StoryState.MADE, note="not delivered")).complete


def test_a_lock_is_held_by_one_and_left_by_the_dead(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "lock"
    with locked(file) as left:
        assert left is None
        with pytest.raises(HeldError, match=f"process {os.getpid()} on"), locked(file):
            pass
    code = (
        "import os, sys; from pathlib import Path; from clipmaker.machine.lock import locked\n"
        "with locked(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=False)
    with locked(file) as left:
        assert left is not None
        assert left.pid != os.getpid()
    with locked(file) as left:
        assert left is None


def test_a_family_is_everything_that_was_started_and_its_end_is_everybodys() -> None:
    code = "import subprocess, time; subprocess.Popen(['sleep', '100']); time.sleep(100)"
    child = subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
    until = time.monotonic() + 20
    while len(members := family(child.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert members[0].pid == child.pid
    assert sum(member.memory_bytes for member in members) > 1_000_000
    kill(members)
    child.wait()
    # A signal that was sent has not always arrived yet.
    while (left := running().get(members[1].pid)) and left.memory_bytes:
        assert time.monotonic() < until, "it is still alive"
        time.sleep(0.05)
    kill(members)
