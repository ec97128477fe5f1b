"""A text into its room: the largest type size at which it fits, and the lines at that size."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from clipmaker.text.breaks import emergency_breaks, find_breaks
from clipmaker.text.errors import MissingGlyphError, TooLongError
from clipmaker.text.fonts import extras_for
from clipmaker.text.itemize import Analysis, analyse, scripts_wanted
from clipmaker.text.markup import parse_emphasis
from clipmaker.text.model import Line, Paragraph, Run, TextStyle
from clipmaker.text.shape import Glyph, Setting, Shaped, Source, advances, setting_of, shape
from clipmaker.text.wrap import Measured, Span, Wrapped, wrap

Width = float | Callable[[float, float], float]
_HYPHEN = "-"
_SOFT_HYPHEN = "\u00ad"
# Rounding of sums must not push a line that just fits over its width.
_TOLERANCE_PX = 0.02


@dataclass(frozen=True, kw_only=True)
class Room:
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


@dataclass(frozen=True, slots=True)
class Marked:
    """A composed text with what of it is emphasised, character by character."""

    text: str
    emphasised: tuple[bool, ...]


def clean(markup: str, emphasis: bool) -> Marked:
    """Compose characters (NFC), take out the marks of emphasis, and collapse spaces.

    A line feed stays: it ends a line.
    """
    composed = unicodedata.normalize("NFC", markup.replace("\r\n", "\n").replace("\t", " "))
    parts = parse_emphasis(composed) if emphasis else ((composed, False),)
    characters: list[tuple[str, bool]] = []
    for text, marked in parts:
        for character in text:
            if character in " \n":
                while characters and characters[-1][0] == " ":
                    characters.pop()
            if character == " " and (not characters or characters[-1][0] == "\n"):
                continue
            characters.append((character, marked))
    while characters and characters[-1][0] in " \n":
        characters.pop()
    return Marked("".join(c for c, _ in characters), tuple(m for _, m in characters))


def fit(marked: Marked, style: TextStyle, room: Room) -> Paragraph:
    """Set a text at the largest size that fits.

    Raises:
        MissingGlyphError: no installed font has some character.
        TooLongError: it does not fit at the smallest size.
    """
    if not marked.text:
        return Paragraph(lines=(), style=style, width_px=0.0, height_px=0.0)
    analysis = checked(marked.text, style)
    for emergency in (False, True):
        measured = _measured(marked, analysis, setting_of(style), emergency)
        for size in sizes(style.size_px, room.smallest_px):
            if wrapped := _wrap_at(measured, analysis, style, size, room):
                return _set(marked, analysis, replace(style, size_px=size), wrapped)
    raise _too_long(marked, style, room)


def checked(text: str, style: TextStyle) -> Analysis:
    """Analyse a text; raise MissingGlyphError when no installed font has some character."""
    analysis = analyse(text, style.family, style.language)
    if analysis.missing:
        wanted = [script for c in analysis.missing for script in scripts_wanted(c)]
        raise MissingGlyphError(analysis.missing, extras=extras_for(tuple(wanted)))
    return analysis


def sizes(largest_px: float, smallest_px: float) -> Iterator[float]:
    """Yield the sizes that are tried: the largest, then whole pixels, then the smallest."""
    yield largest_px
    size = float(-(-largest_px // 1) - 1)
    while size > smallest_px:
        yield size
        size -= 1
    if smallest_px < largest_px:
        yield smallest_px


def line_source(analysis: Analysis, span: Span) -> tuple[Source, tuple[int, ...]]:
    """Return what to shape for a line, and the place in the text of each of its characters."""
    places = [p for p in range(span.start, span.end) if analysis.text[p] != _SOFT_HYPHEN]
    text = "".join(analysis.text[p] for p in places)
    if span.hyphen:
        places.append(places[-1])
        text += _HYPHEN
    return (
        Source(
            text,
            tuple(analysis.fonts[p] for p in places),
            tuple(analysis.scripts[p] for p in places),
            tuple(analysis.levels[p] for p in places),
        ),
        tuple(places),
    )


@lru_cache(maxsize=256)
def _measured(marked: Marked, analysis: Analysis, setting: Setting, emergency: bool) -> Measured:
    """Measure a text for wrapping."""
    find = emergency_breaks if emergency else find_breaks
    steps: list[float] = []
    start = 0
    for part in analysis.text.splitlines(keepends=True):
        end = start + len(part)
        source, places = line_source(analysis, Span(start, end, False))
        given = dict(zip(places, advances(source, setting), strict=True))
        steps.extend(given.get(p, 0.0) for p in range(start, end))
        start = end
    hyphen = shape(Source(_HYPHEN, analysis.fonts[:1], analysis.scripts[:1], (0,)), setting)
    return Measured(
        text=analysis.text,
        breaks=find(analysis.text, setting.language),
        pens=list(accumulate(steps, initial=0.0)),
        hyphen_em=hyphen.width_em,
        tail_em=0.0,
        emphasised=marked.emphasised,
    )


def _wrap_at(
    measured: Measured, analysis: Analysis, style: TextStyle, size: float, room: Room
) -> Wrapped | None:
    """Wrap at one size; None when it does not fit."""
    line_px = size * style.line_height
    bound = room.lines_at_most
    if room.height_px is not None:
        fitting = int((room.height_px + _TOLERANCE_PX) / line_px)
        bound = fitting if bound is None else min(bound, fitting)
        if bound < 1:
            return None
    slack_em = 0.0
    for _ in range(4):
        limit = _limits(room.width, line_px, size, slack_em)
        wrapped = wrap(measured, limit, lines_at_most=bound)
        if wrapped is None:
            return None
        exact = [_shape_line(analysis, span, style)[0].width_em for span in wrapped.spans]
        allowed = _limits(room.width, line_px, size, 0.0)
        over = max(width - allowed(number) for number, width in enumerate(exact))
        if over <= 0:
            return wrapped
        slack_em += over + 1e-4
    return None


def _limits(width: Width, line_px: float, size: float, slack_em: float) -> Callable[[int], float]:
    def limit(number: int) -> float:
        top = number * line_px
        wide = width(top, top + line_px) if callable(width) else width
        return (wide + _TOLERANCE_PX) / size - slack_em

    return limit


def _shape_line(
    analysis: Analysis, span: Span, style: TextStyle
) -> tuple[Shaped, tuple[int, ...], str]:
    source, places = line_source(analysis, span)
    return shape(source, setting_of(style)), places, source.text


def _set(marked: Marked, analysis: Analysis, style: TextStyle, wrapped: Wrapped) -> Paragraph:
    """Place the glyphs of every line in pixels."""
    lines: list[Line] = []
    for span in wrapped.spans:
        shaped, places, text = _shape_line(analysis, span, style)
        colours = [
            style.highlight if style.highlight and marked.emphasised[p] else style.colour
            for p in places
        ]
        lines.append(
            Line(
                text=text,
                runs=_runs(shaped.glyphs, colours, style.size_px),
                width_px=shaped.width_em * style.size_px,
                right_to_left=analysis.base == 1,
            )
        )
    return Paragraph(
        lines=tuple(lines),
        style=style,
        width_px=max(line.width_px for line in lines),
        height_px=len(lines) * style.size_px * style.line_height,
    )


def _runs(glyphs: tuple[Glyph, ...], colours: list[str], size: float) -> tuple[Run, ...]:
    """Group glyphs of one face and colour."""
    runs: list[Run] = []
    for glyph in glyphs:
        placed = (glyph.number, glyph.x_em * size, glyph.y_em * size)
        colour = colours[glyph.place]
        if runs and (runs[-1].face, runs[-1].colour) == (glyph.face, colour):
            runs[-1] = replace(runs[-1], glyphs=(*runs[-1].glyphs, placed))
        else:
            runs.append(Run(face=glyph.face, glyphs=(placed,), colour=colour))
    return tuple(runs)


def _too_long(marked: Marked, style: TextStyle, room: Room) -> TooLongError:
    """Find out how many words from the end must go."""
    smallest = min(room.smallest_px, style.size_px)
    spaced = " " in marked.text
    ends = [i for i, c in enumerate(marked.text) if c in " \n"] if spaced else []
    ends = ends or list(range(1, len(marked.text)))
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        end = ends[middle - 1]
        part = Marked(marked.text[:end], marked.emphasised[:end])
        analysis = analyse(part.text, style.family, style.language)
        measured = _measured(part, analysis, setting_of(style), True)
        if _wrap_at(measured, analysis, style, smallest, room):
            low = middle
        else:
            high = middle - 1
    return TooLongError(
        marked.text,
        words_to_cut=len(ends) + 1 - low,
        unit="word" if spaced else "character",
        smallest_px=smallest,
    )
