"""Who wrote an article, where a line below its headline says so; pure."""

from __future__ import annotations

import re

from clipmaker.scripts import ends_sentence

_MOST_WORDS = 12
_BEFORE = (
    "by|words by|story by|written by|text by|von|text von|eine analyse von|por|texto de|par|di|"
    "door|av|af|autor|autorka|автор|авторка|текст|від|от|بقلم|كتب|כתב|文"
)
_BEGINS = re.compile(
    rf"(?:(?i:{_BEFORE}))(?:\s*[:：]\s*|\s+|[／/])(?P<who>(?=[^\Wa-zа-яіїєґ\d_])\S.*)"
)
_REPORTER = re.compile(r"(?P<who>[\w· ,]{2,30}?)\s*(?:기자|특파원|記者|记者)\b.{0,40}")


def is_byline(text: str, known: str = "") -> bool:
    """Whether a paragraph says nothing but who wrote the article.

    Args:
        text: the paragraph.
        known: who wrote it, as the file's own facts say; "" where they do not.
    """
    words = text.split()
    if len(words) > _MOST_WORDS or (ends_sentence(text) and not text.rstrip().endswith("기자")):
        return False
    named = bool(known) and known.casefold() in text.casefold()
    return named or bool(_BEGINS.fullmatch(text) or _REPORTER.fullmatch(text))


def name_in_byline(text: str) -> str:
    """Return who is named in a paragraph that is a byline."""
    found = _BEGINS.fullmatch(text) or _REPORTER.fullmatch(text)
    return (found["who"] if found else text).strip()
