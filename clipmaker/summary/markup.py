"""HTML and Markdown as plain lines, read by Python's parser and ``markdown-it-py``; pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from clipmaker.scripts import ends_sentence
from clipmaker.summary.plain import Plain

if TYPE_CHECKING:
    from markdown_it.token import Token

_SILENT = frozenset(
    ("script", "style", "template", "noscript", "head", "svg", "math", "object", "select", "button")
)
"""Elements whose words nobody reads."""
_AROUND = frozenset(
    ("nav", "footer", "aside", "figure", "figcaption", "form", "table", "caption", "menu", "iframe")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = (
    _HEADINGS
    | _AROUND
    | _SILENT
    | {
        *("html", "body", "article", "section", "header", "main", "p", "div", "ul", "ol", "li"),
        *("blockquote", "dl", "dt", "dd", "hr", "pre", "address"),
    }
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)

_BOLD = re.compile(r"(?<![\w*])(\*\*\*?)(?![\s*])([^*\n]+)(?<!\s)\1(?!\*)")
_UNDERLINED = re.compile(r"(?<!\w)(__?)(?![\s_])([^_\n]+)(?<!\s)\1(?!\w)")


def single_asterisks(text: str) -> str:
    """Return a text with the house's one mark of emphasis: ``**bold**`` becomes ``*bold*``.

    So does ``***bold***``. Only pairs around words are emphasis: ``f**k`` stays as it was written.
    """
    return _BOLD.sub(r"*\2*", text)


def from_html(text: str, *, blocks: bool) -> Plain:
    """Return HTML as plain lines.

    Args:
        text: the document, or a plain text with elements in it.
        blocks: whether its elements part its paragraphs, or else its own line ends do.
    """
    reader = _Html(blocks, titled="<h1" in text.lower())
    reader.feed(text)
    reader.close()
    return reader.found()


class _Html(HTMLParser):
    """Collects the paragraphs of a document."""

    def __init__(self, blocks: bool, *, titled: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._by_elements = blocks
        self._title = "h1" if titled else ""
        self._open: list[str] = []
        self._text = ""
        self._line = 1
        self._plain = Plain()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph where an element does."""
        del attrs
        if tag in _BLOCKS:
            self._end_block()
        elif tag == "br":
            self._text += "\n"
        elif tag in ("td", "th"):
            self._text += " "
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph where an element does; what was left open inside it ends, too."""
        if tag in _BLOCKS:
            self._end_block()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if _SILENT.intersection(self._open):
            return
        if not self._text.strip():
            self._line, self._text = self.getpos()[0], ""
        if self._by_elements:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
        elif self._text.endswith("\n"):
            data = data.removeprefix("\n")
        self._text += data

    def found(self) -> Plain:
        """Return what was found."""
        self._end_block()
        return self._plain

    def _end_block(self) -> None:
        text, self._text = self._text, ""
        if not text.strip():
            return
        heading = next((tag for tag in self._open if tag in _HEADINGS), "")
        if _AROUND.intersection(self._open):
            self._plain.add_around(self._line, text)
        elif heading and heading == self._title:
            self._title = ""
            self._plain.add_headline(self._line, text)
        elif heading and (self._title or self._plain.headed()):
            self._plain.add_around(self._line, text)
        elif self._by_elements and "li" in self._open:
            self._plain.add_item(self._line, text)
        elif self._by_elements:
            self._plain.add(self._line, text)
        else:
            self._plain.add_lines(self._line, text)


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
            told, pictured = _inline(token)
            self._told(number, told)
            for name in pictured:
                self.plain.add_around(number, name)

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
            self.plain.add_around(number, told)
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


def _inline(token: Token) -> tuple[str, list[str]]:
    """Return the words of a paragraph, and what is said about pictures in it."""
    told, pictured = "", []
    for child in token.children or ():
        if child.type == "image":
            pictured += [child.content] if child.content else []
        elif child.type in ("text", "code_inline", "text_special"):
            told += child.content
        elif child.type in ("softbreak", "hardbreak"):
            told += "\n"
    return single_asterisks(_UNDERLINED.sub(r"*\2*", told)), pictured
