"""What an article is written in, as lines of plain text; pure.

Nothing of a format reaches a card. Every format is read by a parser; those that are not read are
refused by name. What is no text of the story (headings below the first, tables, what is said
about pictures, menus) stands around it.
"""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

from clipmaker.errors import InputError, Problem
from clipmaker.scripts import ends_sentence
from clipmaker.summary.agency import from_news_xml, from_ninjs, is_ninjs
from clipmaker.summary.feeds import from_feed, refuse_entities
from clipmaker.summary.html_page import from_html
from clipmaker.summary.html_source import TooDeepError, bounded_numbers
from clipmaker.summary.lines import SummaryLine
from clipmaker.summary.markup import from_markdown
from clipmaker.summary.plain import Plain
from clipmaker.summary.rich_text import from_rtf

_MOST_LINES = 2000
"""A summary has a tenth of it, a pasted page with its menus half."""
# Atomic: however many comments stand there, they are read in one way only.
_DECLARED = r"(?>(?:<\?xml.*?\?>)?(?:\s|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*)"
_FEED = re.compile(rf"{_DECLARED}<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL)
_NEWS = re.compile(
    rf"{_DECLARED}<(?:nitf|(?:\w+:)?(?:newsml|newsitem|newsmessage))\b", re.IGNORECASE | re.DOTALL
)
_OTHERS = (
    (r"%PDF-", "PDF"),
    (r"\\documentclass|\\begin\{document\}", "LaTeX"),
    (r"<\?xml(?!.*<html\b)", "XML"),
)
_BEGINS = [(re.compile(pattern, re.IGNORECASE | re.DOTALL), name) for pattern, name in _OTHERS]
"""Formats that are not read, by how a file begins."""

_HTML_TAG = re.compile(
    r"</?(?:html|head|body|article|section|header|main|p|h[1-6]|div|br|hr|span|a|b|i|u|strong|em|"
    r"small|sup|sub|ul|ol|li|blockquote|q|cite|table|tr|td|th|img|figure|figcaption|font|script|"
    r"style|nav|aside|footer|time|meta|link|title)\b(?:\s[^<>]*)?/?>|<!--|<!doctype html",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"(?:<!DOCTYPE[^>]*\[.*?\]\s*>\s*)?<[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_MARKDOWN = re.compile(
    r"^\#{2,6}\s+\S"  # a heading below the first
    r"|(?<=\n)\#\s+\S"
    r"|^>\s*\S"  # a quotation
    r"|^\|.+\|\s*$|^\|?\s*:?-{3,}:?\s*\|.*$"  # a table
    r"|^(?:```|~~~)"  # code
    r"|^(?:-\s?){3,}$|^(?:\*\s?){3,}$|^(?:_\s?){3,}$|^={3,}\s*$"  # a rule, an underlined heading
    r"|^1[.)]\s+\S.*\n+2[.)]\s"  # a numbered list; “12. Januar” is none
    r"|!?\[[^\[\]\n]*\]\([^)\s]+[^)\n]*\)"  # a link, a picture
    r"|^\[[^\]\n]+\]:\s*\S+"  # where a link leads
    r"|(?<!\w)__[^\s_][^_\n]*__(?!\w)",
    re.MULTILINE,
)
_MARK = re.compile(r"(?:[•‣◦▪·*–—-]|\w{1,3}[.)])\t")
_FRONT_MATTER = re.compile(r"---[ ]*\n(?P<facts>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ ]*(?:\n|$)")


def plain_lines(text: str, file: Path, item: int = 0) -> Plain:
    """Return a document as plain text, whichever of its formats it is written in.

    Args:
        text: the document, with plain line ends.
        file: where it stands, for messages.
        item: number of an item where it is a feed of several; 0 where it has one.

    Raises:
        InputError: it is of another format, or nested too deep.
    """
    try:
        return _read(bounded_numbers(text), file, item)
    except TooDeepError as error:
        raise InputError([Problem(file=file, message=f"no article: {error}")]) from error


def _read(text: str, file: Path, item: int) -> Plain:
    """Return a document of any format as plain text.

    Raises:
        InputError: it is of a format that is not read, or damaged.
        TooDeepError: it is nested too deep.
    """
    if text.startswith(r"{\rtf"):
        return from_rtf(text.encode("latin-1", "replace"), file)
    if _FEED.match(text.lstrip()):
        return from_feed(text, file, item)
    if _NEWS.match(text.lstrip()):
        return from_news_xml(text, file)
    if text.lstrip().startswith("<"):
        refuse_entities(text, file)
    said = _json(text.lstrip())
    if is_ninjs(said):
        return from_ninjs(said)
    _refuse_others(text, file, said)
    return _marked_up(text, file)


def _marked_up(text: str, file: Path) -> Plain:
    """Return HTML, Markdown or plain text as plain lines.

    Raises:
        InputError: it has more lines than any article.
    """
    if _HTML_TAG.match(text.lstrip()):
        found = from_html(text, blocks=True)
        _refuse_many(sum(bool(line.text) for line in found.lines), file)
        return found
    _refuse_many(text.count("\n") + 1, file)
    facts, rest, first = _front_matter(text)
    if _MARKDOWN.search(rest):
        found = from_markdown(rest, first)
    elif _HTML_TAG.search(rest):
        found = from_html(rest, blocks=False)
    else:
        found = _without_tables(rest.split("\n"), first)
    found.lines[:0] = facts
    return found


def _without_tables(lines: list[str], first: int) -> Plain:
    """Return plain lines without the tables that were pasted from a spreadsheet.

    Rows of one table follow each other, have equally many cells between tabs, and no sentence.
    """
    found = Plain()
    numbered = [SummaryLine(number, line) for number, line in enumerate(lines, first)]
    for cells, rows in groupby(numbered, lambda line: line.text.strip().count("\t")):
        part = list(rows)
        if cells and len(part) > 1 and not any(_is_told(row.text) for row in part):
            for row in part:
                found.add_around(row.number, " | ".join(row.text.strip().split("\t")))
            found.lines.append(SummaryLine(part[0].number, ""))
        else:
            found.lines += part
    return found


def _is_told(row: str) -> bool:
    """Whether a line with tabs is a sentence, or an item of a list."""
    return ends_sentence(row.strip()) or bool(_MARK.match(row.strip()))


def _refuse_many(many: int, file: Path) -> None:
    """Refuse what has more lines than any article.

    Raises:
        InputError: it has.
    """
    if many > _MOST_LINES:
        message = f"{many} lines are more than the {_MOST_LINES} of a summary"
        raise InputError([Problem(file=file, message=message)])


def _refuse_others(text: str, file: Path, said: object) -> None:
    """Refuse what is none of the formats that are read.

    Raises:
        InputError: naming what it is.
    """
    begins = text.lstrip()
    name = next((name for pattern, name in _BEGINS if pattern.match(begins)), "")
    if not name and said is not None:
        name = "JSON"
    if not name and _ANY_TAG.match(begins) and not _HTML_TAG.match(begins):
        name = "XML"
    if name:
        message = f"this is {name}, which is not understood as an article"
        remedy = "Copy the article’s words into a plain text file, or save it as .docx or HTML."
        raise InputError([Problem(file=file, message=message)], remedy=remedy)


def _json(text: str) -> Any:
    """Return what a text says as JSON; None for any other text."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _front_matter(text: str) -> tuple[list[SummaryLine], str, int]:
    """Return the facts between dashes above a text, the text below, and its first line's number."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return [], text, 1
    facts = [
        line
        for number, fact in enumerate(match["facts"].split("\n"), start=2)
        if fact.strip()
        for line in (SummaryLine(number, fact.replace('"', "").strip()), SummaryLine(number, ""))
    ]
    return facts, text[match.end() :], match[0].count("\n") + 1
