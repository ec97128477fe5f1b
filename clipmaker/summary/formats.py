"""What a summary is written in: plain text, HTML or Markdown, as lines of plain text; pure.

Nothing of a format reaches a card. HTML and Markdown are read by parsers; other formats are
refused by name. What is no text of the story (headings below the first, tables, what is said
about pictures, menus) stands around it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from clipmaker.errors import InputError, Problem
from clipmaker.summary.lines import SummaryLine
from clipmaker.summary.markup import from_html, from_markdown
from clipmaker.summary.plain import Plain

_DECLARED = r"(?:<\?xml.*?\?>)?(?:\s|<!--.*?-->|<!DOCTYPE[^>]*>)*"
_OTHERS = (
    (r"\{\\rtf", "RTF"),
    (r"%PDF-", "PDF"),
    (r"\\documentclass|\\begin\{document\}", "LaTeX"),
    (rf"{_DECLARED}<nitf\b", "NITF"),
    (rf"{_DECLARED}<(?:\w+:)?(?:newsml|newsitem|newsmessage)\b", "NewsML"),
    (rf"{_DECLARED}<(?:rss|feed|rdf:rdf)\b", "a feed"),
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
_ANY_TAG = re.compile(r"<[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
_MARKDOWN = re.compile(
    r"^\#{2,6}\s+\S"  # a heading below the first
    r"|(?<=\n)\#\s+\S"
    r"|^>\s*\S"  # a quotation
    r"|^\|.+\|\s*$|^\|?\s*:?-{3,}:?\s*\|.*$"  # a table
    r"|^(?:```|~~~)"  # code
    r"|^(?:-\s?){3,}$|^(?:\*\s?){3,}$|^(?:_\s?){3,}$|^={3,}\s*$"  # a rule, an underlined heading
    r"|^1[.)]\s+\S.*\n+2[.)]\s"  # a numbered list; “12. Januar” is none
    r"|!?\[[^\]\n]*\]\([^)\s]+[^)\n]*\)"  # a link, a picture
    r"|^\[[^\]\n]+\]:\s*\S+"  # where a link leads
    r"|(?<!\w)__[^\s_][^_\n]*__(?!\w)",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"---[ ]*\n(?P<facts>(?:[^\n]*\n)*?)(?:---|\.\.\.)[ ]*(?:\n|$)")


def plain_lines(text: str, file: Path) -> Plain:
    """Return a document as plain text, whichever of the three it is written in.

    Args:
        text: the document, with plain line ends.
        file: where it stands, for messages.

    Raises:
        InputError: it is of another format.
    """
    _refuse_others(text, file)
    if _HTML_TAG.match(text.lstrip()):
        return from_html(text, blocks=True)
    facts, rest, first = _front_matter(text)
    if _MARKDOWN.search(rest):
        found = from_markdown(rest, first)
    elif _HTML_TAG.search(rest):
        found = from_html(rest, blocks=False)
    else:
        found = Plain(
            [SummaryLine(number, line) for number, line in enumerate(rest.split("\n"), first)]
        )
    found.lines[:0] = facts
    return found


def _refuse_others(text: str, file: Path) -> None:
    """Refuse what is none of the three.

    Raises:
        InputError: naming what it is.
    """
    begins = text.lstrip()
    name = next((name for pattern, name in _BEGINS if pattern.match(begins)), "")
    if not name and _is_json(begins):
        name = "JSON"
    if not name and _ANY_TAG.match(begins) and not _HTML_TAG.match(begins):
        name = "XML"
    if name:
        message = f"this is {name}, which is not understood as a summary"
        remedy = "Copy the article’s words into a plain text file; Markdown and HTML are read, too."
        raise InputError([Problem(file=file, message=message)], remedy=remedy)


def _is_json(text: str) -> bool:
    if text[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


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
