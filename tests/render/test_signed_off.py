"""A final goes out under somebody's name only as that person watched it."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from clipmaker.cli import cli
from clipmaker.errors import ReviewError
from clipmaker.make.clip import Goal, Request, decide, make_clip
from clipmaker.make.gather import Sources
from clipmaker.plan.model import RenderPlan
from clipmaker.publish.sign_off import SignOff, picture_digest


def watched(plan: RenderPlan) -> str:
    segments = [{"key": segment.key} for segment in plan.segments]
    return picture_digest({"segments": segments, "sound": plan.sound_key})


def request(story: Path, output: Path, seen: str) -> Request:
    word = SignOff(who="Kim", when="2025-01-13T10:00:00+00:00", watched=seen)
    sources = Sources(story=story, profile="tiny", subtitles="tiny")
    return Request(sources=sources, output=output, goal=Goal.FINAL, sign_off=word)


def test_what_was_edited_since_does_not_go_out(tiny_story: Path, tmp_path: Path) -> None:
    order = request(tiny_story, tmp_path / "out", "")
    plan = decide(order.sources, None).plan
    assert order.sign_off
    order = replace(order, sign_off=replace(order.sign_off, watched=watched(plan)))
    text = tiny_story.read_text(encoding="utf-8")
    tiny_story.write_text(text.replace("One caption", "Another caption"), encoding="utf-8")
    with pytest.raises(ReviewError, match="has changed since Kim signed the clip off"):
        make_clip(order)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_what_was_watched_goes_out(tiny_story: Path, tmp_path: Path) -> None:
    plan = decide(request(tiny_story, tmp_path, "").sources, None).plan
    assert make_clip(request(tiny_story, tmp_path / "out", watched(plan))).folder.name == "v1"


@pytest.mark.slow
def test_a_name_that_comes_too_late_is_told_so(tiny_story: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    make_clip(request(tiny_story, out, ""))
    asked = ["render", str(tiny_story), "--final", "--as", "Lee", "-o", str(out)]
    done = CliRunner().invoke(cli, [*asked, "--profile", "tiny", "--subtitle-profile", "tiny"])
    assert done.exit_code == 0, done.output
    assert "v1 stays as it was signed off: Lee was not added" in done.stderr
