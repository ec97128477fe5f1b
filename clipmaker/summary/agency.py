"""What agencies and editorial systems exchange, ninjs, NITF and NewsML-G2, as plain lines; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from clipmaker.errors import InputError, Problem
from clipmaker.summary.credits import read_caption
from clipmaker.summary.feeds import refuse_entities
from clipmaker.summary.html_page import from_html
from clipmaker.summary.plain import ArticlePicture, Plain

_MOST_PICTURES = 50


def is_ninjs(said: object) -> bool:
    """Whether parsed JSON is a news item of IPTC's ninjs, of version 1 or 2."""
    return isinstance(said, dict) and bool(
        {"body_html", "body_text", "bodies", "body_xhtml"} & said.keys()
        and {"headline", "headlines", "title", "uri"} & said.keys()
    )


def from_ninjs(said: dict[str, Any]) -> Plain:
    """Return a ninjs item as plain lines."""
    bodies = _valued(said.get("bodies"), "contenttype")
    html = _string(said.get("body_html")) or _string(said.get("body_xhtml"))
    html = html or next((text for kind, text in bodies if "html" in kind), "")
    words = _string(said.get("body_text")) or next((text for _, text in bodies), "")
    if not html:
        html = "".join(f"<p>{_escaped(part)}</p>\n" for part in re.split(r"\n\s*\n|\n", words))
    found = from_html(html, blocks=True)
    headlines = _valued(said.get("headlines"), "role")
    main = next((text for role, text in headlines if role in ("", "main", "headline")), "")
    created = _string(said.get("versioncreated")) or _string(said.get("firstcreated"))
    found.facts = {
        "headline": _string(said.get("headline"))
        or main
        or next((text for _, text in headlines), "")
        or _string(said.get("title")),
        "date": created[:10],
        "byline": _string(said.get("byline")),
        "link": next((url for url in _links(said)), ""),
        "language": _string(said.get("language")).split("-")[0].lower(),
    }
    found.pictures += _ninjs_pictures(said.get("associations"))
    return found


def from_news_xml(text: str, file: Path) -> Plain:
    """Return a NITF document, or the first text of a NewsML-G2 item, as plain lines.

    Raises:
        InputError: it cannot be read, or holds no text.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    refuse_entities(text, file)
    try:
        root = fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), forbid_entities=True)
    except (ParseError, DefusedXmlException, RecursionError, ValueError) as error:
        raise InputError([Problem(file=file, message="this is no well-formed XML")]) from error
    body = next(
        (one for name in ("body.content", "body", "html") for one in _all(root, name)), root
    )
    found = from_html("\n".join(_html(body)), blocks=True)
    found.facts = {
        "headline": _first(root, "hl1") or _first(root, "headline") or _first(root, "title"),
        "byline": re.sub(r"^by\s+", "", _first(root, "byline") or _first(root, "by"), flags=re.I),
        "date": _day(root),
        "dateline": _first(root, "dateline"),
    }
    found.pictures += _nitf_pictures(body)
    if not any(line.text for line in found.lines):
        raise InputError([Problem(file=file, message="this news item holds no text")])
    return found


def _html(body: Element) -> Iterator[str]:
    for node in body.iter():
        name = _local(node)
        if name in ("p", "li", "blockquote") and not any(_local(one) == "p" for one in node):
            yield f"<p>{_escaped(_words(node))}</p>"
        elif name in ("hl2", "h2", "h3"):
            yield f"<h2>{_escaped(_words(node))}</h2>"


def _nitf_pictures(body: Element) -> Iterator[ArticlePicture]:
    for media in _all(body, "media"):
        name = next((one.get("source") or "" for one in _all(media, "media-reference")), "")
        caption = read_caption(_first(media, "media-caption"))
        credit = _first(media, "media-producer") or caption.credit
        if name:
            yield ArticlePicture(name=name, line=1, caption=caption.text, credit=credit)


def _ninjs_pictures(associations: object) -> list[ArticlePicture]:
    found = []
    several = associations.values() if isinstance(associations, dict) else associations
    for one in several if isinstance(several, list) or hasattr(several, "__iter__") else ():
        if not isinstance(one, dict) or one.get("type") not in ("picture", "graphic"):
            continue
        renditions = one.get("renditions")
        sizes = list(renditions.values()) if isinstance(renditions, dict) else renditions or []
        best = max(
            (size for size in sizes if isinstance(size, dict) and size.get("href")),
            key=_width,
            default={},
        )
        caption = read_caption(
            _string(one.get("description_text")) or _string(one.get("body_text"))
        )
        picture = ArticlePicture(name=_string(best.get("href")), line=1, caption=caption.text)
        credit = (
            _string(one.get("byline"))
            or _string(one.get("copyrightholder"))
            or _string(one.get("copyrightnotice"))
            or caption.credit
        )
        found.append(replace(picture, credit=credit))
    return found[:_MOST_PICTURES]


def _width(size: dict[str, Any]) -> int:
    width = size.get("width")
    return width if isinstance(width, int) else 0


def _valued(several: object, kind: str) -> list[tuple[str, str]]:
    return [
        (_string(one.get(kind)).lower(), _string(one.get("value")))
        for one in (several if isinstance(several, list) else ())
        if isinstance(one, dict)
    ]


def _links(said: dict[str, Any]) -> Iterator[str]:
    for name in ("url", "altids", "uri"):
        value = _string(said.get(name))
        if re.match(r"https?://\S+$", value):
            yield value


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2].lower()


def _all(root: Element, name: str) -> Iterator[Element]:
    return (node for node in root.iter() if _local(node) == name)


def _first(root: Element, name: str) -> str:
    return next((words for node in _all(root, name) if (words := _words(node))), "")


def _words(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _day(root: Element) -> str:
    """Return the day of an item, ISO: NITF's 20250113T101500Z, G2's contentCreated."""
    for node in root.iter():
        name = _local(node)
        written = node.get("norm") if name in ("date.issue", "story.date", "date.release") else ""
        written = written or (node.text if name in ("contentcreated", "versioncreated") else "")
        if found := re.match(r"(\d{4})-?(\d{2})-?(\d{2})", (written or "").strip()):
            return "-".join(found.groups())
    return ""
