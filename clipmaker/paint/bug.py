"""The brand's mark beside the countdown ring: its wordmark, or a logo in its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from clipmaker.errors import MediaError
from clipmaker.media.pictures import read_layer
from clipmaker.paint.blend import Pixels, Stamp
from clipmaker.paint.colour import RGB
from clipmaker.paint.column import Column, edges
from clipmaker.paint.contrast import lowest_contrast
from clipmaker.paint.page import Page, TextBox
from clipmaker.paint.styles import Role, style
from clipmaker.paint.words import Words, one_line

_RIGHT_OF_RING, _BELOW_RING_TOP = 104.0, 42.0
"""Where the mark begins, and its middle, seen from the ring's edges."""
_TYPE, _PITCH = 30.0, 32.0
_LOGO_HEIGHT, _LOGO_WIDTH = 64.0, 420.0
_SHADOW_UNITS, _SHADOW_OPACITY = 9.0, 0.8


@dataclass(frozen=True)
class BrandMark:
    """A part of the brand's mark at its place in the picture; words where it is text."""

    image: Image.Image
    left_px: int
    top_px: int
    words: Words | None = None

    @property
    def stamp(self) -> Stamp:
        """The part as a stamp."""
        return Stamp.of(self.image)

    def text_box(self, behind: Pixels) -> TextBox | None:
        """Return the check's view of a text, None for a logo.

        Args:
            behind: the picture behind it from its top-left corner on, height x width x 3.
        """
        if self.words is None:
            return None
        ink = np.asarray(self.image)[..., 3] >= 32
        rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
        part = behind[self.top_px : self.top_px + ink.shape[0]]
        part = part[:, self.left_px : self.left_px + ink.shape[1]]
        size = self.words.style.size_px
        return TextBox(
            text=self.words.text,
            left_px=self.left_px + int(columns[0]),
            top_px=self.top_px + int(rows[0]),
            right_px=self.left_px + int(columns[-1]) + 1,
            bottom_px=self.top_px + int(rows[-1]) + 1,
            size_px=size,
            weight=self.words.style.weight,
            colours=self.words.colours,
            contrast=lowest_contrast(part, ink, self.words.colours, size),
            must_read=False,
        )


def brand_marks(page: Page, colour: str, *, beside_ring: bool = True) -> tuple[BrandMark, ...]:
    """Return the wordmark's lines in a colour, or the logo.

    Args:
        page: brand, scale and place.
        colour: ``#RRGGBB``.
        beside_ring: whether it stands beside the ring, or in its place.

    Raises:
        MediaError: the logo cannot be read.
        MissingGlyphError: no installed font has some character of the wordmark.
    """
    column = _column(page, beside_ring=beside_ring)
    if page.brand.bug.logo:
        return (_logo(page, page.brand.bug.logo, column),)
    look = style(page, Role.WORDMARK, _TYPE, colour=colour)
    right = page.right_to_left
    lines = [one_line(text, look, from_right=right) for text in page.brand.bug.wordmark]
    pitch = _PITCH * page.profile.scale
    height = pitch * (len(lines) - 1) + (lines[0].height_px if lines else 0)
    top = _middle_px(page) - height / 2
    return tuple(
        BrandMark(
            words.lines[0].image,
            column.place(words.lines[0].outset_px, words.lines[0].image.width),
            round(top + number * pitch) + words.lines[0].top_px,
            words,
        )
        for number, words in enumerate(lines)
    )


def shadow(mark: BrandMark, page: Page, colour: RGB) -> BrandMark:
    """Return a soft shadow to lay under a mark, so that it stands on any picture."""
    spread = max(1, page.px(_SHADOW_UNITS))
    alpha = Image.new("L", (mark.image.width + 6 * spread, mark.image.height + 6 * spread), 0)
    alpha.paste(mark.image.getchannel("A"), (3 * spread, 3 * spread))
    soft = np.asarray(alpha.filter(ImageFilter.GaussianBlur(spread)), np.float32)
    rgba = np.empty((*soft.shape, 4), np.uint8)
    rgba[..., :3] = colour
    rgba[..., 3] = np.clip(soft * 2 * _SHADOW_OPACITY, 0, 255 * _SHADOW_OPACITY).astype(np.uint8)
    return BrandMark(Image.fromarray(rgba), mark.left_px - 3 * spread, mark.top_px - 3 * spread)


def _logo(page: Page, file: Path, column: Column) -> BrandMark:
    try:
        image = read_layer(file)
    except MediaError as error:
        raise MediaError(
            f"the brand's logo cannot be used: {error.message}",
            remedy="Give a PNG with transparency in brand.toml, or leave the logo out.",
        ) from error
    scale = min(_LOGO_HEIGHT / image.height, _LOGO_WIDTH / image.width) * page.profile.scale
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image.resize(size, Image.Resampling.LANCZOS)
    top = round(_middle_px(page) - small.height / 2)
    return BrandMark(small, column.place(0, small.width), top)


def _column(page: Page, *, beside_ring: bool) -> Column:
    left = page.profile.head.left + (_RIGHT_OF_RING if beside_ring else 0)
    return edges(page, left, page.profile.canvas_width - left, 0, 0)


def _middle_px(page: Page) -> float:
    return (page.profile.head.top + _BELOW_RING_TOP) * page.profile.scale
