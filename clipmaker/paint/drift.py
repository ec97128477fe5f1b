"""A picture that drifts sideways behind a card, and where it stands in every frame.

It moves by the same part of a pixel from frame to frame, so few parts ever occur (two at 30 frames
a second). The picture is scaled once for each of them, from one that is kept larger than it is
shown, so all are equally sharp; a frame is a copy of a part of one. A zoom would have to be scaled
or mixed anew for every frame, at forty times the cost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.paint.blend import Pixels
    from clipmaker.paint.veil import Veil
    from clipmaker.profile.model import DeliveryProfile

UNITS_A_SECOND = 15
"""Canvas units that a picture moves in a second."""
OVERSIZE = 1.25
"""How much wider than it is shown a drifting picture is kept."""
_BEYOND_S = 0.7
"""A picture still moves while it passes over into the next, and its way has as much before it."""


def stride(profile: DeliveryProfile) -> Fraction:
    """Return the pixels that a picture moves from frame to frame: quarters, or eighths if less."""
    wanted = Fraction(UNITS_A_SECOND * profile.scale) / profile.rate
    quarters = round(wanted * 4)
    return Fraction(quarters, 4) if quarters else Fraction(1, 8)


def room_px(profile: DeliveryProfile, seconds: float) -> int:
    """Return how much wider than the page a picture must be that drifts for some seconds; even."""
    frames = math.ceil((seconds + _BEYOND_S) * profile.rate)
    return 2 * math.ceil(stride(profile) * frames / 2)


@dataclass(frozen=True, kw_only=True)
class Drift:
    """A picture with its way over a card's whole length.

    Attributes:
        picture: RGB, as high as the page; :data:`OVERSIZE` times as wide as it is shown.
        width_px: columns of the page.
        room_px: columns that it is wider than the page, as it is shown; even.
        stride_px: pixels from frame to frame.
        leftwards: whether it moves to the left.
        veil: what lies over it, for all rows of the page.
    """

    picture: Image.Image
    width_px: int
    room_px: int
    stride_px: Fraction
    leftwards: bool
    veil: Veil

    def offset_px(self, frame: int, frames: int) -> Fraction:
        """Return the column of the picture that stands at the page's left edge.

        The middle of the way is the middle of the picture. Past the card's end, where it is seen
        for a moment only, it moves by whole pixels, for which it need not be scaled once more.

        Args:
            frame: counted from the card's beginning.
            frames: length of the card.
        """
        strides = int(Fraction(self.room_px) / self.stride_px)
        first = max(strides - frames + 1, 0) // 2
        gone = min(max(first + min(frame, frames - 1), 0), strides)
        stood = self.stride_px * (gone if self.leftwards else strides - gone)
        beyond = math.floor(self.stride_px * max(frame - frames + 1, 0))
        if self.leftwards:
            return stood + min(beyond, int(self.room_px - stood))
        return stood - min(beyond, int(stood))

    def page(self, offset_px: Fraction) -> Pixels:
        """Return the picture where it stands on the page, without its veil, height x width x 3."""
        from PIL import Image

        left, height = float(offset_px) * OVERSIZE, self.picture.height
        box = (left, 0.0, left + self.width_px * OVERSIZE, float(height))
        size = (self.width_px, height)
        return np.asarray(self.picture.resize(size, Image.Resampling.BICUBIC, box=box))
