"""The batch for real: every story's fate, and what it leaves for people and for programs."""

import json
import os
import shutil
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from clip_files import clip_files, hidden

from clipmaker.cli import cli
from clipmaker.cli.edge import run
from clipmaker.errors import ExitCode
from clipmaker.machine.family import family, running
from clipmaker.machine.lock import locked
from clipmaker.machine.service import Service

pytestmark = pytest.mark.slow


def bulletin(folder: Path, text: str) -> None:
    (folder / "bulletin.yaml").write_text(f"version: 1\ndate: 2025-01-13\nstories:\n{text}")


def test_every_story_has_its_own_fate_and_the_second_run_does_nothing(home, stories, batch) -> None:
    folder = stories("good", "legal", "later", "broken", "late")
    (folder / "broken" / "story.yaml").write_text("version: 1\ndate: x\nshots: []\n")
    bulletin(
        folder,
        """\
  - story: good
  - {story: legal, hold: legal}
  - {story: later, not_before: 2099-01-13 06:30Z}
  - story: broken
  - {story: late, deadline: 2020-01-13 06:30Z, priority: high}
  - story: missing
""",
    )
    ran = batch("--heartbeat", "beat.json", "--jobs", "2")
    assert ran.code == ExitCode.INCOMPLETE
    assert ran.states == {
        "good": "made",
        "legal": "held",
        "later": "embargoed",
        "broken": "failed",
        "late": "made",
        "missing": "failed",
    }
    assert sorted(p.name for p in (home / "output" / "2025-01-13").iterdir()) == ["good", "late"]
    broken = ran.story("broken")["failure"]
    assert (broken["stage"], broken["exit_code"]) == ("read", ExitCode.INPUT)
    assert "story.yaml:2" in broken["message"]
    assert "story.yaml:3" in broken["message"]
    assert ran.story("late")["late"]
    assert ran.story("good")["clip"]["checks"]["pass"] > 5
    assert not ran.story("good")["clip"]["draft"]
    assert not ran.report["complete"]
    assert json.loads(Path("beat.json").read_text())["state"] == "ended"
    sheet = home / "output" / "bulletins" / "2025-01-13" / "stories" / "contact-sheet.jpg"
    assert sheet.stat().st_size > 10_000
    assert [line.split()[:2] for line in ran.out.splitlines()[:2]] == [
        ["good", "made"],
        ["legal", "held"],
    ]

    bulletin(folder, "  - story: good\n  - story: late\n  - {story: legal, hold: legal}\n")
    before = clip_files(home / "output")
    again = batch()
    assert again.code == 0
    assert again.states == {"good": "unchanged", "late": "unchanged", "legal": "held"}
    assert not any(story["seconds"] for story in again.report["stories"])
    assert {story["attempts"] for story in again.report["stories"]} == {0}
    assert again.report["complete"]
    assert clip_files(home / "output") == before
    assert not hidden(home / "output")


def test_what_was_damaged_or_changed_is_made_again(home, stories, batch) -> None:
    folder = stories("one", "two")
    assert batch().code == 0
    before = clip_files(home / "output")
    video = home / "output" / "2025-01-13" / "one" / "v1" / "one.mp4"
    video.write_bytes(video.read_bytes()[:-1])
    (folder / "two" / "interview.cues.yaml").write_text(
        (folder / "two" / "interview.cues.yaml").read_text().replace("Training", "Practice")
    )
    again = batch()
    assert again.states == {"one": "made", "two": "made"}
    after = clip_files(home / "output")
    assert after["2025-01-13/one/v2/one.mp4"] == before["2025-01-13/one/v1/one.mp4"]
    assert after["2025-01-13/two/v1/two.mp4"] == before["2025-01-13/two/v1/two.mp4"]
    # Changing an approved text withdraws its approval.
    assert after["2025-01-13/two/draft/two.mp4"] != before["2025-01-13/two/v1/two.mp4"]


