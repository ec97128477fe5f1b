"""Several people in one cue: each turn begins with a dash and stands on a line of its own; pure.

After the BBC Subtitle Guidelines: dashes when two speak in one subtitle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DASH = re.compile(r"(?:^|(?<=\s))[-–—]\s+(?=\S)")


def turns(text: str) -> tuple[str, ...]:
    """Return what each person says in a text, with its dash; the whole text when one speaks.

    A text has turns when it begins with a dash and has another one.
    """
    starts = [found.start() for found in _DASH.finditer(text)]
    if len(starts) < 2 or starts[0] != 0:
        return (text,)
    ends = [*starts[1:], len(text)]
    return tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))


def turn_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return what one of several people says, line by line, with a dash before the first."""
    first, *others = lines
    return (f"– {_DASH.sub('', first, count=1) if _DASH.match(first) else first}", *others)


def as_turns(texts: Sequence[str]) -> str:
    """Return what several people say as one text."""
    said = [part for text in texts for part in turns(text)]
    if len(said) < 2:
        return "".join(said)
    return " ".join(turn_lines((text,))[0] for text in said)
