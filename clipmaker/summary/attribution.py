"""Who said it: finds speaker and role of a quotation in a paragraph; pure.

Careful rather than clever. Every word of the paragraph comes to stand on the card except a plain
verb of saying; where something else would be lost, or nobody is named, there is no quotation and
the paragraph stays as it was written. Verbs that judge (“claimed”, “admitted”) are not plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from clipmaker.resources import word_lists

_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("„", "”"), ("「", "」"), ('"', '"'))
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?P<who>\S.*)")
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr)\b)")
_MOST_NAME, _MOST_ROLE, _MOST_PLACE = 10, 14, 10


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """Words, without the marks around them; who said them; and what that person is, or where."""

    text: str
    speaker: str
    role: str = ""


@dataclass(frozen=True)
class _Said:
    """Who said it; whether a full stop follows, so that what comes next is a new sentence."""

    speaker: str
    role: str
    stopped: bool = False


class _Words(NamedTuple):
    """The word lists of assets/text/attribution.toml that hold for a language."""

    particles: frozenset[str]
    said: frozenset[str]
    told: frozenset[str]
    places: frozenset[str]
    days: frozenset[str]
    nobody: frozenset[str]
    clauses: frozenset[str]


@cache
def _words(language: str) -> _Words:
    return _Words(*word_lists("attribution", language, _Words._fields))


def find_quotation(paragraph: str, language: str = "en") -> Quotation | None:
    """Return the quotation that a paragraph consists of, None when it is not wholly one.

    Understood are ``“…” — Name, role``, ``Name, role: “…”`` and, where the verbs of the language
    are known, ``“…,” Name, role, said``, ``“…,” said Name, role``, ``Name, role, said: “…”`` and
    ``“…,” said Name. “…”``.

    Args:
        paragraph: tidy text.
        language: language code of the text.
    """
    words = _words(language)
    first = _quoted(paragraph)
    if first is None:
        return _led_in(paragraph, words)
    text, rest = first
    if dashed := _DASH.fullmatch(rest):
        said = _named(dashed["who"].rstrip("."), words) if not _marks(dashed["who"]) else None
        return _quotation(text, said)
    # “Iron Lady” Thatcher said nothing of the kind: speech ends in punctuation of its own.
    if text[-1:] not in ",.!?…–—" and not rest.startswith(","):
        return None
    before, mark, _ = _partition_quote(rest)
    if not mark:
        return _quotation(text, _clause(rest, words))
    second = _quoted(rest[len(before) :])
    said = _clause(before, words)
    if second is None or said is None or second[1].strip(" ."):
        return None
    joint = _joint(text, said.stopped)
    return _quotation(f"{joint} {second[0]}", said)


def _quotation(text: str, said: _Said | None) -> Quotation | None:
    if said is None or not text.strip(" ,"):
        return None
    role = said.role[:1].upper() + said.role[1:]
    return Quotation(text=text.rstrip(" ,"), speaker=said.speaker, role=role)


def _joint(text: str, stopped: bool) -> str:
    """Return the first of two parts of one quotation with what belongs between them."""
    bare = text.rstrip(" ,")
    if not stopped:
        return f"{bare}," if text.rstrip() != bare else bare
    return bare if bare[-1:] in ".!?…" else f"{bare}."


def _quoted(text: str) -> tuple[str, str] | None:
    """Return what stands in the quotation marks that a text begins with, and what follows."""
    for opening, closing in _PAIRS:
        end = text.find(closing, 1)
        if text.startswith(opening) and end > 0 and opening not in text[1:end]:
            return text[1:end].strip(), text[end + 1 :]
    return None


def _partition_quote(text: str) -> tuple[str, str, str]:
    """Split a text at its first opening quotation mark."""
    places = [place for opening, _ in _PAIRS if (place := text.find(opening)) >= 0]
    at = min(places, default=len(text))
    return text[:at], text[at : at + 1], text[at + 1 :]


def _marks(text: str) -> bool:
    return bool(_partition_quote(text)[1])


def _led_in(paragraph: str, words: _Words) -> Quotation | None:
    """Read ``Name, role, said: “…”`` and ``Name, role: “…”``."""
    before, mark, _ = _partition_quote(paragraph)
    head = before.rstrip()
    found = _quoted(paragraph[len(before) :]) if mark else None
    if found is None or found[1].strip(" .") or head[-1:] not in (":", ","):
        return None
    said = _clause(head[:-1], words)
    if said is None and head.endswith(":") and not _verb_in(head, words):
        said = _named(head[:-1], words)
    return _quotation(found[0], said)


def _verb_in(text: str, words: _Words) -> bool:
    return any(word.strip(",:").lower() in words.said | words.told for word in text.split())


def _clause(written: str, words: _Words) -> _Said | None:
    """Read the clause around a verb of saying."""
    # Slavic languages put a dash between the words and whoever said them.
    text = written.strip().lstrip(",").lstrip(" —–―")
    stopped = text.endswith(".")
    text = text.rstrip(".,: ")
    if not text or _several_sentences(text):
        return None
    parts = text.split()
    plain = [part.strip(",").lower() for part in parts]
    at = next((i for i, word in enumerate(plain) if word in words.said | words.told), None)
    if at is None:
        return None
    told = plain[at] in words.told
    rest = " ".join(parts[at + 1 :])
    if at == 0:
        said = None if told else _named_with_place(rest, words)
    else:
        place = _place(rest, words, told=told)
        said = None if place is None else _named(" ".join(parts[:at]), words, place)
    return said and _Said(said.speaker, said.role, stopped)


def _several_sentences(text: str) -> bool:
    """Whether more than one sentence is there; abbreviations of up to four letters end none."""
    return bool(re.search(r"[!?;]|\.\s+[^\W\d_]{2}", re.sub(r"\b\w{1,4}\.", "", text)))


def _place(rest: str, words: _Words, *, told: bool) -> str | None:
    """Return the words after the verb that may stand below a name; None when they may not."""
    parts = rest.split()
    if not parts:
        return None if told else ""
    if len(parts) > _MOST_PLACE or "," in rest:
        return None
    if told:
        return f"to {rest}"
    first = parts[0].lower()
    return rest if first in words.places or (first in words.days and len(parts) == 1) else None


def _named_with_place(text: str, words: _Words) -> _Said | None:
    """Read ``Name, role`` after the verb, or ``Name on Monday``."""
    parts = text.split()
    for i, part in enumerate(parts[1:], start=1):
        if parts[i - 1].endswith(","):
            break
        if part.lower() in words.places | words.days:
            place = _place(" ".join(parts[i:]), words, told=False)
            return None if place is None else _named(" ".join(parts[:i]), words, place)
    return _named(text, words)


def _named(text: str, words: _Words, place: str = "") -> _Said | None:
    """Read ``Name``, ``Name, role`` and ``title Name``."""
    text = _SUFFIX.sub(" ", text.strip().rstrip(","))
    head, _, role = (part.strip() for part in text.partition(","))
    title, name = _title_and_name(head, words)
    opening = role.split(" ", 1)[0].lower()
    if not name or len(role.split()) > _MOST_ROLE or opening in words.clauses:
        return None
    return _Said(name, ", ".join(part for part in (title, role, place) if part))


def _title_and_name(head: str, words: _Words) -> tuple[str, str]:
    """Split ``Kremlin spokesman Dmitry Peskov`` before the name; "" for a name that is none.

    Where nothing written in small letters parts a title from the name, both stay together.
    """
    parts = head.split()
    if not parts or len(parts) > _MOST_NAME:
        return "", ""
    first = parts[0].lower()
    article = first == "the" and len(parts) > 1 and not parts[1][:1].islower()
    if (first in words.nobody or first == "the") and not article:
        return "", ""
    small = [
        i
        for i, part in enumerate(parts)
        if part[:1].islower() and part.lower() not in words.particles
    ]
    split = small[-1] + 1 if small else 0
    title, name = " ".join(parts[:split]), " ".join(parts[split:])
    begins = name[:1]
    if not begins.isalpha() or begins.islower() or (title and parts[split] in words.particles):
        return "", ""
    return title, name
