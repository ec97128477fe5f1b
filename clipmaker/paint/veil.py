"""What lies between a picture and the words over it: veils that darken or lighten row by row.

A veil keeps a share of the picture in every row and adds a share of a colour. Two of them are one
again, and since nothing but sums and products happens, a veil works on RGB and on the encoder's
planes alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import RGB
from clipmaker.paint.dither import settled_in_bands
from clipmaker.profile.model import Head

if TYPE_CHECKING:
    from clipmaker.profile.model import DeliveryProfile

Stops = Sequence[tuple[float, float]]
"""Places, as shares of the height, with a veil's opacity there, 0 to 1."""

_BELOW_HEAD = 191.0
"""Canvas units below ring and mark where their scrim ends."""
_DESIGNED = 1920.0
"""Height of the canvas that scrims were designed for."""
_BAND = 64
"""Rows that are worked out at a time, so that they stay in the processor's cache."""

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Veil:
    """A veil over a picture.

    Attributes:
        keep: share of the picture that is left in every row, 0 to 1.
        add: what is added to its samples in every row, rows x 3, 0 to 255.
    """

    keep: Rows
    add: Rows

    @classmethod
    def of(cls, opacity: Rows, colour: RGB) -> Veil:
        """Return a veil of one colour."""
        return cls(1 - opacity, opacity[:, None] * np.array(colour, np.float32))

    def over(self, below: Veil) -> Veil:
        """Return this veil and one below it as one."""
        return Veil(self.keep * below.keep, self.add + self.keep[:, None] * below.add)

    def on(self, picture: Pixels) -> Pixels:
        """Return a picture under the veil, dithered so that it does not band."""
        return settled_in_bands(len(picture), lambda rows: self._mixed(picture, rows))

    def roughly_on(self, picture: Pixels) -> Pixels:
        """Return the same within one code, quickly, for measuring contrast."""
        out = np.empty_like(picture)
        for top in range(0, len(picture), _BAND):
            rows = slice(top, top + _BAND)
            out[rows] = self._mixed(picture, rows)
        return out

    def _mixed(self, picture: Pixels, rows: slice) -> NDArray[np.float32]:
        mixed: NDArray[np.float32] = picture[rows] * self.keep[rows, None, None]
        mixed += self.add[rows, None, :]
        return mixed


def below_head(stops: Stops, profile: DeliveryProfile) -> Stops:
    """Return a scrim behind ring and mark, designed for a canvas of 9:16, for that of a profile.

    It ends as far below them; its places are stretched to that.
    """
    usual, own = (head.bottom + _BELOW_HEAD for head in (Head(), profile.head))
    times = own / usual * (_DESIGNED / profile.canvas_height)
    return tuple((at * times, alpha) for at, alpha in stops)


def opacity(stops: Stops, height: int, strength: float = 0.0) -> Rows:
    """Return the opacity of a scrim in every row.

    Args:
        stops: the scrim as designed; between stops it passes over smoothly.
        height: rows.
        strength: share of what it lets through that is taken away besides, 0 to 1.
    """
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    out = np.full(height, stops[0][1], np.float32)
    for (above, start), (below, end) in pairwise(stops):
        share = np.clip((rows - above) / max(below - above, 1e-6), 0, 1).astype(np.float32)
        smooth = share * share * (3 - 2 * share)
        out = np.where(rows >= above, start + (end - start) * smooth, out).astype(np.float32)
    return 1 - (1 - out) * np.float32(1 - strength)
