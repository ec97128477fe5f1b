"""A map behind a card's words: land, borders and named places, in the brand's colours.

Places and their names are parts of the picture: they move with it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from PIL import Image, ImageDraw

from clipmaker.canvas.areas import mirrored, safe_span
from clipmaker.errors import BudgetError
from clipmaker.paint.blend import Stamp, lay
from clipmaker.paint.column import Column, column
from clipmaker.paint.contrast import legible
from clipmaker.paint.land import land
from clipmaker.paint.mapcolours import MapColours, map_colours
from clipmaker.paint.mercator import View, view_of
from clipmaker.paint.page import Page, TextBox
from clipmaker.paint.pieces import Piece, boxed, set_words
from clipmaker.paint.stack import PlacedPiece, text_box
from clipmaker.paint.styles import Fit, Role
from clipmaker.paint.wording import wording
from clipmaker.paint.yuv import Window
from clipmaker.story.field_values import MapPlace

_MAIN, _OTHER = (Fit(44, 34, 1),), (Fit(34, 30, 1),)
_MAIN_PAD, _MAIN_HEIGHT = 22.0, 68.0
_OTHER_PAD, _OTHER_HEIGHT = 14.0, 52.0
_DOT, _RING, _HALOS = 11.0, 17.0, ((112.0, 0.16), (62.0, 0.24))
"""Radii of the first place's dot, of the ring around it and of the light about it, with that
light's opacity; canvas units."""
_OTHER_DOT = 9.0
_BESIDE = 18.0
"""Between a dot and its name."""
_APART = 10.0
_LEAST_ROOM = 220.0
"""A map that shows less than so much of itself above the words shows nothing."""
_ABOVE_WORDS, _MARGIN = 34.0, 56.0
_SHARES, _ASIDE = (1.0, 0.85, 0.7, 0.55), (0.0, -0.12, 0.12, -0.24, 0.24)
"""How large and how far aside a map is tried until every name has its place."""
_ZOOM = 4


@dataclass(frozen=True)
class _Named:
    """A place with its name, both where they stand in the middle of the picture's way."""

    x: float
    y: float
    label: PlacedPiece
    box: Window


