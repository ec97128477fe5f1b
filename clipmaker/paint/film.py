"""A clip behind a card: how it looks under a veil that lets every word be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from clipmaker.errors import BudgetError
from clipmaker.paint.blend import Pixels, Stamp
from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import over_pictures
from clipmaker.paint.page import Films, Page
from clipmaker.paint.scene import needed_veil, words_top
from clipmaker.paint.stack import PlacedPiece
from clipmaker.paint.veil import Veil
from clipmaker.story.photo import Photo


@dataclass(frozen=True)
class FilmScene:
    """A clip as a ground.

    Attributes:
        ground: how it looks in its middle, RGB of the page's size.
        others: how it looks at other moments, height x width x 3.
        veil: what lies over it.
    """

    ground: Image.Image
    others: tuple[Pixels, ...]
    veil: Stamp


def film_scene(photo: Photo, placed: Sequence[PlacedPiece], page: Page, films: Films) -> FilmScene:
    """Return a card's clip under its veil.

    Args:
        photo: the clip.
        placed: pieces that will stand on it.
        page: size and colours.
        films: what shows its video.

    Raises:
        MediaError: it cannot be shown.
        BudgetError: words would stand on the part of it that they are to keep off.
    """
    check_film(photo, placed, page, films)
    moments = films.stills(photo)
    veil = needed_veil(moments, placed, page)
    seen = [veil.roughly_on(moment) for moment in moments]
    middle = len(seen) // 2
    others = (*seen[:middle], *seen[middle + 1 :])
    return FilmScene(Image.fromarray(seen[middle]), others, _stamp(veil, page))


def check_film(photo: Photo, placed: Sequence[PlacedPiece], page: Page, films: Films) -> None:
    """Find out whether a card's words keep off the part of its clip that is to be seen.

    Raises:
        BudgetError: they do not.
    """
    box, seen = photo.focus_box, films.seen(photo)
    if box is None:
        return
    share = (min(box.bottom, seen.bottom) - seen.top) / (seen.bottom - seen.top)
    if share * page.profile.height_px > words_top(placed, page):
        raise BudgetError(
            f"the words would stand on the part of {photo.file.name} that focus_box keeps free",
            remedy="Shorten the text, or take a clip with more room below that part.",
        )


def _stamp(veil: Veil, page: Page) -> Stamp:
    rgba = np.empty((page.profile.height_px, page.profile.width_px, 4), np.uint8)
    rgba[..., :3] = rgb(over_pictures(page.brand.colours)[0])
    rgba[..., 3] = np.rint((1 - veil.keep) * 255).astype(np.uint8)[:, None]
    return Stamp.of_array(rgba)
