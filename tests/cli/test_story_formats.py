"""Several shapes from one story: clips of their own, which share what they can."""

import json
from pathlib import Path

import pytest
from stories import Clipmaker

OPTIONS = ("--profile", "tiny", "--subtitle-profile", "tiny")


def wanted(story: Path, formats: str) -> Path:
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("shots:", f"formats: {formats}\nshots:", 1), encoding="utf-8")
    return story


@pytest.mark.slow
def test_each_shape_is_a_clip_beside_the_others(clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker("render", wanted(story, "[9:16, 1:1]"), *OPTIONS, "--json")
    assert done.code == 0, done.err
    master = json.loads(done.out)
    square = master["others"][0]
    folders = [Path(one["folder"]).parent.name for one in (master, square)]
    assert folders == ["tiny-story", "tiny-story-1x1"]
    made = [
        json.loads((Path(one["folder"]) / "manifest.json").read_text()) for one in (master, square)
    ]
    assert made[0]["sound"] == made[1]["sound"]
    assert made[1]["profile"]["name"] == "tiny-1x1"
    assert {one["verdict"] for one in square["report"]["results"]} == {"pass"}
    checked = clipmaker("check", square["video"], "--profile", "tiny-1x1")
    assert checked.code == 0, checked.out
    again = clipmaker("render", story, *OPTIONS, "--format", "1x1")
    assert "(nothing had changed)" in again.out


@pytest.mark.slow
def test_a_late_change_is_a_clip_beside_the_master(clipmaker: Clipmaker, story: Path) -> None:
    assert clipmaker("render", story, *OPTIONS).code == 0
    master = Path("output/2025-01-13/tiny-story")
    before = {file: file.read_bytes() for file in master.rglob("*") if file.is_file()}
    done = clipmaker("render", story, *OPTIONS, "--length", "4", "--music", "none", "--json")
    assert done.code == 0, done.err
    late = json.loads(done.out)
    assert Path(late["folder"]).parent.name == "tiny-story-4s-no-music"
    assert {one["verdict"] for one in late["report"]["results"]} == {"pass"}
    made = json.loads((Path(late["folder"]) / "manifest.json").read_text("utf-8"))
    assert made["clip"]["differs"] == {"length": "4s", "music": "no-music"}
    assert made["profile"]["frames"] == 120
    after = {file: file.read_bytes() for file in master.rglob("*") if file.is_file()}
    assert after == before


def test_a_length_that_is_none_is_told(clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker("plan", story, *OPTIONS, "--length", "a minute")
    assert (done.code, "whole seconds such as 59" in done.err) == (2, True)
    done = clipmaker("plan", story, *OPTIONS, "--length", "9000")
    assert (done.code, "cannot last 9000 s" in done.err) == (3, True)


def test_a_text_that_does_not_fit_one_shape_is_told_by_shape(
    clipmaker: Clipmaker, story: Path
) -> None:
    long = " ".join(["Donaudampfschifffahrtsgesellschaft"] * 9)
    text = story.read_text(encoding="utf-8").replace("One caption", long)
    story.write_text(text, encoding="utf-8")
    done = clipmaker("render", wanted(story, "[9:16, 16:9]"), *OPTIONS)
    assert done.code == 4
    assert "16:9: card 3 (caption)" in done.err
    assert "9:16:" not in done.err.replace("16:9:", "")
    assert not Path("output").exists()


def test_what_no_shape_is_called(clipmaker: Clipmaker, story: Path) -> None:
    done = clipmaker("plan", wanted(story, "[9:16, 3:2]"), *OPTIONS)
    assert "expected one of 9:16, 4:5, 1:1, 16:9, found “3:2”" in done.err
    done = clipmaker("plan", story, *OPTIONS, "--format", "wide")
    assert (done.code, "unknown format “wide”" in done.err) == (3, True)


def test_plan_and_frame_show_a_shape(clipmaker: Clipmaker, story: Path) -> None:
    planned = clipmaker("plan", story, *OPTIONS, "--format", "16:9", "--json")
    assert json.loads(planned.out)["profile"] == "tiny-16x9"
