"""Texts set, drawn and aligned to the eye, ready to be placed.

Type does not begin where its letters do: each carries white at its side, a T more than an H to
the eye though less on paper. So every line is moved until its optical edge, not its origin,
stands on the column's edge; then kicker, headline and source share one edge at any size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from clipmaker.paint.blend import Pixels
from clipmaker.text.engine import DrawnLine, draw_lines, metrics, set_text, try_text

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.text.fit import Width
    from clipmaker.text.model import Paragraph, TextStyle

OVERHANG_EM = 0.022
"""How far the thin beginning of a letter (T, A, w) may stand outside the edge."""
_THIN_SHARE = 0.3
"""A letter begins for the eye where its ink is so high, as a share of the x-height."""
_INK = 64
_THRIFT, _THRIFT_LONG, _LONG_LINES = 0.92, 0.95, 6
"""A text is set so much smaller where that saves a line; less so when it has many."""


@dataclass(frozen=True)
class LineImage:
    """One drawn line.

    Attributes:
        image: RGBA.
        outset_px: how far the image begins outside the reading edge.
        top_px: its top, from the text's top.
    """

    image: Image.Image
    outset_px: int
    top_px: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """A drawn text.

    Its top is the top of the first line's capitals, its bottom the last line's baseline: the
    edges that the eye sees.

    Attributes:
        text: what it says.
        style: as it was set, with the size that was chosen.
        colours: every colour used.
        lines: the drawn lines.
        height_px: from its top to its bottom.
        above_px: how far ink reaches above its top.
        below_px: how far ink reaches below its bottom.
        cap_px: height of its capitals, before rounding.
        width_px: from the reading edge to the end of the longest line's ink.
    """

    text: str
    style: TextStyle
    colours: tuple[str, ...]
    lines: tuple[LineImage, ...]
    height_px: int
    above_px: int
    below_px: int
    cap_px: float
    width_px: int


@dataclass(frozen=True, kw_only=True)
class Space:
    """What a text is fitted into.

    Attributes:
        width_px: width of the column, or of a line by its top and bottom below the text's top.
        height_px: height that it may take.
        smallest_px: smallest type size.
        lines_at_most: most lines, None for any number.
    """

    width_px: Width
    height_px: float
    smallest_px: float
    lines_at_most: int | None = None


def fitted(
    markup: str, style: TextStyle, space: Space, *, emphasis: bool = False
) -> Paragraph | None:
    """Set a text as large as it fits, a little smaller where that saves a line.

    Returns:
        None where it does not fit at the smallest size.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    smallest = min(space.smallest_px, style.size_px)
    set_large = try_text(
        markup,
        style,
        width_px=space.width_px,
        height_px=space.height_px,
        lines_at_most=space.lines_at_most,
        smallest_px=smallest,
        emphasis=emphasis,
    )
    if set_large is None or len(set_large.lines) < 2:
        return set_large
    thrift = _THRIFT if len(set_large.lines) < _LONG_LINES else _THRIFT_LONG
    thrifty = try_text(
        markup,
        set_large.style,
        width_px=space.width_px,
        height_px=space.height_px,
        lines_at_most=len(set_large.lines) - 1,
        smallest_px=max(smallest, set_large.style.size_px * thrift),
        emphasis=emphasis,
    )
    if thrifty is None:
        return set_large
    return set_large if thrifty.flawed and not set_large.flawed else thrifty


def refuse(markup: str, style: TextStyle, space: Space, *, emphasis: bool = False) -> NoReturn:
    """Refuse a text that does not fit, with how much of it is too much.

    Raises:
        ValueError: it fits after all, which is a mistake of the caller.
        TooLongError: always.
    """
    set_text(
        markup,
        style,
        width_px=space.width_px,
        height_px=space.height_px,
        lines_at_most=space.lines_at_most,
        smallest_px=min(space.smallest_px, style.size_px),
        emphasis=emphasis,
    )
    raise ValueError(f"{markup!r} fits")


def words(paragraph: Paragraph, *, overhang: bool = True, from_right: bool = False) -> Words:
    """Draw a set paragraph, each line on its optical edge.

    Args:
        paragraph: the text.
        overhang: whether thin beginnings may stand outside the edge.
        from_right: whether lines stand on their right edge, whichever way their letters go.
    """
    drawn = draw_lines(paragraph)
    measures = metrics(paragraph.style)
    top = drawn[0].baseline_px - round(measures.cap_height_px) if drawn else 0
    bottom = drawn[-1].baseline_px if drawn else 0
    thin = measures.x_height_px * _THIN_SHARE
    limit = round(paragraph.style.size_px * OVERHANG_EM) if overhang else 0
    lines, widths = [], []
    for line in drawn:
        alpha = np.asarray(line.drawn.image)[..., 3]
        outset, width = _edges(alpha[:, ::-1] if from_right else alpha, thin, limit)
        lines.append(LineImage(line.drawn.image, outset, line.drawn.top_px - top))
        widths.append(width - outset)
    return Words(
        text=" ".join(line.text for line in paragraph.lines),
        style=paragraph.style,
        colours=_colours(drawn),
        lines=tuple(lines),
        height_px=bottom - top,
        above_px=max((top - line.drawn.ink.top for line in drawn), default=0),
        below_px=max((line.drawn.ink.bottom - bottom for line in drawn), default=0),
        cap_px=measures.cap_height_px,
        width_px=max(widths, default=0),
    )


def one_line(text: str, style: TextStyle, *, from_right: bool = False) -> Words:
    """Draw a short text in one line, however wide; asterisks come out as written."""
    paragraph = set_text(text, replace(style, highlight=""), width_px=1e6, emphasis=False)
    return words(paragraph, overhang=False, from_right=from_right)


def _edges(alpha: Pixels, thin: float, limit: int) -> tuple[int, int]:
    """Return the optical edge's column, and the column after the last ink."""
    columns = np.flatnonzero((alpha >= _INK).any(axis=0))
    if not columns.size:
        return 0, 0
    first, last = int(columns[0]), int(columns[-1])
    heights = (alpha[:, first : first + limit + 1] >= _INK).sum(axis=0)
    solid = np.flatnonzero(heights >= thin)
    return first + (int(solid[0]) if solid.size else limit), last + 1


def _colours(drawn: Iterable[DrawnLine]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for line in drawn for c in line.drawn.colours))
