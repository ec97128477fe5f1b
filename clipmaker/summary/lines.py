"""The lines of a summary and the blocks that they form; which of them are facts, not text; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clipmaker.scripts import ends_sentence
from clipmaker.summary.labels import label_of

BULLET = re.compile(r"(?:[•‣–—-]|\*(?=\s))\s+")
_REPORTING = re.compile(r"(?:with |additional )?reporting (?:by|from) (?P<who>.+?)\.?", re.I)
_MOST_REPORTING = 14


@dataclass(frozen=True)
class SummaryLine:
    """A line, tidy, and its 1-based number in the summary."""

    number: int
    text: str


Block = list[SummaryLine]
"""Lines that belong together."""


def joined(block: Sequence[SummaryLine]) -> str:
    """Return a block as one text."""
    return " ".join(line.text for line in block)


def reporters(block: Sequence[SummaryLine]) -> str:
    """Return who is named in a block that says who helped to report, "" in any other."""
    found = _REPORTING.fullmatch(joined(block))
    return found["who"] if found and len(found["who"].split()) <= _MOST_REPORTING else ""


def blocks_of(lines: Sequence[SummaryLine]) -> list[Block]:
    """Return the lines between blank lines; without blank lines every whole line is a block."""
    blocks: list[Block] = [[]]
    for line in lines:
        if line.text:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    found = [block for block in blocks if block]
    if len(found) != 1:
        return [part for block in found for part in _items(block)]
    first, *others = found[0]
    blocks = [[first]]
    goes_on = False
    for line in others:
        if goes_on and not label_of(line.text):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        goes_on = not (ends_sentence(line.text) or label_of(line.text))
    return blocks


def _items(block: Block) -> list[Block]:
    """Split a block of list items; the marks before them go."""
    if not BULLET.match(block[0].text):
        return [block]
    items: list[Block] = []
    for line in block:
        if match := BULLET.match(line.text):
            items.append([SummaryLine(line.number, line.text[match.end() :])])
        else:
            items[-1].append(line)
    return items
