"""Silence is right where the story says so, and told before rendering where it does not."""

import json
import shutil
from pathlib import Path

import pytest
from stories import STORY, Clipmaker

from clipmaker.brand.load import load_brand
from clipmaker.check.brand import sounds
from clipmaker.tools.ffmpeg import run_ffmpeg

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")
TITLES = """\
version: 1
date: 2025-01-13
slug: tiny-story
shots:
  - kind: title
    text: A headline
  - kind: caption
    text: One caption
  - kind: end
    sources: [Nobody]
"""


def music_none(text: str) -> str:
    return text.replace("slug: tiny-story", "slug: tiny-story\nmusic: none")


@pytest.fixture
def quiet_brand(story: Path, root: Path) -> Path:
    """A brand beside the story that has no music and no stings."""
    folder = story.parent / "brands" / "quiet"
    shutil.copytree(root / "assets" / "brands" / "news-60", folder)
    file = folder / "brand.toml"
    kept, _, rest = file.read_text("utf-8").partition("[music]")
    after = rest.partition("\n[")
    file.write_text(kept + (f"[{after[2]}" if after[1] else ""), encoding="utf-8")
    assert "bed" not in file.read_text("utf-8")
    return file


@pytest.mark.slow
@pytest.mark.parametrize("text", [STORY, TITLES], ids=["voice", "titles only"])
def test_a_clip_without_music_is_finished(clipmaker: Clipmaker, story: Path, text: str) -> None:
    story.write_text(music_none(text), encoding="utf-8")
    done = clipmaker("render", story, *TINY, "--output", story.parent / "out")
    assert done.code == 0, done.err
    (report,) = (story.parent / "out").rglob("report.json")

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    found = json.loads(report.read_text("utf-8"), parse_constant=refuse)
    rules = {one["rule"]: one for one in found["results"]}
    assert rules["silence"]["verdict"] == "pass"
    silent = text is TITLES
    assert (rules["silence"]["measured"] == "0.0 to 3.0 s") is silent
    assert rules["loudness"]["verdict"] == "pass"
    assert (rules["loudness"]["measured"] == "silent") is silent


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("off", "expected none, found “off”"),
        ("false", "expected none, found false"),
        ("", "expected none, found nothing"),
        ("bed.mp3", "expected none, found “bed.mp3”; the music is the brand's"),
    ],
)
def test_there_is_one_word_for_it(
    clipmaker: Clipmaker, story: Path, written: str, said: str
) -> None:
    story.write_text(music_none(STORY).replace("music: none", f"music: {written}"), "utf-8")
    done = clipmaker("plan", story, *TINY)
    assert done.code == 3
    assert f"story.yaml:4: music: {said}" in done.err


def test_a_brand_without_music_is_asked_about_before_rendering(
    clipmaker: Clipmaker, story: Path, quiet_brand: Path
) -> None:
    story.write_text(TITLES, encoding="utf-8")
    for command in ("plan", "render"):
        done = clipmaker(command, story, *TINY, "--brand", "quiet")
        assert done.code == 3
        assert "the brand “quiet” has no music, so nothing would be heard from" in done.err
        assert "write music: none if that is right" in done.err
    story.write_text(music_none(TITLES), encoding="utf-8")
    assert clipmaker("plan", story, *TINY, "--brand", "quiet").code == 0
    bed, *_ = sounds(load_brand("quiet", story_dir=story.parent))
    assert bed.measured == "none: stories must say music: none"


def test_a_brand_whose_music_is_silent_is_refused_before_rendering(
    clipmaker: Clipmaker, story: Path, quiet_brand: Path
) -> None:
    source = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-t", "4"]
    run_ffmpeg([*source, str(quiet_brand.parent / "still.wav")], doing="a silent bed")
    text = quiet_brand.read_text("utf-8") + '\n[music]\nbed = "still.wav"\n'
    quiet_brand.write_text(text, encoding="utf-8")
    for _ in range(2):
        done = clipmaker("plan", story, *TINY, "--brand", "quiet")
        assert done.code == 5
        assert "still.wav: the brand's music is silent" in done.err
