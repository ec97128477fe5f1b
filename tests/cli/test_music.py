"""Silence is right where the story says so, and told before rendering where it does not."""

import json
import shutil
from pathlib import Path

import pytest
from stories import STORY, Clipmaker

from clipmaker.brand.load import load_brand
from clipmaker.check.brand import sounds
from clipmaker.make.decide import decide
from clipmaker.make.gather import Surroundings
from clipmaker.publish.post import post_text
from clipmaker.timeline.model import SoundRole
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


@pytest.fixture
def theme(story: Path) -> Path:
    """Two seconds of a loud tone beside the story."""
    file = story.parent / "theme.wav"
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=2"]
    run_ffmpeg([*tone, str(file)], doing="a theme")
    return file


def own(credit: str, more: str = "") -> str:
    lines = f"music:\n  file: theme.wav\n{credit}{more}"
    return TITLES.replace("slug: tiny-story", f"slug: tiny-story\n{lines}".rstrip())


def test_music_of_ones_own_takes_the_beds_place(story: Path, theme: Path) -> None:
    story.write_text(own("  credit: A. Kim\n", '  in: "0:00.500"\n'), encoding="utf-8")
    decided = decide(Surroundings(profile="tiny", subtitles="tiny").of(story), None)
    beds = [one for one in decided.plan.sounds if one.role is SoundRole.BED]
    assert [(one.file, one.in_ms, one.levelled, one.loops) for one in beds] == [
        (theme, 500, True, True)
    ]
    assert "♪ A. Kim" in post_text(decided.gathered.story)
    silent = decide(Surroundings(profile="tiny", subtitles="tiny", music="none").of(story), None)
    assert not [one for one in silent.plan.sounds if one.role is SoundRole.BED]
    assert "♪" not in post_text(silent.gathered.story)
    assert "A. Kim" not in repr(silent.gathered.story)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (own(""), 3, "story.yaml:4: music.credit: music needs a credit: whose is it"),
        (own("  credit: ''\n"), 3, "story.yaml:6: music.credit: music needs a credit"),
        (
            own("  credit: A\n").replace("end\n    sources: [Nobody]", "caption\n    text: B"),
            3,
            "story.yaml:4: music: its credit is shown on the end card",
        ),
        (own("  credit: A\n", "  inn: 3\n"), 3, "music.inn: unknown key: music takes"),
        (own("  credit: A\n", '  in: "0:09"\n'), 5, "the in point 0:09.000 lies past the end"),
    ],
    ids=["no credit", "empty credit", "no end card", "typing error", "past the end"],
)
def test_music_of_ones_own_needs_a_credit_and_a_place(
    clipmaker: Clipmaker, story: Path, theme: Path, text: str, code: int, said: str
) -> None:
    story.write_text(text, encoding="utf-8")
    done = clipmaker("plan", story, *TINY)
    assert (done.code, said in done.err) == (code, True), done.err


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("volume=0:enable='between(t,0.3,2.5)'", "nothing would be heard from 0:00.3"),
        ("volume=0:enable='gt(t,1)'", "nothing would be heard from 0:01.000 to 0:03.000"),
        ("volume=0:enable='between(t,0.3,1.3)'", ""),
        ("atrim=0:0.8", ""),
    ],
    ids=["in the middle", "to its end", "short", "a loop"],
)
def test_music_that_pauses_where_nothing_else_is_heard_is_told_before_rendering(
    clipmaker: Clipmaker, story: Path, quiet_brand: Path, filters: str, said: str
) -> None:
    assert quiet_brand.exists()
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=3"]
    run_ffmpeg([*tone, "-af", filters, str(story.parent / "theme.wav")], doing="a theme")
    story.write_text(own("  credit: A. Kim\n"), encoding="utf-8")
    done = clipmaker("plan", story, *TINY, "--brand", "quiet")
    assert done.code == (5 if said else 0), done.err
    assert said in done.err
