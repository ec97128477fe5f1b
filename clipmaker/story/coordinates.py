"""Places on maps: their coordinates in a story file, and what is wrong with a map's places.

Imports pydantic: import this module only where a story is read or its schema is asked for.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import PlainValidator, WithJsonSchema

from clipmaker.door.checked import described, refusal

FARTHEST = 78.0
"""Degrees from the equator up to which a map is drawn: nearer to a pole Mercator's tears apart."""
_HIGHEST, _WIDEST = 90.0, 180.0


def _coordinates(value: object) -> tuple[float, float]:
    numbers = value if isinstance(value, list) else []
    good = [float(n) for n in numbers if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) != 2 or len(good) != 2:
        raise refusal(
            "expected latitude and longitude in degrees, as in [51.73, 36.19], south and west "
            f"negative, found {described(value)}"
        )
    latitude, longitude = good
    if abs(latitude) > _HIGHEST >= abs(longitude) and abs(latitude) <= _WIDEST:
        raise refusal(
            f"latitude comes first and is at most 90: write [{longitude:g}, {latitude:g}]"
        )
    if not abs(latitude) <= _HIGHEST or not abs(longitude) <= _WIDEST:
        raise refusal(
            f"[{latitude:g}, {longitude:g}] is nowhere on Earth: latitude goes from -90 to 90, "
            "longitude from -180 to 180"
        )
    if abs(latitude) > FARTHEST:
        raise refusal(
            f"{latitude:g} is too near to a pole for a map: maps go from {-FARTHEST:g} to "
            f"{FARTHEST:g} degrees of latitude"
        )
    return latitude, longitude


_DEGREES = {"type": "number", "minimum": -_WIDEST, "maximum": _WIDEST}
Coordinates: TypeAlias = Annotated[
    tuple[float, float],
    PlainValidator(_coordinates),
    WithJsonSchema({"type": "array", "items": _DEGREES, "minItems": 2, "maxItems": 2}),
]
