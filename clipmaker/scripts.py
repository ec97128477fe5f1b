"""How languages are written: the one table of scripts, their sentences, spaces and direction.

Everything that asks where a sentence ends, whether words are parted by spaces, how fast letters
are read or from which side a line begins, asks here; quotation marks stand in `clipmaker.quotes`.
To add a language: its code in a line below. Imports nothing heavy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Range = tuple[int, int]
"""Code points, both ends inside."""


@dataclass(frozen=True, kw_only=True)
class Script:
    """A way of writing.

    Attributes:
        code: its ISO 15924 code.
        languages: the languages (ISO 639-1, and a few of 639-3) that are written in it when
            nothing else is said.
        ends: what its sentences end with, besides the marks that every script has.
        stop: what a plain sentence ends with; "" where it ends with nothing.
        pauses: what its clauses end with, besides the marks that every script has.
        from_right: whether a line begins at the right.
        letters_a_word: where words are not parted by spaces: how many letters are read in the
            time of a word, a third of a second; 0 where there are spaces.
        ranges: its letters and marks, where there are no spaces.
    """

    code: str
    languages: str = ""
    ends: str = ""
    stop: str = "."
    pauses: str = ""
    from_right: bool = False
    letters_a_word: int = 0
    ranges: tuple[Range, ...] = ()


_EAST_ASIAN = "。！？｡．"

# Letters a second where there are no spaces: Japanese is read at 357 characters a minute and
# Chinese at 255 (Trauzettel-Klosinski and Dietz 2012, doi:10.1167/iovs.11-8284), the alphabets of
# the same study at 900 to 1080 with their spaces. Thai, Lao, Khmer and Burmese have no such
# measurement; they are counted as the alphabets are, by the letters that their syllables take
# (2.3 base letters in Thai and Lao, 1.9 in Khmer, 1.5 in Burmese; marks are read with them).
SCRIPTS: tuple[Script, ...] = (
    Script(code="Latn"),
    Script(
        code="Cyrl",
        languages="ab av ba be bg ce cu cv kk kv ky mk mn os ru sr tg tt uk",
    ),
    Script(code="Grek", languages="el", ends=";\u037e"),
    Script(code="Armn", languages="hy", ends="։:", stop="։", pauses="՝"),
    Script(code="Geor", languages="ka"),
    Script(code="Hebr", languages="he iw yi", from_right=True),
    Script(
        code="Arab",
        languages="ar azb ckb fa ks ps sd ug ur",
        ends="؟۔؞",
        pauses="،؛",
        from_right=True,
    ),
    Script(code="Syrc", languages="arc", ends="؟", pauses="،؛", from_right=True),
    Script(code="Thaa", languages="dv", ends="؟", pauses="،؛", from_right=True),
    Script(code="Deva", languages="hi mr ne pi sa", ends="।॥", stop="।"),
    Script(code="Beng", languages="as bn", ends="।॥", stop="।"),
    Script(code="Guru", languages="pa", ends="।॥", stop="।"),
    Script(code="Gujr", languages="gu", ends="।॥"),
    Script(code="Orya", languages="or", ends="।॥", stop="।"),
    Script(code="Taml", languages="ta"),
    Script(code="Telu", languages="te"),
    Script(code="Knda", languages="kn"),
    Script(code="Mlym", languages="ml"),
    Script(code="Sinh", languages="si", ends="෴"),
    Script(code="Ethi", languages="am ti", ends="።፧፨", stop="።", pauses="፣፤፥፦"),
    Script(code="Cans", languages="cr iu oj"),
    Script(code="Yiii", languages="ii"),
    Script(
        code="Tibt",
        languages="bo dz",
        ends="།༎༏༐༑",
        stop="།",
        letters_a_word=4,
        ranges=((0x0F00, 0x0F00), (0x0F18, 0x0F33), (0x0F35, 0x0FBC)),
    ),
    Script(
        code="Thai",
        languages="th",
        ends="๚๛",
        stop="",
        letters_a_word=5,
        ranges=((0x0E01, 0x0E3A), (0x0E40, 0x0E59)),
    ),
    Script(
        code="Laoo",
        languages="lo",
        stop="",
        letters_a_word=5,
        ranges=((0x0E80, 0x0EFF),),
    ),
    Script(
        code="Khmr",
        languages="km",
        ends="។៕៚",
        stop="។",
        pauses="៖",
        letters_a_word=4,
        ranges=((0x1780, 0x17D3), (0x17D7, 0x17D7), (0x17DC, 0x17E9), (0x19E0, 0x19FF)),
    ),
    Script(
        code="Mymr",
        languages="my",
        ends="။",
        stop="။",
        pauses="၊",
        letters_a_word=3,
        ranges=((0x1000, 0x1049), (0x104C, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    ),
    Script(code="Hang", languages="ko", ends=_EAST_ASIAN, pauses="、，；："),
    Script(
        code="Hani",
        languages="yue za zh",
        ends=_EAST_ASIAN,
        stop="。",
        pauses="、，；：",
        letters_a_word=2,
        ranges=(
            *((0x2E80, 0x2FDF), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029)),
            *((0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF)),
            (0x20000, 0x3FFFF),
        ),
    ),
    Script(
        code="Kana",
        languages="ja",
        ends=_EAST_ASIAN,
        stop="。",
        pauses="、，；：",
        letters_a_word=2,
        ranges=((0x30A1, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9D), (0x1B000, 0x1B16F)),
    ),
    Script(code="Hira", letters_a_word=2, ranges=((0x3041, 0x309F),)),
    Script(code="Bopo", letters_a_word=2, ranges=((0x3105, 0x312F), (0x31A0, 0x31BF))),
)
"""Every script that cards can be written in, and a few more. Hira and Bopo stand beside others."""

_ASIDE_ENDS, _ASIDE_PAUSES = ".!?…", ",;:"
SENTENCE_ENDS = _ASIDE_ENDS + "".join(
    dict.fromkeys(c for script in SCRIPTS for c in script.ends if c not in _ASIDE_PAUSES)
)
"""What ends a sentence in some script, and never anything else in another."""
CLAUSE_ENDS = _ASIDE_PAUSES + "".join(dict.fromkeys(c for script in SCRIPTS for c in script.pauses))
"""What ends a clause in some script."""
CALLS = "?!？！؟፧"
"""How a headline may end; a full stop ends a sentence of a text."""
QUOTE_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』"
"""Every quotation mark; which of them opens depends on the language."""
CLOSING = QUOTE_MARKS + ")]}）］｝】》〉*"
"""What may stand behind the end of a sentence and belongs to it."""
OPENING = QUOTE_MARKS + "([{（［｛【《〈¿¡*"
"""What may stand before the beginning of a sentence and belongs to it."""


_BY_LANGUAGE = {code: script for script in SCRIPTS for code in script.languages.split()}
_BY_CODE = {script.code: script for script in SCRIPTS}
_LATIN = _BY_CODE["Latn"]
_UNSPACED = tuple(script for script in SCRIPTS if script.letters_a_word)


def _character_class(scripts: tuple[Script, ...]) -> str:
    ranges = (f"{chr(a)}-{chr(b)}" for script in scripts for a, b in script.ranges)
    return "".join(ranges)


UNSPACED_CLASS = _character_class(_UNSPACED)
"""Letters of scripts without spaces, for a character class of a regular expression."""
_UNSPACED_LETTER = re.compile(f"[{UNSPACED_CLASS}]")
_WITH_ICU = ("Laoo", "Khmr", "Mymr", "Thai")
_COMPLEX = re.compile(f"[{_character_class(tuple(_BY_CODE[code] for code in _WITH_ICU))}]")


def script_of_language(language: str) -> Script:
    """Return the script that a language is written in; codes may have a script or a region.

    ``sr-Latn`` is Latin, ``sr`` Cyrillic. A language that stands nowhere is Latin.
    """
    first, *rest = language.replace("_", "-").split("-")
    for part in rest:
        if len(part) == 4 and part.isalpha():
            code = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Kana", "Kore": "Hang"}.get(
                part.title(), part.title()
            )
            return _BY_CODE.get(code, _LATIN)
    return _BY_LANGUAGE.get(first.lower(), _LATIN)


def spaceless(character: str) -> bool:
    """Whether a character is a letter or mark of a script that is written without spaces."""
    return _UNSPACED_LETTER.match(character) is not None


def needs_dictionary(character: str) -> bool:
    """Whether only a dictionary knows where words begin beside this character (UAX 14, SA)."""
    return _COMPLEX.match(character) is not None


def unspaced_script(character: str) -> Script | None:
    """Return the script without spaces that a character belongs to, None for any other."""
    if character < "\u0e00" or not spaceless(character):
        return None
    code = ord(character)
    return next(s for s in _UNSPACED if any(a <= code <= b for a, b in s.ranges))


def is_sentence_end(character: str, language: str = "") -> bool:
    """Whether a character ends sentences: in any script, or by the language alone (Greek ``;``)."""
    own = script_of_language(language).ends if language else ""
    return bool(character) and (character in SENTENCE_ENDS or character in own)


def is_clause_end(character: str) -> bool:
    """Whether a character ends clauses, in any script."""
    return bool(character) and character in CLAUSE_ENDS


def ends_sentence(text: str, language: str = "") -> bool:
    """Whether a text ends where a sentence does, quotation marks and brackets aside.

    Languages whose sentences end with nothing (Thai, Lao) end one with every text.
    """
    bare = text.rstrip().rstrip(CLOSING).rstrip()
    if is_sentence_end(bare[-1:], language):
        return True
    return bool(bare) and not script_of_language(language).stop and spaceless(bare[-1:])


def with_stop(text: str, language: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if ends_sentence(text, language) else text + script_of_language(language).stop


def is_one_word(line: str) -> bool:
    """Whether a line is a single word; without spaces a line is never one word for certain."""
    return " " not in line and not any(map(spaceless, line))
