"""A text into its room: the largest type at which it fits and reads well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from clipmaker.text.breaks import hyphenated, split_breaks
from clipmaker.text.errors import TooLongError
from clipmaker.text.itemize import Analysis
from clipmaker.text.leading import leading_needed_em
from clipmaker.text.lines import paragraph, shape_lines
from clipmaker.text.model import Paragraph, TextStyle
from clipmaker.text.prepare import Marked, checked, line_source, measured
from clipmaker.text.shape import Setting, setting_of, shape
from clipmaker.text.wrap import Measured, TextSpan, Wrapped, filled, wrap

Width = float | Callable[[float, float], float]
# Rounding of sums must not push a line that just fits over its width.
_TOLERANCE_PX = 0.02
# A flaw (an orphan, a torn word) may be mended by type this much smaller, but not by less.
_MENDING = 0.92
# Lines are uneven from this cost a line on: type a hundredth smaller may then save so much of it.
_UNEVEN, _SMALLER = 3.0, 0.4
_LINES_LOOKED_AT = 24
# A longer text is broken by what its characters take in it; at a size at which that is not enough
# for some line it does not fit.
_SHAPED_AT_MOST = 400


@dataclass(frozen=True, kw_only=True)
class TextBounds:
    """Where a text must fit.

    Attributes:
        width: pixels, or a function from a line's top and bottom (pixels below the paragraph's
            top) to the pixels it may be wide.
        height_px: None for no bound.
        lines_at_most: None for no bound.
        smallest_px: smallest type size.
    """

    width: Width
    height_px: float | None
    lines_at_most: int | None
    smallest_px: float

    def most_lines(self, line_px: float) -> int | None:
        """Return how many lines of a height fit; None for any number."""
        if self.height_px is None:
            return self.lines_at_most
        fitting = int((self.height_px + _TOLERANCE_PX) / line_px)
        return fitting if self.lines_at_most is None else min(fitting, self.lines_at_most)

    def limits_em(self, size_px: float, line_px: float) -> Callable[[int], float]:
        """Return the function from a line's number to how wide it may be, em."""

        def limit(number: int) -> float:
            top = number * line_px
            width = self.width(top, top + line_px) if callable(self.width) else self.width
            return (width + _TOLERANCE_PX) / size_px

        return limit


@dataclass(frozen=True, slots=True)
class _Layout:
    wrapped: Wrapped
    style: TextStyle


@dataclass(frozen=True, kw_only=True)
class _Task:
    """A text, its style and its room; makes layouts."""

    analysis: Analysis
    measured: Measured
    style: TextStyle
    room: TextBounds

    def at_size(self, size_px: float, *, extra_lines: int = 0) -> _Layout | None:
        """Lay out at one size, lines further apart where marks would touch; None if too big."""
        style = replace(self.style, size_px=size_px)
        while True:
            wrapped = self._wrap(style, extra_lines)
            if wrapped is None:
                return None
            lines = shape_lines(self.analysis, wrapped.spans, style)
            needed = leading_needed_em(lines, self.analysis.base == 1)
            if needed <= style.line_height:
                return _Layout(wrapped, style)
            style = replace(style, line_height=needed)

    def may_fit(self, size_px: float) -> bool:
        """Whether there are lines at one size, however uneven: quicker than laying them out."""
        line_px = size_px * self.style.line_height
        limit = self.room.limits_em(size_px, line_px)
        return filled(self.measured, limit, self.room.most_lines(line_px)) is not None

    @cached_property
    def exact(self) -> _Task:
        """Return the same task measuring every line by shaping it; itself where that is endless."""
        if len(self.analysis.text) > _SHAPED_AT_MOST:
            return self
        exact_em = _exact_widths(self.analysis, setting_of(self.style))
        return replace(self, measured=replace(self.measured, exact_em=exact_em))

    def _wrap(self, style: TextStyle, extra_lines: int) -> Wrapped | None:
        """Wrap; once more with exact widths when a line came out wider by itself."""
        line_px = style.size_px * style.line_height
        limit = self.room.limits_em(style.size_px, line_px)
        wrapped = wrap(
            self.measured,
            limit,
            lines_at_most=self.room.most_lines(line_px),
            extra_lines=extra_lines,
        )
        if wrapped is None or self.measured.exact_em:
            return wrapped
        lines = shape_lines(self.analysis, wrapped.spans, style)
        if all(line.width_em <= limit(number) for number, line in enumerate(lines)):
            return wrapped
        return None if self.exact is self else self.exact._wrap(style, extra_lines)


@lru_cache(maxsize=64)
def _exact_widths(analysis: Analysis, setting: Setting) -> Callable[[TextSpan], float]:
    """Return what shapes a line to measure it, em, and remembers every line."""

    @lru_cache(maxsize=100_000)
    def exact_em(span: TextSpan) -> float:
        return shape(line_source(analysis, span)[0], setting).width_em

    return exact_em


def fit(marked: Marked, style: TextStyle, room: TextBounds) -> Paragraph:
    """Set a text at the largest size that fits.

    Words wider than a line are torn only when no allowed size helps.

    Raises:
        MissingGlyphError: no installed font has some character.
        TooLongError: it does not fit at the smallest size.
    """
    found = fit_or_none(marked, style, room)
    if found is None:
        raise _too_long(marked, style, room)
    return found


