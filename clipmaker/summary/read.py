"""A plain text summary, read into its parts: headline, paragraphs, quotations, sources.

The first line is the headline. A blank line ends a paragraph; in a text without blank lines every
line is one. Lines such as ``Sources: AFP, Reuters`` are facts about the story, not part of it.
Straight apostrophes inside words become typographic.
Imports pydantic: import this module only where a summary is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from clipmaker.door.garbled import Garbled, repair
from clipmaker.door.words import tidy
from clipmaker.errors import InputError, Problem
from clipmaker.letters import Letters, letters_of
from clipmaker.story.values import Day, Hashtags, Language, Link
from clipmaker.summary.attribution import Quotation, find_quotation
from clipmaker.summary.bylines import is_byline, name_in_byline
from clipmaker.summary.labels import label_of, may_be_headline, sources_in
from clipmaker.summary.lines import BULLET, Block, SummaryLine, blocks_of, joined, reporters
from clipmaker.summary.markup import single_asterisks
from clipmaker.summary.page import stands_below, without_furniture
from clipmaker.summary.plain import ArticlePicture, Plain
from clipmaker.summary.unfit import doubts, refuse_unfit

_BYLINE_AMONG = 3
"""Who wrote an article stands among so many paragraphs below its headline."""

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
class SummaryParagraph:
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
class GarbledLine:
    """What was wrong with a line of a summary, by its 1-based number."""

    line: int
    garbled: Garbled


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The parts of a summary; texts are "" and lists empty where nothing was written.

    ``furniture`` is what stood around a pasted article by its shape, ``set_apart`` what Markdown or
    HTML marks as a table, a picture, a menu or a heading; neither is part of the story. ``garbled``
    came through a wrong encoding or out of a page's source. ``letters`` are None for Latin ones;
    they decide the language where nobody said it and only one is written so. ``pictures`` came
    along; ``notes`` are what a person should know about the file, one sentence each.
    """

    headline: str
    paragraphs: tuple[SummaryParagraph, ...]
    letters: Letters | None = None
    date: date | None = None
    language: str = ""
    language_said: bool = False
    kicker: str = ""
    dateline: str = ""
    link: str = ""
    hashtags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    furniture: tuple[SummaryParagraph, ...] = ()
    set_apart: tuple[SummaryParagraph, ...] = ()
    garbled: tuple[GarbledLine, ...] = ()
    byline: str = ""
    pictures: tuple[ArticlePicture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Labelled:
    """Values of the labelled lines, each with the line it was written in."""

    values: dict[str, SummaryLine] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.values[name].text if name in self.values else ""


def summary_of(
    plain: Plain, file: Path, *, language: str = "", as_written: bool = False
) -> Summary:
    """Read an article that is plain lines already.

    Args:
        plain: its lines, and what its format says of itself.
        file: where it stands, for messages.
        language: language code of the text; "" takes what it says itself, or else what its letters
            decide.
        as_written: whether every paragraph is the story, however much it looks like a web page.

    Raises:
        InputError: it has no headline, or a line cannot be shown or understood.
    """
    lines, garbled = _tidied(plain.lines, file)
    letters = letters_of("\n".join(line.text for line in lines))
    likely = language or (letters.language if letters else "") or "en"
    blocks = blocks_of(lines)
    loose: list[Block] = []
    if not as_written:
        blocks, loose = without_furniture(blocks, likely)
    labelled = _Labelled()
    rest: list[Block] = []
    told = any(label_of(line.text) is None for block in blocks for line in block)
    for place, block in enumerate(blocks):
        # “Sources: Iran ready for talks” is a headline where a text begins with it.
        headed = bool(place or rest or labelled.text("headline")) or not told
        if kept := _without_labels(block, labelled, headed=headed):
            rest.append(kept)
    _take_facts(plain.facts, labelled, letters)
    if "headline" not in labelled.values and rest:
        first, *others = rest[0]
        labelled.values["headline"] = SummaryLine(first.number, first.text.lstrip("# ").strip())
        rest = [others, *rest[1:]] if others else rest[1:]
    headline = labelled.text("headline")
    rest = [block for block in rest if not _repeats(block, headline)]
    if not as_written:
        below = [block for block in rest if stands_below(joined(block))]
        loose += below
        rest = [block for block in rest if block not in below]
    byline = plain.facts.get("byline", "")
    for block in [one for one in rest[:_BYLINE_AMONG] if is_byline(joined(one), byline)]:
        rest.remove(block)
        byline = byline or name_in_byline(joined(block))
    page, around = "headline" in plain.facts, bool(plain.around or loose)
    refuse_unfit(headline, rest, file, page=page, around=around)
    if not headline:
        raise InputError([Problem(file=file, message="it has no headline: write one line first")])
    values = _checked(labelled, file)
    said = language or values.get("language", "")
    language = said or (letters.language if letters else "")
    return Summary(
        headline=headline,
        paragraphs=tuple(_paragraphs(rest, language or likely, labelled, file)),
        letters=letters,
        date=values.get("date"),
        language=language,
        language_said=bool(said),
        kicker=labelled.text("kicker"),
        dateline=labelled.text("dateline"),
        link=values.get("link", ""),
        hashtags=tuple(dict.fromkeys(values.get("hashtags", ()))),
        sources=tuple(dict.fromkeys(labelled.sources)),
        furniture=_told(loose),
        set_apart=_told([line] for line in sorted(plain.around, key=lambda line: line.number)),
        garbled=tuple(garbled),
        byline=byline,
        pictures=tuple(plain.pictures),
        notes=(*plain.notes, *doubts(rest, [one.text for one in plain.around], plain.notes)),
    )


def _take_facts(facts: Mapping[str, str], labelled: _Labelled, letters: Letters | None) -> None:
    """Take what a format says of itself where the text itself does not say it.

    What no story may hold is passed over: templates of sites state languages that nobody wrote in.
    """
    for name, value in facts.items():
        if name == "language" and letters is not None and letters.another_than(value):
            continue
        adapter = _VALUES.get(name)
        try:
            if adapter is not None:
                adapter.validate_python(value)
            elif name in ("headline", "dateline"):
                value = tidy(value)
            else:
                continue
        except (ValidationError, PydanticCustomError):
            continue
        labelled.values.setdefault(name, SummaryLine(1, value))


def _repeats(block: list[SummaryLine], headline: str) -> bool:
    """Whether a block is the headline once more."""
    return joined(block).strip().casefold() == headline.strip().casefold()


def _told(blocks: Iterable[Block]) -> tuple[SummaryParagraph, ...]:
    return tuple(SummaryParagraph(text=joined(block), line=block[0].number) for block in blocks)


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
            wrong = error.errors()[0]
            alike = wrong.get("ctx", {}).get("nearest", "")
            problems.append(
                Problem(
                    file=file, line=line.number, field=name, message=wrong["msg"], nearest=alike
                )
            )
    if problems:
        raise InputError(problems)
    return values


def _tidied(
    written: Sequence[SummaryLine], file: Path
) -> tuple[list[SummaryLine], list[GarbledLine]]:
    """Return the lines, tidy, empty ones as "", and what was garbled in them.

    Raises:
        InputError: naming every line that cannot be shown.
    """
    lines, garbled, problems = [], [], []
    for number, text in ((line.number, line.text.strip()) for line in written):
        mended, faults = repair(text)
        garbled += [GarbledLine(line=number, garbled=fault) for fault in faults]
        try:
            plain = single_asterisks(_APOSTROPHE.sub("’", mended))
            lines.append(SummaryLine(number, tidy(plain) if plain.strip() else ""))
        except PydanticCustomError as error:
            problems.append(Problem(file=file, line=number, message=error.message()))
    if problems:
        raise InputError(problems)
    return lines, garbled


def _without_labels(
    block: list[SummaryLine], labelled: _Labelled, *, headed: bool
) -> list[SummaryLine]:
    """Take the labelled lines out of a block; a paragraph keeps its own last line ``Source:``.

    Args:
        block: the block.
        labelled: what is taken out goes here.
        headed: whether its first line cannot be the headline, so that it may list sources.
    """
    if headed and (who := reporters(block)):
        labelled.sources += sources_in(re.sub(r";.*", "", who))
        return []
    kept: list[SummaryLine] = []
    listing = False
    for line in block:
        label = label_of(line.text)
        if label is None:
            if listing:
                labelled.sources.append(BULLET.sub("", line.text, count=1))
            else:
                kept.append(line)
        elif (label.name == "sources" and kept) or (
            not headed and line is block[0] and may_be_headline(label)
        ):
            kept.append(line)
        elif label.name == "sources":
            listing = not label.value
            labelled.sources += sources_in(label.value)
        else:
            labelled.values.setdefault(label.name, SummaryLine(line.number, label.value))
    return kept


def _whole(lines: list[SummaryLine], file: Path) -> str:
    """Return a paragraph as one text.

    Raises:
        InputError: it is longer than any text may be.
    """
    try:
        return tidy(joined(lines))
    except PydanticCustomError as error:
        message = f"the paragraph that begins here: {error.message()}; leave a blank line in it"
        raise InputError([Problem(file=file, line=lines[0].number, message=message)]) from error


def _paragraphs(
    blocks: list[list[SummaryLine]], language: str, labelled: _Labelled, file: Path
) -> list[SummaryParagraph]:
    found = []
    for block in blocks:
        last = label_of(block[-1].text)
        source = last.value if last else ""
        lines = block[:-1] if last else block
        if not lines:
            labelled.sources += sources_in(source)
            continue
        text = _whole(lines, file)
        found.append(
            SummaryParagraph(
                text=text,
                line=lines[0].number,
                source=source,
                quotation=find_quotation(text, language),
            )
        )
    return found
