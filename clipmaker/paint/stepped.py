"""A picture at every moment of a slow push-in, quickly: steps of a pixel at most, mixed in between.

Scaling a picture costs several times what mixing two costs. So the way is cut into steps over
which no point of the picture moves by a whole pixel; each step is scaled once, and moments in
between are mixed from the two steps around them, which is a linear interpolation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.paint.blend import Pixels
from clipmaker.paint.yuv import planes_444

if TYPE_CHECKING:
    from PIL import Image

    from clipmaker.paint.push import Push

PARTS = 256
"""A step is cut into so many parts."""
_FARTHEST_PX = 1.0
"""No point of a plane moves by more of its own pixels over one step."""


@dataclass(frozen=True, kw_only=True)
class Between:
    """Where a plane stands between two steps of its way.

    Attributes:
        step: number of the step before.
        before: the plane as it is there.
        after: the plane as it is at the step after; the same at the end of the way.
        part: how far it is from the one to the other, 0 to before ``PARTS``.
    """

    step: int
    before: Pixels
    after: Pixels
    part: int


class Stepped:
    """A push's picture in the encoder's planes (yuv420p, chroma in the middle of its block)."""

    def __init__(self, push: Push) -> None:
        from PIL import Image

        y, u, v = _source(push.picture)
        full = (push.width_px, push.height_px)
        half = (push.width_px // 2, push.height_px // 2)
        self._push = push
        self._whole = 1 - 1 / push.zoom
        self._ways = (
            # Simpler filters move edges by a tenth of a pixel to and fro, which luma would show.
            _Way(push, y, full, Image.Resampling.BICUBIC),
            _Way(push, u, half, Image.Resampling.BILINEAR),
            _Way(push, v, half, Image.Resampling.BILINEAR),
        )

    def at(self, share: float) -> tuple[Between, Between, Between]:
        """Return where luma and both chroma planes stand at a share (0 to 1) of the way."""
        gone = 1 - 1 / (1 + (self._push.zoom - 1) * share)
        place = gone / self._whole if self._whole else 0.0
        luma, blue, red = (way.at(place) for way in self._ways)
        return luma, blue, red


class _Way:
    """The way of one plane, in steps of its own: half as many pixels make half as many steps."""

    def __init__(
        self, push: Push, source: Image.Image, size: tuple[int, int], how: Image.Resampling
    ) -> None:
        self._focus, self._whole = push.focus, 1 - 1 / push.zoom
        self._source, self._size, self._how = source, size, how
        x, y = push.focus.x, push.focus.y
        farthest = max(max(x, 1 - x) * size[0], max(y, 1 - y) * size[1])
        self._steps = max(1, math.ceil(farthest * (push.zoom - 1) / _FARTHEST_PX))
        self._made: dict[int, Pixels] = {}

    def at(self, place: float) -> Between:
        """Return where the plane stands at a place, 0 to 1, at equal speed in its window's size."""
        step, part = divmod(round(place * self._steps * PARTS), PARTS)
        after = min(step + 1, self._steps)
        self._made = {k: v for k, v in self._made.items() if step <= k <= after}
        return Between(step=step, before=self._step(step), after=self._step(after), part=part)

    def _step(self, number: int) -> Pixels:
        if number not in self._made:
            shown = 1 - self._whole * number / self._steps
            left, top = self._focus.x * (1 - shown), self._focus.y * (1 - shown)
            window = (left, top, left + shown, top + shown)
            self._made[number] = _part(self._source, window, self._size, self._how)
        return self._made[number]


def _source(picture: Image.Image) -> tuple[Image.Image, Image.Image, Image.Image]:
    """Return a picture's planes as pictures, chroma at half the size."""
    from PIL import Image

    y, u, v = (Image.fromarray(plane) for plane in planes_444(np.asarray(picture)))
    return y, u.reduce(2), v.reduce(2)


def _part(
    plane: Image.Image,
    window: tuple[float, float, float, float],
    size: tuple[int, int],
    how: Image.Resampling,
) -> Pixels:
    """Return a part of a plane (left, top, right, bottom as shares) at a size in pixels."""
    width, height = plane.size
    left, top, right, bottom = window
    box = (left * width, top * height, right * width, bottom * height)
    return np.asarray(plane.resize(size, how, box=box))
