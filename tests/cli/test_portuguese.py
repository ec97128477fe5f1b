"""Portuguese goes the whole way here: heard by Whisper, read by Firefox's model, side by side."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.cues.model import Cue, Status
from clipmaker.cues.sheets.sheet import load

WHISPER, FIREFOX = "machine faster-whisper base", "machine firefox pt-en"
STORY = """\
version: 1
date: 2026-01-13
shots:
  - kind: title
    text: A month of waiting
  - kind: footage
    file: interview.mp4
    credit: Agency
    language: pt
    in: "0:14"
    out: "0:18"
  - kind: end
    sources: [Agency]
"""


@pytest.fixture
def story(tmp_path: Path, shared_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLIPMAKER_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("CLIPMAKER_TRANSLATORS", raising=False)
    shutil.copy(shared_dir / "footage/pt_interview_portrait_20s.mp4", tmp_path / "interview.mp4")
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    return file


@pytest.mark.slow
def test_portuguese_has_two_readings_made_here_and_now(
    clipmaker: Clipmaker, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def heard() -> tuple[list[Cue], dict[str, str]]:
        done = clipmaker("subtitles", story, "--profile", "tiny", "--json")
        assert done.code == 0, done.err
        (facts,) = json.loads(done.out)
        told = {one["by"]: one["sent_to"] for one in facts["translated"]}
        cues = load(story.parent / "interview.cues.yaml").cues
        return [cue for cue in cues if cue.source], told

    monkeypatch.setenv("CLIPMAKER_TRANSLATORS", "none")
    cues, told = heard()
    assert cues
    assert told == {WHISPER: ""}
    assert not any(cue.other for cue in cues)
    monkeypatch.delenv("CLIPMAKER_TRANSLATORS")
    cues, told = heard()
    assert told == {WHISPER: "", FIREFOX: ""}
    for cue in cues:
        assert {str(maker) for maker in (*cue.text_by, *cue.other_by)} == {WHISPER, FIREFOX}
        assert cue.text
        assert cue.status is Status.MACHINE
