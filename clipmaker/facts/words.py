"""Numbers in words: a word cut into its parts, and parts summed up; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from clipmaker.facts.lexicon import lexicon

_UNITS_FIRST = frozenset({"de", "nl", "da", "no", "ar"})
"""Languages that say seven and twenty."""
_COMPOUNDS = frozenset({"de", "nl", "it", "sv", "tr", "ko", "ja", "zh", "th", "he", "ar"})
"""Languages that write the parts of a number together."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a number.

    Attributes:
        token: which token of the text it stands in.
        values: what it is; several where a figure can be read in two ways.
        times: whether it multiplies what stands before it.
        join: whether it only joins others.
        figures: whether it is written in figures.
    """

    token: int
    values: tuple[Fraction, ...] = ()
    times: bool = False
    join: bool = False
    figures: bool = False


@lru_cache(maxsize=4096)
def morphemes(word: str, language: str) -> tuple[tuple[Fraction, bool, bool], ...]:
    """Return the parts of a word that is a number: value, whether it multiplies, whether it joins.

    Args:
        word: the word, folded.
        language: language code of the text.
    """
    known = lexicon(language)
    if word in known.times:
        return ((Fraction(known.times[word]), True, False),)
    if word in known.numbers:
        return ((Fraction(known.numbers[word]), False, False),)
    if language not in _COMPOUNDS:
        return ()
    found = _cut(word, language)
    return found if found and any(not join for _, _, join in found) else ()


def _cut(word: str, language: str) -> tuple[tuple[Fraction, bool, bool], ...] | None:
    """Return the parts of a compound, the longest first; None where something is left over."""
    if not word:
        return ()
    known = lexicon(language)
    for length in range(len(word), 0, -1):
        head = word[:length]
        if head in known.times:
            part = (Fraction(known.times[head]), True, False)
        elif head in known.numbers:
            part = (Fraction(known.numbers[head]), False, False)
        elif head in known.joins:
            part = (Fraction(0), False, True)
        else:
            continue
        rest = _cut(word[length:], language)
        if rest is not None:
            return (part, *rest)
    return None


def summed(parts: Sequence[Part], language: str) -> tuple[Fraction, int]:
    """Return the number that parts make, and how many of them it takes; at least one."""
    stack: list[Fraction] = []
    used, joined, bare = 0, False, False
    for place, part in enumerate(parts):
        if part.join:
            joined = True
            continue
        value = part.values[0]
        if part.times:
            if not _multiply(stack, value):
                break
            bare = False
        elif not stack:
            stack.append(value)
            bare = part.figures
        elif (bare and part.figures and value >= 1) or not _add(
            stack, value, language, joined=joined
        ):
            break
        else:
            bare = part.figures
        used, joined = place + 1, False
    return sum(stack, Fraction(0)), used


def _multiply(stack: list[Fraction], times: Fraction) -> bool:
    """Multiply what is smaller than a word such as thousand; False where it begins a new number."""
    smaller = Fraction(0)
    any_smaller = False
    while stack and stack[-1] < times:
        smaller += stack.pop()
        any_smaller = True
    if stack and times >= _step(stack[-1]):
        stack += [smaller] if any_smaller else []
        return False
    stack.append(times * (smaller if any_smaller else 1))
    return True


def _add(stack: list[Fraction], value: Fraction, language: str, *, joined: bool) -> bool:
    """Add a number to those before it; False where it begins a new one."""
    last = stack[-1]
    if value < 1 and last.denominator == 1:
        stack[-1] += value
        return True
    if language == "fr" and last == 4 and value == 20:
        stack[-1] = Fraction(80)
        return True
    teens = language == "fr" and last in (60, 80) and value < 20
    units_first = language in _UNITS_FIRST and joined and last < 10 and value in range(20, 100, 10)
    teen = language in ("ar", "he") and last < 10 and value == 10
    if units_first or teen:
        stack[-1] += value
        return True
    if not teens and value >= _step(last):
        return False
    stack.append(value)
    return True


def _step(value: Fraction) -> Fraction:
    """Return the last place of a number that is not nought: 100 for 2700."""
    if value.denominator > 1 or value == 0:
        return Fraction(1)
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return Fraction(step)
