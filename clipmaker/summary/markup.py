"""Markdown as plain lines, read by ``markdown-it-py``; pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.scripts import ends_sentence
from clipmaker.summary.credits import is_caption, read_caption
from clipmaker.summary.html_page import from_html
from clipmaker.summary.plain import ArticlePicture, Plain

if TYPE_CHECKING:
    from markdown_it.token import Token

_BOLD = re.compile(r"(?<![\w*])(\*\*\*?)(?![\s*])([^*\n]+)(?<!\s)\1(?!\*)")
_UNDERLINED = re.compile(r"(?<!\w)(__?)(?![\s_])([^_\n]+)(?<!\s)\1(?!\w)")


def single_asterisks(text: str) -> str:
    """Return a text with the house's one mark of emphasis: ``**bold**`` becomes ``*bold*``.

    So does ``***bold***``. Only pairs around words are emphasis: ``f**k`` stays as it was written.
    """
    return _BOLD.sub(r"*\2*", text)


def from_markdown(text: str, first: int) -> Plain:
    """Return Markdown as plain lines.

    Args:
        text: the document.
        first: number of its first line.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").disable("emphasis").parse(text)
    reader = _Markdown(tokens, first)
    for place in range(len(tokens)):
        reader.take(place)
    return reader.plain


class _Markdown:
    """Collects the paragraphs of parsed Markdown."""

    def __init__(self, tokens: list[Token], first: int) -> None:
        self.plain = Plain()
        self._tokens = tokens
        self._first = first
        self._open: list[Token] = []
        self._row: list[str] = []
        self._below = 0
        self._row_line = first
        self._titled = any(token.type == "heading_open" and token.tag == "h1" for token in tokens)

    def take(self, place: int) -> None:
        """Take the next token."""
        token = self._tokens[place]
        number = self._first + (token.map[0] if token.map else 0)
        if token.nesting > 0:
            self._open.append(token)
        elif token.nesting < 0:
            self._open.pop()
            if token.type == "tr_close":
                self.plain.add_around(self._row_line, " | ".join(self._row))
                self._row = []
        elif token.type in ("fence", "code_block", "html_block"):
            words = _inner(token.content) if token.type == "html_block" else token.content
            self.plain.add_around(number, words)
        elif token.type == "inline":
            told, pictured = _inline(token, number)
            if pictured or not self._captions(number, told):
                self._told(number, told)
            for picture in pictured:
                self.plain.add_around(number, picture.alt)
            self.plain.pictures += pictured
            self._below = len(pictured) if not told.strip() else 0

    def _captions(self, number: int, told: str) -> bool:
        """Take a paragraph directly below pictures for their caption where it is one."""
        if not self._below or not is_caption(told):
            return False
        caption = read_caption(told)
        self.plain.pictures[-self._below :] = [
            replace(one, caption=caption.text, credit=one.credit or caption.credit)
            for one in self.plain.pictures[-self._below :]
        ]
        self.plain.add_around(number, told)
        return True

    def _told(self, number: int, told: str) -> None:
        around = {token.type: token for token in self._open}
        heading = around.get("heading_open")
        if heading is not None and heading.markup == "-" and ends_sentence(told):
            # A rule directly below a paragraph is no heading's underline.
            heading = None
        if "table_open" in around:
            self._row.append(told)
            self._row_line = number
        elif heading is not None and heading.tag == "h1" and self._titled:
            self._titled = False
            self.plain.add_headline(number, told)
        elif heading is not None and (self._titled or self.plain.headed()):
            self.plain.add_heading(number, told)
        elif "list_item_open" in around:
            self.plain.add_item(number, self._numeral(around["list_item_open"]) + told)
        else:
            self.plain.add(number, told)

    def _numeral(self, item: Token) -> str:
        """Return a number that belongs to the words: “12. Januar” begins no list."""
        lists = [token for token in self._open if token.type == "ordered_list_open"]
        if not item.info or not lists:
            return ""
        first, last = lists[-1].map or (0, 0)
        items = [
            token
            for token in self._tokens
            if token.type == "list_item_open"
            and token.level == item.level
            and token.map
            and first <= token.map[0] < last
        ]
        counted = len(items) > 1 and items[0].info == "1"
        return "" if counted else f"{item.info}{item.markup} "


def _inner(text: str) -> str:
    """Return the words of a block of HTML inside Markdown."""
    found = from_html(text, blocks=True)
    return " ".join(line.text for line in (*found.lines, *found.around))


def _inline(token: Token, number: int) -> tuple[str, list[ArticlePicture]]:
    """Return the words of a paragraph, and the pictures in it."""
    told, pictured = "", []
    for child in token.children or ():
        if child.type == "image":
            said = read_caption(f"{child.attrs.get('title') or ''}")
            own = read_caption(child.content)
            pictured.append(
                ArticlePicture(
                    name=f"{child.attrs.get('src') or ''}",
                    line=number,
                    alt=own.text if own.credit else child.content,
                    caption=said.text,
                    credit=said.credit or own.credit,
                )
            )
        elif child.type in ("text", "code_inline", "text_special"):
            told += child.content
        elif child.type in ("softbreak", "hardbreak"):
            told += "\n"
    return single_asterisks(_UNDERLINED.sub(r"*\2*", told)), pictured
