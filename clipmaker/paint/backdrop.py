"""A photo as a card's ground: its scrim grows until every word over it can be read."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import NEEDED
from clipmaker.paint.page import Page
from clipmaker.paint.photo import Stops, darkened, darkened_roughly, photo_pixels, scrim
from clipmaker.paint.stack import Placed, text_box
from clipmaker.story.model import Photo

_STRENGTHS = tuple(step / 8 for step in range(9))
_WANTED = NEEDED + 0.15
"""Contrast that even large type gets on a photo, with a margin for dithering and encoding."""


def photo_ground(photo: Photo, placed: Sequence[Placed], stops: Stops, page: Page) -> Image.Image:
    """Return the photo under its scrim, filling the page.

    Args:
        photo: the picture.
        placed: pieces that will stand on it.
        stops: the scrim as designed; it is strengthened evenly where a text needs it.
        page: size and colours.

    Raises:
        MediaError: the photo cannot be used.
    """
    profile, colour = page.profile, rgb(page.brand.colours.ground)
    picture = photo_pixels(photo, profile.width_px, profile.height_px)
    texts = [one for one in placed if one.piece.words]
    opacity = scrim(stops, profile.height_px)
    for strength in _STRENGTHS:
        opacity = scrim(stops, profile.height_px, strength)
        rough = darkened_roughly(picture, opacity, colour)
        boxes = [text_box(one, rough) for one in texts if one.piece.first_word == 0]
        if all(box.contrast >= _WANTED for box in boxes):
            break
    return Image.fromarray(darkened(picture, opacity, colour))
