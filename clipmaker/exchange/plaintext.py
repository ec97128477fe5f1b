r"""What is left of a styled text: its words, line by line.

Only what the format knows as markup goes; ``5 > 3``, ``<laughs>`` and ``{sic}`` are words.
"""

from __future__ import annotations

import html
import re
import unicodedata

from clipmaker.door.invisible import visible

_STYLES = r"i|b|u|s|em|strong|font|span|c|ruby|rt|p|v|lang"
_TAG = re.compile(rf"<\s*/?\s*(?:{_STYLES})(?=[\s./>])[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_VTT_TAG = re.compile(r"<[^<>]*>")
_VTT_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]+)>")
_JOINER = re.compile("([<{])\u2060")
"""What `clipmaker.cues.formats` puts into SubRip to keep a bracket from being taken for a tag."""


def srt_lines(text: str) -> tuple[str, ...]:
    """Return the plain lines of a SubRip text with HTML-like and Advanced SubStation tags."""
    text = _BREAK.sub("\n", text)
    text = _OVERRIDE.sub("", _TAG.sub("", text))
    return lines_of(_JOINER.sub(r"\1", text))


def vtt_lines(text: str) -> tuple[str, ...]:
    """Return the plain lines of a WebVTT cue: every tag goes, character references are resolved."""
    return lines_of(html.unescape(_VTT_TAG.sub("", text)))


def vtt_speaker(text: str) -> str:
    """Return the name in the first voice tag of a WebVTT cue, "" when there is none."""
    match = _VTT_VOICE.search(text)
    return single_spaced(html.unescape(match[1])) if match else ""


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something, single-spaced."""
    lines = (single_spaced(line) for line in re.split(r"[\n\r\u2028\u2029\v\f]", text))
    return tuple(line for line in lines if line)


def single_spaced(text: str) -> str:
    """Return a text in Unicode NFC with single spaces, as cue sheets keep it.

    No-break and ideographic spaces stay: they mean something. What nobody sees goes.
    """
    return visible(unicodedata.normalize("NFC", re.sub(r"[ \t\r\n]+", " ", text))).strip()


def unshowable(text: str) -> str:
    """Return why a text cannot be shown, "" when it can."""
    from pydantic_core import PydanticCustomError

    from clipmaker.door.words import tidy

    try:
        tidy(text)
    except PydanticCustomError as error:
        return error.message()
    return ""
