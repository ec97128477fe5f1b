"""Balanced lines: of all ways to break a text, the one with the most even lines and best breaks.

Works on widths in ems; nothing here knows fonts. The number of lines is the smallest possible;
among those ways dynamic programming finds the one of least cost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from clipmaker.scripts import is_one_word
from clipmaker.text.breaks import TORN, Break

# A line a fifth shorter or longer than the average costs 4.
_RAGGED = 100.0
_ORPHAN = 30.0
_INSIDE_EMPHASIS = 6.0
# A last line of one word is an orphan unless it fills this share of the average line, one of
# several words when it does not fill the smaller share.
_FILLED = 0.62
_STUB = 0.34
# What a line takes by itself may be that much less than what its characters take in the text.
_SLACK = 1.25
# Breaks times lines: beyond, lines are only filled. A card's text has a tenth of it.
_BALANCED_AT_MOST = 16_000


@dataclass(frozen=True, slots=True)
class TextSpan:
    """One line as a half-open stretch of the text, without the space at its end."""

    start: int
    end: int
    hyphen: bool


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A broken text: its lines, its cost, whether it shows an orphan, whether a torn phrase."""

    spans: tuple[TextSpan, ...]
    cost: float
    orphan: bool
    torn: bool

    @property
    def flawed(self) -> bool:
        """Whether it shows either."""
        return self.orphan or self.torn


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A text ready to be broken.

    Attributes:
        text: the text.
        breaks: where it may break, in order, the last at its end.
        pens: pen position before each character and at the end, em.
        trackings: tracking after each character, em.
        hyphen_em: width of a hyphen.
        emphasised: whether each character is emphasised.
        exact_em: measures a line by shaping it by itself, or None to add up what its
            characters take in the whole text: quick, and right but for rare contexts.
    """

    text: str
    breaks: tuple[Break, ...]
    pens: Sequence[float]
    trackings: Sequence[float]
    hyphen_em: float
    emphasised: Sequence[bool]
    exact_em: Callable[[TextSpan], float] | None = None

    @cached_property
    def lines(self) -> _Lines:
        """The lines that may be made of it."""
        return _Lines(self)

    def span(self, start: int, found: Break) -> TextSpan:
        """Return the line from a character to a break."""
        end = found.at
        while end > start and self.text[end - 1] in " \n":
            end -= 1
        return TextSpan(start, end, found.hyphen)

    def width_em(self, span: TextSpan) -> float:
        """Return the advance width of a line, without the tracking at its end."""
        if self.exact_em:
            return self.exact_em(span)
        width = self.pens[span.end] - self.pens[span.start]
        if span.hyphen:
            return width + self.hyphen_em
        return width - (self.trackings[span.end - 1] if span.end else 0.0)


class _Line(NamedTuple):
    """A line that may be: the number of the break it ends at, and how much is left after it."""

    end: int
    span: TextSpan
    width_em: float
    left_em: float


class _Lines:
    """The lines that may begin at each break, measured once however often they are tried."""

    def __init__(self, measured: Measured) -> None:
        self._measured = measured
        self._starts = [0, *(found.at for found in measured.breaks)]
        self._known: dict[int, list[_Line]] = {}

    def after(self, begin: int, limit_em: float, rest_em: float) -> list[_Line]:
        """Return lines after a break that are within a limit and leave no more than the rest."""
        known = self._known.setdefault(begin, [])
        while not (known and self._ends(known[-1], limit_em)):
            known.append(self._measure(begin, begin + 1 + len(known)))
        first = bisect_left(known, -rest_em, key=lambda line: -line.left_em)
        return [line for line in known[first:] if line.width_em <= limit_em]

    def _ends(self, line: _Line, limit_em: float) -> bool:
        """Whether no longer line is possible; one without the hyphen of this one may be."""
        found = self._measured.breaks[line.end - 1]
        hyphen_em = self._measured.hyphen_em if found.hyphen else 0.0
        last = found.forced or line.end == len(self._measured.breaks)
        return last or line.width_em > limit_em + hyphen_em

    def _measure(self, begin: int, end: int) -> _Line:
        measured = self._measured
        found = measured.breaks[end - 1]
        span = measured.span(self._starts[begin], found)
        left_em = measured.pens[-1] - measured.pens[found.at]
        return _Line(end, span, measured.width_em(span), left_em)


def wrap(
    measured: Measured,
    limit_em: Callable[[int], float],
    *,
    lines_at_most: int | None = None,
    extra_lines: int = 0,
) -> Wrapped | None:
    """Break a text into as few lines as it needs, as evenly as its words allow.

    Args:
        measured: the text.
        limit_em: widest allowed line, em, by its 0-based number.
        lines_at_most: None for no bound.
        extra_lines: how many lines more than it needs.

    Returns:
        the lines, or None when a word is wider than its line or the bound is too small.
    """
    way = filled(measured, limit_em, lines_at_most)
    count = len(way or ()) + extra_lines
    if way is None or (lines_at_most is not None and count > lines_at_most):
        return None
    if len(measured.breaks) * count <= _BALANCED_AT_MOST:
        return _balance(measured, limit_em, count)
    return None if extra_lines else _as_filled(measured, way)


def filled(
    measured: Measured, limit_em: Callable[[int], float], bound: int | None
) -> tuple[int, ...] | None:
    """Fill line after line; returns after how many breaks each ends, None where that fails."""
    start = done = count = 0
    way = []
    breaks = measured.breaks
    while done < len(breaks):
        limit = limit_em(count)
        end = done
        while end < len(breaks) and measured.width_em(measured.span(start, breaks[end])) <= limit:
            end += 1
            if breaks[end - 1].forced:
                break
        # A hyphen that a break adds may make a line too wide where a longer one fits.
        while end == done and end < len(breaks) and breaks[end].hyphen:
            done += 1
            end = done
            if measured.width_em(measured.span(start, breaks[end])) <= limit:
                end += 1
        if end == done:
            return None
        count += 1
        if bound is not None and count > bound:
            return None
        start, done = breaks[end - 1].at, end
        way.append(end)
    return tuple(way)


def _as_filled(measured: Measured, way: Sequence[int]) -> Wrapped:
    """Return lines that were filled one after the other."""
    ends = [measured.breaks[end - 1] for end in way]
    starts = [0, *(found.at for found in ends)]
    spans = [measured.span(start, found) for start, found in zip(starts, ends, strict=False)]
    return Wrapped(tuple(spans), 0.0, orphan=False, torn=False)


def _balance(measured: Measured, limit_em: Callable[[int], float], count: int) -> Wrapped | None:
    """Find the cheapest way to fill exactly so many lines."""
    breaks = measured.breaks
    scale = _Scale(measured, max(measured.pens[-1] / count, 1e-6), count)
    starts = [0, *(found.at for found in breaks)]
    limits = [limit_em(number) for number in range(count)]
    # After each line: cost and way of setting the text before a break, by the break's number.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number, limit in enumerate(limits):
        # What is left must fit into the lines below; the slack is for widths that are added up.
        rest = sum(limits[number + 1 :]) * _SLACK
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, way) in best.items():
            if begin == len(breaks):
                continue
            for line in measured.lines.after(begin, limit, rest):
                total = cost + scale.line_cost(line.span, line.width_em, breaks[line.end - 1])
                if line.end not in after or total < after[line.end][0]:
                    after[line.end] = (total, (*way, line.end))
        best = after
    if len(breaks) not in best:
        return None
    cost, way = best[len(breaks)]
    spans = [
        measured.span(starts[begin], breaks[end - 1])
        for begin, end in zip((0, *way), way, strict=False)
    ]
    torn = any(breaks[end - 1].cost >= TORN for end in way)
    return Wrapped(tuple(spans), cost, scale.orphan(spans[-1]), torn)


@dataclass(frozen=True, slots=True)
class _Scale:
    """What a line costs, measured against the average line."""

    measured: Measured
    average: float
    count: int

    def line_cost(self, span: TextSpan, width: float, found: Break) -> float:
        """Return the cost of a line of that width which ends at that break."""
        ragged = _RAGGED * ((width - self.average) / self.average) ** 2
        if found.forced:
            return ragged + (_ORPHAN if self.orphan(span) else 0.0)
        emphasised = self.measured.emphasised
        torn = span.end and emphasised[span.end - 1] and emphasised[found.at]
        return ragged + found.cost + (_INSIDE_EMPHASIS if torn else 0.0)

    def orphan(self, span: TextSpan) -> bool:
        """Whether a closing line looks left over: one word, or a mere stub."""
        text = self.measured.text
        if self.count == 1 or span.start == 0 or text[span.start - 1] == "\n":
            return False
        line = text[span.start : span.end]
        # The rest of a hyphenated word is not left over as a whole word is.
        whole = text[span.start - 1] == " " and is_one_word(line)
        filled = _FILLED if whole else _STUB
        return self.measured.width_em(span) < self.average * filled
