"""Set lines into pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clipmaker.text.compose import FINE, Drawn, PlacedGlyphs, compose
from clipmaker.text.faces import SUBPIXELS, font_of, glyph_bitmap, large_glyph_bitmap
from clipmaker.text.metrics import metrics
from clipmaker.text.model import Line, Paragraph


@dataclass(frozen=True, kw_only=True)
class DrawnLine:
    """One drawn line of a paragraph.

    Attributes:
        line: what was drawn.
        drawn: its picture, placed relative to the paragraph's logical top-left corner.
        left_px: where the line's advance begins, from the paragraph's left edge.
        top_px: top of its line height.
        baseline_px: its baseline.
        bottom_px: bottom of its line height.
    """

    line: Line
    drawn: Drawn
    left_px: float
    top_px: float
    baseline_px: int
    bottom_px: float


def draw(paragraph: Paragraph, *, align: str = "start") -> Drawn:
    """Draw a whole paragraph.

    Args:
        paragraph: a set text.
        align: ``"start"`` (left, or right where the text reads from the right), ``"centre"``
            or ``"end"``, within the paragraph's own width.
    """
    placed = [glyph for n in range(len(paragraph.lines)) for glyph in _place(paragraph, n, align)]
    return compose(placed)


def draw_lines(paragraph: Paragraph, *, align: str = "start") -> tuple[DrawnLine, ...]:
    """Draw a paragraph line by line, for boxes behind lines; see :func:`draw`."""
    height = paragraph.style.size_px * paragraph.style.line_height
    return tuple(
        DrawnLine(
            line=line,
            drawn=compose(list(_place(paragraph, number, align))),
            left_px=_left(paragraph, line, align),
            top_px=number * height,
            baseline_px=_baseline(paragraph, number),
            bottom_px=(number + 1) * height,
        )
        for number, line in enumerate(paragraph.lines)
    )


def _baseline(paragraph: Paragraph, number: int) -> int:
    """Return a line's baseline on whole pixels: the font's extent centred in the line height."""
    style = paragraph.style
    font = metrics(style)
    height = style.size_px * style.line_height
    lead = (height - font.ascent_px - font.descent_px) / 2
    return round(number * height + lead + font.ascent_px)


def _left(paragraph: Paragraph, line: Line, align: str) -> float:
    spare = paragraph.width_px - line.width_px
    shares = {"start": float(line.right_to_left), "centre": 0.5}
    shares["end"] = 1.0 - shares["start"]
    return spare * shares[align]


def _place(paragraph: Paragraph, number: int, align: str) -> Iterator[PlacedGlyphs]:
    """Draw the glyphs of a line and say where their pixels go."""
    line = paragraph.lines[number]
    left = _left(paragraph, line, align)
    baseline = _baseline(paragraph, number)
    size = paragraph.style.size_px
    for run in line.runs:
        joined = font_of(run.face).joined
        for glyph, x, y in run.glyphs:
            if joined:
                bitmap = large_glyph_bitmap(run.face, glyph, size * FINE)
                column = round((left + x) * FINE) + bitmap.left
                row = baseline * FINE - round(y * FINE) - bitmap.top
                found = PlacedGlyphs(bitmap, column, row, run.colour, FINE)
            else:
                whole, part = divmod(round((left + x) * SUBPIXELS), SUBPIXELS)
                bitmap = glyph_bitmap(run.face, glyph, size, part)
                row = baseline - round(y) - bitmap.top
                found = PlacedGlyphs(bitmap, whole + bitmap.left, row, run.colour)
            if bitmap.coverage.size:
                yield found
