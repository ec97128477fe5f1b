"""A photo as a card's ground: its veil grows until every word over it can be read.

The photo fills the upper part of the page and passes into the ground below the words. So more of
it is seen than if it were stretched over the whole height, and its focus stands above the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import luminance, rgb
from clipmaker.paint.contrast import NEEDED, over_pictures
from clipmaker.paint.page import Page
from clipmaker.paint.photo import cut, open_photo
from clipmaker.paint.push import OVERSIZE, Push
from clipmaker.paint.stack import Placed, text_box
from clipmaker.paint.veil import Stops, Veil, opacity
from clipmaker.story.model import Photo, Point

PHOTO_SHARE = 0.80
"""The photo covers so much of the page's height, from the top."""
_FOCUS_LEVEL = 0.38
_STRENGTHS = tuple(step / 8 for step in range(9))
_WANTED = NEEDED + 0.15
"""Contrast that even large type gets on a photo, with a margin for dithering and encoding."""


@dataclass(frozen=True)
class Scrim:
    """What is laid over a photo.

    Attributes:
        shade: in the brand's shade, behind the mark and to calm the picture.
        words: in the ground's colour, behind the words; opaque from ``PHOTO_SHARE`` on, and
            strengthened evenly where a text needs it.
    """

    shade: Stops
    words: Stops


@dataclass(frozen=True)
class Backdrop:
    """A photo as a ground.

    Attributes:
        ground: how it looks in the end, RGB of the page's size.
        others: how it looks at other moments, roughly, height x width x 3.
        push: its motion, None when it stands still.
    """

    ground: Image.Image
    others: tuple[Pixels, ...] = ()
    push: Push | None = None


def backdrop(
    photo: Photo,
    placed: Sequence[Placed],
    design: Callable[[float], Scrim],
    page: Page,
    *,
    zoom: float = 1.0,
) -> Backdrop:
    """Return the photo under its scrim, filling the page.

    Args:
        photo: the picture.
        placed: pieces that will stand on it.
        design: the scrim for a photo of a brightness, 0 to 1; a light brand asks for that of a
            dark photo, since it need not be calmed.
        page: size and colours.
        zoom: how far it is pushed in on; 1 stands still.

    Raises:
        MediaError: the photo cannot be used.
    """
    still = _still(photo, page, zoom)
    moments = [still.page(share) for share in ((1.0,) if zoom == 1 else (1.0, 0.0))]
    designed = design(_brightness(moments[-1]) if _dark(page) else 0.0)
    words = [one for one in placed if one.piece.words and one.piece.first_word == 0]
    for strength in _STRENGTHS:
        veil = _veil(designed, page, strength)
        rough = [veil.roughly_on(moment) for moment in moments]
        lowest = (text_box(one, seen).contrast for one in words for seen in rough)
        if min(lowest, default=_WANTED) >= _WANTED:
            break
    ground = Image.fromarray(veil.on(moments[0]))
    if zoom == 1:
        return Backdrop(ground)
    return Backdrop(ground, tuple(rough[1:]), replace(still, veil=veil))


def _still(photo: Photo, page: Page, zoom: float) -> Push:
    """Return the photo cut to its part of the page, larger where it will be pushed in on."""
    image = open_photo(photo.file)
    width, height = page.profile.width_px, 2 * round(page.profile.height_px * PHOTO_SHARE / 2)
    left, top, right, bottom = cut(image, width, height, photo.focus, level=_FOCUS_LEVEL)
    focus = Point(
        x=(photo.focus.x * image.width - left) / (right - left),
        y=(photo.focus.y * image.height - top) / (bottom - top),
    )
    larger = zoom * OVERSIZE if zoom > 1 else 1.0
    kept = image.resize(
        (2 * round(width * larger / 2), 2 * round(height * larger / 2)),
        Image.Resampling.LANCZOS,
        box=(left, top, right, bottom),
        reducing_gap=3.0,
    )
    none = Veil.of(np.zeros(page.profile.height_px, np.float32), (0, 0, 0))
    return Push(picture=kept, width_px=width, height_px=height, focus=focus, zoom=zoom, veil=none)


def _veil(scrim: Scrim, page: Page, strength: float) -> Veil:
    height, colours = page.profile.height_px, page.brand.colours
    shade = Veil.of(opacity(scrim.shade, height), rgb(over_pictures(colours)[0]))
    return Veil.of(opacity(scrim.words, height, strength), rgb(colours.ground)).over(shade)


def _dark(page: Page) -> bool:
    """Whether the page's ground is darker than its text."""
    colours = page.brand.colours
    return luminance(rgb(colours.ground)) < luminance(rgb(colours.text))


def _brightness(picture: Pixels) -> float:
    """Return the mean brightness of the upper half, 0 to 1."""
    return float(picture[: picture.shape[0] // 2 : 4, ::4].mean()) / 255
