"""What stands in files and names never commands the terminal that it is printed on."""

import io
import json
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text
from stories import Clipmaker

from clipmaker.bulletin.log import Level, LogLine, as_json, as_text
from clipmaker.bulletin.notify import notify
from clipmaker.cli.say import say, styled, terminal
from clipmaker.machine.printed import on_one_line, shown

ROOT = Path(__file__).parents[2]
EVIL = "\x1b]52;c;aGk=\x07\x1b[31m\x9b2J\u202ecod\rOK"
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


def test_controls_are_written_out_and_letters_stay() -> None:
    assert shown("a\x1b[2Jb\x9b") == "a\\u001b[2Jb\\u009b"
    kept = "tab\t, line\n, Word\r\n, العربية \u200f, 한국어, é, \u00ad"
    assert shown(kept) == kept
    assert json.loads(shown(json.dumps(EVIL, ensure_ascii=False))) == EVIL
    assert on_one_line("a\n* * * * * rm -rf /\r\nb") == "a * * * * * rm -rf / b"


def test_only_our_own_colours_reach_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("a ", styled(EVIL, fg="green"), EVIL, color=True)
    printed = capsys.readouterr().out
    assert printed.startswith("a \x1b[32m\\u001b]52")
    assert not COMMANDS.search(printed.replace("\x1b[32m", "").replace("\x1b[0m", "").strip())


def test_nor_does_rich_print_them() -> None:
    out = io.StringIO()
    console = terminal(file=out, force_terminal=True, width=200)
    table = Table()
    table.add_column(EVIL)
    table.add_row(Text(EVIL))
    console.print(table)
    console.print(EVIL, markup=False)
    own = re.sub("\x1b\\[[0-9;]*m", "", out.getvalue())
    assert not COMMANDS.search(own.replace("\n", ""))
    assert "\x1b[31m" not in out.getvalue()


PLACES = {
    "a kind": ("kind: caption", f"kind: {json.dumps(EVIL)}"),
    "a key": ("text: One caption", f"{json.dumps('x' + EVIL)}: One caption"),
    "a file": ("file: interview.mp4", f"file: {json.dumps(EVIL + '.mp4')}"),
    "a slug": ("slug: tiny-story", f"slug: {json.dumps(EVIL)}"),
    "a number": ('out: "0:01"', f"out: {json.dumps(EVIL)}"),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_mistake_is_named_without_them(name: str, clipmaker: Clipmaker, story: Path) -> None:
    old, new = PLACES[name]
    story.write_text(story.read_text("utf-8").replace(old, new), encoding="utf-8")
    done = clipmaker("plan", story, "--profile", "tiny")
    assert done.code == 3
    assert "u001b" in done.err
    assert not COMMANDS.search((done.out + done.err).replace("\n", "")), done.err


@pytest.mark.parametrize(
    "args",
    [
        ("plan", EVIL),
        (EVIL,),
        ("plan", f"--{EVIL}"),
        ("plan", "story/story.yaml", "--profile", EVIL),
        ("frame", "story/story.yaml", "--at", EVIL),
        ("batch", EVIL),
    ],
)
def test_nor_what_was_typed(args: tuple[str, ...], clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker(*args)
    assert done.code in (2, 3)
    assert not COMMANDS.search((done.out + done.err).replace("\n", "")), done.err


def test_neither_log_nor_notification_carries_them(tmp_path: Path) -> None:
    line = LogLine(at=datetime.now(UTC), level=Level.INFO, message="a\nb", story=f"x\ny{EVIL}")
    assert "\n" not in as_text(line)
    said = subprocess.run(
        [sys.executable, "-c", f"from clipmaker.cli.say import say; say({as_json(line)!r})"],
        capture_output=True,
        check=True,
        cwd=ROOT,
    ).stdout.decode()
    assert json.loads(said)["story"] == f"x\ny{EVIL}"
    assert not COMMANDS.search(said.strip())
    code = f"open('{tmp_path / 'n'}', 'w').write(input())"
    assert notify(f"{sys.executable} -c {shlex.quote(code)}", EVIL) == ""
    assert not COMMANDS.search((tmp_path / "n").read_text("utf-8"))


def test_commands_print_in_one_place_only() -> None:
    """Nothing in the command line prints past what writes controls out."""
    direct = re.compile(
        r"click\.(?:echo|secho|style)\(|(?<![.\w])print\(|sys\.std(?:out|err)\.write|\bConsole\("
    )
    found = [
        f"{file.name}:{number}"
        for file in sorted((ROOT / "clipmaker" / "cli").glob("*.py"))
        if file.name not in ("say.py", "console.py")
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if direct.search(line)
    ]
    assert not found


@pytest.mark.parametrize("folder", ["a\n* * * * * touch pwned", "a\rb", "a\x1bb"])
def test_a_name_never_becomes_a_line_of_cron(
    folder: str, clipmaker: Clipmaker, tmp_path: Path
) -> None:
    (tmp_path / folder).mkdir()
    done = clipmaker("schedule", tmp_path / folder, "--at", "06:00", "--tz", "UTC")
    assert done.code == 2
    assert "no timer can be told" in done.err
    assert "\n* *" not in done.out + done.err
