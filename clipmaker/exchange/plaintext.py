r"""What is left of a styled text: its words, line by line.

Only what the formats know as markup goes; ``5 > 3``, ``<laughs>`` and ``{sic}`` are words.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

from clipmaker.door.invisible import visible

_STYLES = (
    r"i|b|u|s|em|strong|strike|small|big|sub|sup|font|span|div|center|c|ruby|rb|rt|rp|rtc|p|v|lang"
)
_TAG = re.compile(
    rf"<(?:/?(?:{_STYLES})(?=[\s./>])[^<>]*|\s{{0,4}}/?\s{{0,4}}(?:{_STYLES})\s{{0,4}}/?\s{{0,4}})>",
    re.IGNORECASE,
)
"""A tag; one that people wrote with spaces has nothing else in it: ``a < b and c > d`` is words."""
_TIME_TAG = re.compile(r"<(?:\d{1,6}:)?\d{1,2}:\d{2}[.,]\d{1,3}>")
_BREAK = re.compile(r"<\s{0,4}br\s{0,4}/?\s{0,4}>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_READING = re.compile(
    r"<(rt|rp|rtc)(?=[\s.>])[^<>]*>.*?(?:</\1\s{0,4}>|(?=</ruby|<rb(?=[\s.>])|<r[tp](?=[\s.>]))|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?\s{1,4}([^<>]{1,400})>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_JOINER = re.compile(r"([<{&\\])\u2060")
"""What is put into SubRip to keep a bracket from being taken for a tag, an ``&`` for an
entity, a backslash for a line end (`clipmaker.exchange.write`)."""


def srt_lines(text: str) -> tuple[str, ...]:
    """Return the plain lines of a SubRip text with HTML-like and Advanced SubStation tags."""
    text = decoded(with_breaks(_OVERRIDE.sub("", _untagged(text))))
    return lines_of(_JOINER.sub(r"\1", text))


def with_breaks(text: str) -> str:
    r"""Return a text with the ``\N`` and ``\h`` of Advanced SubStation as line ends and spaces."""
    return re.sub(r"\\[Nn]", "\n", text).replace("\\h", " ")


def vtt_lines(text: str) -> tuple[str, ...]:
    """Return the plain lines of a WebVTT cue: its tags go, character references are resolved."""
    return lines_of(decoded(_untagged(text)))


def vtt_speaker(text: str) -> str:
    """Return the name in the first voice tag of a WebVTT cue, "" when there is none."""
    match = _VOICE.search(text)
    return single_spaced(decoded(match[1])) if match else ""


def has_reading(text: str) -> bool:
    """Whether a text has readings above its words (ruby); they are not among its plain lines."""
    return bool(_READING.search(text))


def decoded(text: str) -> str:
    """Return a text with its character references resolved; ``AT&T`` stays as it is."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _untagged(text: str) -> str:
    return _TIME_TAG.sub("", _TAG.sub("", _BREAK.sub("\n", _READING.sub("", text))))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something, single-spaced."""
    lines = (single_spaced(line) for line in re.split(r"[\n\r\u2028\u2029\v\f]", text))
    return tuple(line for line in lines if line)


def single_spaced(text: str) -> str:
    """Return a text in Unicode NFC with single spaces, as cue sheets keep it.

    No-break and ideographic spaces stay: they mean something. What nobody sees goes.
    """
    return visible(unicodedata.normalize("NFC", re.sub(r"[ \t\r\n]+", " ", text))).strip()


def hidden_told(texts: Sequence[str]) -> str:
    """Return what is told of words that a file hides."""
    named = ", ".join(map(quoted, texts[:3]))
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    return f"hidden text is left out: {named}{more}"


def unshowable(text: str) -> str:
    """Return why a text cannot be shown, "" when it can."""
    from pydantic_core import PydanticCustomError

    from clipmaker.door.words import tidy

    try:
        tidy(text)
    except PydanticCustomError as error:
        return error.message()
    return ""


def quoted(text: str, most: int = 60) -> str:
    """Return a text in quotation marks for a message, shortened to so many characters."""
    text = single_spaced(text)
    return f"“{text if len(text) <= most else text[: most - 1] + '…'}”"
