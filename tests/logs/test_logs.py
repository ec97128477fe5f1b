"""Records: their form, their bounds, and what libraries may not do to the screen."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from clipmaker import __version__
from clipmaker.logs.about import About, about, name_clip
from clipmaker.logs.file import OLDER, LogFile
from clipmaker.logs.form import Json, Lines
from clipmaker.logs.keep import Wanted, close, keep
from clipmaker.logs.plain import LONGEST, plain, without_words
from clipmaker.logs.travel import Sender, took_in
from clipmaker.machine.crashes import keep_crash


@pytest.fixture(autouse=True)
def _closed():
    yield
    close()


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("found “one”", "found “…”"),
        ("“one” is not “two”, and that is it", "“…”, and that is it"),
        ("“say ”no” now” does not fit", "“…” does not fit"),
        ("no “one\ntwo three\nfour” fits", "no “…”\n“…”\n“…” fits"),
        ("“one is cut", "“…”"),
        ("« un » et „zwei“ und ‘three’", "“…” et “…” und “…”"),
        ("ValueError('it is one')", "ValueError(“…”)"),
        ("the story's cue isn't approved", "the story's cue isn't approved"),
        ("“one” doesn't fit the clip's room", "“…” doesn't fit the clip's room"),
        ("s.yaml:3: A text: unknown key: a story", "s.yaml:3: “…”: unknown key: a story"),
    ],
)  # fmt: skip
def test_what_a_message_quotes_is_hidden(message: str, left: str) -> None:
    assert without_words(message) == left


def test_a_message_is_one_bounded_line() -> None:
    line = plain("\x1b[1mone\r\n\n two\x9b3m\u2028three\u202e")
    assert line == r"\u001b[1mone | two\u009b3m | three\u202e"
    assert len(plain("x" * 10 * LONGEST)) == LONGEST


def test_a_log_is_bounded_however_much_there_is_to_tell(tmp_path: Path) -> None:
    handler = LogFile(tmp_path / "a.log", largest_bytes=20_000)
    handler.setFormatter(Lines(words=True))
    for number in range(3000):
        handler.emit(logging.makeLogRecord({"name": "clipmaker.x", "msg": f"{number} " + "x" * 90}))
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 1 + OLDER
    assert all(file.stat().st_size <= 20_000 for file in files)
    assert "2999 x" in files[0].read_text(encoding="utf-8").splitlines()[-1]


def test_a_worker_s_record_arrives_as_it_was(tmp_path: Path) -> None:
    keep(Wanted(file=tmp_path / "a.log"))
    lines: list[str] = []
    sender = Sender(lines.append)
    sender.addFilter(About())
    with about(tmp_path / "story.yaml"):
        name_clip("2025-01-13", "one")
        record = logging.makeLogRecord(
            {"name": "clipmaker.there", "levelno": 30, "levelname": "WARNING", "process": 7}
        )
        record.msg, record.version = "100 %d of “it”", "0.0.9"
        assert sender.filter(record)
        sender.emit(record)
    assert took_in(lines[0])
    assert not took_in('{"number": 1}')
    assert not took_in('{"log": ')
    close()
    text = (tmp_path / "a.log").read_text(encoding="utf-8")
    assert "warning 0.0.9 [2025-01-13/one] clipmaker.there: 100 %d of “…”" in text


CODE = """
import logging, sys, warnings
from pathlib import Path
from clipmaker.logs.keep import hush, keep, close, Wanted
hush()
if len(sys.argv) > 1:
    keep(Wanted(file=Path(sys.argv[1])))
for _ in range(100):
    logging.getLogger("PIL.Image").warning("a secret %s", "text")
logging.getLogger("faster_whisper").info("a secret")
logging.getLogger("asyncio").error("a secret", exc_info=ValueError("secret"))
warnings.warn("a secret warning")
close()
"""


def test_libraries_neither_reach_the_screen_nor_fill_the_log(tmp_path: Path) -> None:
    def run(*args: str) -> str:
        call = [sys.executable, "-c", CODE, *args]
        return subprocess.run(call, capture_output=True, text=True, check=True).stderr

    assert run() == ""
    assert run(str(tmp_path / "a.log")) == ""
    lines = (tmp_path / "a.log").read_text(encoding="utf-8").splitlines()
    assert [line.partition("] ")[2].partition(":")[0] for line in lines] == [
        "PIL.Image",
        "asyncio",
        "py.warnings",
    ]
    assert "secret" not in "".join(lines)
    assert "ValueError" in lines[1]


def test_json_holds_what_a_line_holds() -> None:
    record = logging.makeLogRecord({"name": "clipmaker.x", "msg": "é “x”", "clip": "d/s"})
    said = json.loads(Json(words=False).format(record))
    assert (said["message"], said["clip"], said["logger"]) == ("é “…”", "d/s", "clipmaker.x")


def test_crashes_say_the_version_and_none_replaces_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path))
    told = [keep_crash(ValueError(f"secret {number}")) for number in range(25)]
    files = list((tmp_path / "crashes").iterdir())
    assert len(files) == 20
    assert all(f"clipmaker {__version__}, Python 3" in file.read_text() for file in files)
    assert any("secret 24" in file.read_text() for file in files)
    assert __version__ in told[0]
    assert "a bug: ValueError; the details are in" in caplog.text
    assert "secret" not in caplog.text
