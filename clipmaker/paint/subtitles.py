"""Subtitles over footage: a box behind each line (BBC Subtitle Guidelines 1.2.5).

Boxes of neighbouring lines join without a gap or an overlap that would show twice as dark, and
lines of nearly the same length share one width, so that no small steps flicker at the side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PIL import Image

from clipmaker.canvas.placement import LINE_HEIGHT, FootageLayout
from clipmaker.paint.colour import rgb
from clipmaker.paint.column import INSET, edges
from clipmaker.paint.overlay import Overlay, overlay
from clipmaker.paint.page import Page
from clipmaker.paint.pieces import Item, Piece
from clipmaker.paint.stack import PlacedPiece
from clipmaker.paint.styles import highlighted
from clipmaker.paint.subtitle_type import subtitle_style, subtitle_width
from clipmaker.paint.words import Words, words
from clipmaker.profile.model import SUBTITLE_SHARES
from clipmaker.text.engine import Marked, measure, set_text
from clipmaker.text.model import TextStyle
from clipmaker.timeline.model import SpokenWord

_PAD_UNITS = 24.0
_STEP_UNITS = 34.0
"""Line ends nearer to one another than this are made one."""
_OPACITY = 0.88


def subtitle_overlay(
    lines: tuple[str, ...],
    page: Page,
    layout: FootageLayout,
    speakers: Sequence[int] = (),
    lit: SpokenWord | None = None,
) -> Overlay:
    """Paint one cue.

    Args:
        lines: as they were broken; asterisks come out as written.
        page: brand and size.
        layout: where subtitles stand.
        speakers: decides the colour of each line, see :func:`subtitle_style`; empty for the first.
        lit: a word in the brand's highlight, or for a coloured speaker in the colour of the first;
            None for none.

    Raises:
        TooLongError: a line is far wider than its room.
        MissingGlyphError: no installed font has some character.
    """
    profile = page.profile
    room = subtitle_width(profile, layout)
    share = _share(lines, subtitle_style(page), room)
    found = []
    for number, line in enumerate(lines):
        if line.strip():
            look = subtitle_style(page, speakers[number] if speakers else 0)
            look = replace(look, size_px=look.size_px * share)
            text: str | Marked = line
            if lit is not None and lit.line == number:
                text = Marked(line, tuple(lit.start <= i < lit.end for i in range(len(line))))
                # A speaker's colour may be near the highlight; white is near none of them.
                coloured = bool(speakers and speakers[number])
                own = page.brand.colours.subtitle_text
                look = replace(look, highlight=own) if coloured else highlighted(look, page)
            found.append(_set(text, look, room, page.right_to_left))
    scale = profile.scale
    area = layout.subtitles
    column = edges(page, area.left + INSET, area.right - INSET, area.top, area.bottom)
    widths = evened([line.width_px for line in found], page.px(_STEP_UNITS))
    rows = [round((area.top + LINE_HEIGHT * n) * scale) for n in range(len(found) + 1)]
    placed = [
        PlacedPiece(page, column, boxed_line(page, line, width, bottom - top), top)
        for line, width, (top, bottom) in zip(found, widths, pairwise(rows), strict=True)
    ]
    return overlay(placed, page)


def _share(lines: Sequence[str], look: TextStyle, room: float) -> float:
    """Return the share of its size in which the longest line fits its room, as far as allowed."""
    longest = max((measure(line, look) for line in lines), default=0.0)
    return next(
        (share for share in SUBTITLE_SHARES if longest * share <= room), SUBTITLE_SHARES[-1]
    )


def evened(widths: list[int], step: int) -> list[int]:
    """Return widths in which neighbours that differ by less than a step are made the same."""
    out = list(widths)
    for _ in out:
        for i, (one, other) in enumerate(pairwise(out)):
            if abs(one - other) < step:
                out[i] = out[i + 1] = max(one, other)
    return out


def _set(line: str | Marked, look: TextStyle, room: float, from_right: bool) -> Words:
    paragraph = set_text(
        line,
        look,
        width_px=room,
        lines_at_most=1,
        smallest_px=look.size_px * SUBTITLE_SHARES[-1],
        emphasis=False,
    )
    return words(paragraph, overhang=False, from_right=from_right)


def boxed_line(
    page: Page, line: Words, width: int, height: int, colour: str = "", *, opaque: bool = False
) -> Piece:
    """Return a line on its box.

    Args:
        page: brand and scale.
        line: one line of words.
        width: of the words that the box is made for, pixels.
        height: of the box, pixels.
        colour: the box's, ``#RRGGBB``; "" is that of subtitles.
        opaque: whether nothing is seen through it.
    """
    pad = page.px(_PAD_UNITS)
    ground = colour or page.brand.colours.subtitle_ground
    opacity = 1.0 if opaque else _OPACITY
    box = Image.new("RGBA", (width + 2 * pad, height), (*rgb(ground), round(255 * opacity)))
    image = line.lines[0]
    top = (height - line.height_px) // 2 + image.top_px
    return Piece((Item(box, pad, 0), Item(image.image, image.outset_px, top)), height, words=line)