def fit_or_none(marked: Marked, style: TextStyle, room: TextBounds) -> Paragraph | None:
    """Return the same, or None where it does not fit: what is too much then need not be counted.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    if not marked.text:
        return Paragraph(lines=(), style=style, width_px=0.0, height_px=0.0)
    task = _task(marked, style, room)
    layout = _largest(task) or _largest(_splitting(task))
    if layout is None:
        return None
    found = paragraph(marked, task.analysis, layout.wrapped.spans, layout.style)
    return replace(found, flawed=layout.wrapped.flawed)


def _largest(task: _Task) -> _Layout | None:
    """Return the layout at the largest size that fits, mended where that is cheap."""
    for size in sizes(task.style.size_px, task.room.smallest_px):
        if layout := task.at_size(size):
            return _mend(task, layout)
    return None


def sizes(largest_px: float, smallest_px: float) -> Iterator[float]:
    """Yield the sizes that are tried: the largest, then whole pixels, then the smallest."""
    yield largest_px
    size = float(-(-largest_px // 1) - 1)
    while size > smallest_px:
        yield size
        size -= 1
    if smallest_px < largest_px:
        yield smallest_px


def _task(marked: Marked, style: TextStyle, room: TextBounds) -> _Task:
    analysis = checked(marked.text, style.family, style.language)
    ready = measured(marked, analysis, setting_of(style))
    return _Task(analysis=analysis, measured=ready, style=style, room=room)


def _mend(task: _Task, first: _Layout) -> _Layout:
    """Look for a layout without orphan or torn phrase: more lines, or slightly smaller type.

    One line more mends most; a torn phrase is worth two, and one in smaller type, too.
    """
    if not first.wrapped.flawed:
        return first if _cost(first) < _UNEVEN else _evened(task, first)
    torn = first.wrapped.torn
    options = [first]
    for extra in (1, 2) if torn else (1,):
        if longer := task.at_size(first.style.size_px, extra_lines=extra):
            options.append(longer)
            if not longer.wrapped.flawed:
                return longer
    smallest = max(task.room.smallest_px, _MENDING * first.style.size_px)
    for size in sizes(first.style.size_px, smallest):
        for extra in (0, 1) if torn else (0,):
            layout = task.at_size(size, extra_lines=extra)
            if layout and not layout.wrapped.flawed:
                return layout
    return min(options, key=lambda layout: layout.wrapped.cost)


def _cost(layout: _Layout) -> float:
    """Return what a layout's lines cost in the mean."""
    return layout.wrapped.cost / len(layout.wrapped.spans)


def _evened(task: _Task, first: _Layout) -> _Layout:
    """Look for type that is slightly smaller and has lines that are worth it."""
    size = first.style.size_px

    def worth(layout: _Layout) -> float:
        return _cost(layout) + _SMALLER * 100 * (1 - layout.style.size_px / size)

    smaller = sizes(size, max(task.room.smallest_px, _MENDING * size))
    options = [layout for one in smaller if (layout := task.at_size(one))]
    return min((layout for layout in options if not layout.wrapped.flawed), key=worth)


def _splitting(task: _Task) -> _Task:
    """Allow breaks inside words that are wider than a line even at the smallest size."""
    smallest = min(task.room.smallest_px, task.style.size_px)
    line_px = smallest * task.style.line_height
    limit = task.room.limits_em(smallest, line_px)
    count = min(task.room.most_lines(line_px) or _LINES_LOOKED_AT, _LINES_LOOKED_AT)
    narrowest = min(limit(number) for number in range(max(count, 1)))
    task = task.exact
    ready = task.measured
    wide = _wider(ready, narrowest)
    if not wide:
        return task
    breaks = hyphenated(ready.text, ready.breaks, wide, task.style.language)
    ready = replace(ready, breaks=breaks)
    # What is too wide even between two hyphens breaks between letters.
    breaks = split_breaks(ready.text, breaks, _wider(ready, narrowest))
    return replace(task, measured=replace(ready, breaks=breaks))


def _wider(ready: Measured, width_em: float) -> tuple[tuple[int, int], ...]:
    """Return the stretches between two breaks that are wider than a line."""
    starts = [0, *(found.at for found in ready.breaks)]
    return tuple(
        (start, found.at)
        for start, found in zip(starts, ready.breaks, strict=False)
        if ready.width_em(ready.span(start, found)) > width_em
    )


def _too_long(marked: Marked, style: TextStyle, room: TextBounds) -> TooLongError:
    """Find out how many words from the end must go."""
    smallest = min(room.smallest_px, style.size_px)
    spaced = " " in marked.text
    ends = [i for i, c in enumerate(marked.text) if c in " \n"] if spaced else []
    ends = ends or list(range(1, len(marked.text)))
    fitting, more = 0, len(ends)
    while fitting < more:
        middle = (fitting + more + 1) // 2
        task = _task(marked.until(ends[middle - 1]), style, room)
        if _splitting(task).may_fit(smallest):
            fitting = middle
        else:
            more = middle - 1
    # Lines that had to stand further apart take more room than was looked for.
    while fitting and not _splitting(_task(marked.until(ends[fitting - 1]), style, room)).at_size(
        smallest
    ):
        fitting -= 1
    return TooLongError(
        marked.text,
        words_to_cut=len(ends) + 1 - fitting,
        unit="word" if spaced else "character",
        smallest_px=smallest,
    )
