"""A new field of a cue is five lines of code and one of documentation: built in here, and used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CUES = Path("clipmaker", "cues")
FIELD = {
    CUES / "model.py": ('    note: str = ""\n', '    mood: str = ""\n'),
    CUES / "sheets/written.py": ('    note: Text = ""\n', '    mood: Text = ""\n'),
    CUES / "sheets/load.py": ("        note=written.note,\n", "        mood=written.mood,\n"),
    CUES / "sheets/plain.py": ('        "note": cue.note,\n', '        "mood": cue.mood,\n'),
    CUES / "sheets/threeway.py": ('    ("note",),\n', '    ("mood",),\n'),
}
"""What is written below the lines of another field; docs/subtitles.md explains the key."""

USED = """
from dataclasses import replace
from pathlib import Path
from clipmaker.cues.model import Cue, CueSheet, Status
from clipmaker.cues.reviewing.edit import History, noted, undo
from clipmaker.cues.reviewing.review import approve, edit
from clipmaker.cues.sheets.sheet import load, merge, save

file = Path("interview.cues.yaml")
cues = [Cue(id=f"c{i}", start_ms=i * 3000, end_ms=i * 3000 + 2000, source="Ja.", text="Yes.",
            status=Status.EDITED, mood="calm" if i == 1 else "") for i in (1, 2)]
save(CueSheet(footage="interview.mp4", language="de", cues=tuple(cues)), file)
file.write_text(file.read_text().replace("mood: calm", "mood: angry  # as heard"))
mine, theirs = load(file), load(file)
assert [cue.mood for cue in mine.cues] == ["angry", ""]

def felt(sheet, name, mood):
    cues = [replace(cue, mood=mood) if cue.id == name else cue for cue in sheet.cues]
    return replace(sheet, cues=tuple(cues))

save(edit(mine, "c1", who="A", text="Indeed."), file, mine)
save(felt(theirs, "c2", "sad"), file, theirs)
both = load(file)
assert [(cue.text, cue.mood) for cue in both.cues] == [("Indeed.", "angry"), ("Yes.", "sad")]
assert "mood: angry  # as heard" in file.read_text()
heard = [replace(cue, mood="", status=Status.MACHINE, edited_by="") for cue in both.cues]
again = merge(both, replace(both, cues=tuple(heard)))
assert [cue.mood for cue in again.cues] == ["angry", "sad"]
done = approve(both, ["c1"], who="A", when="2026-01-13T06:00:00+00:00")
history = noted(History(), both, done, "approved")
assert undo(done, history)[0].cues[0].mood == "angry"
"""


def test_it_is_read_written_united_and_kept(tmp_path: Path, root: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "desk", "cli")
    shutil.copytree(root / "clipmaker", tmp_path / "clipmaker", ignore=ignored)
    shutil.copytree(root / "assets/profiles", tmp_path / "assets/profiles")
    for file, (line, added) in FIELD.items():
        text = (tmp_path / file).read_text("utf-8")
        assert text.count(line) == 1, file
        (tmp_path / file).write_text(text.replace(line, line + added), "utf-8")
    assert len(FIELD) + 1 <= 6
    done = subprocess.run(
        [sys.executable, "-c", USED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
