"""A recorded voice over a whole clip: heard in front, its words in the files beside the clip."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.errors import MediaError
from clipmaker.gather import Sources
from clipmaker.make import Clip, Request, make_clip
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
