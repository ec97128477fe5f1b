"""A photo as a card's ground: its scrim grows until every word over it can be read.

The photo fills the upper part of the page and passes into the ground below the words. So more of
it is seen than if it were stretched over the whole height, and its focus stands above the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PIL import Image

from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import NEEDED
from clipmaker.paint.page import Page
from clipmaker.paint.photo import Stops, darkened, darkened_roughly, filled, open_photo, scrim
from clipmaker.paint.stack import Placed, text_box
from clipmaker.story.model import Photo

PHOTO_SHARE = 0.80
"""The photo covers so much of the page's height, from the top."""
_FOCUS_LEVEL = 0.38
_STRENGTHS = tuple(step / 8 for step in range(9))
_WANTED = NEEDED + 0.15
"""Contrast that even large type gets on a photo, with a margin for dithering and encoding."""


def photo_ground(
    photo: Photo, placed: Sequence[Placed], stops: Callable[[float], Stops], page: Page
) -> Image.Image:
    """Return the photo under its scrim, filling the page.

    Args:
        photo: the picture.
        placed: pieces that will stand on it.
        stops: the scrim as designed for a photo of a brightness, 0 to 1, opaque from
            ``PHOTO_SHARE`` on; it is strengthened evenly where a text needs it.
        page: size and colours.

    Raises:
        MediaError: the photo cannot be used.
    """
    height, colour = page.profile.height_px, rgb(page.brand.colours.ground)
    picture = _picture(photo, page)
    designed = stops(_brightness(picture))
    words = [one for one in placed if one.piece.words and one.piece.first_word == 0]
    opacity = scrim(designed, height)
    for strength in _STRENGTHS:
        opacity = scrim(designed, height, strength)
        rough = darkened_roughly(picture, opacity, colour)
        if all(text_box(one, rough).contrast >= _WANTED for one in words):
            break
    return Image.fromarray(darkened(picture, opacity, colour))


def _picture(photo: Photo, page: Page) -> Pixels:
    """Return the photo on the upper part of a page in the ground's colour."""
    width, height = page.profile.width_px, page.profile.height_px
    page_image = Image.new("RGB", (width, height), rgb(page.brand.colours.ground))
    upper = round(height * PHOTO_SHARE)
    image = filled(open_photo(photo.file), width, upper, photo.focus, level=_FOCUS_LEVEL)
    page_image.paste(image, (0, 0))
    return np.asarray(page_image)


def _brightness(picture: Pixels) -> float:
    """Return the mean brightness of the upper half, 0 to 1."""
    return float(picture[: picture.shape[0] // 2 : 4, ::4].mean()) / 255
