"""Several people in one cue: each turn begins with a dash and stands on a line of its own; pure.

After the BBC Subtitle Guidelines: dashes when two speak in one subtitle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from clipmaker.scripts import CLOSING, SENTENCE_ENDS

_DASH = re.compile(r"(?:^|(?<=\s))[-–—]\s+(?=\S)")
_ENDS = re.escape(SENTENCE_ENDS + CLOSING) + "♪"
_BARE_DASH = re.compile(rf"(?:^|(?<=[{_ENDS}]\s))[-–—](?=[^\s\d.,–—-])")
"""A dash without a space, as many programs write it: right before a word, behind a sentence."""
_CHEVRONS = re.compile(r"\s?>{2,3}\s?(?=[^\s>\d])")
"""What live captions put before whoever speaks next."""
_LINE_DASH = re.compile(r"[-–—](?:\s+(?=\S)|(?=[^\s\d.,–—-]))")


def turns(text: str) -> tuple[str, ...]:
    """Return what each person says in a text, with its dash; the whole text when one speaks.

    A text has turns when it begins with a dash and has another one, with a space behind it or
    right before a word that begins a sentence.
    """
    found = {match.start() for dash in (_DASH, _BARE_DASH) for match in dash.finditer(text)}
    starts = sorted(found)
    if len(starts) < 2 or starts[0] != 0:
        return (text,)
    ends = [*starts[1:], len(text)]
    return tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))


def said_in_turns(lines: Sequence[str]) -> tuple[str, ...]:
    """Return lines as they are, or line by line who speaks in turn, where dashes or ``>>`` say so.

    Lines of which the first and another begin with a dash are turns, whatever stands behind the
    dash; minus signs before figures are none.

    Args:
        lines: of one subtitle, none of them empty.
    """
    if any(_CHEVRONS.search(line) for line in lines):
        said = _CHEVRONS.split(" ".join(lines))
        parts = [part.strip() for part in said if part.strip()]
        return _as_lines([(part,) for part in parts]) if len(parts) > 1 else tuple(parts)
    begins = [i for i, line in enumerate(lines) if _LINE_DASH.match(line)]
    if len(begins) > 1 and begins[0] == 0:
        ends = [*begins[1:], len(lines)]
        return _as_lines([lines[i:end] for i, end in zip(begins, ends, strict=True)])
    if len(lines) == 1 and len(said_here := turns(lines[0])) > 1:
        return _as_lines([(part,) for part in said_here])
    return tuple(lines)


def starts_turn(line: str) -> bool:
    """Whether a line begins with the dash, or the ``>>``, of somebody's turn."""
    return bool(_LINE_DASH.match(line) or _CHEVRONS.match(line))


def _as_lines(said: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(line for lines in said for line in turn_lines(lines))


def turn_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """Return what one of several people says, line by line, with a dash before the first."""
    first, *others = lines
    return (
        f"– {_LINE_DASH.sub('', first, count=1) if _LINE_DASH.match(first) else first}",
        *others,
    )


def as_turns(texts: Sequence[str]) -> str:
    """Return what several people say as one text."""
    said = [part for text in texts for part in turns(text)]
    if len(said) < 2:
        return "".join(said)
    return " ".join(turn_lines((text,))[0] for text in said)
