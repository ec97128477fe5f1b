"""An item of an RSS or Atom feed as plain lines, read by ``feedparser``; pure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clipmaker.errors import InputError, Problem
from clipmaker.summary.html_page import from_html
from clipmaker.summary.html_source import TooDeepError
from clipmaker.summary.plain import Plain

_ENTITIES = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_ELEMENT = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")
_MOST_LISTED, _DEPTH = 20, 2000


def from_feed(text: str, file: Path, item: int = 0) -> Plain:
    """Return one item of a feed as plain lines.

    Args:
        text: the feed.
        file: for messages.
        item: its 1-based number; 0 where the feed has only one.

    Raises:
        InputError: it declares entities, cannot be read, holds no item or none of that number, or
            several and nobody said which.
        TooDeepError: its elements are nested too deep.
    """
    import feedparser

    refuse_entities(text, file)
    _refuse_deep(text)
    try:
        entries = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=True).entries
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise InputError([Problem(file=file, message="this feed cannot be read")]) from error
    if not entries:
        raise InputError([Problem(file=file, message="this feed holds no item")])
    if item > len(entries):
        message = f"this feed has {len(entries)} items, no item {item}"
        raise InputError([Problem(file=file, message=message)])
    if not item and len(entries) > 1:
        raise _several(entries, file)
    return _told(entries[max(0, item - 1)])


def refuse_entities(text: str, file: Path) -> None:
    """Refuse XML that declares entities of its own.

    Raises:
        InputError: it does.
    """
    if _ENTITIES.search(text):
        message = "it declares entities of its own, which no article needs"
        raise InputError([Problem(file=file, message=message)])


def _refuse_deep(text: str) -> None:
    """Refuse a feed that takes its parser long: each element costs as much as those around it.

    Raises:
        TooDeepError: its own elements are nested too deep; those in its texts do not count.
    """
    depth = 0
    first, *others = text.split("<![CDATA[")
    for part in (first, *(other.partition("]]>")[2] for other in others)):
        for element in _ELEMENT.finditer(part):
            depth += 0 if element[2] else -1 if element[1] else 1
            if depth > _DEPTH:
                raise TooDeepError(f"its elements are nested deeper than {_DEPTH}")


def _several(entries: list[Any], file: Path) -> InputError:
    shown = [f"  {n}  {_text(one, 'title')[:90]}" for n, one in enumerate(entries, start=1)]
    more = len(shown) - _MOST_LISTED
    listed = "\n".join(shown[:_MOST_LISTED] + ([f"  and {more} more"] if more > 0 else []))
    message = f"this feed has {len(entries)} items: say which with --item 1 to {len(entries)}"
    return InputError([Problem(file=file, message=message)], remedy=f"Its items:\n{listed}")


def _told(entry: Any) -> Plain:
    bodies = [one.get("value", "") for one in entry.get("content", ()) if one.get("value")]
    summary = _text(entry, "summary")
    body = max(bodies, key=len, default="")
    words = body if len(body) >= len(summary) else summary
    html = words if "<" in words else "".join(f"<p>{part}</p>\n" for part in words.split("\n\n"))
    found = from_html(html, blocks=True)
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    found.facts = {
        "headline": " ".join(re.sub(r"<[^>]+>", "", _text(entry, "title")).split()),
        "date": f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day else "",
        "byline": ", ".join(_names(entry)),
        "link": _text(entry, "link"),
    }
    if not body or len(body) < len(summary):
        found.notes.append("the feed may hold only the beginning of the article")
    return found


def _names(entry: Any) -> Iterator[str]:
    names = [one.get("name", "") for one in entry.get("authors", ()) if one.get("name")]
    yield from dict.fromkeys(names or filter(None, [_text(entry, "author")]))


def _text(entry: Any, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
