"""A slow push-in on the picture behind a card: where it stands at any moment, to parts of a pixel.

The picture is kept a quarter larger than it is shown, so that every frame is made by scaling down,
which keeps it equally sharp all the way; windows of whole pixels would shake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.story.model import Point

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.paint.blend import Pixels
    from clipmaker.paint.veil import Veil

OVERSIZE = 1.25
"""How much larger than it is shown at its closest a pushed picture is kept."""


@dataclass(frozen=True, kw_only=True)
class Push:
    """A push-in over a card's whole length.

    Attributes:
        picture: RGB, all that is seen at the beginning.
        width_px: it fills so many columns of the page.
        height_px: it fills so many rows, from the top.
        focus: the point that stays where it is, as shares of what is seen at the beginning.
        zoom: how much larger everything is in the end; 1 stands still.
        veil: what lies over it, for all rows of the page; below the picture nothing is kept.
    """

    picture: Image.Image
    width_px: int
    height_px: int
    focus: Point
    zoom: float
    veil: Veil

    def window(self, share: float) -> tuple[float, float, float, float]:
        """Return the part of the picture that is seen: left, top, right, bottom as shares.

        Args:
            share: of the way, 0 to 1.
        """
        size = 1 / (1 + (self.zoom - 1) * share)
        left, top = self.focus.x * (1 - size), self.focus.y * (1 - size)
        return left, top, left + size, top + size

    def page(self, share: float) -> Pixels:
        """Return the picture at its place on the page, without its veil, height x width x 3."""
        out = np.zeros((len(self.veil.keep), self.width_px, 3), np.uint8)
        seen = resampled(self.picture, self.window(share), (self.width_px, self.height_px))
        out[: self.height_px] = np.asarray(seen)
        return out


def progress(frame: int, frames: int) -> float:
    """Return how far a push has come in a frame of so many: it starts and stops gently."""
    share = min(max(frame / max(frames - 1, 1), 0.0), 1.0)
    return share * share * (3 - 2 * share)


def resampled(
    picture: Image.Image, window: tuple[float, float, float, float], size: tuple[int, int]
) -> Image.Image:
    """Return a part of a picture (left, top, right, bottom as shares) at a size in pixels."""
    from PIL import Image

    if picture.size == size and window == (0.0, 0.0, 1.0, 1.0):
        return picture
    width, height = picture.size
    left, top, right, bottom = window
    box = (left * width, top * height, right * width, bottom * height)
    return picture.resize(size, Image.Resampling.BICUBIC, box=box)
