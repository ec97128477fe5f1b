"""Land, sea and borders on a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from clipmaker.paint.mapcolours import map_colours
from clipmaker.paint.mercator import View, view_of
from clipmaker.paint.natural_earth import Box, Country, Ring, countries, unassigned
from clipmaker.paint.page import Page
from clipmaker.paint.yuv import Window
from clipmaker.story.field_values import MapPlace

_ZOOM = 2
_BORDER_UNITS, _FOCUS_UNITS = 2.2, 3.6
_PARTS = ((0.8, 0.12), (0.5, -0.15), (1.1, 0.0))
"""How near, and how far aside, a map is seen behind another card, in turn by its position."""
_TURNS = (-360.0, 0.0, 360.0)
"""A map near the 180th degree shows land from both ends of the data."""


def land(view: View, places: Sequence[MapPlace], page: Page, beyond_px: int) -> Image.Image:
    """Return the land in a view, as wide as the page and some pixels on either side.

    Args:
        view: where everything stands on the page.
        places: what the map is about; the country of the first one is lit.
        page: brand and size.
        beyond_px: pixels beside the page.

    Raises:
        MissingToolError: the data are not there.
    """
    profile, colours, bordered = page.profile, map_colours(page.brand), page.brand.map.bordered
    size = (profile.width_px + 2 * beyond_px, profile.height_px)
    big = Image.new("RGB", (size[0] * _ZOOM, size[1] * _ZOOM), colours.sea)
    draw = ImageDraw.Draw(big)
    found = countries(_rounded(view.box(*size, beyond_px)))
    first = places[0]
    about = [one for one in found if one.holds(first.longitude, first.latitude)][:1]
    plain = [one for one in found if one not in about]
    for ring in unassigned():
        _fill(draw, _outlines(view, [ring], beyond_px, size), colours.land)
    line = max(1, round(_BORDER_UNITS * profile.scale * _ZOOM))
    bright = max(2, round(_FOCUS_UNITS * profile.scale * _ZOOM))
    for one in plain:
        outlines = _outlines(view, one.rings, beyond_px, size)
        _fill(draw, outlines, colours.land)
        if bordered:
            _stroke(draw, outlines, colours.border, line)
    for one in about:
        outlines = _outlines(view, one.rings, beyond_px, size)
        _fill(draw, outlines, colours.focus if bordered else colours.land)
        _enclaves(draw, view, one, plain, beyond_px, size, colours.land)
        if bordered:
            _stroke(draw, outlines, colours.name, bright)
    return big.reduce(_ZOOM)


def _rounded(box: Sequence[float]) -> Box:
    west, south, east, north = (float(round(edge, 3)) for edge in box)
    return west, south, east, north


def _outlines(
    view: View, rings: Sequence[Ring], beyond_px: int, size: tuple[int, int]
) -> list[NDArray[np.float64]]:
    """Return the outlines that are seen, in pixels of the large picture."""
    found = []
    for ring in rings:
        for turn in _TURNS:
            points = view.points(ring, turn)
            points[:, 0] += beyond_px
            low, high = points.min(axis=0), points.max(axis=0)
            seen = high[0] >= 0 and low[0] <= size[0] and high[1] >= 0 and low[1] <= size[1]
            if seen and (high - low).max() >= 0.5:
                found.append(_thinned(points * _ZOOM))
    return found


def _thinned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a line without corners that nobody could tell from their neighbours."""
    whole = np.round(points)
    kept = np.ones(len(whole), bool)
    kept[1:] = np.any(whole[1:] != whole[:-1], axis=1)
    found: NDArray[np.float64] = points[kept]
    return found


def _fill(draw: ImageDraw.ImageDraw, outlines: Sequence[NDArray[np.float64]], colour: str) -> None:
    for points in outlines:
        if len(points) > 2:
            draw.polygon(points.ravel().tolist(), fill=colour)


def _stroke(
    draw: ImageDraw.ImageDraw, outlines: Sequence[NDArray[np.float64]], colour: str, width: int
) -> None:
    for points in outlines:
        draw.line(points.ravel().tolist(), fill=colour, width=width, joint="curve")


def _enclaves(
    draw: ImageDraw.ImageDraw,
    view: View,
    around: Country,
    others: Sequence[Country],
    beyond_px: int,
    size: tuple[int, int],
    colour: str,
) -> None:
    """Fill again what lies inside a country and does not belong to it."""
    for other in others:
        for ring, (west, south, east, north) in zip(other.rings, other.boxes, strict=True):
            if any(
                own[0] < west and own[1] < south and east < own[2] and north < own[3]
                for own in around.boxes
            ):
                _fill(draw, _outlines(view, [ring], beyond_px, size), colour)


def quiet_map(places: Sequence[MapPlace], page: Page, wide_px: int) -> Image.Image:
    """Return the land around some places as the ground of another card than their map's.

    Nothing is named: it stands behind other words, and the map itself says whose borders these are.

    Args:
        places: what the map is about.
        page: brand, size and which card it is; each shows another part.
        wide_px: width of the picture.

    Raises:
        MissingToolError: the data are not there.
    """
    profile = page.profile
    share, aside = _PARTS[page.position % len(_PARTS)]
    room = Window(0, 0, profile.width_px, profile.height_px * 3 // 4)
    shorter = min(profile.width_px, profile.height_px)
    view = view_of(places, room, shorter, share=share, aside=aside)
    beyond = (wide_px - profile.width_px) // 2
    return land(view, places, page, beyond)
