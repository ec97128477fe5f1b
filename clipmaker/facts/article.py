"""The article that a story was made from, as `clipmaker new` reads it.

Imports pydantic: import this module only where a story has a source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clipmaker.door.document import read_bytes
from clipmaker.facts.days import DayMention, day_mentions
from clipmaker.facts.figures import Quantity
from clipmaker.facts.names import KnownNames, known_language
from clipmaker.facts.numbers import quantities
from clipmaker.facts.quotations import Speech
from clipmaker.languages import two_letters
from clipmaker.scripts import script_of_language
from clipmaker.summary.arrive import MAX_BYTES, open_article
from clipmaker.summary.read import Summary, summary_of


@dataclass(frozen=True, kw_only=True)
class ArticleLine:
    """A paragraph of an article, with the 1-based line where it begins, and what it tells."""

    text: str
    line: int
    numbers: tuple[Quantity, ...] = field(default=(), repr=False)
    days: tuple[DayMention, ...] = field(default=(), repr=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Article:
    """An article.

    Attributes:
        file: where it lies.
        digest: SHA-256 of the file, hex.
        language: language code of its text.
        lines: headline and paragraphs, in order, then what Markdown or HTML sets apart.
        around: what stands around a pasted article, and is no part of it.
        speech: what is said in it.
    """

    file: Path
    digest: str
    language: str
    lines: tuple[ArticleLine, ...]
    around: tuple[ArticleLine, ...]
    speech: Speech

    def names(self, more: Sequence[str]) -> KnownNames:
        """Return its words as names are looked for in them.

        Args:
            more: names that are right without standing there.
        """
        return KnownNames([line.text for line in self.lines], more, self.language)


def read_article(file: Path, language: str) -> Article:
    """Read the article of a story.

    Args:
        file: the file, whatever `clipmaker new` reads.
        language: language code of the story, which the article's is where its words tell of no
            other.

    Raises:
        InputError: it cannot be read as an article.
    """
    content = read_bytes(file, max_bytes=MAX_BYTES)
    summary = summary_of(open_article(content, file), file)
    text = "\n".join(told for told, _ in _told(summary))
    code = language.split("-")[0]
    if summary.language_said or summary.letters is not None:
        spoken = two_letters(summary.language) if summary.language else ""
        other = summary.letters is not None and summary.letters.another_than(code)
        code = spoken if summary.language_said else (spoken or "") if other else code
    elif summary.letters is None:
        code = known_language(text, code if _latin(code) else "en")
    code = code or "en"
    lines = [_line(one_text, number, code) for one_text, number in _told(summary)]
    around = [_line(one.text, one.line, code) for one in summary.furniture]
    return Article(
        file=file,
        digest=hashlib.sha256(content).hexdigest(),
        language=code,
        lines=tuple(lines),
        around=tuple(around),
        speech=Speech([line.text for line in lines]),
    )


def _latin(code: str) -> bool:
    return script_of_language(code).code == "Latn"


def _told(summary: Summary) -> list[tuple[str, int]]:
    """Return everything that an article says, with the lines in which it stands."""
    first = min((one.line for one in summary.paragraphs), default=2)
    facts = [summary.headline, summary.kicker, summary.dateline, ", ".join(summary.sources)]
    day = summary.date.isoformat() if summary.date else ""
    return [
        *((text, max(1, first - 1)) for text in (*facts, day) if text),
        *(
            (f"{one.text} ({one.source})" if one.source else one.text, one.line)
            for one in summary.paragraphs
        ),
        *((one.text, one.line) for one in summary.set_apart),
        *((one.caption, one.line) for one in summary.pictures if one.caption),
    ]


def _line(text: str, line: int, language: str) -> ArticleLine:
    days = day_mentions(text, language)
    skip = [(one.start, one.end) for one in days]
    return ArticleLine(text=text, line=line, numbers=quantities(text, language, skip), days=days)
