"""A story for the command line, and what a command leaves."""

from collections.abc import Callable
from dataclasses import dataclass

from synth.stories import tiny_sheet, tiny_story

STORY = tiny_story()
CUES = tiny_sheet()


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code, and what it printed."""

    code: int
    out: str
    err: str


Clipmaker = Callable[..., Done]
