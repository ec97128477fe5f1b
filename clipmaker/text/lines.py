"""Broken text into lines of placed glyphs, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.text.itemize import Analysis
from clipmaker.text.model import Line, Paragraph, Run, TextStyle
from clipmaker.text.prepare import Marked, line_source
from clipmaker.text.shape import Glyph, Shaped, setting_of, shape
from clipmaker.text.wrap import TextSpan


def shape_lines(analysis: Analysis, spans: Sequence[TextSpan], style: TextStyle) -> list[Shaped]:
    """Shape each line by itself, in ems."""
    return [shape(line_source(analysis, span)[0], setting_of(style)) for span in spans]


def paragraph(
    marked: Marked, analysis: Analysis, spans: Sequence[TextSpan], style: TextStyle
) -> Paragraph:
    """Return the set text; the style carries the final size and line height."""
    lines = [_line(marked, analysis, span, style) for span in spans]
    return Paragraph(
        lines=tuple(lines),
        style=style,
        width_px=max((line.width_px for line in lines), default=0.0),
        height_px=len(lines) * style.size_px * style.line_height,
    )


def _line(marked: Marked, analysis: Analysis, span: TextSpan, style: TextStyle) -> Line:
    source, places = line_source(analysis, span)
    shaped = shape(source, setting_of(style))
    highlight = style.highlight or style.colour
    colours = [highlight if marked.emphasised[place] else style.colour for place in places]
    return Line(
        text=source.text,
        runs=_runs(shaped.glyphs, colours, style.size_px),
        width_px=shaped.width_em * style.size_px,
        right_to_left=analysis.base == 1,
    )


def _runs(glyphs: Sequence[Glyph], colours: Sequence[str], size_px: float) -> tuple[Run, ...]:
    """Group glyphs of one face and colour."""
    runs: list[Run] = []
    for glyph in glyphs:
        placed = (glyph.number, glyph.x_em * size_px, glyph.y_em * size_px)
        colour = colours[glyph.place]
        if runs and (runs[-1].face, runs[-1].colour) == (glyph.face, colour):
            runs[-1] = replace(runs[-1], glyphs=(*runs[-1].glyphs, placed))
        else:
            runs.append(Run(face=glyph.face, glyphs=(placed,), colour=colour))
    return tuple(runs)
