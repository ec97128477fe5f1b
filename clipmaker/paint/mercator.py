"""Mercator's projection: where a place stands on a page, so that its map shows all places."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.yuv import Window
from clipmaker.story.field_values import MapPlace

_EARTH_KM = 6371.0
_LEAST_KM = 1400.0
"""A page is at least so wide: a viewer must find a place among what he knows."""
_FILLED = 0.72
"""Share of the room that the places themselves take up; the rest is for names."""
_POLE = 89.0


@dataclass(frozen=True)
class View:
    """A part of the Earth on a page.

    Attributes:
        scale: pixels for a radian of longitude.
        longitude: of the middle, degrees.
        north: Mercator's height of the middle, radians.
        x_px: where the middle stands on the page.
        y_px: likewise.
    """

    scale: float
    longitude: float
    north: float
    x_px: float
    y_px: float

    def place(self, place: MapPlace) -> tuple[float, float]:
        """Return the column and the row of a place."""
        east = _nearest(place.longitude - self.longitude)
        x = self.x_px + math.radians(east) * self.scale
        return x, self.y_px - (height(place.latitude) - self.north) * self.scale

    def box(self, width_px: int, height_px: int, beyond_px: int) -> tuple[float, ...]:
        """Return west, south, east and north of a page and some pixels beside it, degrees."""
        half = math.degrees((max(self.x_px, width_px - self.x_px) + beyond_px) / self.scale)
        south, north = (
            math.degrees(math.atan(math.sinh(self.north + (self.y_px - row) / self.scale)))
            for row in (height_px, 0)
        )
        return self.longitude - half, south, self.longitude + half, north

    def points(self, degrees: NDArray[np.float64], turn: float) -> NDArray[np.float64]:
        """Return columns and rows of places, n x 2, once around the Earth further by degrees."""
        east = np.radians(degrees[:, 0] + turn - self.longitude)
        north = np.arcsinh(np.tan(np.radians(np.clip(degrees[:, 1], -_POLE, _POLE))))
        rows = self.y_px - (north - self.north) * self.scale
        return np.stack([self.x_px + east * self.scale, rows], axis=1)


def view_of(
    places: Sequence[MapPlace],
    room: Window,
    page_px: int,
    *,
    share: float = 1.0,
    aside: float = 0.0,
) -> View:
    """Return the view that shows some places in the middle of a room.

    Args:
        places: at least one.
        room: where they may stand, pixels.
        page_px: the page's shorter side, pixels.
        share: how large it is drawn, as a share of the largest that shows all.
        aside: how far its middle stands beside the room's, as a share of the room's width.
    """
    first = places[0].longitude
    east = [_nearest(place.longitude - first) for place in places]
    north = [height(place.latitude) for place in places]
    middle = (min(north) + max(north)) / 2
    # At this height a radian of longitude is so many kilometres.
    wide_km = _EARTH_KM / math.cosh(middle)
    scales = [page_px * wide_km / _LEAST_KM]
    if spread := math.radians(max(east) - min(east)):
        scales.append((room.right - room.left) * _FILLED / spread)
    if spread := max(north) - min(north):
        scales.append((room.bottom - room.top) * _FILLED / spread)
    return View(
        scale=min(scales) * share,
        longitude=first + (min(east) + max(east)) / 2,
        north=middle,
        x_px=(room.left + room.right) / 2 + aside * (room.right - room.left),
        y_px=(room.top + room.bottom) / 2,
    )


def height(latitude: float) -> float:
    """Return how far from the equator a latitude lies in Mercator's projection, radians."""
    return math.asinh(math.tan(math.radians(latitude)))


def _nearest(degrees: float) -> float:
    """Return a difference of longitudes as from -180 to 180."""
    return (degrees + 180) % 360 - 180
