"""Long lists: the first lines are printed, the rest is counted."""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.cli.say import say
from clipmaker.errors import MOST_LISTED


def say_first(lines: Sequence[str], rest: str = "more", *, err: bool = False) -> None:
    """Print the first of many lines, and count those that nobody would read.

    Args:
        lines: what could be said.
        rest: what the others are called, and where they stand.
        err: whether it goes to the error stream.
    """
    for line in lines[:MOST_LISTED]:
        say(line, err=err)
    if (more := len(lines) - MOST_LISTED) > 0:
        say(f"  and {more} {rest}", err=err)
