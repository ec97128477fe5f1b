"""People of a story: who they are in the cue sheets, and what is told of who is not there."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clipmaker.cards.registry import specs
from clipmaker.cues.model import Cue, CueSheet
from clipmaker.errors import InputError
from clipmaker.make.people import people_note
from clipmaker.story.load import load_story
from clipmaker.story.model import Story

STORY = """\
version: 1
date: 2025-01-13
slug: s
people:
{people}
shots:
  - {{kind: caption, text: x}}
"""
TWO = "  - {name: Ri Kwang-ho, role: Prisoner of war, speaker: Soldier}\n  - name: Officer"


def story(folder: Path, people: str) -> Story:
    file = folder / "story.yaml"
    file.write_text(STORY.format(people=people), encoding="utf-8")
    return load_story(file, specs=specs())


def sheets(*speakers: str) -> dict[int, CueSheet]:
    cues = tuple(
        Cue(id=f"c{i}", start_ms=i, end_ms=i + 1, source="x", text="x", speaker=one)
        for i, one in enumerate(speakers)
    )
    return {0: CueSheet(footage="a.mp4", language="ko", cues=cues)}


def note(told: Story, found: dict[int, CueSheet]) -> str:
    gathered: Any = SimpleNamespace(story=told)
    return people_note(gathered, found)


def test_people_are_read_and_their_speaker_is_their_name_where_none_is_written(
    tmp_path: Path,
) -> None:
    ri, officer = story(tmp_path, TWO).people
    assert (ri.name, ri.role, ri.speaker, ri.line) == (
        "Ri Kwang-ho",
        "Prisoner of war",
        "Soldier",
        5,
    )
    assert (officer.speaker, officer.role) == ("Officer", "")


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (
            "  - {name: Ri, speaker: Soldier}\n  - {name: Paek, speaker: Soldier}",
            "6: people[1]: Ri and Paek have one speaker, “Soldier”",
        ),
        ("  - name: Ri\n  - name: Ri", "Ri and Ri have one speaker, “Ri”"),
        ("  - role: Prisoner", "people[0].name: a person needs a name"),
        (
            "  - {name: Ri, rol: x}",
            "people[0].rol: unknown key: a person takes name, role, speaker",
        ),
    ],
)
def test_people_that_are_refused(tmp_path: Path, people: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        story(tmp_path, people)
    (problem,) = caught.value.problems
    assert said in str(problem)


def test_somebody_whom_no_line_names_is_told_in_one_line(tmp_path: Path) -> None:
    told = story(tmp_path, TWO)
    assert note(told, sheets("Soldier", "Officer / Soldier")) == ""
    assert note(told, {}) == ""
    assert note(replace(told, people=()), sheets("")) == ""
    silent = note(told, sheets("", ""))
    assert silent.startswith("nobody is named on screen: no line of the cue sheet for a.mp4 says")
    assert "speaker: Soldier in the lines of Ri Kwang-ho" in silent
    with pytest.raises(InputError) as caught:
        note(told, sheets("Soldiers", "Officer"))
    (problem,) = caught.value.problems
    assert "nobody is called “Soldier” in the cue sheets, which name “Officer”, “Soldiers”" in str(
        problem
    )
    assert "did you mean “Soldiers”" in str(problem)
    assert ":5:" in str(problem)


@pytest.mark.parametrize(
    ("protect", "said"),
    [
        ("{faces: all}", "Ri Kwang-ho is named on screen while faces are covered in a.mp4"),
        ("{faces: none, voice: true}", "named on screen while voices are changed in a.mp4"),
        ("{faces: all, keep: [f1]}", ""),
        ("{faces: [f2]}", ""),
        ("{faces: [f2], voice: true}", "named on screen while voices are changed"),
        ("{faces: none, because: He asked., by: Kim}", ""),
    ],
)
def test_somebody_who_is_hidden_and_named_is_told(tmp_path: Path, protect: str, said: str) -> None:
    told = story(tmp_path, TWO)
    (tmp_path / "a.mp4").write_bytes(b"")
    shot = f"{{kind: footage, file: a.mp4, credit: A, protect: {protect}}}"
    text = told.file.read_text("utf-8").replace(
        "  - {kind: caption", f"  - {shot}\n  - {{kind: caption"
    )
    told.file.write_text(text, "utf-8")
    hidden = load_story(told.file, specs=specs())
    found = note(hidden, sheets("Soldier", "Officer"))
    assert said in found
    assert bool(found) == bool(said)
