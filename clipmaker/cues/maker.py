"""Who made a text of a cue: a machine, a person, or somebody outside by their credit; pure.

A fact of its own for each text, which every change hands on. It is never inferred from the other
text: a line that a person wrote stays a person's, whoever wrote down what was said. No maker at
all means that nobody knows, and then nobody is claimed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from clipmaker.cues.bare import bare_words

UNKNOWN = "unknown"
"""What stands in a sheet for a text whose maker nobody knows."""

_SHARED = 0.5
"""A text that keeps so much of an agency's words is still the agency's, too."""


class By(StrEnum):
    """What kind of maker; the first word of a maker in a sheet."""

    MACHINE = "machine"
    PERSON = "person"
    CREDIT = "credit"


@dataclass(frozen=True, kw_only=True)
class Maker:
    """One who made a text, or a part of it.

    Attributes:
        by: a machine, a person of the newsroom, or somebody outside, named by a credit.
        name: engine and model of a machine ("faster-whisper base"), who the person is, or the
            credit ("AFP"); "" when it is not known, never for a credit.
    """

    by: By
    name: str = ""

    def __str__(self) -> str:
        return f"{self.by} {self.name}".rstrip()


Makers = tuple[Maker, ...]
"""All who made a text, the first one first; none when nobody knows."""


def machine(name: str = "") -> Maker:
    """Return a machine, by the name of its engine and model."""
    return Maker(by=By.MACHINE, name=name)


def person(name: str = "") -> Maker:
    """Return a person of the newsroom."""
    return Maker(by=By.PERSON, name=name)


def credited(name: str) -> Maker:
    """Return somebody outside the newsroom, by the credit that is owed to them."""
    return Maker(by=By.CREDIT, name=name)


def engine_and_model(engine: str, model: str) -> str:
    """Return the name of a machine from a sheet's engine and model: ``faster-whisper base``."""
    # A model is a name or a folder, and the digest of its files.
    name = model.rsplit(" ", 1)[0] if " " in model else model
    return f"{engine.split(' ')[0]} {name}".strip()


def parse_maker(text: str) -> Maker | None:
    """Return a maker as it stands in a sheet, None for what is none."""
    kind, _, name = text.strip().partition(" ")
    if kind not in list(By) or (kind == By.CREDIT and not name.strip()):
        return None
    return Maker(by=By(kind), name=name.strip())


def together(many: Iterable[Makers]) -> Makers:
    """Return the makers of a text that was put together from several."""
    return tuple(dict.fromkeys(maker for makers in many for maker in makers))


def by_machine(makers: Makers) -> bool:
    """Whether a machine made a text, or a part of it."""
    return any(maker.by is By.MACHINE for maker in makers)


def rewritten(makers: Makers, who: str, old: str | None, new: str) -> Makers:
    """Return the makers of a text that a person has changed.

    Who changes signs only has written none of it. Who changes a word answers for the line, and it
    is a machine's no longer; somebody outside is still named where their words are still there.

    Args:
        makers: of the text as it was.
        who: the person, "" when it is not known.
        old: the text as it was; None when it is not known.
        new: the text as it is now.
    """
    if old is not None and same_words(old, new):
        return makers
    kept = [maker for maker in makers if maker.by is By.CREDIT]
    if (
        kept
        and old is not None
        and SequenceMatcher(None, old, new, autojunk=False).ratio() < _SHARED
    ):
        kept = []
    return (*kept, person(who))


def same_name(name: str) -> str:
    """Return what a person's name has in common however it is typed: “Kim”, “ kim”, “KIM”."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in signs, capitals and spaces at most."""
    return bare_words(one) == bare_words(other)
