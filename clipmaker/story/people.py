"""People of a story: who is named on screen when they first speak.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import Field

from clipmaker.door.checked import Written
from clipmaker.door.document import Document
from clipmaker.errors import Problem
from clipmaker.story.values import Text
from clipmaker.story.whole_clip import Person


class WrittenPerson(Written):
    """Somebody who speaks in footage."""

    called: ClassVar[str] = "a person"
    wanted: ClassVar[Mapping[str, str]] = {
        "name": "a person needs a name, as it stands on screen: name: Ri Kwang-ho"
    }

    name: Text = Field(description="Their name, as it stands on screen.", examples=["Ri Kwang-ho"])
    role: Text = Field(
        default="",
        description="What they are; shown below the name.",
        examples=["Prisoner of war"],
    )
    speaker: Text = Field(
        default="",
        description="What the cue sheets call them in `speaker`; the name when absent.",
        examples=["Soldier"],
    )


def people_of(written: Sequence[WrittenPerson], document: Document) -> tuple[Person, ...]:
    """Return people as the program keeps them."""
    return tuple(
        Person(
            name=one.name,
            role=one.role,
            speaker=one.speaker or one.name,
            line=document.line_of(("people", number)),
        )
        for number, one in enumerate(written)
    )


def people_problems(document: Document, written: Sequence[WrittenPerson]) -> list[Problem]:
    """Return what is wrong where two people have one speaker: nobody could tell who speaks."""
    first: dict[str, WrittenPerson] = {}
    problems = []
    for number, one in enumerate(written):
        speaker = one.speaker or one.name
        other = first.setdefault(speaker, one)
        if other is not one:
            message = (
                f"{other.name} and {one.name} have one speaker, “{speaker}”: write the speaker: of "
                "each as the cue sheets call them"
            )
            problems.append(document.problem(("people", number), message))
    return problems
