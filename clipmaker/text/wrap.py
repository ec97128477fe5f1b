"""Balanced lines: of all ways to break a text, the one with the most even lines and best breaks.

Works on widths in ems; nothing here knows fonts. The number of lines is the smallest possible;
among those ways dynamic programming finds the one of least cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clipmaker.text.breaks import Break

_RAGGED = 100.0
_ORPHAN = 30.0
_INSIDE_EMPHASIS = 4.0
# A last line of one word is an orphan unless it fills this share of the average line.
_FILLED = 0.62
_STUB = 0.34


@dataclass(frozen=True, slots=True)
class Span:
    """One line as a half-open stretch of the text, without the space at its end."""

    start: int
    end: int
    hyphen: bool


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A broken text: its lines, its cost, and whether its last line is an orphan."""

    spans: tuple[Span, ...]
    cost: float
    orphan: bool


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A text ready to be broken.

    Attributes:
        text: the text.
        breaks: where it may break, in order, the last at its end.
        pens: pen position before each character and at the end, em.
        hyphen_em: width of a hyphen.
        tail_em: tracking after the last letter of a line, which a line's width leaves out.
        emphasised: whether each character is emphasised.
    """

    text: str
    breaks: tuple[Break, ...]
    pens: Sequence[float]
    hyphen_em: float
    tail_em: float
    emphasised: Sequence[bool]

    def span(self, start: int, found: Break) -> Span:
        """Return the line from a character to a break."""
        end = found.at
        while end > start and self.text[end - 1] in " \n":
            end -= 1
        return Span(start, end, found.hyphen)

    def width_em(self, span: Span) -> float:
        """Return the advance width of a line."""
        width = self.pens[span.end] - self.pens[span.start] - self.tail_em
        return width + (self.hyphen_em if span.hyphen else 0.0)


def wrap(
    measured: Measured, limit_em: Callable[[int], float], *, lines_at_most: int | None = None
) -> Wrapped | None:
    """Break a text into as few lines as it needs, as evenly as its words allow.

    Args:
        measured: the text.
        limit_em: widest allowed line, em, by its 0-based number.
        lines_at_most: None for no bound.

    Returns:
        the lines, or None when a word is wider than its line or the bound is too small.
    """
    count = _fewest_lines(measured, limit_em, lines_at_most)
    if count is None:
        return None
    return _balance(measured, limit_em, count)


def _fewest_lines(
    measured: Measured, limit_em: Callable[[int], float], bound: int | None
) -> int | None:
    """Fill line after line; None when that is not possible."""
    start = place = count = 0
    breaks = measured.breaks
    while place < len(breaks):
        limit = limit_em(count)
        end = place
        while end < len(breaks) and measured.width_em(measured.span(start, breaks[end])) <= limit:
            end += 1
            if breaks[end - 1].forced:
                break
        if end == place:
            return None
        count += 1
        if bound is not None and count > bound:
            return None
        start, place = breaks[end - 1].at, end
    return count


def _balance(measured: Measured, limit_em: Callable[[int], float], count: int) -> Wrapped | None:
    """Find the cheapest way to fill exactly so many lines."""
    breaks = measured.breaks
    target = max(measured.pens[-1] / count, 1e-6)
    starts = [0, *(found.at for found in breaks)]
    # best[j] is (cost, way) of setting the text before break j in the lines so far.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(count):
        limit = limit_em(number)
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, way) in best.items():
            for end in range(begin + 1, len(starts)):
                found = breaks[end - 1]
                span = measured.span(starts[begin], found)
                width = measured.width_em(span)
                if width > limit:
                    break
                total = cost + _line_cost(measured, span, width, found, target, count)
                if end not in after or total < after[end][0]:
                    after[end] = (total, (*way, end))
                if found.forced:
                    break
        best = after
    if len(breaks) not in best:
        return None
    cost, way = best[len(breaks)]
    spans: list[Span] = []
    start = 0
    for end in way:
        spans.append(measured.span(start, breaks[end - 1]))
        start = breaks[end - 1].at
    last = spans[-1]
    orphan = _orphan(measured, last, measured.width_em(last), target, count)
    return Wrapped(tuple(spans), cost, orphan)


def _line_cost(
    measured: Measured, span: Span, width: float, found: Break, target: float, count: int
) -> float:
    ragged = _RAGGED * ((width - target) / target) ** 2
    if found.forced:
        return ragged + (_ORPHAN if _orphan(measured, span, width, target, count) else 0.0)
    inside = measured.emphasised[span.end - 1] and measured.emphasised[found.at]
    return ragged + found.cost + (_INSIDE_EMPHASIS if inside else 0.0)


def _orphan(measured: Measured, span: Span, width: float, target: float, count: int) -> bool:
    """Whether a closing line looks left over: one word, or a mere stub."""
    if count == 1 or span.start == 0 or measured.text[span.start - 1] == "\n":
        return False
    single = " " not in measured.text[span.start : span.end]
    return width < target * (_FILLED if single else _STUB)
