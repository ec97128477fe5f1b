"""A story for the tiny profile, with approved cues."""

from pathlib import Path

from synth.stories import TRAINING, TinyCue, tiny_sheet, tiny_story

from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save

STORY = tiny_story(title="A headline with *emphasis* and :'\\%{}[];, as written")
CUES = tiny_sheet(
    TRAINING,
    TinyCue("0:00.600", "0:00.950", "모릅니다", '"I don\'t know: {\\\\an8}<i>%s</i>"'),
    status="approved\n  approved_by: An editor",
)


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
