"""What is wrong with the places of a map though each of them is right; pure."""

from __future__ import annotations

import math
from itertools import combinations

from clipmaker.story.field_values import MapPlace
from clipmaker.story.model import Card
from clipmaker.story.spec import Fault

MOST_PLACES = 5
_FARTHEST_KM = 6000
"""Places further apart would leave nothing but dots on a map of half the Earth."""
_NEAREST_KM = 1
_EARTH_KM = 6371


def place_faults(card: Card, _language: str) -> tuple[Fault, ...]:
    """Return what is wrong with a map's places; the language of its story decides nothing."""
    places = list(enumerate(card.places("places")))
    for (_, one), (number, other) in combinations(places, 2):
        far = apart_km(one, other)
        names = f"{one.name} and {other.name}"
        if far < _NEAREST_KM:
            message = f"{names} stand at one point: correct the coordinates, or name it once"
            return (Fault(place=("places", number, "at"), message=message),)
        if far > _FARTHEST_KM:
            message = (
                f"{names} are {far:,.0f} km apart, and a map shows {_FARTHEST_KM:,} km: correct "
                "the coordinates, or make two maps"
            )
            return (Fault(place=("places", number, "at"), message=message),)
    return ()


def apart_km(one: MapPlace, other: MapPlace) -> float:
    """Return how far two places are apart on the Earth, km."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(one.longitude - other.longitude)
    share = (
        math.sin((north - south) / 2) ** 2
        + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(share)))
