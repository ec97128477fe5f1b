"""Whether the people of a story are found in what was said."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from clipmaker.cues.model import CueSheet
from clipmaker.errors import InputError, Problem
from clipmaker.make.gather import Gathered
from clipmaker.timeline.said import names_of


def people_note(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> str:
    """Return what is told where the cue sheets say of nobody who speaks, "" otherwise.

    Args:
        gathered: the story, with its people.
        sheets: cue sheets by the footage's place in the story, once speech was heard.

    Raises:
        InputError: the sheets name speakers, and somebody of the story is none of them.
    """
    people = gathered.story.people
    if not people or not sheets:
        return ""
    said = {name for one in sheets.values() for cue in one.cues for name in names_of(cue.speaker)}
    said.discard("")
    if not said:
        names = ", ".join(dict.fromkeys(sheet.footage for sheet in sheets.values()))
        return (
            f"nobody is named on screen: no line of the cue sheet for {names} says who speaks; "
            f"write speaker: {people[0].speaker} in the lines of {people[0].name}"
        )
    problems = [
        Problem(
            file=gathered.story.file,
            line=one.line,
            field=f"people.{one.name}",
            message=f"nobody is called “{one.speaker}” in the cue sheets, which name "
            + ", ".join(f"“{name}”" for name in sorted(said)),
            nearest=next(iter(get_close_matches(one.speaker, said, n=1)), ""),
        )
        for one in people
        if one.speaker not in said
    ]
    if problems:
        raise InputError(problems)
    return ""
