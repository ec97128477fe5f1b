"""Two readings from the command line: made by a real translator, told, taken, followed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.cues.maker import machine, person
from clipmaker.cues.model import Cue, Status
from clipmaker.cues.sheets.sheet import load

SHEET = """\
version: 1
footage: interview.mp4
language: pt
cues:
- {id: c1, start: 0:00.000, end: 0:00.400, source: Depois da primeira semana, text: After a week,
   status: machine, edited_by: Ana, text_by: machine faster-whisper base}
- {id: c2, start: 0:00.450, end: 0:00.900, source: eu esperava o visto., text: I saw the list.,
   status: machine, text_by: machine faster-whisper base}
"""
FIREFOX = machine("firefox pt-en")


@pytest.fixture
def portuguese(story: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story with a Portuguese sentence over two cues, heard and not read yet."""
    pytest.importorskip("fxtranslate", reason="the extra “translate” is not installed")
    story.write_text(story.read_text("utf-8").replace("language: ko", "language: pt"), "utf-8")
    sheet(story).write_text(SHEET, "utf-8")
    return story


def sheet(story: Path) -> Path:
    return story.parent / "interview.cues.yaml"


def cues(story: Path) -> tuple[Cue, ...]:
    return load(sheet(story)).cues


def own(story: Path, program: str, tmp_path: Path) -> None:
    """Set up a translator that is the newsroom's own program."""
    script = tmp_path / "translator.py"
    script.write_text(program, "utf-8")
    (tmp_path / "config").mkdir(exist_ok=True)
    command = json.dumps([sys.executable, str(script)])
    (tmp_path / "config" / "clipmaker.toml").write_text(
        f'[translation]\norder = ["own"]\n[translation.translators.own]\nkind = "command"\n'
        f"command = {command}\n",
        "utf-8",
    )


def test_the_second_reading_is_made_and_told(clipmaker: Clipmaker, portuguese: Path) -> None:
    done = clipmaker("subtitles", portuguese, "--profile", "tiny")
    assert done.code == 0, done.err
    first, second = cues(portuguese)
    assert (first.text, second.text) == ("After a week", "I saw the list.")
    assert "visa" in second.other
    assert second.other_by == (FIREFOX,)
    assert "sentence c1 c2" in done.out
    assert "I [saw] the [list].  (faster-whisper base)" in done.out
    assert "(firefox pt-en)" in done.out
    assert done.out.count("One reading says “") >= 1
    before = sheet(portuguese).read_text("utf-8")
    assert clipmaker("subtitles", portuguese, "--profile", "tiny").code == 0
    assert sheet(portuguese).read_text("utf-8") == before


