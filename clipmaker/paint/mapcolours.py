"""The colours of a map, made of its brand's."""

from __future__ import annotations

from dataclasses import dataclass

from clipmaker.brand.model import Brand
from clipmaker.paint.colour import RGB, mix, rgb
from clipmaker.paint.contrast import dark_ground, legible


@dataclass(frozen=True)
class MapColours:
    """Colours as ``#RRGGBB``.

    Attributes:
        sea: what is no land.
        land: every country but the one that the map is about.
        focus: that one.
        border: lines between countries, and coasts.
        name: names of places.
        country: names of countries.
    """

    sea: str
    land: str
    focus: str
    border: str
    name: str
    country: str


def map_colours(brand: Brand) -> MapColours:
    """Return the colours of a brand's maps: as dark, or as light, as its ground."""
    own = brand.colours
    ground, lift, text = rgb(own.ground), rgb(own.lift), rgb(own.text)
    if dark_ground(own):
        sea, land = mix(ground, lift, 0.55), mix(lift, text, 0.13)
        focus, border = mix(lift, text, 0.27), mix(lift, text, 0.5)
    else:
        sea, land = mix(ground, rgb(own.accent), 0.3), mix(ground, text, 0.075)
        focus, border = mix(lift, rgb(own.highlight), 0.24), mix(lift, text, 0.42)
    name = legible((own.text, own.secondary), _hex(focus))
    country = legible((own.secondary, own.text), _hex(focus))
    return MapColours(_hex(sea), _hex(land), _hex(focus), _hex(border), name, country)


def _hex(colour: RGB) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
