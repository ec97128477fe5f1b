"""Sentences made shorter by rules that cannot change what they mean; pure.

Whatever is left out, the clause that says who claims it stays, and so does every clause with a word
that turns a sentence (“not”, “unless”, “only”).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clipmaker.drafting.words import DraftWords, draft_words, words_of
from clipmaker.facts.quotations import quotations_in
from clipmaker.resources import assets_dir

_LONG = 17
"""Words that a card has room for in the time of one; longer sentences lose a trailing clause."""
_LEAST_LEFT = 6
_ABBREVIATION = re.compile(r"\s[(（][“”\"'‘’]?[^\W\d_a-zа-яіїєґ]{2,7}s?[“”\"'‘’]?[)）]")
_CAPITALS = re.compile(r"(?:[^\W\d_][\w’'-]*[,]?\s+){1,8}")


@dataclass(frozen=True)
class Shortened:
    """A sentence as it goes on a card, and as it stood."""

    text: str
    original: str


def shortened(text: str, language: str, spellings: Mapping[str, str], *, first: bool) -> Shortened:
    """Return a sentence without what a clip can do without.

    Args:
        text: the sentence.
        language: language code of the text.
        spellings: how the article spells words inside sentences, by the words in small letters.
        first: whether an article begins with it, where place and agency may stand.
    """
    words = draft_words(language)
    found = _without_dateline(text) if first else text
    found = _proper_case(found, spellings)
    found = _without_connective(found, words)
    found = _ABBREVIATION.sub("", found)
    found = _without_trailing(found, words)
    return Shortened(found, text)


@cache
def _dateline() -> re.Pattern[str]:
    data = tomllib.loads((assets_dir() / "text" / "credits.toml").read_text("utf-8"))
    agencies = "|".join(re.escape(word) for word in sorted(data["agencies"], key=len, reverse=True))
    return re.compile(
        rf"(?:\((?:[^()=]{{1,20}}=)?(?:{agencies})\)\s*(?:[^=.]{{1,20}}=)?\s*"
        rf"|[^()—–.!?]{{2,45}}\((?:{agencies})\)\s*[—–-]+\s+"
        r"|[^\W\d_a-z][^a-z()—–.!?]{2,40}(?:,\s[^()—–.!?]{2,30})?\s[—–-]+\s+)",
    )


def _without_dateline(text: str) -> str:
    found = _dateline().match(text)
    rest = text[found.end() :] if found else ""
    return rest if len(words_of(rest)) >= _LEAST_LEFT else text


def _proper_case(text: str, spellings: Mapping[str, str]) -> str:
    """Return a text whose first words are no longer all capitals."""
    tokens = text.split(" ")
    count = 0
    for token in tokens:
        letters = [c for c in token if c.isalpha()]
        if not letters or token != token.upper() or token == token.lower():
            break
        count += 1
    shouted = tokens[:count]
    if count < 2 or count == len(tokens) or max(len(word) for word in shouted) < 4:
        return text
    told = [_spelt(word, spellings) for word in shouted]
    told[0] = told[0][:1].upper() + told[0][1:]
    return " ".join((*told, *tokens[count:]))


def _spelt(word: str, spellings: Mapping[str, str]) -> str:
    """Return a word as the article spells it elsewhere; one that stands nowhere else is a name."""

    def one(match: re.Match[str]) -> str:
        plain = match[0].casefold()
        return spellings.get(plain, match[0].capitalize())

    stem, mark, ending = word.partition("’")
    return re.sub(r"[^\W\d_]+", one, stem) + mark + ending.lower()


def _without_connective(text: str, words: DraftWords) -> str:
    """Return a sentence without a first “However,”."""
    for phrase in words.connectives:
        if text[: len(phrase)].casefold() == phrase and text[len(phrase) :].startswith(", "):
            rest = text[len(phrase) + 2 :]
            return rest[:1].upper() + rest[1:]
    return text


def _without_trailing(text: str, words: DraftWords) -> str:
    """Return a long sentence without last clauses that only add something."""
    while words.trailing and len(text.split()) > _LONG:
        at = text.rfind(", ")
        if at < 0 or any(one.start < at < one.end for one in quotations_in(text)):
            return text
        clause = words_of(text[at:])
        kept = text[:at]
        if (
            not clause
            or clause[0] not in words.trailing
            or words.saying.intersection(clause)
            or words.turning.intersection(clause)
            or len(words_of(kept)) < _LEAST_LEFT
            or text[at:].count("”") != text[at:].count("“")
        ):
            return text
        text = f"{kept}."
    return text
