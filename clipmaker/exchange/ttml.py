"""Reads TTML: IMSC, EBU-TT-D, DFXP and their kin.

Document types and entities are refused, since none of these formats has any. Hidden text and
readings above words (ruby) are left out, and said.
Imports defusedxml: import this module only where such a file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.bounds import refuse_too_many
from clipmaker.exchange.model import SubtitleEvent, SubtitleFile
from clipmaker.exchange.plaintext import hidden_told, lines_of, quoted
from clipmaker.exchange.srt import READINGS
from clipmaker.exchange.ttml_styles import Styles, TtmlShown, attribute, name_of
from clipmaker.exchange.xml import TooMuchError, XmlDocument, parse

_XML = "{http://www.w3.org/XML/1998/namespace}"
_CLOCK = re.compile(r"(\d{2,6}):([0-5]\d):([0-5]\d)(?:[.,](\d{1,12})|:(\d{2,4})(?:\.\d{1,9})?)?")
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,12})?)(h|ms|m|s|f|t)")


class _TimeError(ValueError):
    """A time that cannot be understood."""

    def __init__(self, message: str, node: Element | None = None) -> None:
        super().__init__(message)
        self.node = node


@dataclass(frozen=True, kw_only=True)
class _Clock:
    """How times are counted: frames and ticks a second."""

    rate: Fraction
    ticks: Fraction

    def ms(self, text: str) -> Fraction:
        """Return the milliseconds of a time expression (TTML2, 12.3.1).

        Raises:
            _TimeError: it is none.
        """
        if match := _CLOCK.fullmatch(text.strip()):
            hours, minutes, seconds = (int(part) for part in match.groups()[:3])
            whole = Fraction((hours * 60 + minutes) * 60 + seconds)
            part = (
                Fraction(f"0.{match[4]}") if match[4] else Fraction(int(match[5] or 0)) / self.rate
            )
            return (whole + part) * 1000
        if match := _OFFSET.fullmatch(text.strip()):
            units_ms = {
                "h": Fraction(3_600_000),
                "m": Fraction(60_000),
                "s": Fraction(1000),
                "ms": Fraction(1),
                "f": 1000 / self.rate,
                "t": 1000 / self.ticks,
            }
            return Fraction(match[1]) * units_ms[match[2]]
        raise _TimeError(f"expected a time such as 00:00:01.200, found {quoted(text)}")


@dataclass(frozen=True, kw_only=True)
class _Inside:
    """What an element passes on to what is inside it: its span in ms, who speaks, what shows."""

    start: Fraction = Fraction(0)
    end: Fraction | None = None
    speaker: str = ""
    shown: TtmlShown = field(default_factory=TtmlShown)


def read_ttml(file: Path, text: str) -> SubtitleFile:
    """Read a TTML file.

    Raises:
        InputError: it is not XML or not TTML, holds a document type, or a time is no time.
    """
    try:
        document = parse(text)
    except DefusedXmlException as error:
        message = "it declares a document type or entities, which no subtitles need: remove them"
        raise InputError([Problem(file=file, message=message)]) from error
    except TooMuchError as error:
        raise InputError([Problem(file=file, line=error.line, message=str(error))]) from error
    except (ParseError, ValueError) as error:
        line = getattr(error, "position", (0, 0))[0]
        message = f"this is not valid XML: {error}"
        raise InputError([Problem(file=file, line=line, message=message)]) from error
    root = document.root
    if name_of(root) != "tt":
        message = f"expected a TTML document (tt), found {quoted(name_of(root))}"
        raise InputError([Problem(file=file, message=message)])
    reading = _Reading(document=document, clock=_clock(root), styles=Styles(root))
    try:
        for body in (child for child in root if name_of(child) == "body"):
            for event in reading.inside(body, _Inside()):
                reading.events.append(event)
                refuse_too_many(file, len(reading.events))
    except _TimeError as error:
        place = f"after subtitle {len(reading.events)}: " if reading.events else ""
        line = document.line_of(error.node)
        raise InputError([Problem(file=file, line=line, message=f"{place}{error}")]) from error
    return SubtitleFile(
        form="TTML",
        events=tuple(reading.events),
        language=_language(file, root),
        notes=tuple(reading.notes()),
    )


def _language(file: Path, root: Element) -> str:
    """Return the language of a document's divisions, or else the one that it states.

    Raises:
        InputError: it holds subtitles in several, side by side.
    """
    stated = _lang(root)
    divisions = [
        div for body in root if name_of(body) == "body" for div in body if name_of(div) == "div"
    ]
    told = [_lang(div) or stated for div in divisions if "".join(div.itertext()).strip()]
    languages = sorted(set(filter(None, told)))
    if len(languages) > 1:
        message = (
            f"it holds subtitles in several languages ({', '.join(languages)}): "
            "leave one of them in a file"
        )
        raise InputError([Problem(file=file, message=message)])
    return languages[0] if languages else stated


def _lang(node: Element) -> str:
    return node.get(f"{_XML}lang", "").split("-")[0].lower()


@dataclass(kw_only=True)
class _Reading:
    """What has been read of a document so far."""

    document: XmlDocument
    clock: _Clock
    styles: Styles
    events: list[SubtitleEvent] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    ruby: bool = False

    def __post_init__(self) -> None:
        self._speakers = _speakers(self.document.root)

    def inside(self, node: Element, around: _Inside) -> Iterator[SubtitleEvent]:
        """Yield the subtitles in an element, in the document's order."""
        inside = self._inside(node, around)
        if name_of(node) in ("p", "span") and not self._in_timed_parts(node):
            lines = lines_of(self._text(node, inside.shown))
            if lines and inside.end is None:
                raise _TimeError(f"a text without an end: {quoted(' '.join(lines), 40)}", node)
            if lines and inside.end is not None:
                yield SubtitleEvent(
                    start_ms=round(inside.start),
                    end_ms=round(inside.end),
                    lines=lines,
                    speaker=inside.speaker,
                    place=f"line {self.document.line_of(node)}",
                    row=inside.shown.row,
                )
            return
        for child in node:
            if name_of(child) in ("div", "p", "span"):
                yield from self.inside(child, inside)

    def _inside(self, node: Element, around: _Inside) -> _Inside:
        if attribute(node, "timeContainer") == "seq":
            raise _TimeError(
                "its times follow one another (timeContainer=seq), which is not understood", node
            )
        begin, end, dur = (attribute(node, name) for name in ("begin", "end", "dur"))
        try:
            start = around.start + (self.clock.ms(begin) if begin else 0)
            ends = [around.start + self.clock.ms(end)] if end else []
            ends += [start + self.clock.ms(dur)] if dur else []
        except _TimeError as error:
            error.node = node
            raise
        ends += [around.end] if around.end is not None else []
        agents = (self._speakers.get(name, "") for name in attribute(node, "agent").split())
        return _Inside(
            start=start,
            end=min(ends) if ends else None,
            speaker=next((name for name in agents if name), around.speaker),
            shown=self.styles.shown(node, around.shown),
        )

    def _in_timed_parts(self, node: Element) -> bool:
        """Whether every word in an element stands in a part with times of its own."""
        parts = list(node)
        if not any(map(_timed, parts)):
            return False
        texts = [node.text, *(part.tail for part in parts)]
        texts += ["".join(part.itertext()) for part in parts if not _timed(part)]
        return not any(text and text.strip() for text in texts)

    def _text(self, node: Element, shown: TtmlShown) -> str:
        """Return the text of an element; line ends of the file are spaces, ``br`` ends a line."""
        parts = [self._own(node.text, shown)]
        for child in node:
            if name_of(child) == "br":
                parts.append("\n")
            elif name_of(child) == "span":
                within = self.styles.shown(child, shown)
                if self.styles.is_reading(child):
                    self.ruby = True
                else:
                    parts.append(self._text(child, within))
            parts.append(self._own(child.tail, shown))
        return "".join(parts)

    def _own(self, text: str | None, shown: TtmlShown) -> str:
        if text and text.strip() and not shown.visible:
            self.hidden.append(text)
            return ""
        return re.sub(r"[\r\n]+", " ", text or "")

    def notes(self) -> list[str]:
        """Return what a person has to know."""
        found = [READINGS] if self.ruby else []
        if self.hidden:
            found.append(hidden_told(self.hidden))
        return found


def _timed(node: Element) -> bool:
    return bool(attribute(node, "begin") or attribute(node, "end"))


def _clock(root: Element) -> _Clock:
    """Return how a document counts frames and ticks (TTML2, 7.2)."""
    rate = Fraction(_number(attribute(root, "frameRate"), 30))
    over, _, under = attribute(root, "frameRateMultiplier").replace(":", " ").partition(" ")
    rate *= Fraction(_number(over, 1), _number(under, 1))
    framed = rate if attribute(root, "frameRate") else Fraction(1)
    return _Clock(rate=rate, ticks=Fraction(_number(attribute(root, "tickRate"), 0)) or framed)


def _number(text: str, default: int) -> int:
    """Return a whole number above 0, or a default."""
    good = text.strip().isdecimal() and len(text.strip()) <= 12
    return int(text) if good and int(text) > 0 else default


def _speakers(root: Element) -> Mapping[str, str]:
    """Return the names of the agents that a document declares, by their identifier."""
    found = {}
    for agent in (node for node in root.iter() if name_of(node) == "agent"):
        names = [" ".join("".join(n.itertext()).split()) for n in agent if name_of(n) == "name"]
        if names and (key := agent.get(f"{_XML}id")):
            found[key] = names[0]
    return found
