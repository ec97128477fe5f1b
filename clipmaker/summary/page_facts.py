"""What a saved page says of itself in its head: headline, date, author, link, language; pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

_MOST_DATA = 400_000
_ARTICLE = re.compile(r"(?:News|Blog|Reportage|Background|Analysis|Opinion)?(?:Article|Posting)$")
_NAMES = {
    "headline": ("og:title", "twitter:title", "dc.title"),
    "date": (
        "article:published_time",
        "datepublished",
        "dc.date",
        "date",
        "pubdate",
        "publishdate",
    ),
    "byline": ("author", "article:author", "byl", "dc.creator"),
    "link": ("og:url",),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class PageFacts:
    """What a page says of itself; "" where it says nothing.

    Attributes:
        headline: its headline, without the site's name.
        date: the day it was published, ISO.
        byline: who wrote it.
        link: its address.
        language: its language code.
        notes: what it calls itself where that is no plain article.
    """

    headline: str = ""
    date: str = ""
    byline: str = ""
    link: str = ""
    language: str = ""
    notes: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the head of a page."""
        head = _Head()
        head.feed(text)
        head.close()
        found = cls(language=head.language)
        for said in head.said():
            found._take(said)
        for name, keys in _NAMES.items():
            written = next((head.metas[key] for key in keys if head.metas.get(key)), "")
            if written and not getattr(found, name):
                setattr(found, name, written)
        found.link = head.canonical or found.link
        found.headline = found.headline or head.title_alone()
        return found

    def told(self) -> dict[str, str]:
        """Return what is known, as labelled lines say it."""
        day = _DAY.match(self.date)
        link = self.link if re.match(r"https?://\S+$", self.link) else ""
        byline = "" if "://" in self.byline else self.byline
        known = {
            "headline": self.headline,
            "date": day[0] if day else "",
            "byline": byline,
            "link": link,
            "language": self.language,
        }
        return {name: " ".join(value.split()) for name, value in known.items() if value.strip()}

    def _take(self, said: dict[str, Any]) -> None:
        """Take what a block of linked data says."""
        kinds = said.get("@type")
        kinds = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
        if "LiveBlogPosting" in kinds:
            posts = said.get("liveBlogUpdate")
            many = len(posts) if isinstance(posts, list) else 0
            entries = f" of {many} entries" if many else ""
            self.notes.append(f"it is a live blog{entries}: look at the order of its cards")
        elif "Recipe" in kinds:
            self.notes.append("the page calls itself a recipe, no article")
        elif not any(map(_ARTICLE.match, kinds)):
            return
        for name, key in (("headline", "headline"), ("date", "datePublished"), ("link", "url")):
            if isinstance(said.get(key), str) and not getattr(self, name):
                setattr(self, name, said[key])
        self.byline = self.byline or ", ".join(_names(said.get("author")))


class _Head(HTMLParser):
    """Collects what the head of a page states."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.metas: dict[str, str] = {}
        self.canonical = self.language = self.title = ""
        self._data: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self._in = ""
        if tag == "html":
            self.language = own.get("lang", "").replace("_", "-").split("-")[0].lower()
        elif tag == "meta":
            name = own.get("property") or own.get("name") or own.get("itemprop") or ""
            self.metas.setdefault(name.lower(), own.get("content", ""))
        elif tag == "link" and "canonical" in own.get("rel", "").lower().split():
            self.canonical = self.canonical or own.get("href", "")
        elif tag == "script" and "ld+json" in own.get("type", "").lower():
            self._in = "data"
            self._data.append("")
        elif tag == "title" and not self.title:
            self._in = "title"

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "data" and len(self._data[-1]) < _MOST_DATA:
            self._data[-1] += data
        elif self._in == "title":
            self.title += data

    def title_alone(self) -> str:
        """Return the page's title without the site's name behind it."""
        parts = re.split(r"\s+[|–—-]\s+", self.title)
        return max(parts, key=len) if len(parts) > 1 else ""

    def said(self) -> Iterator[dict[str, Any]]:
        """Yield the blocks of linked data that can be read."""
        for text in self._data:
            try:
                waiting = [json.loads(text)]
            except (ValueError, RecursionError):
                continue
            for _ in range(200):
                if not waiting:
                    break
                one = waiting.pop(0)
                if isinstance(one, list):
                    waiting += one
                elif isinstance(one, dict):
                    graph = one.get("@graph")
                    waiting += graph if isinstance(graph, list) else []
                    yield one


def _names(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            yield name.strip()
