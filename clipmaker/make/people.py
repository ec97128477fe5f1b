"""Whether the people of a story are found in what was said."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from clipmaker.cues.model import CueSheet
from clipmaker.errors import InputError, Problem
from clipmaker.make.gather import Gathered
from clipmaker.story.model import Footage
from clipmaker.timeline.said import names_of


def people_note(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> str:
    """Return what is told where nobody is named, or somebody who is hidden; "" otherwise.

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
    return _named_though_hidden(gathered, sheets)


def _named_though_hidden(gathered: Gathered, sheets: Mapping[int, CueSheet]) -> str:
    """Return what is told of somebody whose name the screen shows over a covered face or voice."""
    shots, people = gathered.story.shots, gathered.story.people
    for i, sheet in sheets.items():
        shot = shots[i]
        hidden = shot.protect if isinstance(shot, Footage) else None
        if hidden is None:
            continue
        # Where only some faces are covered, nobody can say whose name it is.
        no_face = hidden.faces and not (hidden.only or hidden.keep)
        if not (no_face or hidden.voice):
            continue
        said = {name for cue in sheet.cues for name in names_of(cue.speaker)}
        if named := next((one.name for one in people if one.speaker in said), ""):
            what = "faces are covered" if no_face else "voices are changed"
            return (
                f"{named} is named on screen while {what} in {sheet.footage}: if nobody is to "
                f"know who speaks, take {named} out of people: and write a word such as Witness "
                "as the speaker"
            )
    return ""
