"""A recorded voice over a whole clip: heard in front, its words in the files beside the clip."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.cues.reviewing.gate import Waiver
from clipmaker.edit.sheets import open_sheets
from clipmaker.errors import MediaError, ReviewError
from clipmaker.make.clip import Clip, Goal, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.tools.ffmpeg import run_ffmpeg

pytestmark = pytest.mark.slow

STORY = """\
version: 1
date: 2025-01-13
slug: over
voice_over: {file: over.wav, credit: A. Kim, words: "Two soldiers were captured. They may stay."}
shots:
  - {kind: title, text: A headline}
  - {kind: footage, file: f.mp4, credit: Synthetic, subtitles: false, out: "0:01"}
  - {kind: caption, text: One caption}
  - {kind: end, sources: [Nobody]}
"""


def record(file: Path, seconds: float) -> None:
    """A tone with a pause after its first second."""
    tone = f"aevalsrc='0.3*sin(2*PI*220*t)*not(between(t,1,1.5))':d={seconds}:s=48000"
    run_ffmpeg(["-f", "lavfi", "-i", tone, str(file)], doing="recording")


@pytest.fixture
def story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, footage_maker: Callable[..., Path]
) -> Path:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    footage_maker(tmp_path / "f.mp4")
    record(tmp_path / "over.wav", 2.6)
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    return tmp_path / "story.yaml"


def made(story: Path) -> Clip:
    sources = Sources(story=story, profile="tiny")
    return make_clip(Request(sources=sources, output=story.parent / "out"))


def test_its_words_stand_beside_the_clip(story: Path) -> None:
    clip = made(story)
    assert clip.report is not None
    assert clip.report.passed
    assert not clip.draft
    srt = (clip.folder / "over.en.srt").read_text(encoding="utf-8")
    assert "Two soldiers were captured." in srt.replace("\n", " ")
    transcript = (clip.folder / "transcript.txt").read_text(encoding="utf-8")
    assert "Voice-over: A. Kim" in transcript
    assert "They may stay." in transcript.replace("\n", " ")
    facts = json.loads((clip.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {"file": "over.wav", "credit": "A. Kim"}.items() <= facts["inputs"][-1].items()


def test_other_words_make_another_clip_and_the_same_sound(story: Path) -> None:
    one = made(story)
    text = story.read_text(encoding="utf-8").replace("may stay", "can stay")
    story.write_text(text, encoding="utf-8")
    two = made(story)
    assert not two.unchanged
    assert one.video.read_bytes() == two.video.read_bytes()


def test_a_recording_longer_than_the_clip_is_refused(story: Path) -> None:
    record(story.parent / "over.wav", 3.2)
    with pytest.raises(MediaError, match=r"lasts 0:03.200, the clip 0:03.000"):
        made(story)


HEARD = """\
version: 1
footage: over.wav
language: en
cues:
- id: c1
  start: 0:00.100
  end: 0:00.900
  source: Two soldiers were captured.
  text: Two soldiers were captured.
  status: machine
"""


def heard_by_a_machine(story: Path) -> Path:
    text = story.read_text(encoding="utf-8")
    text = text.replace(', words: "Two soldiers were captured. They may stay."', "")
    story.write_text(text, encoding="utf-8")
    sheet = story.with_name("over.cues.yaml")
    sheet.write_text(HEARD, encoding="utf-8")
    return sheet


def final(story: Path, *waived: Waiver) -> Clip:
    sources = Sources(story=story, profile="tiny")
    request = Request(sources=sources, output=story.parent / "out", goal=Goal.FINAL, waivers=waived)
    return make_clip(request)


def test_captions_that_only_a_machine_wrote_keep_a_clip_from_being_final(story: Path) -> None:
    sheet = heard_by_a_machine(story)
    with pytest.raises(ReviewError, match=r"over\.wav c1 at 0:00\.100"):
        final(story)
    clip = made(story)
    assert clip.draft
    assert clip.sheets == (sheet,)
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("status: machine", "status: approved\n  approved_by: Kim"))
    assert not final(story).draft


def test_a_caption_is_waived_by_name_and_kept_in_the_manifest(story: Path) -> None:
    heard_by_a_machine(story)
    clip = final(story, Waiver(footage="over.wav", cue="c1", who="Kim", reason="read by me"))
    facts = json.loads((clip.folder / "manifest.json").read_text(encoding="utf-8"))
    assert [one["cue"] for one in facts["waivers"]] == ["c1"]


def test_the_sheet_of_a_voice_over_is_reviewed_like_others(story: Path) -> None:
    heard_by_a_machine(story)
    (one,) = open_sheets(Sources(story=story, profile="tiny"))
    assert one.name == "over.wav"
    assert one.lines("Two soldiers were captured.")