def test_one_key_takes_it_and_one_approves_the_sentence(
    clipmaker: Clipmaker, portuguese: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipmaker("subtitles", portuguese, "--profile", "tiny")
    keys = ("t", "u", "t", "a", "q")
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{key}\n" for key in keys)))
    done = clipmaker("subtitles", "review", portuguese, "--as", "Kim Lee", "--profile", "tiny",
                     "--subtitle-profile", "tiny")  # fmt: skip
    assert done.code == 0, done.err
    assert "other reading, faster-whisper base" in done.out
    both = cues(portuguese)
    assert [one.approved_by for one in both] == ["Kim Lee", "Kim Lee"]
    assert not any(one.wholesale for one in both)
    assert "visa" in both[1].text
    assert both[1].text_by == (FIREFOX,)
    assert both[1].other == "I saw the list."


def test_without_an_approval_the_taken_reading_is_a_machines(
    clipmaker: Clipmaker, portuguese: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipmaker("subtitles", portuguese, "--profile", "tiny")
    monkeypatch.setattr("sys.stdin", io.StringIO("t\nq\n"))
    clipmaker("subtitles", "review", portuguese, "--as", "Kim", "--profile", "tiny")
    assert {one.status for one in cues(portuguese)} == {Status.MACHINE}
    final = clipmaker("render", portuguese, "--final", "--profile", "tiny")
    assert final.code == 8
    assert "not approved (machine)" in final.err


def test_a_source_that_was_corrected_by_hand_is_read_again(
    clipmaker: Clipmaker, portuguese: Path
) -> None:
    clipmaker("subtitles", portuguese, "--profile", "tiny")
    text = sheet(portuguese).read_text("utf-8")
    text = text.replace("eu esperava o visto.", "eu não esperava o visto.")
    text = text.replace("After a week", "One week later")
    sheet(portuguese).write_text(text, "utf-8")
    clipmaker("subtitles", portuguese, "--profile", "tiny")
    first, second = cues(portuguese)
    assert first.text == "One week later"
    assert first.text_by == (person(),)
    read = f"{first.other} {second.other}"
    assert any(negation in read for negation in ("n’t", "n't", "not", "never"))
    assert "reading-outdated" not in {flag.code for flag in second.flags}


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit(3)",
        "import sys; sys.stdin.read()",
        "import json, sys\nfor line in sys.stdin: print('<b>no</b>')",
        "import json, sys\nlines = sys.stdin.readlines()\nprint(lines[0][:5])",
    ],
    ids=["dies", "says nothing", "markup", "half a line"],
)
def test_a_translator_that_fails_costs_the_second_reading_alone(
    clipmaker: Clipmaker, portuguese: Path, tmp_path: Path, program: str
) -> None:
    own(portuguese, program, tmp_path)
    done = clipmaker("subtitles", portuguese, "--profile", "tiny")
    assert done.code == 0, done.err
    first, second = cues(portuguese)
    assert (first.text, second.text) == ("After a week", "I saw the list.")
    assert (first.other, first.status) == ("", Status.MACHINE)
    assert "no-second-reading" in {flag.code for flag in second.flags}
    assert "There is no second reading to compare it with: own: " in done.out


def test_a_mistake_in_the_settings_costs_the_second_reading_alone(
    clipmaker: Clipmaker, portuguese: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "clipmaker.toml").write_text("[translation]\nordre = []\n", "utf-8")
    done = clipmaker("subtitles", portuguese, "--profile", "tiny")
    assert cues(portuguese)[0].text == "After a week"
    assert "ordre" in done.out + done.err


def test_rendering_reads_nothing_of_a_sheet_that_is_there(
    clipmaker: Clipmaker, portuguese: Path
) -> None:
    done = clipmaker("plan", portuguese, "--profile", "tiny")
    assert done.code in (0, 2, 3), done.err
    assert not any(one.other for one in cues(portuguese))


def test_in_a_sheet_that_nobody_touched_the_better_reading_is_shown_first(
    clipmaker: Clipmaker, portuguese: Path, tmp_path: Path
) -> None:
    fresh = SHEET.replace(" edited_by: Ana,", "")
    sheet(portuguese).write_text(fresh, "utf-8")
    clipmaker("subtitles", portuguese, "--profile", "tiny")
    assert "visa" in cues(portuguese)[1].text
    assert cues(portuguese)[1].other == "I saw the list."
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "clipmaker.toml").write_text("[translation]\nfirst = []\n", "utf-8")
    sheet(portuguese).write_text(fresh, "utf-8")
    clipmaker("subtitles", portuguese, "--profile", "tiny")
    assert cues(portuguese)[1].text == "I saw the list."


@pytest.mark.slow
def test_a_taken_and_approved_reading_goes_out_as_checked(
    clipmaker: Clipmaker, portuguese: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny = ("--profile", "tiny", "--subtitle-profile", "tiny")
    clipmaker("subtitles", portuguese, *tiny)
    monkeypatch.setattr("sys.stdin", io.StringIO("t\na\nq\n"))
    clipmaker("subtitles", "review", portuguese, "--as", "Kim Lee", *tiny)
    before = sheet(portuguese).read_text("utf-8")
    done = clipmaker("render", portuguese, "--final", *tiny)
    assert done.code == 0, done.err
    assert sheet(portuguese).read_text("utf-8") == before
    (manifest,) = portuguese.parent.parent.glob("output/*/*/v1/manifest.json")
    assert "firefox pt-en" in manifest.read_text("utf-8")
