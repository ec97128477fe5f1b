"""Quotation marks by language, and texts that are put into them or taken out; pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quotes:
    """A language's quotation marks, and those of a quotation inside another."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_ENGLISH = Quotes("“", "”", "‘", "’")
_QUOTES = {
    Quotes("„", "“", "‚", "‘"): "bg cs de et is ka lt mk sk sl sr",
    Quotes("„", "”", "’", "’"): "hr hu pl ro",
    Quotes("«", "»", "„", "“"): "be hy ru uk",
    Quotes("«", "»", "“", "”"): "ar el fa it nb nn no",
    Quotes("« ", " »", "“", "”"): "fr",
    Quotes("”", "”", "’", "’"): "fi he sv",
    Quotes("»", "«", "›", "‹"): "da",
    Quotes("「", "」", "『", "』"): "ja",
}
_QUOTES_OF = {code: marks for marks, codes in _QUOTES.items() for code in codes.split()}

QUOTE_PAIRS = (
    *(("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("”", "”")),
    *(("‘", "’"), ("‚", "‘"), ('"', '"'), ("「", "」"), ("『", "』")),
)
"""Quotation marks as pairs, whatever the language."""


def quotes_of(language: str) -> Quotes:
    """Return a language's quotation marks, the English ones where it has none of its own."""
    return _QUOTES_OF.get(language.split("-")[0].lower(), _ENGLISH)


def quoted(text: str, language: str) -> str:
    """Return a text in quotation marks of a language; marks inside it become inner ones.

    A text that stands in marks as a whole gets no second pair.
    """
    marks = quotes_of(language)
    return f"{marks.opening}{_inner(without_quotes(text), marks)}{marks.closing}"


def without_quotes(text: str) -> str:
    """Return a text without the pair of quotation marks around it, if there is one.

    Marks within, or around only a part, stay as they were written.
    """
    bare = text.strip()
    for opening, closing in QUOTE_PAIRS:
        inner = bare[1:-1]
        if (
            len(bare) > 2
            and bare[0] == opening
            and bare[-1] == closing
            and opening not in inner
            and closing not in inner
        ):
            return inner.strip()
    return bare


def _inner(text: str, marks: Quotes) -> str:
    """Return a text whose double quotation marks are those of a quotation inside another."""
    found = ""
    is_open = False
    for place, character in enumerate(text):
        inches = character == '"' and text[:place][-1:].isdigit() and not is_open
        if character in '“”„‟«»"「」' and not inches:
            is_open = not is_open
            found = found + marks.inner_opening if is_open else found.rstrip() + marks.inner_closing
        elif not (character.isspace() and is_open and found.endswith(marks.inner_opening)):
            found += character
    return found