@dataclass(frozen=True)
class Atlas:
    """A map of some places.

    Attributes:
        page: brand, size and language.
        places: at least one; the first one is what the map is about.
    """

    page: Page
    places: tuple[MapPlace, ...]

    @property
    def credit(self) -> str:
        """Where the map comes from, and whose borders these are."""
        said = wording(self.page.language)
        return said.map_credit if self.page.brand.map.bordered else said.map_plain

    @property
    def colours(self) -> MapColours:
        """The colours of land and sea."""
        return map_colours(self.page.brand)

    def check(self, top_px: int, words_top_px: int, way_px: int) -> None:
        """Find out whether every name has its place.

        Args:
            top_px: first row below the credit.
            words_top_px: row where the card's words begin.
            way_px: how far the picture moves.

        Raises:
            BudgetError: one has none.
        """
        self._laid(top_px, words_top_px, way_px)

    def picture(
        self, top_px: int, words_top_px: int, way_px: int
    ) -> tuple[Image.Image, tuple[TextBox, ...]]:
        """Return the map, wider than the page by its way, and what is read on it.

        Args:
            top_px: first row below the credit.
            words_top_px: row where the card's words begin.
            way_px: how far the picture moves.

        Raises:
            BudgetError: a name has no place.
            MissingToolError: the data are not there.
        """
        view, named = self._laid(top_px, words_top_px, way_px)
        profile, half = self.page.profile, way_px // 2
        base = land(view, self.places, self.page, half)
        pixels = np.asarray(base).copy()
        for one in reversed(named):
            _mark(pixels, one, self.page, self.colours, half, main=one is named[0])
        behind = pixels[:, half : half + profile.width_px].copy()
        for one in named:
            for layer in one.label.layers[: one.label.piece.first_word]:
                _paste(behind, layer.image, layer.left_px, layer.top_px)
        boxes = tuple(self._moved(text_box(one.label, behind), half) for one in named)
        for one in named:
            for layer in one.label.layers:
                _paste(pixels, layer.image, layer.left_px + half, layer.top_px)
        return Image.fromarray(pixels), boxes

    def _moved(self, box: TextBox, half: int) -> TextBox:
        """Return where a name stands at any moment of its way."""
        left, right = box.left_px - half, box.right_px + half
        must = not self.page.profile.wide
        return replace(box, left_px=left, right_px=right, must_read=must)

    def _laid(self, top_px: int, words_top: int, way_px: int) -> tuple[View, list[_Named]]:
        """Return the largest view in which every name has its place, and the names there."""
        profile = self.page.profile
        room = self._room(top_px, words_top, way_px)
        labels = [self._label(place, main=not i) for i, place in enumerate(self.places)]
        without = ""
        for share, aside in product(_SHARES, _ASIDE):
            shorter = min(profile.width_px, profile.height_px)
            view = view_of(self.places, room, shorter, share=share, aside=aside)
            named = self._named(labels, view, room, way_px)
            if len(named) == len(self.places):
                return view, named
            without = without or self.places[len(named)].name
        raise BudgetError(
            f"the name “{without}” finds no room on the map",
            remedy="Shorten it, leave out a place near it, or make two maps.",
        )

    def _named(
        self, labels: Sequence[Piece], view: View, room: Window, way_px: int
    ) -> list[_Named]:
        """Return places with their names up to the first that has no place for its name."""
        dots = [view.place(place) for place in self.places]
        named: list[_Named] = []
        for number, (piece, dot) in enumerate(zip(labels, dots, strict=True)):
            found = self._beside(piece, dot, room, way_px, named, dots, main=not number)
            if found is None:
                break
            named.append(found)
        return named

    def _room(self, top_px: int, words_top: int, way_px: int) -> Window:
        """Return where places and their names may stand at every moment."""
        page, profile = self.page, self.page.profile
        inset, top = way_px // 2, top_px
        lowest = min(words_top - page.px(_ABOVE_WORDS), column(page).bottom)
        above = lowest - top
        if profile.wide and above >= page.px(_LEAST_ROOM):
            left, right, bottom = page.px(_MARGIN), profile.width_px - page.px(_MARGIN), top + above
        elif profile.wide:
            words = column(page)
            left, right = words.right + page.px(_MARGIN), profile.width_px - page.px(_MARGIN)
            if page.right_to_left:
                left, right = page.px(_MARGIN), words.left - page.px(_MARGIN)
            bottom = profile.height_px - page.px(_MARGIN)
        else:
            bottom = top + above
            if above < page.px(_LEAST_ROOM):
                raise BudgetError(
                    "the words leave no room for the map above them",
                    remedy="Shorten the text of the card.",
                )
            left, right = self._safe(top, bottom)
        return Window(left + inset, top, right - inset, bottom)

    def _safe(self, top_px: int, bottom_px: int) -> tuple[int, int]:
        """Return the columns between which words may stand in some rows."""
        profile = self.page.profile
        area = profile.safe_area
        if self.page.right_to_left:
            area = mirrored(area, profile.canvas_width)
        left, right = safe_span(area, top_px / profile.scale, bottom_px / profile.scale)
        return math.ceil(left * profile.scale), math.floor(right * profile.scale)

    def _label(self, place: MapPlace, *, main: bool) -> Piece:
        page, colours = self.page, self.page.brand.colours
        fits = _MAIN if main else _OTHER
        ground = colours.accent if main else colours.ground
        colour = colours.on_accent if main else legible((colours.text, colours.secondary), ground)
        role = Role.NAME if main else Role.BODY
        wide = page.profile.width_px / 2
        found = set_words(page, place.name, role, fits, colour=colour, width_px=wide)
        assert found is not None
        # On a box of its own no border, coast or dot runs through a name.
        pad, height = (_MAIN_PAD, _MAIN_HEIGHT) if main else (_OTHER_PAD, _OTHER_HEIGHT)
        return boxed(page, found, ground, pad=pad, height=height)

    def _beside(
        self,
        piece: Piece,
        dot: tuple[float, float],
        room: Window,
        way_px: int,
        named: Sequence[_Named],
        dots: Sequence[tuple[float, float]],
        *,
        main: bool,
    ) -> _Named | None:
        """Return a name beside its dot, over no other one; None without such a place."""
        page, (x, y) = self.page, dot
        wide = piece.items[0].image.width
        high, gap = piece.height_px, page.px(_BESIDE + (_RING if main else _OTHER_DOT))
        right, left = (x + gap, y - high / 2), (x - gap - wide, y - high / 2)
        sides = (left, right) if page.right_to_left else (right, left)
        middle = x - wide / 2
        apart = page.px(_APART)
        for at_x, at_y in (*sides, (middle, y - gap - high), (middle, y + gap)):
            box = Window(round(at_x), round(at_y), round(at_x) + wide, round(at_y) + high)
            others = [one.box for one in named]
            others += [_around(spot, page.px(_RING)) for spot in dots if spot != dot]
            if self._inside(box, room, way_px) and not any(
                _meet(box, other, apart) for other in others
            ):
                edges = Column(box.left, box.right, box.top, box.bottom, page.right_to_left)
                label = PlacedPiece(page, edges, piece, box.top, enters=False)
                return _Named(x, y, label, box)
        return None

    def _inside(self, box: Window, room: Window, way_px: int) -> bool:
        """Whether a name is safe where it stands; higher up there may be more room for it."""
        if not room.top <= box.top or not box.bottom <= room.bottom:
            return False
        left, right = room.left, room.right
        if not self.page.profile.wide:
            left, right = self._safe(box.top, box.bottom)
            left, right = left + way_px // 2, right - way_px // 2
        return left <= box.left and box.right <= right


