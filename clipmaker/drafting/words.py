"""The word lists of assets/text/drafting.toml for a language; pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from clipmaker.resources import assets_dir


@dataclass(frozen=True, kw_only=True)
class DraftWords:
    """By which words sentences are judged and shortened; empty where a language has none.

    Attributes:
        leans: first words of sentences that need the one before.
        they: pronouns of speakers.
        saying: words of claims.
        trailing: what begins a last clause that only adds something.
        turning: words without which a sentence means something else.
        joins: what may stand between two counted things.
        abbreviations: what ends no sentence though a full stop follows.
        connectives: phrases that may go from the beginning of a sentence.
        about: phrases before a number that belong to it.
        according: phrases that begin a claim's source.
        in_year: what leads to a year.
    """

    leans: frozenset[str]
    they: frozenset[str]
    saying: frozenset[str]
    trailing: frozenset[str]
    turning: frozenset[str]
    joins: frozenset[str]
    abbreviations: frozenset[str]
    connectives: tuple[str, ...]
    about: tuple[str, ...]
    according: tuple[str, ...]
    in_year: tuple[str, ...]


@cache
def draft_words(language: str) -> DraftWords:
    """Return the word lists of a language."""
    data = tomllib.loads((assets_dir() / "text" / "drafting.toml").read_text("utf-8"))
    own = data.get(language.split("-")[0].lower(), {})

    def several(name: str) -> frozenset[str]:
        return frozenset(own.get(name, "").split())

    def phrases(name: str) -> tuple[str, ...]:
        written = " ".join(own.get(name, "").split())
        return tuple(sorted(filter(None, re.split(r"\s*,\s*", written)), key=len, reverse=True))

    return DraftWords(
        leans=several("leans"),
        they=several("they"),
        saying=several("saying"),
        trailing=several("trailing"),
        turning=several("turning"),
        joins=several("joins"),
        abbreviations=several("abbreviations"),
        connectives=phrases("connectives"),
        about=phrases("about"),
        according=phrases("according"),
        in_year=phrases("in_year"),
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without marks."""
    return [word.casefold() for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text)]
