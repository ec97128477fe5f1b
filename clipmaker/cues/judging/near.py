"""Near misses of a name: what a text holds instead of it; pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from clipmaker.cues.judging.glossary import (
    Glossary,
    Term,
    fold,
    has_spelling,
    is_derived,
    script_of,
    source_spellings,
)

_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_SPACED = frozenset({"LATIN", "CYRILLIC", "GREEK", "HANGUL"})


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A stretch of a text that is probably a name, spelt otherwise.

    Attributes:
        start: index of its first character.
        end: index after its last.
        text: the stretch.
        distance: how many letters differ; 0 where only case, accents or hyphens do.
    """

    start: int
    end: int
    text: str
    distance: int


def near_miss(term: Term, text: str, glossary: Glossary, *, spoken: bool) -> Miss | None:
    """Return what stands in a text of the audience's language instead of a name.

    Args:
        term: the name.
        text: the text.
        glossary: other names, which are no misses of this one.
        spoken: whether the name is spoken there; then more letters may differ.

    Returns:
        the nearest stretch, or None when nothing is near enough or two are as near.
    """
    if has_spelling(term, text):
        return None
    if other := _other_language(term, text):
        return other
    wanted = _letters(term.spelling)
    tokens = list(_WORD.finditer(text))
    count = len(term.spelling.split())
    found: list[Miss] = []
    for size in range(1, count + 2):
        for i in range(len(tokens) - size + 1):
            start, end = tokens[i].start(), tokens[i + size - 1].end()
            end -= len(text[start:end]) - len(_POSSESSIVE.sub("", text[start:end]))
            piece = text[start:end]
            distance = letters_apart(_letters(piece), wanted)
            if _may_be(piece, distance, term, glossary, spoken=spoken):
                found.append(Miss(start=start, end=end, text=piece, distance=distance))
    found.sort(key=lambda miss: (miss.distance, miss.start))
    if len(found) > 1 and found[0].distance == found[1].distance:
        return None if found[0].text != found[1].text else found[0]
    return found[0] if found else None


def near_source(term: Term, text: str, language: str) -> tuple[Miss, str] | None:
    """Return what stands in a spoken text instead of a name, and the spelling that it misses.

    Only a word's beginning is compared, since endings follow. Scripts without spaces, and those
    that stick words together at the front, are left alone.
    """
    best: tuple[Miss, str] | None = None
    for spelling in source_spellings(term, language):
        if " " in spelling or script_of(spelling) not in _SPACED:
            continue
        wanted = _parts(spelling)
        budget = 0 if len(wanted) < 6 else 1 if len(wanted) < 10 else 2
        for token in _WORD.finditer(text):
            for length in range(max(1, len(spelling) - 1), len(spelling) + 2):
                piece = token[0][:length]
                if len(piece) < length or len(token[0]) - length > 3:
                    continue
                parts = _parts(piece)
                distance = letters_apart(parts, wanted)
                if 0 < distance <= budget and parts[0] == wanted[0]:
                    start = token.start()
                    miss = Miss(start=start, end=start + length, text=piece, distance=distance)
                    if best is None or distance < best[0].distance:
                        best = (miss, spelling)
    return best


def letters_apart(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out, changed or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _other_language(term: Term, text: str) -> Miss | None:
    """Return a name as another language in the same script writes it: Koursk, Zelenski."""
    script = script_of(term.spelling)
    for spelling in (one for one in term.sources if script_of(one) == script):
        if found := re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text):
            return Miss(start=found.start(), end=found.end(), text=found[0], distance=0)
    return None


def _may_be(piece: str, distance: int, term: Term, glossary: Glossary, *, spoken: bool) -> bool:
    """Whether a stretch may well be a name spelt otherwise."""
    wanted = _letters(term.spelling)
    others = (other for other in glossary if other.spelling != term.spelling)
    if is_derived(term, piece) or any(
        has_spelling(other, piece) or is_derived(other, piece) for other in others
    ):
        return False
    if distance == 0:
        # “may” is no “May”, unless it is spoken of.
        return spoken or piece[:1].isupper() or not piece.islower() or " " in term.spelling
    if not piece[:1].isupper() or len(wanted) < 4:
        return False
    if spoken:
        return distance <= (1 if len(wanted) < 6 else 2 if len(wanted) < 9 else 3)
    return distance == 1 and len(wanted) >= 7 and _letters(piece)[:1] == wanted[:1]


def _letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


def _parts(text: str) -> str:
    """Return a word's letters, those of Hangul syllables one by one."""
    return unicodedata.normalize("NFD", _letters(text))
