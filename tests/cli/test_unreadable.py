"""Colours of a newsroom's own brand that the clip's checks would refuse: told before rendering."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from stories import CUES, STORY, Clipmaker

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")


def own_brand(root: Path, story: Path, **colours: str) -> None:
    """Write a brand beside a story: the default one in other colours, without its sounds."""
    folder = story.parent / "brands" / "own"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "assets" / "brands" / "news-60", folder)
    text = (folder / "brand.toml").read_text("utf-8").partition("[music]")[0]
    for name, colour in colours.items():
        text, count = re.subn(f'(?m)^{name} = ".*"', f'{name} = "{colour}"', text)
        assert count == 1, name
    (folder / "brand.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def subtitled(story: Path) -> Path:
    story.write_text(STORY.replace("slug: tiny", "music: none\nslug: tiny"), encoding="utf-8")
    (story.parent / "interview.cues.yaml").write_text(CUES, encoding="utf-8")
    return story


@pytest.mark.parametrize(
    ("colours", "where"),
    [
        ({"text": "#3A4358"}, "card 1 (title): “A headline with emphasis” stands out by"),
        ({"on_accent": "#D0352A"}, "footage 2: “IN KOREAN” stands out by"),
        ({"subtitle_text": "#8A8A8A"}, "footage 2: “They said it was training” stands out by"),
    ],
    ids=["text", "on the accent", "subtitles"],
)
def test_faint_words_are_refused_at_plan_and_before_rendering(
    clipmaker: Clipmaker, subtitled: Path, root: Path, colours: dict[str, str], where: str
) -> None:
    own_brand(root, subtitled, **colours)
    for command in (("plan",), ("render", "--final"), ("render",)):
        done = clipmaker(*command, subtitled, *TINY, "--brand", "own")
        assert done.code == 7, done.err
        assert where in done.err
        assert "clipmaker brand check own" in done.err
        assert "%  render" not in done.err
    assert not (subtitled.parent / "output").exists()


def test_a_colour_that_the_story_does_not_use_refuses_nothing(
    clipmaker: Clipmaker, subtitled: Path, root: Path
) -> None:
    own_brand(root, subtitled, highlight="#3A4358")
    emphasised = subtitled.read_text("utf-8")
    subtitled.write_text(emphasised.replace("*", ""), encoding="utf-8")
    for _ in range(2):
        done = clipmaker("plan", subtitled, *TINY, "--brand", "own")
        assert done.code == 0, done.err
    subtitled.write_text(emphasised, encoding="utf-8")
    done = clipmaker("plan", subtitled, *TINY, "--brand", "own")
    assert done.code == 7
    assert "card 1 (title): “A headline with emphasis” stands out by" in done.err


def test_a_brand_that_stands_out_is_made(clipmaker: Clipmaker, subtitled: Path, root: Path) -> None:
    own_brand(
        root,
        subtitled,
        text="#101010",
        secondary="#3C3C3C",
        ground="#F4F0E6",
        lift="#E6DFD0",
        highlight="#8A1C10",
    )
    done = clipmaker("plan", subtitled, *TINY, "--brand", "own")
    assert done.code == 0, done.err
