"""Names and terms that a newsroom spells its own way: found in both texts of a cue; pure.

A name is looked for in the spoken text by its source spellings, with the endings and prefixes
that its script allows, and in the text that is shown by its one right spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_NO_SPACES = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"})
_STUCK_ON = frozenset({"ARABIC", "HEBREW"})
_INFLECTED = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
_VOWELS = "аеиоуыяіїьюэαειουωης"
_UNMARKED = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW"})
_WRITTEN_IN = """
HANGUL ko; HIRAGANA ja; KATAKANA ja; CJK ja zh; THAI th; LAO lo; KHMER km; MYANMAR my; GREEK el;
ARMENIAN hy; GEORGIAN ka; ETHIOPIC am ti; BENGALI bn as; TAMIL ta; TELUGU te; GUJARATI gu;
KANNADA kn; MALAYALAM ml; SINHALA si; GURMUKHI pa; DEVANAGARI hi mr ne sa; HEBREW he yi;
ARABIC ar fa ur ps sd ug; CYRILLIC ru uk be bg mk kk ky tg mn sr uz az; LATIN sr uz az
"""
_SCRIPTS: dict[str, set[str]] = {}
for _script, *_codes in map(str.split, _WRITTEN_IN.split(";")):
    for _code in _codes:
        _SCRIPTS.setdefault(_code, set()).add(_script)
_ARABIC = str.maketrans("أإآٱىةک", "اااايهك")
_DERIVED = frozenset(
    ("n", "an", "ian", "ns", "ans", "ians", "ese", "ish", "nish", "i", "is", "er", "ers", "s", "ic")
)
"""Endings of words made from names: Russian, Turkish, Spanish, Iraqi, Londoner, Icelandic."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A name or term.

    Attributes:
        spelling: how it is written for the audience.
        sources: how it is written in the languages that are spoken; may be empty.
        note: a remark for people.
    """

    spelling: str
    sources: tuple[str, ...] = ()
    note: str = field(default="", compare=False)


Glossary = tuple[Term, ...]
"""Terms, the more important ones first."""


def united(*glossaries: Sequence[Term]) -> Glossary:
    """Return several glossaries as one; of a term in several, the first counts with all sources."""
    found: dict[str, Term] = {}
    for term in (term for glossary in glossaries for term in glossary):
        key = term.spelling.casefold()
        if first := found.get(key):
            sources = tuple(dict.fromkeys((*first.sources, *term.sources)))
            note = first.note or term.note
            term = Term(spelling=first.spelling, sources=sources, note=note)
        found[key] = term
    return tuple(found.values())


def without_notes(glossary: Glossary) -> Glossary:
    """Return a glossary with nothing in it that is for people only."""
    return tuple(Term(spelling=term.spelling, sources=term.sources) for term in glossary)


def source_spellings(term: Term, language: str) -> tuple[str, ...]:
    """Return how a term is written in a language: those of its spellings in that script."""
    scripts = _SCRIPTS.get(language, {"LATIN"})
    return tuple(text for text in term.sources if script_of(text) in scripts)


def scripts_of(language: str) -> frozenset[str]:
    """Return the scripts that a language is written in, by their Unicode names."""
    return frozenset(_SCRIPTS.get(language, {"LATIN"}))


def written_otherwise(language: str) -> bool:
    """Whether a language is never written in Latin letters."""
    return "LATIN" not in _SCRIPTS.get(language, {"LATIN"})


def spoken_as(term: Term, text: str, language: str) -> str:
    """Return the source spelling of a term that a spoken text holds, "" when it holds none."""
    folded = fold(text)
    spellings = source_spellings(term, language)
    return next((one for one in spellings if _pattern(one).search(folded)), "")


def is_written(term: Term, text: str) -> bool:
    """Whether a text holds a term exactly as it is spelt, or a word made from it."""
    return has_spelling(term, text) or any(is_derived(term, word) for word in text.split())


def has_spelling(term: Term, text: str) -> bool:
    """Whether a text holds a term exactly as it is spelt."""
    return re.search(rf"(?<!\w){re.escape(term.spelling)}(?!\w)", text) is not None


def is_derived(term: Term, word: str) -> bool:
    """Whether an English word is made from a term: Russian from Russia, Turkish from Turkey."""
    name = term.spelling.split()[-1]
    bare = re.sub(r"['’]s?$", "", word.strip('.,;:!?…"“”()[]'))
    if not bare[:1].isupper() or bare == name:
        return False
    same = 0
    while same < min(len(bare), len(name)) and bare[same] == name[same]:
        same += 1
    if bare == name[:-1]:
        # German from Germany; but Zelensky is no word of its own beside Zelenskyy.
        return name[-1:] != name[-2:-1]
    return same >= max(3, len(name) - 3) and bare[same:] in _DERIVED


def fold(text: str) -> str:
    """Return a text for comparing: no case, no accents, one form of each Arabic letter."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    kept = []
    base = ""
    for char in decomposed:
        if unicodedata.category(char) == "Mn":
            if base in _UNMARKED:
                continue
        else:
            base = script_of(char)
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_ARABIC)


def script_of(text: str) -> str:
    """Return the script of a text's first letter by its Unicode name, "" when it has none."""
    for char in text:
        if char.isalpha():
            return unicodedata.name(char, "").split(" ")[0].split("-")[0]
    return ""


def _pattern(spelling: str) -> re.Pattern[str]:
    """Return what finds a source spelling in a folded text."""
    script = script_of(spelling)
    words = fold(spelling).split()
    if script in _NO_SPACES:
        return re.compile(r"\s*".join(map(re.escape, words)))
    if script == "HANGUL":
        # Particles and other nouns follow without a space.
        return re.compile(r"(?<!\w)" + r"\s*".join(map(re.escape, words)))
    if script in _STUCK_ON:
        inner = r"\s+".join(rf"(?:ال)?{re.escape(word)}" for word in words)
        return re.compile(rf"(?<!\w)\w{{0,3}}{inner}\w{{0,3}}(?!\w)")
    stems = [_stem(word, script) for word in words]
    return re.compile(r"(?<!\w)" + r"\s+".join(stems) + r"(?!\w)")


def _stem(word: str, script: str) -> str:
    """Return a pattern of a word with its endings: Украине for Украина, Зеленского."""
    if script in _INFLECTED and len(word) > 4:
        stem = word.rstrip(_VOWELS)
        return rf"{re.escape(max(stem, word[:-2], key=len))}\w{{0,3}}"
    ending = 2 if script == "LATIN" else 3
    return rf"{re.escape(word)}\w{{0,{ending}}}" if len(word) > 3 else re.escape(word)
