"""A document as plain lines, while its parser reads it; pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from clipmaker.summary.labels import label_of, lists_sources
from clipmaker.summary.lines import BULLET, SummaryLine


@dataclass(frozen=True, kw_only=True)
class ArticlePicture:
    """A picture that came with an article.

    Attributes:
        name: name of its file; where `content` is None, its place beside the article's file.
        line: 1-based line of the article where it stands.
        content: what its file holds, None for a file beside the article.
        caption: what is said about it, without the credit.
        credit: whose picture it is, "" where nobody says so.
        alt: what is seen, for people who do not see it.
    """

    name: str
    line: int
    content: bytes | None = field(default=None, repr=False)
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass
class Plain:
    """A document as plain text.

    Attributes:
        lines: its lines with their 1-based numbers; empty ones part paragraphs.
        around: what is no text of the story.
        facts: what its format says of itself: headline, date, link, language, byline.
        pictures: what came along to be seen.
        notes: what a person should know about it, one sentence each.
    """

    lines: list[SummaryLine] = field(default_factory=list)
    around: list[SummaryLine] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    pictures: list[ArticlePicture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, number: int, text: str) -> None:
        """Add a paragraph of one or more lines."""
        told = [SummaryLine(number, line) for line in text.split("\n") if line.strip()]
        self.lines += [*told, SummaryLine(number, "")] if told else []

    def add_lines(self, number: int, text: str) -> None:
        """Add a text whose own line ends and empty lines count."""
        self.lines += [SummaryLine(at, line) for at, line in enumerate(text.split("\n"), number)]

    def add_item(self, number: int, text: str) -> None:
        """Add an item of a list, which stands directly below the label of the list."""
        before = self.lines[-2:]
        if len(before) == 2 and not before[1].text:
            label = label_of(before[0].text.strip())
            if BULLET.match(before[0].text) or (label and not label.value):
                self.lines.pop()
        self.add(number, f"- {' '.join(text.split())}")

    def add_headline(self, number: int, text: str) -> None:
        """Add the headline; what stands above it and is no labelled line stands around."""
        above = [line for line in self.lines if line.text]
        self.around += [line for line in above if not label_of(line.text.strip())]
        facts = [line for line in above if label_of(line.text.strip())]
        self.lines = [part for line in facts for part in (line, SummaryLine(line.number, ""))]
        self.add(number, " ".join(text.split()))

    def add_heading(self, number: int, text: str) -> None:
        """Add a heading below the first: it stands around, or is the label of a list of sources."""
        label = f"{text.strip().rstrip(':： ')}:"
        if lists_sources(label):
            self.add(number, label)
        else:
            self.add_around(number, text)

    def add_around(self, number: int, text: str) -> None:
        """Add what is no text of the story."""
        if words := " ".join(text.split()):
            self.around.append(SummaryLine(number, words))

    def headed(self) -> bool:
        """Whether there is more than labelled lines yet."""
        return any(line.text and not label_of(line.text.strip()) for line in self.lines)
