"""Where a text may be cut into several cards: between sentences, else clauses, else words; pure.

Nothing is added, taken away or moved: the parts joined again are the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from clipmaker.scripts import CLOSING, OPENING, is_clause_end, is_sentence_end, spaceless
from clipmaker.text.breaks import find_breaks
from clipmaker.text.markup import plain_text
from clipmaker.text.phrases import break_cost

Fits = Callable[[str], bool]
"""Whether a text has room on one card."""

SENTENCE, CLAUSE, WORD = 0.0, 8.0, 30.0
"""What a cut costs after each; a colon, semicolon or dash is half as dear as a comma."""
_INSIDE_QUOTATION = 6.0
_LETTER = 60.0
_CARD = 100.0
_BALANCE = 10.0
_OFF_MIDDLE = 100.0
_MOST_PARTS = 40
_MOST_CUTS = 64
"""With more places than that between sentences or clauses, those close to another are left out:
every stretch between two is set in type to find out whether it fits."""
_ASIDE = 0x36F
"""Behind this stand the scripts whose marks need no space after them."""
_OPENING, _CLOSING = "“«„「『", "”»」』"


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A place to cut: index of the first character after it, and how much it hurts."""

    at: int
    cost: float


def cut_to_fit(text: str, fits: Fits, language: str) -> tuple[str, ...] | None:
    """Cut a text into as few parts as fit, at the best places; None when nothing helps.

    Args:
        text: tidy text, with or without emphasis.
        fits: asked of every part before it is used.
        language: language code of the text.
    """
    if fits(text):
        return (text,)
    cuts = find_cuts(text, language)
    known: dict[tuple[int, int], bool] = {}

    def fitting(start: int, end: int) -> bool:
        if (start, end) not in known:
            known[start, end] = fits(text[start:end].strip())
        return known[start, end]

    chosen: dict[int, float] = {0: 0.0, len(text): 0.0}
    for dearest in (SENTENCE, CLAUSE):
        chosen |= _finer(chosen, _apart([cut for cut in cuts if cut.cost <= dearest]), fitting)
    for start, end in pairwise(sorted(chosen)):
        if not fitting(start, end):
            inner = [cut for cut in cuts if start < cut.at < end]
            evenly = _evenly(start, end, inner, fitting)
            if evenly is None:
                return None
            chosen |= {cut.at: cut.cost for cut in evenly}
    bounds = _best(chosen, fitting)
    return tuple(text[start:end].strip() for start, end in pairwise(bounds))


def find_cuts(text: str, language: str) -> tuple[Cut, ...]:
    """Return every place where a text may be cut, in order; none inside ``*emphasis*``."""
    marked = plain_text(text) != text
    found: list[Cut] = []
    depth = stars = 0
    for at, before in enumerate(text[:-1], start=1):
        stars += before == "*"
        depth += (before in _OPENING) - (before in _CLOSING)
        if marked and stars % 2:
            continue
        cost = _cost(text, at, language)
        if cost is not None:
            found.append(Cut(at=at, cost=cost + (_INSIDE_QUOTATION if depth > 0 else 0.0)))
    return tuple(found)


def _cost(text: str, at: int, language: str) -> float | None:
    """Return the cost of a cut before a character; None where there can be none."""
    before, after = text[at - 1], text[at]
    if before == " ":
        return _cost_at_space(text, at, language)
    if is_sentence_end(after) or is_clause_end(after) or after in _CLOSING + " ":
        return None
    bare = text[:at].rstrip(_CLOSING)[-1:]
    # “3.5”, “www.example.org”: the marks of every script need a space behind them.
    if ord(bare or " ") > _ASIDE:
        if is_sentence_end(bare):
            return SENTENCE
        if is_clause_end(bare):
            return CLAUSE
    if spaceless(before) and spaceless(after):
        return _LETTER if at in _line_starts(text, language) else None
    return None


def _cost_at_space(text: str, at: int, language: str) -> float:
    cost = break_cost(text, at, language)
    if cost >= 0:
        return WORD + cost
    word = text[:at].rstrip().rsplit(" ", 1)[-1]
    ending = word.rstrip(CLOSING)[-1:] or word[-1:]
    # “Inc. said”: a full stop before a small letter ends no sentence.
    if is_sentence_end(ending, language) and not text[at:].lstrip(OPENING)[:1].islower():
        return SENTENCE
    return CLAUSE / 2 if ending in ";:—–-" else CLAUSE


@lru_cache(maxsize=64)
def _line_starts(text: str, language: str) -> frozenset[int]:
    """Return where a line may begin: never inside a word or a syllable, as far as is known."""
    return frozenset(found.at for found in find_breaks(text, language))


def _apart(cuts: list[Cut]) -> list[Cut]:
    """Return cuts so far apart that there are not too many of them."""
    if len(cuts) <= _MOST_CUTS:
        return cuts
    least = (cuts[-1].at - cuts[0].at) / _MOST_CUTS
    kept = cuts[:1]
    for cut in cuts[1:]:
        if cut.at - kept[-1].at >= least:
            kept.append(cut)
    return kept


def _finer(
    chosen: Iterable[int], cuts: Iterable[Cut], fitting: Callable[[int, int], bool]
) -> dict[int, float]:
    """Return the cuts inside those stretches that do not fit as they are."""
    wide = [(start, end) for start, end in pairwise(sorted(chosen)) if not fitting(start, end)]
    return {cut.at: cut.cost for cut in cuts if any(start < cut.at < end for start, end in wide)}


def _evenly(
    start: int, end: int, cuts: list[Cut], fitting: Callable[[int, int], bool]
) -> list[Cut] | None:
    """Return the fewest cuts, near to equal parts, that make a stretch fit; None when none do."""
    for parts in range(2, min(len(cuts) + 1, _MOST_PARTS) + 1):
        picked: list[Cut] = []
        for number in range(1, parts):
            middle = start + (end - start) * number / parts
            later = [cut for cut in cuts if not picked or cut.at > picked[-1].at]
            if later:
                picked.append(min(later, key=lambda cut: _dearness(cut, middle, end - start)))
        bounds = [start, *(cut.at for cut in picked), end]
        if all(fitting(one, other) for one, other in pairwise(bounds)):
            return picked
    return None


def _dearness(cut: Cut, middle: float, length: int) -> float:
    return cut.cost + abs(cut.at - middle) / length * _OFF_MIDDLE


def _best(chosen: dict[int, float], fitting: Callable[[int, int], bool]) -> list[int]:
    """Return the bounds of the fewest parts, cheapest cuts and most equal lengths among them.

    What is too long for a card is so with more around it, too: of the many stretches between two
    cuts a few are tried.
    """
    bounds = sorted(chosen)
    length = bounds[-1]
    cheapest: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    first = 0
    for place, end in enumerate(bounds[1:], start=1):
        while first < place - 1 and not fitting(bounds[first], end):
            first += 1
        options = sorted(
            (
                cheapest[start][0]
                + _CARD
                + chosen[start]
                + _BALANCE * ((end - start) / length) ** 2,
                start,
            )
            for start in bounds[first:place]
        )
        # Each stretch between two neighbours fits.
        cheapest[end] = next(one for one in options if fitting(one[1], end))
    found = [length]
    while found[-1]:
        found.append(cheapest[found[-1]][1])
    return found[::-1]
