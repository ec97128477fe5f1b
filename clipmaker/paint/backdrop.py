"""A photo as a card's ground: its veil grows until every word over it can be read.

The photo fills the upper part of the page and passes into the ground below the words, or above them
where the ground is light. So more of it is seen than if it were stretched over the whole height,
and its focus stands above the words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from PIL import Image

from clipmaker.media.pictures import read_photo
from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import luminance, rgb
from clipmaker.paint.contrast import NEEDED, over_pictures
from clipmaker.paint.drift import OVERSIZE, Drift, room_px, stride
from clipmaker.paint.page import Page
from clipmaker.paint.photo import cut
from clipmaker.paint.stack import PlacedPiece, text_box
from clipmaker.paint.veil import Stops, Veil, opacity
from clipmaker.story.model import Photo

PHOTO_SHARE = 0.80
"""The photo covers so much of the page's height, from the top, where the ground is dark."""
_PAPER_ABOVE = 0.032
"""A photo on a light ground ends so far above the words, as a share of the height."""
_UNKNOWN_S = 8.0
"""A card whose length is not known yet is painted for so long."""
_MARK_BOTTOM = 0.13
"""The brand's mark ends there."""
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
        ground: how it looks in the middle of its way, RGB of the page's size.
        others: how it looks at the beginning and at the end, roughly, height x width x 3.
        drift: its motion.
    """

    ground: Image.Image
    others: tuple[Pixels, ...]
    drift: Drift


def backdrop(
    photo: Photo,
    placed: Sequence[PlacedPiece],
    design: Callable[[float], Scrim],
    page: Page,
) -> Backdrop:
    """Return the photo under its scrim, filling the page.

    Args:
        photo: the picture.
        placed: pieces that will stand on it.
        design: the scrim for a photo of a brightness, 0 to 1. A light brand asks for that of a
            dark photo, and has its own behind the words.
        page: size and colours.

    Raises:
        MediaError: the photo cannot be used.
    """
    tall = page.profile.height_px
    top = min((one.top_px for one in placed), default=tall) / tall
    where = _ON_DARK if _dark(page) else _on_paper(top)
    drift = _drift(photo, page, where)
    moments = [drift.page(drift.room_px * Fraction(part, 2)) for part in (1, 0, 2)]
    if _dark(page):
        designed = design(_brightness(moments[0]))
    else:
        designed = replace(design(0.0), words=_paper(top))
    words = [one for one in placed if one.piece.words and one.piece.first_word == 0]
    for strength in _STRENGTHS:
        veil = _veil(designed, page, strength)
        rough = [veil.roughly_on(moment) for moment in moments]
        lowest = (text_box(one, seen).contrast for one in words for seen in rough)
        if min(lowest, default=_WANTED) >= _WANTED:
            break
    ground = Image.fromarray(veil.on(moments[0]))
    return Backdrop(ground, tuple(rough[1:]), replace(drift, veil=veil))


@dataclass(frozen=True)
class _Where:
    """The part of the page's height that a photo covers from the top, and where its focus is."""

    share: float
    focus_level: float


_ON_DARK = _Where(PHOTO_SHARE, 0.38)


def _on_paper(words_top: float) -> _Where:
    """Return where a photo stands that ends above the words: its focus is seen below the mark."""
    end = words_top - _PAPER_ABOVE
    # Its last rows lie under the ground, whose edge falls on no whole row.
    return _Where(end + 0.003, min(max((_MARK_BOTTOM + end) / 2 / end, 0.4), 0.7))


def _drift(photo: Photo, page: Page, where: _Where) -> Drift:
    """Return the photo cut to its part of the page, and as much wider as it will move."""
    image = read_photo(photo.file)
    profile = page.profile
    room = room_px(profile, page.shown_s if math.isfinite(page.shown_s) else _UNKNOWN_S)
    wide, rows = profile.width_px + room, 2 * round(profile.height_px * where.share / 2)
    left, top, right, bottom = cut(image, wide, rows, photo.focus, level=where.focus_level)
    kept = image.resize(
        (2 * math.ceil(wide * OVERSIZE / 2), rows),
        Image.Resampling.LANCZOS,
        box=(left, top, right, bottom),
        reducing_gap=3.0,
    )
    whole = Image.new("RGB", (kept.width, profile.height_px))
    whole.paste(kept)
    return Drift(
        picture=whole,
        width_px=profile.width_px,
        room_px=room,
        stride_px=stride(profile),
        leftwards=page.position % 2 == 0,
        veil=Veil.of(np.zeros(profile.height_px, np.float32), (0, 0, 0)),
    )


def _veil(scrim: Scrim, page: Page, strength: float) -> Veil:
    height, colours = page.profile.height_px, page.brand.colours
    shade = Veil.of(opacity(scrim.shade, height), rgb(over_pictures(colours)[0]))
    return Veil.of(opacity(scrim.words, height, strength), rgb(colours.ground)).over(shade)


def _paper(words_top: float) -> Stops:
    """Return the opacity of a light ground behind the words: an edge, as in print.

    Light veils over a picture look like fog.

    Args:
        words_top: where the first of them begins, as a share of the height.
    """
    return ((words_top - _PAPER_ABOVE, 0.0), (words_top - _PAPER_ABOVE, 1.0), (1.0, 1.0))


def _dark(page: Page) -> bool:
    """Whether the page's ground is darker than its text."""
    colours = page.brand.colours
    return luminance(rgb(colours.ground)) < luminance(rgb(colours.text))


def _brightness(picture: Pixels) -> float:
    """Return the mean brightness of the upper half, 0 to 1."""
    return float(picture[: picture.shape[0] // 2 : 4, ::4].mean()) / 255
