"""Two stories that would be taken for each other, and versions whose files are damaged."""

from pathlib import Path

import pytest
from desk_help import CLIP, Browser, copy_example, publish, settings


@pytest.fixture
def twins(tmp_path: Path, story: Path) -> Browser:
    copy_example(tmp_path / "stories" / "zweite-fassung")
    return Browser(settings(tmp_path))


def test_two_stories_of_one_day_and_slug_are_both_in_the_list(twins: Browser) -> None:
    rows = twins.get("/api/clips").json()
    assert [one["slug"] for one in rows] == [
        "captured-soldier",
        "captured-soldier-zweite-fassung",
    ]
    assert [one["state"] for one in rows] == ["new", "failed"]
    facts = twins.get("/api/clips/2025-01-13/captured-soldier-zweite-fassung").json()
    assert "has the same day and slug" in facts["problem"]
    assert "Write another “slug:”" in facts["problem"]
    assert twins.clip()["problem"] == ""


def test_a_story_that_would_correct_anothers_clip_does_not_hide_it(
    twins: Browser, tmp_path: Path
) -> None:
    origin = "../stories/zweite-fassung/story.yaml"
    clip = {"name": "captured-soldier", "of": "captured-soldier", "origin": origin}
    headline = {"slug": "captured-soldier", "headline": "Another one"}
    publish(tmp_path / "output", "2025-01-13", "captured-soldier", "v1", clip=clip, story=headline)
    for _ in range(2):
        rows = Browser(settings(tmp_path)).get("/api/clips").json()
        assert len(rows) == 2
        assert {one["slug"]: one["state"] for one in rows}["captured-soldier"] != "failed"


@pytest.mark.parametrize("name", ["captured-soldier.mp4", "cover.jpg"])
@pytest.mark.parametrize("content", [b"", b"no picture at all" * 400])
@pytest.mark.parametrize("derived", ["strip", "thumb", "poster", "loudness"])
def test_what_a_damaged_file_cannot_give_is_told(
    browser: Browser, tmp_path: Path, name: str, content: bytes, derived: str
) -> None:
    folder = publish(tmp_path / "output", "2025-01-13", "captured-soldier")
    (folder / name).write_bytes(content)
    ending = "json" if derived == "loudness" else "jpg"
    answer = browser.get(f"/files{CLIP.removeprefix('/clips')}/draft/{derived}.{ending}")
    assert answer.status_code == 422
    assert "damaged" in answer.json()["error"]
