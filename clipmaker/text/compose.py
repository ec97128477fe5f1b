"""Glyphs into one picture: coverage becomes straight alpha under the text's colours.

Letters that join (Arabic, Devanagari) share edges. Neither adding nor comparing two coverages of
one pixel tells whether they lie over or beside each other: bumps or hairlines would show. Such
glyphs are therefore put together on a grid four times as fine and brought down as a whole.

NumPy and Pillow are imported where letters are drawn: a text is measured without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clipmaker.text.faces import GlyphBitmap

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    _Mask = npt.NDArray[np.uint8]

FINE = 4
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


@dataclass(frozen=True, slots=True)
class PlacedGlyphs:
    """A drawn glyph and where it goes.

    Attributes:
        bitmap: its pixels.
        x: left edge, pixels of its grid from the paragraph's logical left edge.
        y: top edge, likewise.
        colour: ``#RRGGBB``.
        grid: 1, or ``FINE`` where bitmap and place are in quarters of a pixel.
    """

    bitmap: GlyphBitmap
    x: int
    y: int
    colour: str
    grid: int = 1

    @property
    def box(self) -> Ink:
        """The whole pixels it touches."""
        rows, columns = self.bitmap.coverage.shape
        return Ink(
            left=self.x // self.grid,
            top=self.y // self.grid,
            right=-(-(self.x + columns) // self.grid),
            bottom=-(-(self.y + rows) // self.grid),
        )


def compose(placed: Sequence[PlacedGlyphs]) -> Drawn:
    """Put glyphs into one picture just large enough."""
    from PIL import Image

    boxes = [glyph.box for glyph in placed]
    if not boxes:
        ink = Ink(left=0, top=0, right=0, bottom=0)
        return Drawn(image=Image.new("RGBA", (1, 1)), left_px=0, top_px=0, ink=ink, colours=())
    ink = Ink(
        left=min(box.left for box in boxes),
        top=min(box.top for box in boxes),
        right=max(box.right for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )
    left, top = ink.left - _MARGIN_PX, ink.top - _MARGIN_PX
    shape = (ink.bottom - top + _MARGIN_PX, ink.right - left + _MARGIN_PX)
    colours = tuple(dict.fromkeys(glyph.colour for glyph in placed))
    masks = [_mask([p for p in placed if p.colour == c], shape, left, top) for c in colours]
    return Drawn(image=_blend(masks, colours), left_px=left, top_px=top, ink=ink, colours=colours)


def _mask(placed: Sequence[PlacedGlyphs], shape: tuple[int, int], left: int, top: int) -> _Mask:
    """Return the coverage of all glyphs of one colour."""
    import numpy as np

    mask = np.zeros(shape, np.uint8)
    _lay(mask, [glyph for glyph in placed if glyph.grid == 1], left, top)
    if joined := [glyph for glyph in placed if glyph.grid == FINE]:
        fine = np.zeros((shape[0] * FINE, shape[1] * FINE), np.uint8)
        _lay(fine, joined, left * FINE, top * FINE)
        np.maximum(mask, _reduce(fine), out=mask)
    return mask


def _lay(mask: _Mask, placed: Sequence[PlacedGlyphs], left: int, top: int) -> None:
    import numpy as np

    for glyph in placed:
        rows, columns = glyph.bitmap.coverage.shape
        y, x = glyph.y - top, glyph.x - left
        under = mask[y : y + rows, x : x + columns]
        np.maximum(under, glyph.bitmap.coverage, out=under)


def _reduce(fine: _Mask) -> _Mask:
    """Return the mean of every square of ``FINE`` by ``FINE``."""
    import numpy as np

    rows, columns = fine.shape[0] // FINE, fine.shape[1] // FINE
    across = fine.reshape(rows * FINE, columns, FINE).sum(2, dtype=np.uint16)
    total = across.reshape(rows, FINE, columns).sum(1, dtype=np.uint16)
    mean: _Mask = ((total + FINE * FINE // 2) // (FINE * FINE)).astype(np.uint8)
    return mean


def _blend(masks: Sequence[npt.NDArray[np.uint8]], colours: Sequence[str]) -> Image.Image:
    """Return the picture: transparent pixels carry the first colour, so that scaling has no rim."""
    import numpy as np
    from PIL import Image

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
