"""What a story says of content warnings and of its cover."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kinds import SPECS

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.story.load import load_story
from clipmaker.story.model import ContentWarning, Footage, Story
from clipmaker.story.schema import story_schema
from clipmaker.story.whole_clip import Cover

Write = Callable[[str], Path]


def text(warning: str = "", top: str = "") -> str:
    return (
        f"version: 1\ndate: 2025-01-13\nslug: s\n{top}shots:\n"
        "  - kind: footage\n    file: interview.mp4\n    credit: AFP\n"
        + (f"    warning: {warning}\n" if warning else "")
        + "  - {kind: end, sources: [A]}\n"
    )


def read(file: Path) -> Story:
    return load_story(file, specs=SPECS)


def problem(file: Path) -> str:
    with pytest.raises(InputError) as caught:
        read(file)
    (only,) = caught.value.problems
    return str(only).removeprefix(f"{file}:")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", None),
        ("{text: Injured people}", ContentWarning(text="Injured people")),
        ("{text: Injured, seconds: 4}", ContentWarning(text="Injured", length_ms=4000)),
        ("{text: Injured, seconds: 3.5}", ContentWarning(text="Injured", length_ms=3500)),
    ],
)
def test_a_warning_is_kept(write: Write, written: str, kept: ContentWarning | None) -> None:
    shot = read(write(text(written))).shots[0]
    assert isinstance(shot, Footage)
    assert shot.warning == kept


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{seconds: 4}", "a warning needs a text"),
        ("{text: A, seconds: 1}", "expected a number of seconds from 2 to 10"),
        ('{text: A, seconds: "4"}', "expected a number of seconds from 2 to 10"),
        ("{text: A, seconds: true}", "expected a number of seconds from 2 to 10"),
        ("{text: A, second: 4}", "did you mean “seconds”"),
    ],
)
def test_a_warning_that_cannot_be_is_refused(write: Write, written: str, why: str) -> None:
    assert why in problem(write(text(written)))


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2", Cover(shot=1)), ('"0:12.5"', Cover(at_ms=12_500)), ("1:00", Cover(at_ms=60_000))],
)
def test_a_cover_is_a_shot_or_a_time(write: Write, written: str, kept: Cover) -> None:
    found = read(write(text(top=f"cover: {written}\n"))).cover
    assert found == kept
    assert found is not None
    assert found.line == 4


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("0", "expected the number of a shot"),
        ("first", "expected the number of a shot"),
        ("3", "there is no shot 3: the story has 2"),
        ("1.5", "expected the number of a shot"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(write: Write, written: str, why: str) -> None:
    found = problem(write(text(top=f"cover: {written}\n")))
    assert found.startswith("4: cover:")
    assert why in found


def test_no_story_holds_a_warning_as_a_shot() -> None:
    """It would come loose from its footage when somebody moves one of them."""
    assert specs()["warning"].placed
    assert "WarningCard" not in str(story_schema(specs()))
