"""A Story and its parts, as frozen values.

Cards are data: a kind and its fields. Which fields a kind has is declared by its CardSpec beside
its painter, so that a new kind needs no change here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place in a picture, as shares of its width and height, each 0 to 1."""

    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Box:
    """A part of a picture, as shares of its width and height: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A still picture inside a card.

    Attributes:
        file: the picture, absolute, links resolved.
        credit: whose picture it is; shown on screen.
        focus: what a crop keeps in the middle.
        alt: what is seen, for people who do not see it; changes no pixel.
    """

    file: Path
    credit: str
    focus: Point = field(default_factory=Point)
    alt: str = field(default="", compare=False)


FieldValue = str | tuple[str, ...] | Photo
"""What a card's field can hold."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One full-screen statement.

    Attributes:
        kind: a name in the card registry: ``title``, ``caption``, ``quote``, ``end``.
        fields: the values that the kind's CardSpec allows; fields that were not written are absent.
        line: where it stands in the story file, for messages; 0 when it was not read from a file.
    """

    kind: str
    fields: Mapping[str, FieldValue]
    line: int = field(default=0, compare=False)

    def text(self, name: str) -> str:
        """Return a text field, "" when it was not written."""
        value = self.fields.get(name, "")
        if not isinstance(value, str):
            raise TypeError(f"{self.kind}.{name} is not a text")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list-of-texts field, empty when it was not written."""
        value = self.fields.get(name, ())
        if not isinstance(value, tuple):
            raise TypeError(f"{self.kind}.{name} is not a list of texts")
        return value

    def photo(self, name: str) -> Photo | None:
        """Return a photo field, None when it was not written."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, Photo):
            raise TypeError(f"{self.kind}.{name} is not a photo")
        return value


@dataclass(frozen=True, kw_only=True)
class Footage:
    """A span of somebody's video inside the story.

    Attributes:
        file: the video file, absolute, links resolved.
        credit: whose pictures these are; shown on screen.
        in_ms: first millisecond used, of the source file.
        out_ms: first millisecond no longer used; None means to the end of the file.
        language: language code of the speech (``ko``), "" to let the engine detect it.
        label: words on the language label; "" means "IN KOREAN" and the like.
        focus: what a crop keeps in the middle.
        focus_box: a face or other part that crops keep and subtitles avoid.
        subtitles: whether speech is recognised and subtitled.
        translation_credit: who translated, when it was not this program ("AFP"); "" otherwise.
        line: where it stands in the story file.
    """

    file: Path
    credit: str
    in_ms: int = 0
    out_ms: int | None = None
    language: str = ""
    label: str = ""
    focus: Point = field(default_factory=Point)
    focus_box: Box | None = None
    subtitles: bool = True
    translation_credit: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, kw_only=True)
class Story:
    """One clip's worth of news.

    Attributes:
        file: the story file, absolute.
        date: names the clip's folder; no clock is asked.
        slug: names the clip; lower-case words joined by hyphens.
        headline: plain text of the headline, without emphasis marks.
        brand: name of the brand.
        language: language code of the audience, the one that cards are written in.
        link: address of the article, "" for none.
        hashtags: words for the post text, without their number signs.
        post: words of the post text, "" to make them from the captions.
        shots: cards and footage, in order.
    """

    file: Path
    date: date
    slug: str
    headline: str
    brand: str = "news-60"
    language: str = "en"
    link: str = ""
    hashtags: tuple[str, ...] = ()
    post: str = ""
    shots: tuple[Card | Footage, ...]
