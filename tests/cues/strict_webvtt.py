"""A strict reader of the W3C's WebVTT file syntax, for tests: what it takes, every parser takes.

After sections 4.1 to 4.4 of WebVTT: The Web Video Text Tracks Format (W3C, 2019). It knows the
parts that subtitles need: header, comments, cues with times, text with character references.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise

_TIME = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_REFERENCES = re.compile(r"&(?:amp|lt|gt|lrm|rlm|nbsp);")


class NotWebVttError(ValueError):
    """A rule of the syntax is broken."""


def parse(content: str) -> list[tuple[int, int, str]]:
    """Return start, end in ms and text of every cue.

    Raises:
        NotWebVttError: a rule is broken.
    """
    _require("\0" not in content and "\r" not in content, "no nulls, one kind of line end")
    lines = content.split("\n")
    _require(re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]) is not None, "header")
    _require(len(lines) > 1 and lines[1] == "", "a blank line after the header")
    _require(content.endswith("\n"), "the file ends with a line end")
    blocks = re.split(r"\n{2,}", content.rstrip("\n"))[1:]
    cues = [_cue(block) for block in blocks if not re.match(r"NOTE(?:[ \t\n]|$)", block)]
    _require(all("-->" not in block for block in blocks if block.startswith("NOTE")), "comments")
    _require(all(a[0] <= b[0] for a, b in pairwise(cues)), "cues in order of their start")
    return cues


def _cue(block: str) -> tuple[int, int, str]:
    first, *rest = block.split("\n")
    if "-->" not in first:
        _require(bool(rest), "an identifier is followed by times")
        first, *rest = rest
    start, arrow, end = first.partition(" --> ")
    _require(bool(arrow), "an arrow with a space on each side")
    text = "\n".join(rest)
    _require(bool(text), "a text")
    _require("-->" not in text, "no arrow in a text")
    bare = _REFERENCES.sub("", text)
    _require(not set(bare) & set("&<>"), "every & < > as a character reference")
    begins, ends = _ms(start), _ms(end)
    _require(begins < ends, "an end after its start")
    return begins, ends, html.unescape(text)


def _ms(text: str) -> int:
    match = _TIME.fullmatch(text)
    _require(match is not None, f"a timestamp: {text!r}")
    assert match is not None
    hours, minutes, seconds, ms = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def _require(good: bool, rule: str) -> None:
    if not good:
        raise NotWebVttError(rule)
