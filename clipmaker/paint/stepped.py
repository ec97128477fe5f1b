"""A picture at every moment of a slow push-in, quickly: steps of a pixel at most, mixed in between.

Scaling a picture costs several times what mixing two costs. So the way is cut into steps over
which no point of the picture moves by a whole pixel; each step is scaled once, and moments in
between are mixed from the two steps around them, which is a linear interpolation.
"""

from __future__ import annotations

import math
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
"""No point moves by more over one step."""

Planes3 = tuple[Pixels, Pixels, Pixels]
"""Luma, and both chroma planes at half its size."""


class Stepped:
    """A push's picture in the encoder's planes (yuv420p, chroma in the middle of its block)."""

    def __init__(self, push: Push) -> None:
        self._push = push
        self._source = _source(push.picture)
        self._whole = 1 - 1 / push.zoom
        x, y = push.focus.x, push.focus.y
        farthest = max(max(x, 1 - x) * push.width_px, max(y, 1 - y) * push.height_px)
        self._steps = max(1, math.ceil(farthest * (push.zoom - 1) / _FARTHEST_PX))
        self._made: dict[int, Planes3] = {}

    def at(self, share: float) -> tuple[Planes3, Planes3, int]:
        """Return the steps around a share (0 to 1) of the way, and where between them it is.

        Returns:
            The step before, the step after, and the parts of the latter, 0 to before ``PARTS``.
        """
        gone = 1 - 1 / (1 + (self._push.zoom - 1) * share)
        place = round((gone / self._whole if self._whole else 0.0) * self._steps * PARTS)
        step, part = divmod(place, PARTS)
        following = step + 1 if part else step
        self._made = {k: v for k, v in self._made.items() if step <= k <= following}
        return self._step(step), self._step(following), part

    def _step(self, number: int) -> Planes3:
        if number not in self._made:
            size = 1 - self._whole * number / self._steps
            focus = self._push.focus
            left, top = focus.x * (1 - size), focus.y * (1 - size)
            self._made[number] = self._scaled((left, top, left + size, top + size))
        return self._made[number]

    def _scaled(self, window: tuple[float, float, float, float]) -> Planes3:
        from PIL import Image

        width, height = self._push.width_px, self._push.height_px
        y, u, v = self._source
        return (
            # Simpler filters move edges by a tenth of a pixel to and fro, which luma would show.
            _part(y, window, (width, height), Image.Resampling.BICUBIC),
            _part(u, window, (width // 2, height // 2), Image.Resampling.BILINEAR),
            _part(v, window, (width // 2, height // 2), Image.Resampling.BILINEAR),
        )


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
