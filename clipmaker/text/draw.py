"""Set lines into pictures: glyph coverage becomes straight alpha under the text's colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from clipmaker.text.faces import SUBPIXELS, GlyphBitmap, glyph_bitmap
from clipmaker.text.metrics import metrics
from clipmaker.text.model import Line, Paragraph

_MARGIN_PX = 2


@dataclass(frozen=True, kw_only=True)
class Ink:
    """A box of pixels that text covers, right and bottom exclusive, all zero when nothing does."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A drawn text.

    All places are pixels from the paragraph's logical top-left corner: x 0 is where lines of
    left-to-right text start, y 0 is the top of the first line's line height.

    Attributes:
        image: RGBA with straight alpha, a little larger than the ink.
        left_px: where the image's left edge lies.
        top_px: where its top edge lies.
        ink: the pixels that are really covered.
        colours: every colour used, ``#RRGGBB``.
    """

    image: Image.Image
    left_px: int
    top_px: int
    ink: Ink
    colours: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class _Placed:
    bitmap: GlyphBitmap
    x: int
    y: int
    colour: str


def draw(paragraph: Paragraph, *, align: str = "start") -> Drawn:
    """Draw a whole paragraph.

    Args:
        paragraph: a set text.
        align: ``"start"`` (left, or right where the text reads from the right), ``"centre"``
            or ``"end"``, within the paragraph's own width.
    """
    placed = [glyph for n in range(len(paragraph.lines)) for glyph in _place(paragraph, n, align)]
    return _compose(placed)


def draw_lines(paragraph: Paragraph, *, align: str = "start") -> tuple[DrawnLine, ...]:
    """Draw a paragraph line by line, for boxes behind lines; see :func:`draw`."""
    height = paragraph.style.size_px * paragraph.style.line_height
    return tuple(
        DrawnLine(
            line=line,
            drawn=_compose(list(_place(paragraph, number, align))),
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


def _place(paragraph: Paragraph, number: int, align: str) -> Iterator[_Placed]:
    """Draw the glyphs of a line and say where their pixels go."""
    line = paragraph.lines[number]
    left = _left(paragraph, line, align)
    baseline = _baseline(paragraph, number)
    size = paragraph.style.size_px
    for run in line.runs:
        for glyph, x, y in run.glyphs:
            steps = round((left + x) * SUBPIXELS)
            whole, part = divmod(steps, SUBPIXELS)
            bitmap = glyph_bitmap(run.face, glyph, size, part)
            if bitmap.coverage.size:
                top = baseline - round(y) - bitmap.top
                yield _Placed(bitmap, whole + bitmap.left, top, run.colour)


def _compose(placed: Sequence[_Placed]) -> Drawn:
    """Put glyphs into one picture just large enough."""
    if not placed:
        ink = Ink(left=0, top=0, right=0, bottom=0)
        return Drawn(image=Image.new("RGBA", (1, 1)), left_px=0, top_px=0, ink=ink, colours=())
    ink = Ink(
        left=min(p.x for p in placed),
        top=min(p.y for p in placed),
        right=max(p.x + p.bitmap.coverage.shape[1] for p in placed),
        bottom=max(p.y + p.bitmap.coverage.shape[0] for p in placed),
    )
    left, top = ink.left - _MARGIN_PX, ink.top - _MARGIN_PX
    shape = (ink.bottom - top + _MARGIN_PX, ink.right - left + _MARGIN_PX)
    colours = tuple(dict.fromkeys(p.colour for p in placed))
    masks = [_mask([p for p in placed if p.colour == c], shape, left, top) for c in colours]
    return Drawn(
        image=_blend(masks, colours),
        left_px=left,
        top_px=top,
        ink=ink,
        colours=colours,
    )


def _mask(
    placed: Sequence[_Placed], shape: tuple[int, int], left: int, top: int
) -> npt.NDArray[np.uint8]:
    """Return the coverage of all glyphs.

    Where glyphs overlap the larger coverage counts: joined letters share their edges, and adding
    up would make a bump there.
    """
    mask = np.zeros(shape, np.uint8)
    for glyph in placed:
        rows, columns = glyph.bitmap.coverage.shape
        y, x = glyph.y - top, glyph.x - left
        under = mask[y : y + rows, x : x + columns]
        np.maximum(under, glyph.bitmap.coverage, out=under)
    return mask


def _blend(masks: Sequence[npt.NDArray[np.uint8]], colours: Sequence[str]) -> Image.Image:
    """Return the picture: transparent pixels carry the first colour, so that scaling has no rim."""
    pixels = np.empty((*masks[0].shape, 4), np.uint8)
    pixels[..., :3] = _rgb(colours[0])
    alpha = masks[0]
    for mask, colour in zip(masks[1:], colours[1:], strict=True):
        over = mask.astype(np.uint32)
        total = over * 255 + alpha * (255 - over)
        share = np.where(total > 0, over * 255 * 256 // np.maximum(total, 1), 0)[..., None]
        mixed = pixels[..., :3] * (256 - share) + np.array(_rgb(colour), np.uint32) * share
        pixels[..., :3] = (mixed + 128) >> 8
        alpha = ((total + 127) // 255).astype(np.uint8)
    pixels[..., 3] = alpha
    return Image.fromarray(pixels)


def _rgb(colour: str) -> tuple[int, int, int]:
    value = int(colour[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255
