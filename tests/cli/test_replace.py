"""A name put right over a story: asked line by line, everything else kept, undone at once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from stories import Clipmaker

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")
STORY = """\
# Zelensky stays as it is in a comment.
version: 1
date: 2025-01-13
slug: zelensky
glossary:
  - {spelling: Zelensky, source: [Зеленський]}
post: "Zelensky said \\"yes\\"."
shots:
  - kind: title
    text: Zelensky’s *plea*   # by hand
  - kind: footage
    file: interview.mp4
    credit: Synthetic
    language: ko
    out: "0:01"
  - kind: caption
    text: >-
      A folded text says Zelensky twice,
      Zelensky and Zelenskyy.
  - kind: quote
    text: 'It''s so'
    speaker: 'Volodymyr Zelensky'
  - kind: end
    sources: [Zelensky]
"""
SHEET = """\
version: 1
footage: interview.mp4
language: ko
cues:
- {id: c1, start: 0:00.000, end: 0:00.450, source: 나는 집에 갔다., text: Zelensky went home.,
   status: machine, text_by: machine faster-whisper base}
- {id: c2, start: 0:00.500, end: 0:00.900, source: 추웠다., text: It was cold., status: machine,
   text_by: machine faster-whisper base}
"""


@pytest.fixture
def named(story: Path) -> Path:
    story.write_text(STORY, "utf-8")
    (story.parent / "interview.cues.yaml").write_text(SHEET, "utf-8")
    return story


def test_a_name_is_put_right_everywhere_and_back(clipmaker: Clipmaker, named: Path) -> None:
    sheet = named.parent / "interview.cues.yaml"
    approved = clipmaker(
        "subtitles",
        "approve",
        named,
        "--all",
        "--cue",
        "c1",
        "--cue",
        "c2",
        "--as",
        "Anna Kim",
        *TINY,
    )
    before = named.read_bytes(), sheet.read_bytes()
    assert (approved.code, b"Anna Kim" in before[1]) == (0, True), approved.err
    shown = clipmaker("replace", "Zelensky", "Zelenskyy", named, "--dry-run", *TINY)
    assert (shown.code, (named.read_bytes(), sheet.read_bytes())) == (0, before)
    done = clipmaker("replace", "Zelensky", "Zelenskyy", named, "--yes", "--as", "Tom Le", *TINY)
    assert done.code == 0, done.err
    assert "replaced 7 of 7 lines; 1 approval taken away" in done.out
    expected = STORY.replace("Zelensky", "Zelenskyy").replace("Zelenskyyy", "Zelenskyy")
    expected = expected.replace("# Zelenskyy stays", "# Zelensky stays")
    assert named.read_text("utf-8") == expected
    written = sheet.read_text("utf-8")
    assert "Zelenskyy went home." in written
    assert written.count("approved_by: Anna Kim") == 1
    undone = clipmaker("replace", "--undo", named)
    assert undone.code == 0, undone.err
    assert (named.read_bytes(), sheet.read_bytes()) == before
    again = clipmaker("replace", "--undo", named)
    assert (again.code, "nothing was replaced there" in again.err) == (8, True)


def test_each_line_is_asked_about(
    clipmaker: Clipmaker, named: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nn\ny\nq\n"))
    done = clipmaker("replace", "Zelensky", "Zelenskyy", named, *TINY)
    assert "replaced 1 of 7 lines" in done.out, done.err
    assert named.read_text("utf-8") == STORY.replace("text: Zelensky’s", "text: Zelenskyy’s")


def test_what_somebody_changed_since_is_not_undone(clipmaker: Clipmaker, named: Path) -> None:
    assert clipmaker("replace", "cold", "warm", named, "--yes", *TINY).code == 0
    sheet = named.parent / "interview.cues.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("home", "away"), "utf-8")
    undone = clipmaker("replace", "--undo", named)
    assert (undone.code, "was changed since" in undone.err) == (8, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Kursk", "Kyiv", "nobody says"),
        (" ", "x", "nothing to look for"),
        ("Zelensky", "\udcff", "bytes that are no text"),
    ],
)
def test_what_is_nowhere_is_said(
    clipmaker: Clipmaker, named: Path, old: str, new: str, told: str
) -> None:
    done = clipmaker("replace", old, new, named, "--yes", *TINY)
    assert told in done.out + done.err
    assert named.read_text("utf-8") == STORY


@pytest.mark.parametrize("new", ["", "a: b # c", "\"quoted\" 'so'", "\u200b"])
def test_nothing_is_written_that_cannot_be_read(
    clipmaker: Clipmaker, named: Path, new: str
) -> None:
    done = clipmaker("replace", "Zelensky", new, named, "--yes", *TINY)
    if done.code:
        assert named.read_text("utf-8") == STORY
        assert (named.parent / "interview.cues.yaml").read_text("utf-8") == SHEET
    assert clipmaker("plan", named, *TINY).code in (0, 4)
