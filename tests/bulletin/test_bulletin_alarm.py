"""A run that fails as a whole is heard of; one that finds another at work is no alarm."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from clipmaker.bulletin.order import BatchOrder
from clipmaker.bulletin.run import run_bulletin
from clipmaker.errors import BusyError, ExitCode, InputError
from clipmaker.machine.lock import locked
from clipmaker.workers.wire import TaskSettings

KEEPS = "import sys; open('told.json', 'w').write(sys.stdin.read())"
COMMAND = shlex.join([sys.executable, "-c", KEEPS])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bulletin.yaml").write_text("version: 1\ndate: yesterday\nstories: []\n")
    return tmp_path


def order(home: Path, command: str = COMMAND, *, check_only: bool = False) -> BatchOrder:
    settings = TaskSettings(output=home / "output")
    bulletin = home / "bulletin.yaml"
    return BatchOrder(bulletin=bulletin, settings=settings, notify=command, check_only=check_only)


def test_a_broken_bulletin_is_told_to_the_newsroom_and_to_the_monitor(home: Path) -> None:
    with pytest.raises(InputError):
        run_bulletin(order(home), lambda _: None)
    told = json.loads((home / "told.json").read_text())
    assert told["failure"]["exit_code"] == ExitCode.INPUT
    assert "bulletin.yaml:2" in told["failure"]["message"]
    assert (told["complete"], told["running"]) == (False, False)
    beat = json.loads((home / "output" / "bulletins" / "heartbeat.json").read_text())
    assert (beat["state"], beat["complete"]) == ("failed", False)


def test_a_command_that_fails_hides_nothing(home: Path) -> None:
    lines: list[str] = []
    with pytest.raises(InputError):
        run_bulletin(order(home, "no-such-program"), lambda line: lines.append(line.message))
    assert "no-such-program" in lines[-1]


def test_checking_alone_tells_nobody(home: Path) -> None:
    with pytest.raises(InputError):
        run_bulletin(order(home, check_only=True), lambda _: None)
    assert not (home / "told.json").exists()
    assert not (home / "output").exists()


def test_a_run_that_finds_another_at_work_is_no_alarm(home: Path) -> None:
    story = home / "stories" / "one"
    story.mkdir(parents=True)
    (story / "story.yaml").write_text("version: 1\n")
    (home / "bulletin.yaml").write_text(
        "version: 1\ndate: 2025-01-13\nstories:\n  - story: stories/one\n"
    )
    lock = home / "output" / "bulletins" / ".lock"
    lock.parent.mkdir(parents=True)
    with locked(lock), pytest.raises(BusyError):
        run_bulletin(order(home), lambda _: None)
    assert not (home / "told.json").exists()
    assert not lock.with_name("heartbeat.json").exists()