def _around(spot: tuple[float, float], radius: int) -> Window:
    x, y = (round(value) for value in spot)
    return Window(x - radius, y - radius, x + radius, y + radius)


def _meet(one: Window, other: Window, apart: int) -> bool:
    across = one.left < other.right + apart and other.left < one.right + apart
    return across and one.top < other.bottom + apart and other.top < one.bottom + apart


def _mark(
    pixels: np.ndarray, one: _Named, page: Page, colours: MapColours, half: int, *, main: bool
) -> None:
    """Draw the dot of a place."""
    brand = page.brand.colours
    if not main:
        _disc(pixels, one, page, half, _OTHER_DOT + 4, colours.land, 1.0)
        _disc(pixels, one, page, half, _OTHER_DOT, colours.name, 1.0)
        return
    for radius, share in _HALOS:
        _disc(pixels, one, page, half, radius, brand.accent, share)
    _disc(pixels, one, page, half, _RING, brand.on_accent, 1.0)
    _disc(pixels, one, page, half, _DOT, brand.accent, 1.0)


def _disc(
    pixels: np.ndarray,
    one: _Named,
    page: Page,
    half: int,
    radius: float,
    colour: str,
    opacity: float,
) -> None:
    size = math.ceil(2 * radius * page.profile.scale) + 3
    left, top = math.floor(one.x - size / 2), math.floor(one.y - size / 2)
    x, y, reach = (one.x - left) * _ZOOM, (one.y - top) * _ZOOM, radius * page.profile.scale * _ZOOM
    mask = Image.new("L", (size * _ZOOM, size * _ZOOM))
    ImageDraw.Draw(mask).ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
    alpha = mask.reduce(_ZOOM).point([round(value * opacity) for value in range(256)])
    image = Image.new("RGBA", (size, size), colour)
    image.putalpha(alpha)
    _paste(pixels, image, left + half, top)


def _paste(pixels: np.ndarray, image: Image.Image, left: int, top: int) -> None:
    lay(pixels, Stamp.of(image), left, top)
