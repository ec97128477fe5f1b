"""Pictures that fill a page whatever their shape: laid where their focus is seen, and lifted.

A landscape picture need not be cut down to a strip of itself to be as high as a page: it is shown
as high as it looks well, and continues above and below in its own mirrored, blurred picture. So no
row of a page is empty, and a face can stand above the words.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from clipmaker.canvas.areas import LOWEST_ROWS
from clipmaker.errors import BudgetError
from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import rgb
from clipmaker.paint.column import column
from clipmaker.paint.drift import OVERSIZE
from clipmaker.paint.page import Page
from clipmaker.story.photo import Photo

_LATEST_TOP = 150.0
"""Canvas units that a picture may begin below the page's top."""
_HEAD_UNITS = 30.0
"""Faces stand so far below the brand's mark, canvas units."""
_FACE_GAP = 14.0
_EYE = 0.27
"""Where a focus is looked for, as a share of the page's height."""
_LEAST_SHOWN = 0.42
"""So much of the page is a picture itself, and not its continuation."""
_SEAM, _BLUR = 240.0, 60.0
_REDUCED = 8
_AWAY_BLUR, _AWAY_COLOUR = 20.0, 0.8
"""A picture that only stands behind words: its blur in canvas units, and its colour."""
_AWAY_MEAN, _AWAY_DARKEST, _AWAY_LIGHTEST = 104.0, 0.6, 2.0
"""How light it is on the mean, of 255, and how far its light is changed for that."""
_AWAY_LIGHT = 200.0
"""The mean where it is to be light, on paper."""
_LENT = ((0.5, 1.0), (0.12, 1.3), (0.88, 1.15))
"""What is seen of a lent picture, in turn by the card's position: where across, and how near."""


@dataclass(frozen=True)
class Laid:
    """Where a picture lies: columns and rows of the page, of its whole self.

    Attributes:
        scale: page pixels for each of its own.
        left_px: column of its left edge, of a page that is wider by its way; may be negative.
        top_px: row of its top edge; may be negative.
    """

    scale: float
    left_px: float
    top_px: float


def lay(photo: Photo, size: tuple[int, int], page: Page, wide_px: int, words_top: int) -> Laid:
    """Return where a photo lies on a page, its focus where it can be seen.

    Args:
        photo: the photo.
        size: its width and height, pixels.
        page: the page.
        wide_px: the page's width and the picture's way.
        words_top: row where the words begin.

    Raises:
        BudgetError: words would stand on the part that they are to keep off.
    """
    width, height = size
    page_rows = page.profile.height_px
    scale = max(wide_px / width, page_rows * LOWEST_ROWS / height)
    box = photo.focus_box
    across, nearer = _LENT[page.position % len(_LENT)] if photo.lent else (photo.focus.x, 1.0)
    scale *= nearer
    wide, high = width * scale, height * scale
    x, y = (
        ((box.left + box.right) / 2, (box.top + box.bottom) / 2) if box else (across, photo.focus.y)
    )
    left = min(0.0, max(wide_px * _beside_words(page) - x * wide, wide_px - wide))
    head = page.px(page.profile.head.bottom + _HEAD_UNITS)
    eye = min(page_rows * _EYE, (head + max(words_top, head)) / 2)
    full = page_rows - high if high >= page_rows else page_rows * LOWEST_ROWS - high
    top = min(page.px(_LATEST_TOP) if high < page_rows else 0.0, max(eye - y * high, full))
    if box and left + box.left * wide < column(page).right:
        highest = words_top - page.px(_FACE_GAP) - box.bottom * high
        lowest = page_rows * _LEAST_SHOWN - high
        top = max(min(top, highest), lowest)
        if top > highest or top + box.top * high < 0:
            raise BudgetError(
                f"the words would stand on the part of {photo.file.name} that focus_box keeps free",
                remedy="Shorten the text, or take a picture with more room below that part.",
            )
    return Laid(scale, left, top)


