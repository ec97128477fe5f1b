"""A text in pieces that numbers, units and days are read from: figures, words, signs; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from clipmaker.facts.lexicon import lexicon, plain_words

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0970-\u0dff"
)
_THAI = "\u0e00-\u0e4f\u0e5a-\u0eff"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}{_THAI}])"
_FIGURE = (
    r"\d+(?:(?:[.,'’٬٫\u066b\u066c]\d+)|(?:[ \u00a0\u202f\u2009]\d{3}(?!\d)))*|[½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞]"
)
_TOKEN = re.compile(
    rf"(?P<figure>{_FIGURE})|(?P<word>{_LETTER}+(?:['’]{_LETTER}+)*)|(?P<sign>[%٪％‰°$€£¥₩₽₴₹₪₺₫₱฿])"
)
_RUN_TOGETHER = frozenset({"ko", "ja", "zh", "th"})
"""Languages that write a number and what it counts without a space."""


class TokenKind(Enum):
    """What a piece of a text is."""

    FIGURE = "figure"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: what it is, its letters folded, and where it stands."""

    kind: TokenKind
    text: str
    start: int
    end: int


def runs_together(language: str) -> bool:
    """Whether a number and what it counts are written without a space."""
    return language.split("-")[0] in _RUN_TOGETHER


def tokens_of(text: str, language: str) -> tuple[Token, ...]:
    """Return the pieces of a text in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = TokenKind(match.lastgroup)
        if kind is TokenKind.WORD and runs_together(language):
            after = bool(found) and found[-1].kind is TokenKind.FIGURE
            gap = text[found[-1].end : match.start()] if found else "-"
            found += _apart(text, match.start(), match.end(), language, after and not gap.strip())
        else:
            found.append(Token(kind, plain_words(match[0]), *match.span()))
    return tuple(found)


def _apart(text: str, start: int, end: int, language: str, counted: bool) -> Iterator[Token]:
    """Yield a run of letters with the numbers in it apart."""
    while counted and (match := _times(language).match(text, start, end)):
        yield Token(TokenKind.WORD, match[0], *match.span())
        start = match.end()
    while start < end:
        match = _number(language).search(text, start, end)
        if match is None or (language == "ko" and match.start() != start):
            break
        if match.start() > start:
            yield Token(
                TokenKind.WORD, plain_words(text[start : match.start()]), start, match.start()
            )
        yield Token(TokenKind.WORD, match[0], *match.span())
        start = match.end()
    if start < end:
        yield Token(TokenKind.WORD, plain_words(text[start:end]), start, end)


@cache
def _times(language: str) -> re.Pattern[str]:
    return re.compile(_any(lexicon(language).times))


@cache
def _number(language: str) -> re.Pattern[str]:
    """Return what finds a number in words that is followed by what it counts, or is a long one."""
    known = lexicon(language)
    parts = _any([*known.numbers, *known.times])
    counted = _any(known.counted)
    return re.compile(rf"{parts}+?(?=\s?{counted}(?!{parts}))|{parts}{{4,}}")


def _any(words: object) -> str:
    listed = sorted(words, key=len, reverse=True)  # type: ignore[call-overload]
    return f"(?:{'|'.join(map(re.escape, listed)) or '(?!)'})"
