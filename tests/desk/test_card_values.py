"""Points, values and events of cards are corrected like any text, and may not contradict."""

from pathlib import Path

import pytest

from clipmaker.edit.cards import digest, save_texts, texts_of, with_texts
from clipmaker.errors import ReviewError
from clipmaker.make.gather import Gathered, Sources, gather

STORY = """\
version: 1
date: 2025-01-13
slug: counted
shots:
  - kind: list
    text: What is known
    points:
      - Both men live  # they do
      - The talks go on
  - kind: chart
    text: One in four
    show: dots
    values: [{value: 300, label: killed}, {value: 2700, label: wounded}]
    whole: {value: 12000, label: sent}
    unit: soldiers
  - kind: chart
    text: The vote
    file: votes.csv
    unit: votes
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "votes.csv").write_text("for,367\nagainst,358\n")
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    return file


def opened(file: Path) -> Gathered:
    return gather(Sources(story=file, profile="tiny"))


def test_every_text_is_found_but_what_stands_in_a_file_of_its_own(story: Path) -> None:
    found = {(text.shot, text.name): text.text for text in texts_of(opened(story))}
    assert found[0, "points[1]"] == "The talks go on"
    assert found[1, "values[1].value"] == "2700"
    assert found[1, "whole[0].label"] == "sent"
    assert found[1, "unit"] == "soldiers"
    assert [name for shot, name in found if shot == 2] == ["text", "unit"]


@pytest.mark.parametrize(
    ("shot", "name", "text", "new"),
    [
        (0, "points[0]", "Both men are alive", "- Both men are alive  # they do"),
        (1, "values[0].value", "400", "{value: 400, label: killed}"),
        (1, "whole[0].value", "11000", "whole: {value: 11000, label: sent}"),
        (2, "unit", "ballots", "unit: ballots"),
    ],
)
def test_a_correction_changes_that_text_alone(
    story: Path, shot: int, name: str, text: str, new: str
) -> None:
    save_texts(opened(story), {(shot, name): text}, digest(story))
    after = story.read_text(encoding="utf-8")
    assert new in after
    changed = [a for a, b in zip(after.split("\n"), STORY.split("\n"), strict=True) if a != b]
    assert len(changed) == 1
    opened(story)


@pytest.mark.parametrize(
    ("shot", "name", "text", "said"),
    [
        (1, "values[1].value", "27000", "more than their whole"),
        (1, "values[1].value", "2,700", "without the comma"),
        (1, "values[0].value", "-300", "cannot be shown as dots"),
        (0, "points[0]", " ", "may not be empty"),
    ],
)
def test_what_would_be_wrong_is_refused(
    story: Path, shot: int, name: str, text: str, said: str
) -> None:
    with pytest.raises(ReviewError, match=said):
        with_texts(opened(story), {(shot, name): text})
