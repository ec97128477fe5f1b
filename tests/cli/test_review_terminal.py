"""The review at a real (pseudo) terminal: single keys, lines edited in place, and being killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from clipmaker.cues.model import Status
from clipmaker.cues.sheets.sheet import load

pytestmark = pytest.mark.slow

CUES = """\
version: 1
footage: interview.mp4
language: ko
cues:
- {id: c1, start: 0:00.000, end: 0:00.300, source: 훈련, text: Drill., status: machine}
- {id: c2, start: 0:00.300, end: 0:00.600, source: 네, text: Yes., status: edited}
- {id: c3, start: 0:00.600, end: 0:00.900, source: 네, text: Yes., status: edited}
"""


@pytest.fixture
def sheet(story: Path) -> Path:
    file = story.parent / "interview.cues.yaml"
    file.write_text(CUES, encoding="utf-8")
    return file


@pytest.fixture
def terminal(story: Path, sheet: Path, tmp_path: Path) -> Iterator[pexpect.spawn]:
    child = begin(story, tmp_path)
    yield child
    child.close(force=True)


def begin(story: Path, tmp_path: Path) -> pexpect.spawn:
    environment = {
        **os.environ,
        "CLIPMAKER_CACHE": str(tmp_path / "cache"),
        "PATH": "/nowhere",
        "TERM": "xterm",
    }
    command = ["-m", "clipmaker", "subtitles", "review", str(story), "--as", "Kim Lee"]
    options = ["--profile", "tiny", "--subtitle-profile", "tiny"]
    return pexpect.spawn(
        sys.executable,
        [*command, *options],
        env=environment,
        encoding="utf-8",
        timeout=60,
        dimensions=(30, 110),
    )


def test_every_key(terminal: pexpect.spawn, sheet: Path) -> None:
    terminal.expect("c1.*1 of 3")
    terminal.expect("serious: .*Translated from Korean")
    terminal.expect("approve all without doubts")
    terminal.send("?")
    terminal.expect("approve all without doubts")
    terminal.send("h")
    terminal.expect("not played: .*there is no player")
    terminal.send("e")
    terminal.expect("Text: .*Drill.")
    # The line is there to be edited: the end is taken back and written anew.
    terminal.send("\x7f and practice.\r")
    terminal.expect("edited by Kim Lee")
    assert load(sheet).cues[0].text == "Drill and practice."
    terminal.send("e")
    terminal.expect("Text: .*practice.")
    terminal.sendintr()
    terminal.expect("nothing changed")
    terminal.send("s")
    terminal.expect("Source: .*훈련")
    terminal.send("입니다\r")
    terminal.expect("edited by Kim Lee")
    terminal.send("a")
    terminal.expect("approved.*c2.*2 of 3")
    terminal.send("u")
    terminal.expect("undone.*c1.*1 of 3")
    assert load(sheet).cues[0].status is Status.EDITED
    terminal.send(" ")
    terminal.expect("c2.*2 of 3")
    terminal.send("w")
    terminal.expect("Why may it go out as it is")
    terminal.send("on air\r")
    terminal.expect("c3.*3 of 3")
    terminal.send("A")
    terminal.expect("2 lines without doubts are about to be approved together; none of them was")
    terminal.expect("A again approves them")
    terminal.send("n")
    terminal.expect("nothing changed")
    assert not any(cue.wholesale for cue in load(sheet).cues)
    terminal.send("A")
    terminal.expect("A again approves them")
    terminal.send("A")
    terminal.expect("approved 2 without doubts, recorded as wholesale")
    terminal.expect("every cue was seen")
    terminal.expect("nothing is left to review")
    terminal.send("q")
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == 0
    first, second, third = load(sheet).cues
    assert (first.text, first.source) == ("Drill and practice.", "훈련입니다")
    assert (first.status, first.approved_by, first.wholesale) == (Status.APPROVED, "Kim Lee", True)
    assert (second.waiver, second.status) == ("on air", Status.EDITED)
    assert third.wholesale


def test_keys_typed_together_and_ahead_are_taken_one_by_one(
    terminal: pexpect.spawn, sheet: Path
) -> None:
    # Nobody waits for the program to have started.
    terminal.send("aauq")
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == 0
    first, second, _ = load(sheet).cues
    assert (first.status, second.status) == (Status.APPROVED, Status.EDITED)


def test_killed_in_the_middle_nothing_decided_is_lost(
    terminal: pexpect.spawn, sheet: Path, story: Path, tmp_path: Path
) -> None:
    terminal.expect("c1.*1 of 3")
    terminal.send("a")
    terminal.expect("c2.*2 of 3")
    terminal.send("e")
    terminal.expect("Text: .*Yes.")
    terminal.send(" Half a sent")
    terminal.kill(signal.SIGKILL)
    terminal.expect(pexpect.EOF)
    first, second, third = load(sheet).cues
    assert (first.status, first.approved_by) == (Status.APPROVED, "Kim Lee")
    assert (second.text, third.text) == ("Yes.", "Yes.")
    again = begin(story, tmp_path)
    again.expect("c2.*1 of 2")
    again.send("q")
    again.expect("2 cues are still open")
    again.expect(pexpect.EOF)
    again.close()
    assert again.exitstatus == 0


def test_ctrl_c_leaves_with_what_was_decided(terminal: pexpect.spawn, sheet: Path) -> None:
    terminal.expect("c1.*1 of 3")
    terminal.send("a")
    terminal.expect("c2.*2 of 3")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.wait()
    assert terminal.exitstatus == 130
    assert load(sheet).cues[0].status is Status.APPROVED
