"""Packages of a story: what its platforms need is made, as long as it says what was approved."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from stories import Clipmaker
from synth.stories import TRAINING, tiny_sheet

from clipmaker.brand.load import load_brand
from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.make.formats import formats_of
from clipmaker.make.gather import Sources

OPTIONS = ("--profile", "tiny", "--subtitle-profile", "tiny")
SQUARE = """\
title = "Square"
dated = 2026-12-01
source = "us"
shapes = ["1:1"]
longest_s = 2
"""


@pytest.fixture
def approved(story: Path, tmp_path: Path) -> Path:
    """An approved story for a newsroom's own platform of squares of two seconds."""
    sheet = story.parent / "interview.cues.yaml"
    sheet.write_text(tiny_sheet(replace(TRAINING, end="0:00.900", text="Training")), "utf-8")
    save(approve(load(sheet), ["c1"], "An editor", "2025-01-13T00:00"), sheet)
    text = story.read_text("utf-8")
    story.write_text(text.replace("shots:", "platforms: [square, x]\nshots:", 1), "utf-8")
    own = tmp_path / "config" / "packages"
    own.mkdir(parents=True)
    (own / "square.toml").write_text(SQUARE, "utf-8")
    return story


@pytest.mark.slow
def test_one_command_makes_what_every_platform_needs(clipmaker: Clipmaker, approved: Path) -> None:
    square = Path("config/packages/square.toml")
    square.write_text(SQUARE.replace("longest_s = 2", "longest_s = 3"), "utf-8")
    done = clipmaker("package", approved, *OPTIONS)
    assert done.code == 0, done.err
    day = Path("output/2025-01-13")
    assert sorted(one.name for one in day.iterdir()) == ["tiny-story", "tiny-story-1x1"]
    packages = {one.name for one in day.glob("*/packages/*")}
    assert packages == {"square-v1", "x-v1"}
    made = json.loads((day / "tiny-story-1x1/v1/manifest.json").read_text("utf-8"))
    assert made["clip"]["differs"] == {"format": "1x1"}
    master = (day / "tiny-story/v1/manifest.json").read_bytes()
    # What is there is not made again, and a published folder finds its story itself.
    again = clipmaker("package", day / "tiny-story/v1", *OPTIONS[2:], "--for", "square")
    assert again.code == 0, again.err
    assert len(list(day.glob("tiny-story-1x1/v*"))) == 1
    # Another story than was approved makes no version: nobody looked at that.
    approved.write_text(approved.read_text("utf-8").replace("One caption", "Another"), "utf-8")
    refused = clipmaker("package", day / "tiny-story/v1", *OPTIONS[2:], "--for", "square")
    assert refused.code != 0
    assert "was changed since" in refused.err
    assert "its cards or footage" in refused.err
    # A clip that fits needs no story at all.
    assert clipmaker("package", day / "tiny-story/v1", "--for", "x").code == 0
    approved.unlink()
    gone = clipmaker("package", day / "tiny-story/v1", "--for", "square")
    assert "its story is not at" in gone.err
    assert (day / "tiny-story/v1/manifest.json").read_bytes() == master


def test_what_is_not_approved_or_held_is_not_made(clipmaker: Clipmaker, approved: Path) -> None:
    held = (
        "date: 2025-01-13\nstories:\n  - story: story/story.yaml\n    hold: the lawyer reads it\n"
    )
    Path("bulletin.yaml").write_text(f"version: 1\n{held}", "utf-8")
    done = clipmaker("package", approved, *OPTIONS)
    assert "the lawyer reads it" in done.err
    Path("bulletin.yaml").unlink()
    (approved.parent / "interview.cues.yaml").write_text(tiny_sheet(), "utf-8")
    done = clipmaker("package", approved, *OPTIONS)
    assert "c1" in done.err
    assert not list(Path().glob("output/*/*/v1"))
    done = clipmaker("package", Path("output"), "--format", "1:1")
    assert done.code == 2


def test_shapes_that_platforms_need_are_made_with_the_others(
    clipmaker: Clipmaker, approved: Path
) -> None:
    sources = Sources(story=approved, profile="tiny", subtitles="tiny")
    assert formats_of(sources) == ("", "1:1")
    text = approved.read_text("utf-8").replace("[square, x]", "[x]")
    approved.write_text(text, "utf-8")
    assert formats_of(sources) == ("",)
    approved.write_text(text.replace("[x]", "[myspace]"), "utf-8")
    refused = clipmaker("plan", approved, *OPTIONS)
    assert "expected a platform, one of facebook, reels, shorts, site, square" in refused.err
    # A brand says it for every story that does not, and no clip looks otherwise for that.
    approved.write_text(text.replace("platforms: [x]", "brand: evening"), "utf-8")
    shipped = load_brand("news-60")
    brand = approved.parent / "brands" / "evening" / "brand.toml"
    brand.parent.mkdir(parents=True)
    own = shipped.file.read_text("utf-8").split("[music]")[0]
    brand.write_text(own, "utf-8")
    before = load_brand("evening", story_dir=approved.parent)
    brand.write_text(f'platforms = [\n  "square", "x"\n]  # where we are\n{own}', "utf-8")
    after = load_brand("evening", story_dir=approved.parent)
    assert (after.platforms, after.digest) == (("square", "x"), before.digest)
    assert formats_of(sources) == ("", "1:1")
