"""Bulletin files: every mistake with its line, and a mistake never lets a story out."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from clipmaker.bulletin.load import load_bulletin
from clipmaker.bulletin.model import Priority, by_turn
from clipmaker.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("harbour", "soldier", "vote"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "story.yaml").write_text("version: 1\n")
    return tmp_path


def write(folder: Path, stories: str, head: str = "version: 1\ndate: 2025-01-13\n") -> Path:
    file = folder / "bulletin.yaml"
    file.write_text(f"{head}stories:\n{stories}", encoding="utf-8")
    return file


def test_everything_that_can_be_said_about_a_story(folder: Path) -> None:
    file = write(
        folder,
        """\
  - story: harbour/story.yaml
    brand: sixty
    not_before: 2025-01-13 06:30
    deadline: 2025-01-13T07:00:00-05:00
    priority: high
  - story: soldier
    hold: legal
  - story: vote/story.yaml
    not_before: 2025-07-13 06:30 America/New_York
""",
        head="version: 1\ndate: 2025-01-13\ntime_zone: Europe/Dublin\n",
    )
    bulletin = load_bulletin(file)
    assert (bulletin.date, bulletin.name) == (date(2025, 1, 13), folder.name)
    harbour, soldier, vote = bulletin.items
    assert harbour.story == folder / "harbour" / "story.yaml"
    assert harbour.not_before == datetime(2025, 1, 13, 6, 30, tzinfo=UTC)
    assert harbour.deadline == datetime(2025, 1, 13, 12, 0, tzinfo=UTC)
    assert (harbour.priority, harbour.brand, harbour.line) == (Priority.HIGH, "sixty", 5)
    assert (soldier.name, soldier.hold, soldier.line) == ("soldier", "legal", 10)
    assert soldier.story == folder / "soldier" / "story.yaml"
    assert vote.not_before == datetime(2025, 7, 13, 10, 30, tzinfo=UTC)
    assert load_bulletin(folder) == bulletin


def test_a_folder_of_stories_is_a_bulletin_too(folder: Path) -> None:
    bulletin = load_bulletin(folder)
    assert [item.name for item in bulletin.items] == ["harbour", "soldier", "vote"]
    assert bulletin.date is None
    for name in ("vote-10", "vote-9"):
        (folder / name).mkdir()
        (folder / name / "story.yaml").write_text("version: 1\n")
    names = [item.name for item in load_bulletin(folder).items]
    assert names == ["harbour", "soldier", "vote", "vote-9", "vote-10"]


@pytest.mark.parametrize(
    ("entry", "line", "message"),
    [
        ("story: missing/story.yaml", 4, "there is no story “missing/story.yaml” here"),
        ("story: soldierr", 4, "did you mean “soldier”"),
        ("story: vote/stori.yaml", 4, "did you mean “vote/story.yaml”"),
        ("story: 3", 4, "expected the name of a story file"),
        ("hold: legal", 4, "story: is required"),
        ("story: vote\n    hold:", 5, "expected who or what holds it"),
        ("story: vote\n    hold: true", 5, "expected who or what holds it"),
        ("story: vote\n    holdd: legal", 5, "did you mean “hold”"),
        ("story: vote\n    hold: legal\n    hold: x", 6, "first in line 5: keep one of them"),
        ("story: vote\n    priority: highest", 5, "expected low, normal, high"),
        ("story: vote\n    not_before: 06:30", 5, "a day and a time with its zone"),
        ("story: vote\n    not_before: 2025-01-13 06:30", 5, "names no time zone"),
        ("story: vote\n    not_before: 2025-02-30 06:30Z", 5, "no day and time of the calendar"),
        ("story: vote\n    not_before: 2025-01-13 06:30 Europe/Dubin", 5, "Europe/Dublin"),
        ("story: vote\n    not_before: 2025-03-30 01:30 Europe/Dublin", 5, "skip 2025-03-30 01:30"),
        ("story: vote\n    deadline: 2025-10-26 01:30 Europe/Dublin", 5, "2025-10-26T01:30+01:00"),
        ("story: vote\n    brand: No Such", 5, "expected the name of a brand"),
    ],
)
def test_a_mistake_costs_its_own_story_and_never_lets_it_out(
    folder: Path, entry: str, line: int, message: str
) -> None:
    bulletin = load_bulletin(write(folder, f"  - {entry}\n  - story: harbour\n"))
    broken, good = bulletin.items
    assert (good.name, good.problems) == ("harbour", ())
    assert [problem.line for problem in broken.problems] == [line]
    assert message in str(broken.problems[0])


def test_a_story_written_twice_is_made_once(folder: Path) -> None:
    file = write(folder, "  - story: vote\n  - story: harbour\n  - story: vote/story.yaml\n")
    one, _, again = load_bulletin(file).items
    assert one.problems == ()
    assert str(again.problems[0]) == f"{file}:6: “vote” is in the bulletin already, in line 4"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("version: 1\n", ["date: is required", "stories: is required"]),
        ("version: 2\ndate: 2025-01-13\nstories: []\n", ["version: 1", "1 to 2000 stories"]),
        (
            "version: 1\ndate: 13 January\ntime_zone: Dublin\nstories:\n  - story: vote\n"
            "    priority: 3\n",
            [":2: date: expected a date", ":3: time_zone: there is no time zone “Dublin”", ":6:"],
        ),
        ("version: 1\ndate: 2025-01-13\nstories: vote\n", ["expected a list"]),
        ("a: [", ["a bracket opens here"]),
        ("version: 1\ndate: 2025-01-13\nstories:\n  - vote\n", ["expected keys"]),
    ],
)
def test_a_bulletin_that_says_nothing_is_refused_with_every_mistake(
    folder: Path, text: str, messages: list[str]
) -> None:
    file = folder / "today.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        load_bulletin(file)
    for message in messages:
        assert message in str(caught.value)


def test_stories_with_mistakes_count_as_well(folder: Path) -> None:
    file = write(folder, "  - story: vote\n" + "  - other\n" * 2000)
    with pytest.raises(InputError, match="expected 1 to 2000 stories, found 2001"):
        load_bulletin(file)


def test_what_is_no_bulletin_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"neither a bulletin\.yaml nor folders"):
        load_bulletin(tmp_path)
    with pytest.raises(InputError, match="there is no such file"):
        load_bulletin(tmp_path / "none.yaml")


def test_turns_go_by_priority_then_deadline_then_place(folder: Path) -> None:
    for name in "abcde":
        (folder / name).mkdir()
        (folder / name / "story.yaml").write_text("version: 1\n")
    file = write(
        folder,
        """\
  - {story: a, priority: low, deadline: "2025-01-13T05:00Z"}
  - {story: b}
  - {story: c, deadline: "2025-01-13T07:00Z"}
  - {story: d, deadline: "2025-01-13T07:30+01:00"}
  - {story: e, priority: high}
""",
    )
    items = load_bulletin(file).items
    assert [items[i].name for i in by_turn(items)] == ["e", "d", "c", "b", "a"]
