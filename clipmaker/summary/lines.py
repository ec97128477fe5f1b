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
_MOST_NAME = 4
"""A name in a list that ends as a sentence does has so many words at most."""


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
    return [part for block in _lines_apart(found[0]) for part in _items(block)]


def _lines_apart(lines: Block) -> list[Block]:
    """Return each whole line as a block; a label without a value keeps the list below it."""
    first, *others = lines
    blocks = [[first]]
    listing = goes_on = False
    for line in others:
        label = label_of(line.text)
        stopped = ends_sentence(line.text)
        named = listing and not (stopped and len(line.text.split()) > _MOST_NAME)
        joins = goes_on and not listing and not BULLET.match(line.text)
        if label is None and (named or joins):
            blocks[-1].append(line)
        else:
            blocks.append([line])
            listing = _lists(line.text)
        goes_on = not (stopped or label)
    return blocks


def _lists(text: str) -> bool:
    """Whether a line is a label whose values stand below it."""
    label = label_of(text)
    return label is not None and not label.value


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