def _beside_words(page: Page) -> float:
    """Return where a focus is looked for, as a share of the width: beside words, if wide enough."""
    if not page.profile.wide:
        return 0.5
    words = column(page)
    if page.right_to_left:
        return words.left / 2 / page.profile.width_px
    return (words.right + page.profile.width_px) / 2 / page.profile.width_px


def lifted(image: Image.Image, laid: Laid, page: Page, wide_px: int) -> Image.Image:
    """Return a picture on every row of a page, :data:`OVERSIZE` times as wide as it is shown."""
    rows = page.profile.height_px
    high = max(2, round(image.height * laid.scale))
    top = round(laid.top_px)
    columns = 2 * math.ceil(wide_px * OVERSIZE / 2)
    box = (
        max(0.0, -laid.left_px / laid.scale),
        0.0,
        min((wide_px - laid.left_px) / laid.scale, float(image.width)),
        float(image.height),
    )
    kept = image.resize((columns, high), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    whole = Image.new("RGB", (columns, rows))
    flipped = ImageOps.flip(kept)
    for edge, part in ((top - high, flipped), (top + high, flipped), (top, kept)):
        whole.paste(part, (0, edge))
    if top <= 0 and top + high >= rows:
        return whole
    mask = _seams(top, top + high, rows, page.px(_SEAM))
    return Image.composite(_blurred(whole, page.px(_BLUR)), whole, mask.resize(whole.size))


def inked(picture: Image.Image, ink: str) -> Image.Image:
    """Return a picture whose black is a brand's darkest colour, as if printed in it; white stays.

    A telephone in daylight shows nothing of what is darker.

    Args:
        picture: RGB.
        ink: ``#RRGGBB``.
    """
    curves = [low + (255 - low) * code / 255 for low in rgb(ink) for code in range(256)]
    return picture.point([round(value) for value in curves])


def moved_away(picture: Image.Image, page: Page, *, light: bool = False) -> Image.Image:
    """Return a picture that stands behind words it does not belong to: blurred, dark and pale.

    Args:
        picture: the picture.
        page: scale.
        light: whether it is made light instead of dark.
    """
    soft = ImageEnhance.Color(_blurred(picture, page.px(_AWAY_BLUR))).enhance(_AWAY_COLOUR)
    mean = max(brightness(np.asarray(soft)) * 255, 1)
    if light:
        # Towards white, and not by a factor: that would burn all highlights out.
        share = max(0.0, 1 - (255 - _AWAY_LIGHT) / max(255 - mean, 1))
        return Image.blend(soft, Image.new("RGB", soft.size, "white"), share)
    wanted = _AWAY_MEAN / mean
    return ImageEnhance.Brightness(soft).enhance(min(max(wanted, _AWAY_DARKEST), _AWAY_LIGHTEST))


def brightness(picture: Pixels) -> float:
    """Return the mean brightness of a picture, 0 to 1, in steps that no rounding moves."""
    return round(float(picture[::4, ::4].mean(dtype=np.float64)) / 255, 2)


def _blurred(picture: Image.Image, radius_px: int) -> Image.Image:
    small = picture.reduce(_REDUCED)
    soft = small.filter(ImageFilter.GaussianBlur(radius_px / _REDUCED))
    return soft.resize(picture.size, Image.Resampling.BICUBIC)


def _seams(top: int, bottom: int, rows: int, seam: int) -> Image.Image:
    """Return a mask, one column wide, of where the continuation is seen."""
    row = np.arange(rows, dtype=np.float32)
    inside = np.minimum(
        row - top + seam * 0.1 if top > 0 else np.full_like(row, seam),
        bottom + seam * 0.1 - row if bottom < rows else np.full_like(row, seam),
    )
    share = np.clip(inside / seam, 0, 1)
    clear = share * share * (3 - 2 * share)
    return Image.fromarray(((1 - clear) * 255 + 0.5).astype(np.uint8)[:, None])
