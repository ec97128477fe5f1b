"""The ground of a card: near black, with a faint light that moves from card to card."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import RGB, rgb
from clipmaker.paint.dither import settled_in_bands

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.paint.page import Page


@dataclass(frozen=True)
class Glow:
    """A radial light.

    Attributes:
        x: its middle, as a share of the picture's width.
        y: likewise of its height.
        radius: where it ends, as a share of the picture's width.
    """

    x: float
    y: float
    radius: float


GLOWS = (
    Glow(0.18, 0.18, 1.02),
    Glow(0.84, 0.15, 0.98),
    Glow(0.16, 0.84, 1.02),
    Glow(0.88, 0.72, 0.98),
)
"""The light's places, taken in turn by a card's position, so that neighbours differ."""


def glow_at(position: int) -> Glow:
    """Return the glow of the card at a position in its story, 0-based."""
    return GLOWS[position % len(GLOWS)]


def ground(page: Page) -> Image.Image:
    """Return the ground of the page, an RGB picture of the full size."""
    from PIL import Image

    return Image.fromarray(ground_pixels(page))


def ground_pixels(page: Page) -> Pixels:
    """Return the ground of the page as read-only samples, height x width x 3."""
    profile = page.profile
    return lit(page, glow_at(page.position), profile.width_px, profile.height_px)


def lit(page: Page, glow: Glow, width: int, height: int) -> Pixels:
    """Return the brand's ground at any size under one light, read-only."""
    colours = page.brand.colours
    return _pixels(rgb(colours.ground), rgb(colours.lift), glow, width, height)


def flat_ground(page: Page, colour: str) -> Image.Image:
    """Return a ground of one colour, ``#RRGGBB``."""
    from PIL import Image

    return Image.new("RGB", (page.profile.width_px, page.profile.height_px), rgb(colour))


@lru_cache(maxsize=len(GLOWS))
def _pixels(base: RGB, lift: RGB, glow: Glow, width: int, height: int) -> Pixels:
    strength = _falloff(glow, width, height)[..., None]
    dark = np.array(base, np.float32)
    light = np.array(lift, np.float32) - dark
    pixels = settled_in_bands(height, lambda rows: dark + light * strength[rows], tinted=True)
    pixels.flags.writeable = False
    return pixels


def _falloff(glow: Glow, width: int, height: int) -> NDArray[np.float32]:
    """Return the light's strength, 1 in its middle; it ends without an edge.

    Squares only, no roots or exponentials: those differ between processors.
    """
    radius = np.float32(glow.radius * width)
    across = (np.arange(width, dtype=np.float32) - np.float32(glow.x * width)) / radius
    down = (np.arange(height, dtype=np.float32) - np.float32(glow.y * height)) / radius
    left = 1 - (across[None, :] ** 2 + down[:, None] ** 2)
    inside: NDArray[np.float32] = np.maximum(left, np.float32(0)) ** 2
    return inside
