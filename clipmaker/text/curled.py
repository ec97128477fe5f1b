"""Typewriter's apostrophes and quotation marks as a printer sets them; pure.

People type ``'`` and ``"``. An apostrophe inside a Latin, Cyrillic or Greek word is curved in
every language; quotation marks are in English alone, and only where each has its partner: other
languages have marks of their own, and ``6"`` are inches. Every character is replaced by one
character, so that places in a text stay what they were.
"""

from __future__ import annotations

import re

_LETTER = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
_INSIDE = re.compile(rf"(?<=[{_LETTER}])'(?=[{_LETTER}])")
_YEARS = re.compile(r"(?<![\w'])'(?=\d\d(?:s\b|\b(?!['\"])))")
_POSSESSIVE = re.compile(r"(?<=s)'(?=[\s.,;:!?)]|$)")
_SINGLE = re.compile(r"(?<![\w'])'(?=[\w(])([^'\n]*?(?<=[\w.,!?…)’]))'(?![\w'])")
_DOUBLE = re.compile(r"(?<![\w\"])\"(?=[\w(‘$£€*])([^\"\n]*?(?<=[\w.,!?…)’%*]))\"(?![\w\"])")


def curled(text: str, language: str) -> str:
    """Return a text with curved apostrophes, and quotation marks where its language is English."""
    if "'" not in text and '"' not in text:
        return text
    text = _INSIDE.sub("’", text)
    if language.split("-")[0].lower() != "en":
        return text
    if text.count('"') % 2 == 0:
        text = _DOUBLE.sub(r"“\1”", text)
    text = _SINGLE.sub(r"‘\1’", _YEARS.sub("’", text))
    return _POSSESSIVE.sub("’", text)
