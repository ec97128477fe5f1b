"""What a bulletin holds does not go out from the terminal either."""

from pathlib import Path

import pytest
from stories import Clipmaker

from clipmaker.errors import ExitCode

TINY = ("--profile", "tiny", "--subtitle-profile", "tiny")


def bulletin(file: Path, *said: str, named: str = "story") -> None:
    """Write a bulletin beside or above a story, and what it says about it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"version: 1\ndate: 2025-01-13\nstories:\n  - story: {named}", *said]
    file.write_text("\n    ".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "named", "said", "told"),
    [
        ("bulletin.yaml", "story", "hold: legal", "Held: legal (bulletin.yaml)"),
        ("bulletins/day.yml", "../story", "hold: legal", "Held: legal (day.yml)"),
        ("story/day.yaml", "story.yaml", "hold: legal", "Held: legal (day.yaml)"),
        ("b.yaml", "story", "not_before: 2999-01-01 06:30 UTC", "Not before 2999-01-01 06:30"),
        ("b.yaml", "story", "hodl: legal", "Held: it cannot be read: line 5"),
    ],
)
def test_a_final_is_refused_before_anything_is_heard(
    clipmaker: Clipmaker, story: Path, place: str, named: str, said: str, told: str
) -> None:
    bulletin(story.parents[1] / place, said, named=named)
    (story.parent / "interview.cues.yaml").unlink()
    done = clipmaker("render", story, "--final", *TINY)
    assert done.code == ExitCode.REVIEW
    assert f"this story may not go out yet. {told}" in " ".join(done.err.split())
    assert "hearing" not in done.err


@pytest.mark.slow
def test_a_held_story_becomes_a_draft_and_a_final_when_it_is_let_go(
    clipmaker: Clipmaker, story: Path
) -> None:
    clipmaker("subtitles", "approve", story, "--cue", "c1", "--as", "Kim", *TINY)
    bulletin(story.parents[1] / "bulletin.yaml", "hold: legal")
    done = clipmaker("render", story, *TINY)
    assert (done.code, "note: Held: legal (bulletin.yaml)" in done.err) == (0, True), done.err
    clips = story.parents[1] / "output" / "2025-01-13" / "tiny-story"
    assert sorted(one.name for one in clips.iterdir() if one.is_dir()) == ["draft"]
    bulletin(story.parents[1] / "bulletin.yaml")
    assert clipmaker("render", story, "--final", *TINY).code == ExitCode.OK
    assert (clips / "v1" / "manifest.json").is_file()
