"""A plain text summary, read into its parts: headline, paragraphs, quotations, sources.

The first line is the headline. A blank line ends a paragraph; in a text without blank lines every
line is one. Lines such as ``Sources: AFP, Reuters`` are facts about the story, not part of it.
Straight apostrophes inside words become typographic.
Imports pydantic: import this module only where a summary is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from clipmaker.door.words import tidy
from clipmaker.errors import InputError, Problem
from clipmaker.story.values import Day, Hashtags, Language, Link
from clipmaker.summary.attribution import Quotation, find_quotation
from clipmaker.summary.lines import BULLET, LABEL, LABELS, Block, Line, blocks_of, joined, reporters
from clipmaker.summary.page import without_furniture

_MOST_LINES = 2000
"""A summary has a tenth of it, a pasted page with its menus half."""

_VALUES: dict[str, Any] = {
    "date": TypeAdapter(Day),
    "language": TypeAdapter(Language),
    "link": TypeAdapter(Link),
    "hashtags": TypeAdapter(Hashtags),
}
"""Checks of labelled values, those that a story file is checked with."""

_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""A typewriter's apostrophe inside a word; the clip shows a printer's."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One statement of a summary.

    Attributes:
        text: what it says, tidy.
        line: 1-based line of the summary.
        source: who says so, when a last line ``Source: …`` tells.
        quotation: what it holds when it is nothing but an attributed quotation.
    """

    text: str
    line: int
    source: str = ""
    quotation: Quotation | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The parts of a summary; texts are "" and lists empty where nothing was written.

    ``furniture`` is what stood around a pasted article and is no part of it.
    """

    headline: str
    paragraphs: tuple[Paragraph, ...]
    date: date | None = None
    language: str = ""
    kicker: str = ""
    dateline: str = ""
    link: str = ""
    hashtags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    furniture: tuple[Paragraph, ...] = ()


@dataclass
class _Labelled:
    """Values of the labelled lines, each with the line it was written in."""

    values: dict[str, Line] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.values[name].text if name in self.values else ""


def read_summary(text: str, file: Path, *, language: str = "", as_written: bool = False) -> Summary:
    """Read a summary.

    Args:
        text: its text, with plain line ends.
        file: where it stands, for messages.
        language: language code of the text; "" takes a line ``Language: ko``, or else English.
        as_written: whether all of it is the story, however much it looks like a web page.

    Raises:
        InputError: it has no headline, or a line cannot be shown or understood.
    """
    lines = text.count("\n") + 1
    if lines > _MOST_LINES:
        message = f"{lines} lines are more than the {_MOST_LINES} of a summary"
        raise InputError([Problem(file=file, message=message)])
    blocks = blocks_of(_tidied(_APOSTROPHE.sub("’", text), file))
    around: list[Block] = []
    if not as_written:
        blocks, around = without_furniture(blocks, language or "en")
    labelled = _Labelled()
    rest = [kept for block in blocks if (kept := _without_labels(block, labelled))]
    if "headline" not in labelled.values and rest:
        first, *others = rest[0]
        labelled.values["headline"] = Line(first.number, first.text.lstrip("# ").strip())
        rest = [others, *rest[1:]] if others else rest[1:]
    headline = labelled.text("headline")
    if not headline:
        raise InputError([Problem(file=file, message="it has no headline: write one line first")])
    values = _checked(labelled, file)
    language = language or values.get("language", "")
    return Summary(
        headline=headline,
        paragraphs=tuple(_paragraphs(rest, language or "en", labelled, file)),
        date=values.get("date"),
        language=language,
        kicker=labelled.text("kicker"),
        dateline=labelled.text("dateline"),
        link=values.get("link", ""),
        hashtags=tuple(dict.fromkeys(values.get("hashtags", ()))),
        sources=tuple(dict.fromkeys(labelled.sources)),
        furniture=tuple(Paragraph(text=joined(block), line=block[0].number) for block in around),
    )


def _checked(labelled: _Labelled, file: Path) -> dict[str, Any]:
    """Return the values of labelled lines that must be written in a certain way.

    Raises:
        InputError: naming every one that is not.
    """
    values, problems = {}, []
    for name, adapter in _VALUES.items():
        line = labelled.values.get(name)
        if line is None:
            continue
        written = re.findall(r"[^\s,;]+", line.text) if name == "hashtags" else line.text
        try:
            values[name] = adapter.validate_python(written)
        except ValidationError as error:
            message = error.errors()[0]["msg"]
            problems.append(Problem(file=file, line=line.number, field=name, message=message))
    if problems:
        raise InputError(problems)
    return values


def _tidied(text: str, file: Path) -> list[Line]:
    """Return the lines, tidy, empty ones as ""; every line that cannot be shown is named."""
    lines, problems = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        # Others write bold with two asterisks; ours are single.
        plain = line.replace("**", "*").strip()
        try:
            lines.append(Line(number, tidy(plain) if plain else ""))
        except PydanticCustomError as error:
            problems.append(Problem(file=file, line=number, message=error.message()))
    if problems:
        raise InputError(problems)
    return lines


def _without_labels(block: list[Line], labelled: _Labelled) -> list[Line]:
    """Take the labelled lines out of a block; a paragraph keeps its own last line ``Source:``."""
    if who := reporters(block):
        labelled.sources += _names(re.sub(r";.*", "", who))
        return []
    kept: list[Line] = []
    listing = False
    for line in block:
        match = LABEL.fullmatch(line.text)
        name = LABELS[match["name"].lower()] if match else ""
        if match is None:
            if listing:
                labelled.sources.append(BULLET.sub("", line.text, count=1))
            else:
                kept.append(line)
        elif name == "sources" and kept:
            kept.append(line)
        elif name == "sources":
            listing = not match["value"]
            labelled.sources += _names(match["value"])
        else:
            labelled.values.setdefault(name, Line(line.number, match["value"]))
    return kept


def _whole(lines: list[Line], file: Path) -> str:
    """Return a paragraph as one text.

    Raises:
        InputError: it is longer than any text may be.
    """
    try:
        return tidy(joined(lines))
    except PydanticCustomError as error:
        message = f"the paragraph that begins here: {error.message()}; leave a blank line in it"
        raise InputError([Problem(file=file, line=lines[0].number, message=message)]) from error


def _names(text: str) -> list[str]:
    """Split a list at its semicolons, or else at its commas outside brackets."""
    at = ";" if ";" in text else r",(?![^(]*\))"
    return [name for part in re.split(at, text) if (name := part.strip().rstrip("."))]


def _paragraphs(
    blocks: list[list[Line]], language: str, labelled: _Labelled, file: Path
) -> list[Paragraph]:
    found = []
    for block in blocks:
        last = LABEL.fullmatch(block[-1].text)
        source = last["value"] if last else ""
        lines = block[:-1] if last else block
        if not lines:
            labelled.sources += _names(source)
            continue
        text = _whole(lines, file)
        found.append(
            Paragraph(
                text=text,
                line=lines[0].number,
                source=source,
                quotation=find_quotation(text, language),
            )
        )
    return found