def test_the_gate_holds_at_six_in_the_morning(home, stories, batch) -> None:
    folder = stories("checked", "unchecked")
    cues = folder / "unchecked" / "interview.cues.yaml"
    cues.write_text(
        cues.read_text().replace("approved\n", "machine\n").replace("  approved_by", "#")
    )
    (home / "watched").mkdir()
    final = batch("--final", "--deliver", "watched")
    assert final.code == ExitCode.INCOMPLETE
    assert final.states == {"checked": "made", "unchecked": "failed"}
    assert final.story("unchecked")["failure"]["exit_code"] == ExitCode.REVIEW
    assert [p.name for p in (home / "watched").iterdir()] == ["2025-01-13-checked-v1"]

    drafts = batch("--deliver", "watched")
    assert drafts.states == {"checked": "unchanged", "unchecked": "made"}
    assert drafts.story("unchecked")["clip"]["draft"]
    assert drafts.story("unchecked")["clip"]["cues_to_review"] == 1
    assert [p.name for p in (home / "watched").iterdir()] == ["2025-01-13-checked-v1"]


@pytest.fixture
def clipmaker(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run another command; returns what it printed."""

    def call(*args: str) -> str:
        monkeypatch.setattr(sys, "argv", ["clipmaker", *args])
        capsys.readouterr()
        assert run(cli) == 0
        return capsys.readouterr().out

    return call


def test_deliveries_are_whole_and_made_once_and_not_of_what_is_withdrawn(
    home, stories, batch, clipmaker
) -> None:
    stories("one")
    missing = batch("--deliver", "watched")
    assert missing.code == ExitCode.INCOMPLETE
    assert "there is no such folder" in missing.story("one")["note"]
    watched = home / "watched"
    watched.mkdir()
    assert batch("--deliver", "watched").code == 0
    (there,) = watched.iterdir()
    made = home / "output" / "2025-01-13" / "one" / "v1"
    assert {p.name: p.read_bytes() for p in there.iterdir()} == {
        p.name: p.read_bytes() for p in made.iterdir()
    }
    shutil.rmtree(there)
    taken = batch("--deliver", "watched")
    assert (taken.code, list(watched.iterdir())) == (0, [])
    assert taken.story("one")["delivered"] == str(there)

    # The second delivery fails no more, and what is withdrawn is neither passed over nor delivered.
    args = ("--reason", "it was wrong", "--as", "A. Kim", "--json")
    told = json.loads(clipmaker("catalogue", "withdraw", "one", *args))
    assert [(row["action"], row["delivered_to"]) for row in told["to_do"]] == [
        ("take down", str(there))
    ]
    assert (made.parent / "WITHDRAWN.txt").read_text().count("it was wrong") == 1
    assert not (made.parent / "latest").is_symlink()
    withdrawn = batch("--deliver", "watched")
    assert withdrawn.states == {"one": "failed"}
    assert withdrawn.story("one")["failure"]["exit_code"] == ExitCode.REVIEW
    assert "withdrawn by A. Kim" in withdrawn.story("one")["failure"]["message"]
    assert list(watched.iterdir()) == []
    clipmaker("catalogue", "take-back", "one", *args)
    assert batch("--deliver", "watched").states == {"one": "unchanged"}
    assert (made.parent / "latest").resolve() == made
    assert not (made.parent / "WITHDRAWN.txt").exists()


def test_the_newsroom_is_notified_with_the_report(home, stories, batch) -> None:
    stories("one")
    ran = batch("--notify", "sh -c 'cat > told.json; exit 3'")
    assert "ended with code 3" in ran.report["notes"][0]
    told = json.loads(Path("told.json").read_text())
    assert told["counts"]["made"] == 1
    assert not told["running"]
    assert "cannot be split" in batch("--notify", "echo 'x").report["notes"][0]
    assert "no-such-program" in batch("--notify", "no-such-program").report["notes"][0]


def test_checking_alone_makes_nothing(home, stories, batch) -> None:
    folder = stories("one", "two")
    (folder / "two" / "story.yaml").write_text("version: 1\n")
    ran = batch("--check")
    assert ran.code == ExitCode.INCOMPLETE
    assert "one  good" in ran.out
    assert "two  failed" in ran.out
    assert not list((home / "output").rglob("*.mp4"))
    (folder / "two" / "story.yaml").write_text((folder / "one" / "story.yaml").read_text())
    same = batch("--check")
    assert "both would be published as 2025-01-13/one" in same.out + same.err


def test_of_a_broken_bulletin_the_first_mistakes_are_told_and_the_rest_counted(
    home, stories, batch
) -> None:
    stories("good")
    broken = "".join(f"  - s{i}\n" for i in range(300))
    bulletin(home, f"  - story: stories/good\n{broken}")
    ran = batch("--check", bulletin="bulletin.yaml")
    assert ran.code == ExitCode.INCOMPLETE
    assert (ran.out + ran.err).count("\n") < 60
    assert "and 280 more" in ran.out
    assert "and 280 more stories with mistakes in the bulletin" in ran.err
    assert "301 stories checked, 300 with mistakes" in ran.out


def test_logs_can_be_read_by_programs(stories, batch) -> None:
    stories("one")
    ran = batch("--log", "json", "-v", "--json")
    lines = [json.loads(line) for line in ran.err.splitlines()]
    assert {"at", "level", "story", "message"} <= set(lines[0])
    assert any(line["story"] == "one" and line.get("state") == "made" for line in lines)
    assert json.loads(ran.out)["counts"]["made"] == 1


def test_an_embargo_that_ends_soon_is_waited_for(stories, batch) -> None:
    folder = stories("one", "two", "bad")
    (folder / "bad" / "story.yaml").write_text("version: 1\n")
    soon = (datetime.now(UTC) + timedelta(seconds=12)).isoformat(timespec="seconds")
    bulletin(
        folder,
        f"  - {{story: one, not_before: '{soon}'}}\n  - story: two\n"
        f"  - {{story: bad, not_before: '{soon}'}}\n",
    )
    ran = batch("--wait", "1")
    assert ran.states == {"one": "made", "two": "made", "bad": "failed"}
    assert ran.story("one")["ended"] > soon
    assert "waiting for" in ran.err


def test_two_at_once_one_works_and_the_other_says_who(home, stories, batch) -> None:
    stories("one")
    (home / "output" / "bulletins").mkdir(parents=True)
    with locked(home / "output" / "bulletins" / ".lock"):
        ran = batch()
    assert ran.code == ExitCode.BUSY
    assert f"process {os.getpid()} on" in ran.err
    assert f"since {datetime.now():%Y-%m-%d}" in ran.err


def begun(*args: object) -> Service:
    """Start a batch in a process of its own."""
    command = [sys.executable, "-m", "clipmaker", "batch", "stories", "--profile", "tiny"]
    return Service([*command, *map(str, args)], lambda line: None, lambda: None)


def test_a_dead_holder_leaves_nothing_to_clean_up(home, stories, batch) -> None:
    stories("one", "two")
    service = begun()
    lock = home / "output" / "bulletins" / ".lock"
    until = time.monotonic() + 60
    while not (lock.exists() and lock.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert batch().code == ExitCode.BUSY
    os.kill(service.pid, signal.SIGKILL)
    service.end(10)
    ran = batch()
    assert ran.code == 0
    assert f"ended early (process {service.pid} on" in ran.err
    assert not hidden(home / "output")


def test_being_stopped_leaves_a_report_and_nothing_running(home, stories, batch) -> None:
    stories("one", "two", "three")
    service = begun()
    report = home / "output" / "bulletins" / "undated" / "stories" / "bulletin.json"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if report.exists() and json.loads(report.read_text())["counts"]["working"]:
            break
        time.sleep(0.05)
    members = family(service.pid)
    os.kill(service.pid, signal.SIGTERM)
    assert service.end(30) == ExitCode.INTERRUPTED
    left = json.loads(report.read_text())
    assert (left["running"], left["notes"]) == (False, ["the run was broken off"])
    assert left["counts"]["working"] == 0
    now = running()
    assert not [m for m in members if m.pid in now and now[m.pid].started == m.started]
    assert batch().code == 0
