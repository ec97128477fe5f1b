"""HTML as plain lines, read by Python's own parser: a saved page, a part of one, a pasted article.

What is text is decided by the page's own marks first: of a whole page only the part that is called
its article counts. Which of its paragraphs are furniture all the same is asked of their shape
(`page.py`). Pictures are taken with what stands below them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from clipmaker.scripts import ends_sentence
from clipmaker.summary.credits import is_caption, read_caption
from clipmaker.summary.html_source import TooDeepError, bounded_html, is_hidden
from clipmaker.summary.page_facts import PageFacts
from clipmaker.summary.plain import ArticlePicture, Plain

_SILENT = frozenset(
    ("script", "style", "template", "noscript", "head", "svg", "math", "object", "select", "button")
)
"""Elements whose words nobody reads."""
_AROUND = frozenset(
    ("nav", "footer", "aside", "figure", "figcaption", "form", "table", "caption", "menu", "iframe")
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = (
    HEADINGS
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
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:related|promo\w*|newsletter\w*|comments?|share|sharing|social|advert\w*|ads?|cookies?|"
    r"consent|paywall|breadcrumbs?|teasers?|recommend\w*|recirc\w*|subscri\w*|sidebar|most-read|read-?more|"
    r"tags|taglist|signup)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What whole pages call the parts of theirs that are no article."""
_CREDIT = re.compile(r"credit|copyright|photographer|courtesy|attribution", re.IGNORECASE)
MAX_DEPTH = 400
_LONGEST_CREDIT = 2000
_LEAST_SHARE = 0.5


@dataclass
class _Picture:
    name: str
    line: int
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass
class _Piece:
    """What stands between two block elements."""

    line: int
    text: str
    heading: str = ""
    item: bool = False
    around: bool = False
    told_of: list[_Picture] = field(default_factory=list)
    parts: tuple[int, ...] = ()


def from_html(text: str, *, blocks: bool) -> Plain:
    """Return HTML as plain lines.

    Args:
        text: the document, or a plain text with elements in it.
        blocks: whether its elements part its paragraphs, or else its own line ends do.

    Raises:
        TooDeepError: its elements are nested too deep.
    """
    text = bounded_html(text)
    facts = PageFacts.read(text) if blocks and re.search("<(?:head|meta)", text, re.I) else None
    reader = _Reader(by_elements=blocks, whole=facts is not None)
    reader.feed(text)
    reader.close()
    found = _plain(reader.pieces(), facts.headline if facts else "", by_elements=blocks)
    if facts is not None:
        found.facts = facts.told()
        found.notes += facts.notes
    return found


