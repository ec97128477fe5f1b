"""What happened is on record: whose clip, how far, by which version, and in none of its words."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from clipmaker import __version__
from clipmaker.errors import ExitCode

WORD = "Zebrawort"


def records(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def change(story: Path, old: str, new: str) -> None:
    text = story.read_text(encoding="utf-8")
    assert old in text
    story.write_text(text.replace(old, new), encoding="utf-8")


def test_every_record_says_when_by_whom_whose_and_how_far(clipmaker, story: Path) -> None:
    change(story, "text: One caption", f"text: {'word ' * 300}")
    args = ("render", story, "--profile", "tiny", "--log-file", "deep/er.log", "--log", "json")
    assert clipmaker(*args).code == ExitCode.BUDGET
    found = records(Path("deep/er.log"))
    assert [one["message"] for one in found[:2]] == ["clipmaker render begins", f"reading {story}"]
    assert {one["version"] for one in found} == {__version__}
    assert all(re.match(r"\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$", str(one["at"])) for one in found)
    failed = next(one for one in found if one["level"] == "error")
    assert (failed["clip"], failed["step"], failed["story"]) == (
        "2025-01-13/tiny-story",
        "plan",
        str(story),
    )
    assert found[-1]["message"] == f"ended with exit code {int(ExitCode.BUDGET)}"


def test_a_batch_keeps_a_log_of_what_its_workers_do(clipmaker, story: Path, monkeypatch) -> None:
    monkeypatch.setenv("CLIPMAKER_LOGS", str(story.parent.parent / "logs"))
    monkeypatch.setenv("CLIPMAKER_LOG_FORMAT", "json")
    change(story, "text: One caption", f"text: [{WORD}]")
    bulletin = story.parent.parent / "bulletin"
    bulletin.mkdir()
    story.parent.rename(bulletin / "one")
    clipmaker("batch", bulletin, "--profile", "tiny", "--check")
    found = records(story.parent.parent / "logs" / "batch.log")
    own = found[0]["process"]
    ofworker = [one for one in found if one["process"] != own]
    assert [(one["logger"], one["step"]) for one in ofworker] == [("clipmaker.steps", "read")]
    assert ofworker[0]["story"] == str(bulletin / "one" / "story.yaml")
    assert {one["version"] for one in found} == {__version__}
    failed = [one for one in found if one["level"] == "error"]
    assert len(failed) == 1
    assert failed[0]["story"] == str(bulletin / "one" / "story.yaml")
    assert "shots[2].text" in str(failed[0]["message"])


FAULTS = {
    "a value of the wrong kind": ("language: ko", f"language: {WORD}"),
    "a key that is a text": ("sources: [Nobody]", f"sources: [Nobody]\n{WORD} kommt: heute"),
    "a key of one word": ("sources: [Nobody]", f"sources: [Nobody]\n{WORD}: heute"),
    "a key twice": ("sources: [Nobody]", f"{WORD}: 1\n    {WORD}: 2"),
    "a tag": ("text: One caption", f"text: !{WORD} now"),
    "quotation marks within": ("brand: x", f'brand: "say ”no” to {WORD}”"'),
    "several lines": ("brand: x", f"brand: |\n  one\n  {WORD}\n  two"),
    "no room": ("A headline with *emphasis*", WORD * 40),
    "a file that is not there": ("credit: Synthetic", f"credit: {WORD}\n    in: {WORD}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_words_of_a_story_are_in_it_unless_asked_for(fault: str, clipmaker, story: Path) -> None:
    change(story, "shots:", "brand: x\nshots:" if "brand" in FAULTS[fault][0] else "shots:")
    change(story, *FAULTS[fault])
    # The first card is looked at, where its text is too long for it.
    call = ("frame", story, "--at", "0") if fault == "no room" else ("plan", story)
    shown = clipmaker(*call, "--profile", "tiny")
    assert shown.code != ExitCode.OK
    assert WORD in shown.err, "the message quotes it, or nothing is shown here"
    for asked in ((), ("--log-words",)):
        log = Path(f"log{len(asked)}.log")
        clipmaker("render", story, "--profile", "tiny", "-v", "--log-file", log, *asked)
        text = log.read_text(encoding="utf-8")
        assert "error" in text
        assert (WORD in text) == bool(asked)


def test_what_moves_a_terminal_stays_out(clipmaker) -> None:
    clipmaker("render", "a\x1b[31m\x1b]0;title\x07\u202eb\nc.yaml", "--log-file", "a.log")
    text = Path("a.log").read_text(encoding="utf-8")
    assert r"\u001b[31m\u001b]0;title\u0007\u202eb | c.yaml: " in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
@pytest.mark.parametrize("place", ["/dev/full", "file/below.log"])
def test_a_log_that_cannot_be_written_is_told_once_and_stops_nothing(
    place: str, clipmaker, story: Path
) -> None:
    Path("file").write_text("no folder")
    done = clipmaker("render", story, "--profile", "tiny", "--final", "-v", "--log-file", place)
    assert done.code == ExitCode.REVIEW
    assert done.err.count("cannot be written") == 1


def test_without_being_asked_a_render_keeps_none(clipmaker, story: Path, monkeypatch) -> None:
    monkeypatch.setenv("CLIPMAKER_LOGS", str(story.parent.parent / "logs"))
    clipmaker("render", story, "--profile", "tiny", "--final")
    assert not (story.parent.parent / "logs").exists()


def test_a_desk_keeps_a_log_and_shows_it_when_asked(story: Path, tmp_path: Path) -> None:
    env = {**os.environ, "CLIPMAKER_LOGS": str(tmp_path), "CLIPMAKER_CACHE": str(tmp_path / "c")}
    desk = subprocess.Popen(
        [sys.executable, "-m", "clipmaker", "desk", str(story), "--port", "0", "-v"],
        env=env,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert desk.stdout is not None
    address = desk.stdout.readline().split()[-1]
    with urlopen(address) as answer:
        assert answer.status == 200
    desk.send_signal(signal.SIGINT)
    _, err = desk.communicate(timeout=60)
    kept = (tmp_path / "desk.log").read_text(encoding="utf-8")
    assert kept == err
    assert "clipmaker desk begins" in kept
    assert "ended with exit code" in kept
