"""Balanced lines: of all ways to break a text, the one with the most even lines and best breaks.

Works on widths in ems; nothing here knows fonts. The number of lines is the smallest possible;
among those ways dynamic programming finds the one of least cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clipmaker.text.breaks import TORN, Break, spaceless

# A line a fifth shorter or longer than the average costs 4.
_RAGGED = 100.0
_ORPHAN = 30.0
_INSIDE_EMPHASIS = 6.0
# A last line of one word is an orphan unless it fills this share of the average line, one of
# several words when it does not fill the smaller share.
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
    """A broken text: its lines, its cost, whether it shows an orphan, whether a torn phrase."""

    spans: tuple[Span, ...]
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
    exact_em: Callable[[Span], float] | None = None

    def span(self, start: int, found: Break) -> Span:
        """Return the line from a character to a break."""
        end = found.at
        while end > start and self.text[end - 1] in " \n":
            end -= 1
        return Span(start, end, found.hyphen)

    def width_em(self, span: Span) -> float:
        """Return the advance width of a line, without the tracking at its end."""
        if self.exact_em:
            return self.exact_em(span)
        width = self.pens[span.end] - self.pens[span.start]
        if span.hyphen:
            return width + self.hyphen_em
        return width - (self.trackings[span.end - 1] if span.end else 0.0)


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
    count = _fewest_lines(measured, limit_em, lines_at_most)
    if count is None or (lines_at_most is not None and count + extra_lines > lines_at_most):
        return None
    return _balance(measured, limit_em, count + extra_lines)


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
        # A hyphen that a break adds may make a line too wide where a longer one fits.
        while end == place and end < len(breaks) and breaks[end].hyphen:
            place += 1
            end = place
            if measured.width_em(measured.span(start, breaks[end])) <= limit:
                end += 1
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
    scale = _Scale(measured, max(measured.pens[-1] / count, 1e-6), count)
    starts = [0, *(found.at for found in breaks)]
    # After each line: cost and way of setting the text before a break, by the break's number.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(count):
        limit = limit_em(number)
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (cost, way) in best.items():
            for end in range(begin + 1, len(starts)):
                found = breaks[end - 1]
                span = measured.span(starts[begin], found)
                width = measured.width_em(span)
                if width > limit + (measured.hyphen_em if found.hyphen else 0.0):
                    break
                if width <= limit:
                    total = cost + scale.line_cost(span, width, found)
                    if end not in after or total < after[end][0]:
                        after[end] = (total, (*way, end))
                if found.forced:
                    break
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

    def line_cost(self, span: Span, width: float, found: Break) -> float:
        """Return the cost of a line of that width which ends at that break."""
        ragged = _RAGGED * ((width - self.average) / self.average) ** 2
        if found.forced:
            return ragged + (_ORPHAN if self.orphan(span) else 0.0)
        emphasised = self.measured.emphasised
        torn = span.end and emphasised[span.end - 1] and emphasised[found.at]
        return ragged + found.cost + (_INSIDE_EMPHASIS if torn else 0.0)

    def orphan(self, span: Span) -> bool:
        """Whether a closing line looks left over: one word, or a mere stub."""
        text = self.measured.text
        if self.count == 1 or span.start == 0 or text[span.start - 1] == "\n":
            return False
        line = text[span.start : span.end]
        # Without spaces a line is never one word alone.
        single = " " not in line and not any(map(spaceless, line))
        return self.measured.width_em(span) < self.average * (_FILLED if single else _STUB)