class _Reader(HTMLParser):
    """Collects the pieces of a document."""

    def __init__(self, *, by_elements: bool, whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._by_elements, self._whole = by_elements, whole
        self._open: list[str] = []
        self._silent = self._noisy = 0
        self._parts: list[tuple[int, int]] = []
        self._figures: list[list[_Picture]] = []
        self._credits = ""
        self._crediting = 0
        self._pieces: list[_Piece] = []
        self._last: list[_Picture] = []
        self._words: list[str] = []
        self._blank = True
        self._line = 1
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a piece where an element does.

        Raises:
            TooDeepError: elements are nested too deep.
        """
        own = dict(attrs)
        if tag in _BLOCKS:
            self._end_piece()
        if tag == "img":
            self._add_picture(own)
        elif tag == "br":
            self._words.append("\n")
        elif tag in ("td", "th"):
            self._words.append(" ")
        if tag in _VOID:
            return
        self._open.append(tag)
        depth = len(self._open)
        if depth > MAX_DEPTH:
            raise TooDeepError(f"its elements are nested deeper than {MAX_DEPTH}")
        named = f"{own.get('class') or ''} {own.get('id') or ''}"
        if not self._silent and (tag in _SILENT or is_hidden(own)):
            self._silent = depth
        if not self._noisy and self._whole and tag not in ("html", "body") and _NOISE.search(named):
            self._noisy = depth
        if not self._crediting and (_CREDIT.search(named) or tag in ("cite", "small")):
            self._crediting = depth if self._figures else 0
        if tag in ("article", "main"):
            self._count += 1
            self._parts.append((depth, self._count))
        if tag == "figure":
            self._figures.append([])

    def handle_endtag(self, tag: str) -> None:
        """End a piece where an element does; what was left open inside it ends, too."""
        if tag in _BLOCKS:
            self._end_piece()
        if tag not in self._open:
            return
        while self._open:
            ended = self._open.pop()
            if ended == "figure" and self._figures:
                self._end_figure()
            if ended == tag:
                break
        depth = len(self._open)
        self._silent = self._silent if self._silent <= depth else 0
        self._noisy = self._noisy if self._noisy <= depth else 0
        self._crediting = self._crediting if self._crediting <= depth else 0
        while self._parts and self._parts[-1][0] > depth:
            self._parts.pop()

    def handle_data(self, data: str) -> None:
        """Collect words."""
        if self._silent:
            return
        if self._crediting and len(self._credits) < _LONGEST_CREDIT:
            self._credits += data
        if self._blank:
            self._line, self._words = self.getpos()[0], []
        if self._by_elements:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
        elif "".join(self._words[-1:]).endswith("\n"):
            data = data.removeprefix("\n")
        if data:
            self._words.append(data)
            self._blank = self._blank and not data.strip()

    def pieces(self) -> list[_Piece]:
        """Return what was found, in order."""
        self._end_piece()
        return self._pieces

    def _add_picture(self, own: dict[str, str | None]) -> None:
        name = own.get("src") or own.get("data-src") or ""
        if self._silent or self._noisy or not name:
            return
        if not self._figures and _AROUND.intersection(self._open):
            return
        alt = " ".join((own.get("alt") or "").split())
        picture = _Picture(name=name, line=self.getpos()[0], alt=alt)
        if self._figures:
            self._figures[-1].append(picture)
        else:
            self._last.append(picture)
        numbers = tuple(number for _, number in self._parts)
        self._pieces.append(
            _Piece(line=picture.line, text="", told_of=[picture], parts=numbers, around=True)
        )

    def _end_figure(self) -> None:
        pictures, credit = self._figures.pop(), " ".join(self._credits.split())
        self._credits = ""
        for picture in pictures:
            if credit:
                picture.credit = read_caption(credit).credit or credit
                picture.caption = picture.caption.replace(credit, "").strip()

    def _end_piece(self) -> None:
        text = "".join(self._words)
        self._words, self._blank = [], True
        if not text.strip():
            return
        around = bool(self._noisy or _AROUND.intersection(self._open))
        piece = _Piece(
            line=self._line,
            text=text,
            heading=next((tag for tag in self._open if tag in HEADINGS), ""),
            item="li" in self._open,
            around=around,
            parts=tuple(number for _, number in self._parts),
        )
        caption = " ".join(text.split())
        if self._figures and self._figures[-1]:
            self._describe(self._figures[-1], caption)
        elif self._last and is_caption(caption):
            self._describe(self._last, caption)
            piece.around = True
        self._last = []
        self._pieces.append(piece)

    @staticmethod
    def _describe(pictures: list[_Picture], caption: str) -> None:
        """Give a caption to the pictures of a figure, else to the one directly above it."""
        for picture in pictures:
            told = read_caption(caption)
            picture.caption = " ".join(filter(None, (picture.caption, told.text)))
            picture.credit = picture.credit or told.credit


def _plain(pieces: list[_Piece], headline: str, *, by_elements: bool) -> Plain:
    """Lay out the pieces of a document: headline, paragraphs, and what stands around them."""
    part = _article_part(pieces)
    tops = [piece for piece in pieces if piece.heading == "h1" and not piece.around]
    title = next((piece for piece in tops if _alike(piece.text, headline)), None)
    if title is None and not headline:
        title = next(iter(tops), None)
    found = Plain()
    for piece in pieces:
        outside = part and part not in piece.parts and piece is not title
        for picture in piece.told_of:
            if not outside:
                found.pictures.append(ArticlePicture(**vars(picture)))
        if piece.told_of:
            continue
        if piece is title:
            found.add_headline(piece.line, piece.text)
        elif piece.around or outside:
            found.add_around(piece.line, piece.text)
        elif piece.heading and (title or headline or found.headed()):
            found.add_heading(piece.line, piece.text)
        elif by_elements and piece.item:
            found.add_item(piece.line, piece.text)
        elif by_elements:
            found.add(piece.line, piece.text)
        else:
            found.add_lines(piece.line, piece.text)
    return found


def _article_part(pieces: list[_Piece]) -> int:
    """Return the number of the element that is the page's article, 0 where none is."""
    told: Counter[int] = Counter()
    everything = 0
    for piece in pieces:
        if piece.around or piece.heading or not ends_sentence(piece.text.strip()):
            continue
        everything += len(piece.text)
        for number in piece.parts:
            told[number] += len(piece.text)
    if not told:
        return 0
    most = max(told.values())
    # The innermost that holds nearly all: a page's main part may hold teasers, too.
    best = max(number for number, length in told.items() if length >= 0.9 * most)
    return best if most >= _LEAST_SHARE * everything else 0


def _alike(text: str, headline: str) -> bool:
    """Whether a heading says what a page calls its headline; pages add their own name to it."""
    one, other = (re.sub(r"\W+", "", words).casefold() for words in (text, headline))
    return bool(one and other) and (one in other or other in one)
