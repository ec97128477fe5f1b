"""A story for the tiny profile, with approved cues."""

from pathlib import Path

from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save

STORY = """\
version: 1
date: 2025-01-13
slug: tiny-story
shots:
  - kind: title
    text: A headline with *emphasis* and :'\\%{}[];, as written
  - kind: footage
    file: interview.mp4
    credit: Synthetic
    language: ko
    out: "0:01"
  - kind: caption
    text: One caption
  - kind: end
    sources: [Nobody]
"""

CUES = """\
version: 1
footage: interview.mp4
language: ko
cues:
- id: c1
  start: 0:00.100
  end: 0:00.500
  source: 훈련이라고 했습니다
  text: They said it was training
  status: approved
  approved_by: An editor
- id: c2
  start: 0:00.600
  end: 0:00.950
  source: 모릅니다
  text: "I don't know: {\\\\an8}<i>%s</i>"
  status: approved
  approved_by: An editor
"""


def approve_cues(sheet: Path) -> None:
    """Approve every cue that says so, since what was never sealed is approved by nobody."""
    read = load(sheet)
    save(approve(read, [cue.id for cue in read.cues], "An editor", "2026-01-01T00:00"), sheet)


def write_story(folder: Path, tiny_footage: Path) -> Path:
    """Write the tiny story into a new folder and return its file."""
    folder.mkdir()
    (folder / "interview.mp4").write_bytes(tiny_footage.read_bytes())
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    (folder / "interview.cues.yaml").write_text(CUES, encoding="utf-8")
    approve_cues(folder / "interview.cues.yaml")
    return folder / "story.yaml"
