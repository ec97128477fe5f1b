"""Where a line may break, and how much each break hurts.

Unicode's line breaking algorithm (UAX 14, by ``uniseg``) says where a break is allowed at all.
On top come house rules: Korean breaks at spaces, Japanese, Chinese and Thai prefer the phrases
that BudouX finds, Thai, Lao, Khmer and Burmese break between the words that ICU's dictionaries
know, and a break that parts what is read in one breath costs something.
Costs share a scale with raggedness in :mod:`clipmaker.text.wrap`: 4 is a line a fifth too short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import budoux
from uniseg.linebreak import line_break_breakables

from clipmaker.scripts import needs_dictionary, spaceless
from clipmaker.text.hyphens import hyphenation_points
from clipmaker.text.itemize import cluster_starts, script_of
from clipmaker.text.phrases import break_cost, pause
from clipmaker.text.syllables import syllable_starts, word_starts

# From this cost on, a break tears apart what belongs together.
TORN = 10.0
_SOFT_HYPHEN = "\u00ad"
_INSIDE_WORD = 10.0
_BETWEEN_PHRASES = 3.0
_BETWEEN_WORDS = 8.0
_INSIDE_PHRASE = 24.0
_INSIDE_NAME = 32.0
_PAUSE_WEIGHT = 1.3
_LETTERS = 60.0
_NEAR_EDGE = 20.0
_EDGE_LETTERS = 4
_BEFORE_DASH = 12.0
_BEFORE_PUNCTUATION = 40.0
_HYPHEN = 20.0
_INSIDE_PART = 70.0
_LINKED = ("ungs", "heits", "keits", "schafts", "tions", "täts", "lings", "heids", "teits")
"""What the parts of German and Dutch compounds end with before another part."""
_LETTERS_ALONE = re.compile(r"[^\W\d_]{6,}")
_HYPHENATED = frozenset({"", "Latn", "Cyrl", "Grek", "Armn"})
_PLAIN = "A-Za-zÀ-ÖØ-öø-ɏΑ-ΡΣ-Ωα-ωА-яЁёЄ-Їє-їҐґ"
"""Letters between which Unicode allows no break, whatever stands around them."""
_WORD = re.compile(rf"[{_PLAIN}0-9]+(?:['’][{_PLAIN}]+)*[,.:;!?]? ?")
_SEAM = re.compile(
    rf"(?:(?<=[{_PLAIN}0-9가-힣])|(?<=[{_PLAIN}0-9가-힣][,.:;!?])) (?=[{_PLAIN}0-9가-힣])"
)
"""A space that is always a place to break, and beyond which no rule looks."""
_PARSERS = {
    "ja": budoux.load_default_japanese_parser,
    "th": budoux.load_default_thai_parser,
    "zh-hans": budoux.load_default_simplified_chinese_parser,
    "zh-hant": budoux.load_default_traditional_chinese_parser,
}


class Break(NamedTuple):
    """A place where a line may end.

    Attributes:
        at: index of the first character of the next line.
        cost: how much it hurts; negative where a break helps reading.
        hyphen: whether the line then ends in a hyphen that is not in the text.
        forced: whether the line must end here.
    """

    at: int
    cost: float
    hyphen: bool = False
    forced: bool = False


@lru_cache(maxsize=512)
def find_breaks(text: str, language: str) -> tuple[Break, ...]:
    """Return the allowed breaks inside a text and the one at its end, in order."""
    phrases = _phrase_starts(text, language)
    words = word_starts(text, phrases)
    found: list[Break] = []
    for at, allowed in enumerate(breakables(text)):
        if at == 0:
            continue
        before, after = text[at - 1], text[at]
        if before == "\n":
            found.append(Break(at, 0.0, forced=True))
        elif before == " ":
            cost = break_cost(text, at, language) if allowed else _BEFORE_PUNCTUATION
            found.append(Break(at, cost))
        elif before == _SOFT_HYPHEN:
            if text[:at].rstrip(_SOFT_HYPHEN)[-1:].isalnum() and after.isalnum():
                found.append(Break(at, _INSIDE_WORD, hyphen=True))
        elif _spaceless(before, after):
            # Unicode leaves Thai, Lao, Khmer and Burmese to dictionaries.
            if allowed or at in words:
                found.append(Break(at, _spaceless_cost(text, at, at in phrases)))
        elif allowed and not _kept_whole(before, after):
            found.append(Break(at, _dash_cost(before, after)))
    found.append(Break(len(text), 0.0, forced=True))
    return tuple(found)


def breakables(text: str) -> Sequence[int]:
    """Return for every character whether Unicode allows a break before it, 0 or 1.

    Texts are mostly plain words and numbers between spaces, with or without a mark at their end,
    which need no algorithm.
    """
    allowed: list[int] = []
    start = 0
    for end in (*(seam.end() for seam in _SEAM.finditer(text)), len(text)):
        part = text[start:end]
        allowed += (0,) * len(part) if _WORD.fullmatch(part) else _by_algorithm(part)
        if start:
            allowed[start] = 1
        start = end
    return allowed


@lru_cache(maxsize=2048)
def _by_algorithm(text: str) -> tuple[int, ...]:
    return tuple(line_break_breakables(text))


def hyphenated(
    text: str, breaks: Sequence[Break], stretches: Sequence[tuple[int, int]], language: str
) -> tuple[Break, ...]:
    """Add the places where stretches wider than a line may be hyphenated.

    Args:
        text: the text.
        breaks: where it may break anyhow.
        stretches: its stretches that are too wide, half-open.
        language: language code of the text.

    Returns:
        all breaks, in order.
    """
    known = {found.at: found for found in breaks}
    for start, end in stretches:
        for word in _LETTERS_ALONE.finditer(text, start, end):
            points = hyphenation_points(word[0], language)
            compound = any(word[0][:at].endswith(_LINKED) for at in points)
            for at in points:
                linked = word[0][:at].endswith(_LINKED)
                cost = _HYPHEN + (_INSIDE_PART if compound and not linked else 0.0)
                known.setdefault(word.start() + at, Break(word.start() + at, cost, hyphen=True))
    return tuple(known[at] for at in sorted(known))


def split_breaks(
    text: str, breaks: Sequence[Break], stretches: Sequence[tuple[int, int]]
) -> tuple[Break, ...]:
    """Add dear breaks between the letters or syllables of stretches wider than a line.

    Args:
        text: the text.
        breaks: where it may break anyhow.
        stretches: its stretches that are too wide, half-open.

    Returns:
        all breaks, in order.
    """
    known = {found.at: found for found in breaks}
    letters = syllable_starts(text)
    for start, end in stretches:
        word = text[start:end].rstrip(" \n")
        bare = word.replace(_SOFT_HYPHEN, "")
        hyphen = (
            bare.strip("\"'“”‘’«»„().,;:!?").isalpha()
            and script_of(bare[-1:] or " ") in _HYPHENATED
        )
        for at in range(start + 1, start + len(word)):
            if at in letters and text[at] != _SOFT_HYPHEN:
                near_edge = min(at - start, start + len(word) - at) < _EDGE_LETTERS
                cost = _LETTERS + (_NEAR_EDGE if near_edge else 0.0)
                known.setdefault(at, Break(at, cost, hyphen=hyphen))
    return tuple(known[at] for at in sorted(known))


def _kept_whole(before: str, after: str) -> bool:
    """Whether house rules forbid a break that Unicode allows."""
    if "Hang" in (script_of(before), script_of(after)):
        return True
    return before in "-–/.," and after.isdigit()


def _dash_cost(before: str, after: str) -> float:
    if after in "—–―":
        return _BEFORE_DASH
    return pause(before) or (1.0 if before in "—–―…" else _INSIDE_WORD)


def _spaceless(before: str, after: str) -> bool:
    """Whether either side is of a script written without spaces, or its punctuation."""
    return any(spaceless(c) or "\u3000" <= c <= "\u303f" for c in (before, after))


def _spaceless_cost(text: str, at: int, phrase_starts: bool) -> float:
    before, after = text[at - 1], text[at]
    if resting := pause(before):
        return _PAUSE_WEIGHT * resting
    if phrase_starts:
        return _BETWEEN_PHRASES
    if needs_dictionary(before) and needs_dictionary(after):
        # BudouX knows the phrases of Thai alone.
        return _BETWEEN_WORDS if script_of(after) == "Thai" else _BETWEEN_PHRASES
    name = script_of(before) == script_of(after) == "Kana" or before.isdigit() or after == "ー"
    return _INSIDE_NAME if name else _INSIDE_PHRASE


def _phrase_starts(text: str, language: str) -> frozenset[int]:
    """Return where phrases begin in scripts written without spaces."""
    scripts = {script_of(character) for character in text}
    if scripts & {"Hira", "Kana"}:
        model = "ja"
    elif "Thai" in scripts:
        model = "th"
    elif "Hani" in scripts:
        traditional = language.lower().startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue"))
        model = "zh-hant" if traditional else "zh-hans"
    else:
        return frozenset()
    starts, place = set(), 0
    for chunk in _parser(model).parse(text):
        starts.add(place)
        place += len(chunk)
    return frozenset(starts.intersection(cluster_starts(text)))


@cache
def _parser(model: str) -> budoux.Parser:
    return _PARSERS[model]()
