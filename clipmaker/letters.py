"""Which letters a text is written in, and which language they tell of; pure.

Imports nothing heavy.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from clipmaker.languages import NAMES, language_name
from clipmaker.scripts import SCRIPTS, script_of_language

_NAMED = {
    "HANGUL": "Hang",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "HEBREW": "Hebr",
    "ARABIC": "Arab",
    "THAANA": "Thaa",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "GURMUKHI": "Guru",
    "GUJARATI": "Gujr",
    "ORIYA": "Orya",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "SINHALA": "Sinh",
    "ETHIOPIC": "Ethi",
    "TIBETAN": "Tibt",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "LATIN": "Latn",
}
"""The first word of a letter's Unicode name, and its script."""
_SOLE = {"Hani": ("zh",), "Tibt": ("bo",), "Hebr": ("he",)}
"""Where other languages of a script are too rare to ask about."""
_LANGUAGES = {
    script.code: _SOLE.get(script.code)
    or tuple(code for code in script.languages.split() if code in NAMES)
    for script in SCRIPTS
}
_WITH_HAN = ("Kana", "Hang")
"""Japanese and Korean headlines may hold nothing but Chinese characters."""
_TWO_SCRIPTS = ("az", "bs", "ha", "ku", "ms", "ro", "tk", "uz")
"""Latin languages that are written in Cyrillic or Arabic letters as well."""
_LATIN_TOO = ("kk", "sr", "tt")
"""Languages of other scripts that many write in Latin letters."""
_MARKUP = re.compile(r"<[^>]*>|&\w+;|https?://\S+|^\W*\w+:", re.MULTILINE)
"""Tags, addresses and labels say nothing about a text's language."""
_MOST = 20_000
"""So many characters of a text tell."""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """What a text is written in.

    Attributes:
        script: the ISO 15924 code of the script that most of its letters are of.
        languages: codes of the languages that are written so, the only one first.
    """

    script: str
    languages: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language that the letters decide, "" where several are written so."""
        return self.languages[0] if len(self.languages) == 1 else ""

    @property
    def name(self) -> str:
        """What these letters are called: ``Korean``, ``Cyrillic``."""
        if self.language:
            return language_name(self.language)
        return next(name for name, code in _NAMED.items() if code == self.script).title()

    def another_than(self, language: str) -> bool:
        """Whether nobody who writes in a language writes so; codes may have a region."""
        own = script_of_language(language).code
        if own == self.script or (self.script == "Hani" and own in _WITH_HAN):
            return False
        return bool(self.language) or (own == "Latn" and language not in _TWO_SCRIPTS)


def in_latin(language: str) -> bool:
    """Whether a language is written in Latin letters, if not by everybody."""
    return script_of_language(language).code == "Latn" or language in _LATIN_TOO


def letters_of(text: str) -> Letters | None:
    """Return what most of a text's letters are; None for Latin ones, or where there are none."""
    count: Counter[str] = Counter()
    for character in _MARKUP.sub(" ", text[:_MOST]):
        if character.isalpha() and character > "\u024f":
            first = unicodedata.name(character, "").partition(" ")[0]
            count[_NAMED.get(first, "")] += 1
        elif character.isalpha():
            count["Latn"] += 1
    # Japanese is written in both; a few kana are in no Chinese text.
    if count["Kana"] * 10 >= count["Hani"]:
        count["Kana"] += count.pop("Hani", 0)
    script, letters = count.most_common(1)[0] if count else ("", 0)
    if script in ("", "Latn") or not letters:
        return None
    return Letters(script=script, languages=_LANGUAGES[script])
