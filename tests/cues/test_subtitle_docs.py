"""The page about subtitles names every flag, key and profile there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clipmaker.cli.review_keys import ACTIONS
from clipmaker.cues.cutting import build
from clipmaker.cues.judging import names
from clipmaker.cues.judging.flags import DOUBTS
from clipmaker.cues.reviewing import second
from clipmaker.cues.sheets import merge
from clipmaker.profile.load import load_subtitles
from clipmaker.speech import tongues, unsaid

EVENTS = {
    build.CUT_OFF,
    build.SKIPPED,
    merge.CHANGED,
    merge.OTHERWISE,
    names.CHANGED,
    second.NO_SECOND,
    tongues.MISMATCH,
    tongues.CHANGES,
    tongues.UNCLEAR,
    unsaid.UNSAID,
}


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "subtitles.md").read_text("utf-8")


def rows(page: str, title: str) -> list[list[str]]:
    part = page.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_flag_is_explained(page: str) -> None:
    told = [row[0].strip("`") for row in rows(page, "Flags")]
    assert sorted(told) == sorted({*DOUBTS, *EVENTS})


def test_every_key_is_explained(page: str) -> None:
    told = {key for row in rows(page, "Reviewing") for key in re.findall(r"`(\w)`|(space)", row[0])}
    assert {one or " " for one, _ in told} == set(ACTIONS)


@pytest.mark.parametrize(("column", "name"), [(1, "house"), (2, "bbc-vertical"), (3, "netflix")])
def test_the_numbers_of_the_profiles_are_true(page: str, column: int, name: str) -> None:
    profile = load_subtitles(name)
    lines, speed, spans, gap, line = (
        row[column] for row in rows(page, "How cues are cut and timed")
    )
    assert lines.startswith(f"{profile.lines}")
    assert ("3 when needed" in lines) == (profile.lines_at_most == 3)
    assert speed == f"{profile.cps_wished:g} / {profile.cps_at_most:g}"
    assert spans == f"{profile.shortest_ms / 1000:g} s, {profile.longest_ms / 1000:g} s"
    assert ("nothing" in gap) == profile.touching
    assert gap.startswith("1 s" if profile.gap_ms == 1000 else f"{profile.gap_ms} ms")
    # Behind a colon stands what the pixels come to.
    head = line.partition(":")[0]
    assert head == (f"{profile.characters} characters" if profile.characters else "in pixels")


def test_the_glossary_has_a_place_to_link_to(page: str) -> None:
    assert "\n## Glossary\n" in page


def test_every_command_and_option_in_it_exists(page: str, root: Path) -> None:
    reference = (root / "docs" / "cli.md").read_text("utf-8")
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)):
        assert option in reference, option
    for command in set(re.findall(r"^clipmaker ([a-z]+(?: [a-z]+)?)(?= )", page, re.MULTILINE)):
        assert f"clipmaker {command}" in reference, command
