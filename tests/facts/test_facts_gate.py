"""A final clip is refused for facts that differ, unless somebody waives them by name."""

import json
import sys
from pathlib import Path

import pytest

from clipmaker.cli import cli
from clipmaker.cli.edge import run

ARTICLE = """\
A harbour is cleaned

Forty crews brought eleven tonnes of rubbish back to Porto Lindes, said Inês Barral.

“My grandchildren are asking for their swimming things again,” she said.
"""
STORY = """\
version: 1
date: 2025-01-13
slug: harbour
source: article.txt
music: none
shots:
  - kind: title
    text: A harbour is cleaned
  - kind: caption
    text: 40 crews brought 12 tonnes back
  - kind: quote
    text: My grandchildren are asking for their swimming things again
    speaker: Inês Baral
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    return tmp_path / "story.yaml"


def call(monkeypatch: pytest.MonkeyPatch, *args: object) -> int:
    monkeypatch.setattr(sys, "argv", ["clipmaker", *map(str, args)])
    return int(run(cli))


def table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], story: Path) -> dict:
    capsys.readouterr()
    call(monkeypatch, "facts", story, "--profile", "tiny", "--json")
    found: dict = json.loads(capsys.readouterr().out)
    return found


def test_a_final_is_refused_and_a_waiver_lapses(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = table(monkeypatch, capsys, story)
    wrong = {one["name"]: one for one in found["facts"] if one["answer"] == "differs"}
    assert [(one["kind"], one["text"], one["nearest"]) for one in wrong.values()] == [
        ("number", "12 tonnes", "eleven tonnes"),
        ("name", "Baral", "Barral"),
    ]
    assert call(monkeypatch, "render", story, "--profile", "tiny", "--final") == 8
    said = capsys.readouterr().err
    assert "2 facts do not agree" in said
    assert "“12 tonnes”" in said
    assert not (story.parent / "output").exists() or not list(story.parent.glob("output/**/*.mp4"))

    assert call(monkeypatch, "facts", story, "--profile", "tiny", "--waive", "9.9: x") == 2
    for name in wrong:
        waiving = ("--waive", f"{name}: as the town said", "--as", "An editor")
        call(monkeypatch, "facts", story, "--profile", "tiny", *waiving)
    found = table(monkeypatch, capsys, story)
    assert found["refused"] == 0
    assert {one["waived_by"] for one in found["facts"] if one["waiver"]} == {"An editor"}

    story.write_text(STORY.replace("tonnes back", "tonnes home"), encoding="utf-8")
    assert [one["text"] for one in table(monkeypatch, capsys, story)["facts"]
            if one["answer"] == "differs"] == ["12 tonnes"]  # fmt: skip


def test_without_a_source_nothing_is_compared(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story.write_text(STORY.replace("source: article.txt\n", ""), encoding="utf-8")
    assert call(monkeypatch, "facts", story, "--profile", "tiny") == 3
    assert "it names no source" in capsys.readouterr().err


def test_a_source_that_is_not_there_is_one_line(
    story: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (story.parent / "article.txt").rename(story.parent / "artikel.txt")
    assert call(monkeypatch, "facts", story) == 3
    assert "there is no file “article.txt”" in capsys.readouterr().err


def test_new_names_its_source(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into = story.parent / "begun"
    assert call(monkeypatch, "new", "article.txt", "--into", into, "--date", "2025-01-13") == 0
    assert "source: article.txt" in (into / "story.yaml").read_text("utf-8")
    assert (into / "article.txt").read_text("utf-8") == ARTICLE
    assert call(monkeypatch, "facts", into / "story.yaml") == 0
