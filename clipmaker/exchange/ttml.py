"""Reads TTML: IMSC, EBU-TT-D, DFXP and their kin.

Document types and entities are refused, since none of these formats has any.
Imports defusedxml: import this module only where such a file is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from clipmaker.errors import InputError, Problem
from clipmaker.exchange.model import Event, Subtitles
from clipmaker.exchange.plaintext import lines_of

_XML = "{http://www.w3.org/XML/1998/namespace}"
_CLOCK = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)(?:\.(\d+)|:(\d{2,})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s|f|t)")
_MAX_DEPTH = 40


class _TimeError(ValueError):
    """A time that cannot be understood."""


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
        raise _TimeError(f"expected a time such as 00:00:01.200, found “{text}”")


@dataclass(frozen=True, kw_only=True)
class _Inside:
    """What an element passes on to what is inside it: its span in ms, and who speaks."""

    start: Fraction = Fraction(0)
    end: Fraction | None = None
    speaker: str = ""


def read_ttml(file: Path, text: str) -> Subtitles:
    """Read a TTML file.

    Raises:
        InputError: it is not XML or not TTML, holds a document type, or a time is no time.
    """
    try:
        root: Element = fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        message = "it declares a document type or entities, which no subtitles need: remove them"
        raise InputError([Problem(file=file, message=message)]) from error
    except (ParseError, ValueError) as error:
        message = f"this is not valid XML: {error}"
        raise InputError([Problem(file=file, message=message)]) from error
    if _name(root) != "tt":
        message = f"expected a TTML document (tt), found “{_name(root)}”"
        raise InputError([Problem(file=file, message=message)])
    clock, speakers = _clock(root), _speakers(root)
    events: list[Event] = []
    try:
        for body in (child for child in root if _name(child) == "body"):
            for event in _events(body, _Inside(), clock, speakers):
                events.append(replace(event, place=f"subtitle {len(events) + 1}"))
    except _TimeError as error:
        place = f"after subtitle {len(events)}: " if events else ""
        raise InputError([Problem(file=file, message=f"{place}{error}")]) from error
    language = root.get(f"{_XML}lang", "").split("-")[0].lower()
    return Subtitles(form="TTML", events=tuple(events), language=language)


def _events(
    node: Element, around: _Inside, clock: _Clock, speakers: Mapping[str, str], depth: int = 0
) -> Iterator[Event]:
    """Yield the subtitles in an element, in the document's order."""
    if depth > _MAX_DEPTH:
        raise _TimeError("elements are nested too deep")
    inside = _inside(node, around, clock, speakers)
    if _name(node) in ("p", "span") and not _in_timed_parts(node):
        if inside.end is None:
            raise _TimeError(f"a text without an end: “{_told(node)}”")
        yield Event(
            start_ms=round(inside.start),
            end_ms=round(inside.end),
            lines=lines_of(_text(node)),
            speaker=inside.speaker,
        )
        return
    for child in node:
        if _name(child) in ("div", "p", "span"):
            yield from _events(child, inside, clock, speakers, depth + 1)


def _inside(node: Element, around: _Inside, clock: _Clock, speakers: Mapping[str, str]) -> _Inside:
    if _attribute(node, "timeContainer") == "seq":
        raise _TimeError(
            "its times follow one another (timeContainer=seq), which is not understood"
        )
    begin, end, dur = (_attribute(node, name) for name in ("begin", "end", "dur"))
    start = around.start + (clock.ms(begin) if begin else 0)
    ends = [around.start + clock.ms(end)] if end else []
    ends += [start + clock.ms(dur)] if dur else []
    ends += [around.end] if around.end is not None else []
    agents = (speakers.get(name, "") for name in _attribute(node, "agent").split())
    return _Inside(
        start=start,
        end=min(ends) if ends else None,
        speaker=next((name for name in agents if name), around.speaker),
    )


def _in_timed_parts(node: Element) -> bool:
    """Whether every word in an element stands in a part with times of its own."""
    parts = list(node)
    texts = [node.text, *(part.tail for part in parts)]
    texts += ["".join(part.itertext()) for part in parts if not _timed(part)]
    return any(map(_timed, parts)) and not any(text and text.strip() for text in texts)


def _timed(node: Element) -> bool:
    return bool(_attribute(node, "begin") or _attribute(node, "end"))


def _text(node: Element) -> str:
    """Return the text of an element; line ends of the file are spaces, ``br`` ends a line."""
    parts = [" ".join((node.text or "").splitlines())]
    for child in node:
        if _name(child) == "br":
            parts.append("\n")
        elif _name(child) == "span":
            parts.append(_text(child))
        parts.append(" ".join((child.tail or "").splitlines()))
    return "".join(parts)


def _told(node: Element) -> str:
    return " ".join(_text(node).split())[:40]


def _clock(root: Element) -> _Clock:
    """Return how a document counts frames and ticks (TTML2, 7.2)."""
    rate = Fraction(_number(_attribute(root, "frameRate"), 30))
    over, _, under = _attribute(root, "frameRateMultiplier").replace(":", " ").partition(" ")
    rate *= Fraction(_number(over, 1), _number(under, 1))
    framed = rate if _attribute(root, "frameRate") else Fraction(1)
    return _Clock(rate=rate, ticks=Fraction(_number(_attribute(root, "tickRate"), 0)) or framed)


def _number(text: str, default: int) -> int:
    return int(text) if text.strip().isdecimal() and int(text) > 0 else default


def _speakers(root: Element) -> Mapping[str, str]:
    """Return the names of the agents that a document declares, by their identifier."""
    found = {}
    for agent in (node for node in root.iter() if _name(node) == "agent"):
        names = [" ".join("".join(n.itertext()).split()) for n in agent if _name(n) == "name"]
        if names and (key := agent.get(f"{_XML}id")):
            found[key] = names[0]
    return found


def _name(node: Element) -> str:
    """Return an element's name without its namespace, which differs between versions."""
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""


def _attribute(node: Element, name: str) -> str:
    """Return an attribute in whatever namespace, "" when it is not there."""
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), "")
