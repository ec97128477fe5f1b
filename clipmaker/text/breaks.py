"""Where a line may break, and how much each break hurts.

Unicode's line breaking algorithm (UAX 14, by ``uniseg``) says where a break is allowed at all.
On top come house rules: Korean breaks at spaces, Japanese, Chinese and Thai prefer the phrases
that BudouX finds, and a break that parts what is read in one breath costs something.
Costs share a scale with raggedness in :mod:`clipmaker.text.wrap`: 4 is a line a fifth too short.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import budoux
from uniseg.graphemecluster import grapheme_cluster_breakables
from uniseg.linebreak import line_break_breakables

from clipmaker.text.itemize import script_of
from clipmaker.text.phrases import break_cost

_SOFT_HYPHEN = "\u00ad"
_INSIDE_WORD = 10.0
_INSIDE_PHRASE = 8.0
_EMERGENCY = 60.0
_PARSERS = {
    "ja": budoux.load_default_japanese_parser,
    "zh": budoux.load_default_simplified_chinese_parser,
    "zh-hant": budoux.load_default_traditional_chinese_parser,
    "th": budoux.load_default_thai_parser,
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
    phrases = _phrase_starts(text)
    found: list[Break] = []
    for at, allowed in enumerate(line_break_breakables(text)):
        if at == 0:
            continue
        before, after = text[at - 1], text[at]
        if before == "\n":
            found.append(Break(at, 0.0, forced=True))
        elif before == " ":
            if allowed:
                found.append(Break(at, break_cost(text, at, language)))
        elif before == _SOFT_HYPHEN:
            found.append(Break(at, _INSIDE_WORD, hyphen=True))
        elif at in phrases and _spaceless(before, after) and (allowed or _thai(before, after)):
            found.append(Break(at, 0.0))
        elif allowed and not _kept_whole(before, after):
            found.append(Break(at, _INSIDE_PHRASE if _spaceless(before, after) else _INSIDE_WORD))
    found.append(Break(len(text), 0.0, forced=True))
    return tuple(found)


@lru_cache(maxsize=128)
def emergency_breaks(text: str, language: str) -> tuple[Break, ...]:
    """Return the allowed breaks and, dearly, one before every other grapheme cluster.

    For words wider than a line, when no smaller type helps.
    """
    known = {found.at: found for found in find_breaks(text, language)}
    for at, allowed in enumerate(grapheme_cluster_breakables(text)):
        if at and allowed and text[at] not in " \n" and text[at - 1] != " ":
            known.setdefault(at, Break(at, _EMERGENCY))
    return tuple(known[at] for at in sorted(known))


def _kept_whole(before: str, after: str) -> bool:
    """Whether house rules forbid a break that Unicode allows."""
    if script_of(before) == "Hang" or script_of(after) == "Hang":
        return True
    return before in "-–/.," and after.isdigit()


def _spaceless(before: str, after: str) -> bool:
    """Whether either side is of a script written without spaces."""
    return any(script_of(c) in ("Hani", "Hira", "Kana", "Thai") for c in (before, after))


def _thai(before: str, after: str) -> bool:
    return script_of(before) == "Thai" and script_of(after) == "Thai"


def _phrase_starts(text: str) -> frozenset[int]:
    """Return where phrases begin in scripts written without spaces."""
    scripts = {script_of(character) for character in text}
    if scripts & {"Hira", "Kana"}:
        model = "ja"
    elif "Thai" in scripts:
        model = "th"
    elif "Hani" in scripts:
        model = "zh"
    else:
        return frozenset()
    starts, place = set(), 0
    for chunk in _parser(model).parse(text):
        starts.add(place)
        place += len(chunk)
    clusters = {at for at, allowed in enumerate(grapheme_cluster_breakables(text)) if allowed}
    return frozenset(starts & clusters)


@cache
def _parser(model: str) -> budoux.Parser:
    return _PARSERS[model]()
