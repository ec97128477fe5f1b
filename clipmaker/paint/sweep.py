"""How footage comes out of a card: a bar in the accent sweeps the card's picture away.

In a brand in which nothing travels the picture fades instead.
"""

from __future__ import annotations

import numpy as np

from clipmaker.paint.backdrop import Passing
from clipmaker.paint.blend import OPAQUE, Pixels
from clipmaker.paint.colour import rgb
from clipmaker.paint.page import Page
from clipmaker.paint.yuv import planes_444

_BAR_UNITS = 120.0


def sweep_planes(passing: Passing, frame: int, page: Page) -> bytes:
    """Return what lies over footage in a frame as raw ``yuva420p`` of the page's size.

    Args:
        passing: the card before.
        frame: counted from the beginning of the footage, one in which that is seen.
        page: size, brand, and the side from which its audience reads.
    """
    y, u, v = (plane.copy() for plane in passing.before.after(frame + 1))
    if page.brand.cards.calm:
        opacity = min(255, round(passing.opacity(frame) * 255 / OPAQUE))
        alpha = np.full(y.shape, opacity, np.uint8)
        return b"".join(plane.tobytes() for plane in (y, u, v, alpha))
    width, bar = page.profile.width_px, max(2, page.px(_BAR_UNITS) // 2 * 2)
    share = (frame + 1) / (passing.frames + 1)
    # Half a turn of easing: it starts and ends softly.
    begin = round((width + bar) * share * share * (3 - 2 * share)) // 2 * 2 - bar
    alpha = np.zeros(y.shape, np.uint8)
    colour = planes_444(np.array([[rgb(page.brand.colours.accent)]], np.uint8))[:, 0, 0]
    clear, end = max(begin, 0), max(begin + bar, 0)
    for plane, sample, step in ((y, colour[0], 1), (u, colour[1], 2), (v, colour[2], 2)):
        _part(plane, clear // step, end // step, page)[:] = sample
    _part(alpha, clear, width, page)[:] = 255
    return b"".join(plane.tobytes() for plane in (y, u, v, alpha))


def _part(plane: Pixels, first: int, end: int, page: Page) -> Pixels:
    """Return the columns of a plane from the reading edge, half-open."""
    wide = plane.shape[1]
    if page.right_to_left:
        first, end = max(wide - end, 0), wide - first
    return plane[:, first:end]
