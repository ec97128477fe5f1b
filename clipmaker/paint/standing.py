"""What the layers of a card stand on: nothing is shown beyond its plate, nor before that is there.

A plate is found by where layers are, so what a card's painter puts on a panel, a sheet, a tab or
a box keeps to it as well, whichever way either of them comes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.paint.blend import OPAQUE, SUBPIXELS

if TYPE_CHECKING:
    from clipmaker.paint.blend import Stamp
    from clipmaker.paint.page import Layer

_COVERS = 250
"""A layer is a plate for what is on it where it is as opaque as this, of 255."""
_INK = 32
_STEP = 4
"""Every so many rows and columns of a plate are looked at."""
_FIRM = OPAQUE * 3 // 5
"""What stands on a plate that fades begins to be seen when that is as opaque as this."""
_INSIDE = 0.3
"""What is uncovered keeps so far from the end of its plate, as a share of its own height, or as far
as it stands from there at last where that is less."""


@dataclass(frozen=True)
class Pose:
    """How a layer is shown in one frame.

    Attributes:
        opacity: 0 to 256.
        drop: sixteenths of a pixel that it still stands below its place.
        uncovered: columns that are seen, from its reading edge; None shows all.
        picture: which picture of its reel is shown; None is its own.
    """

    opacity: int = OPAQUE
    drop: int = 0
    uncovered: int | None = None
    picture: int | None = None


STANDING = Pose()
GONE = Pose(opacity=0)


def plates_below(layers: Sequence[Layer], stamps: Sequence[Stamp]) -> tuple[int | None, ...]:
    """Return the place of the layer that each one stands on, the uppermost; None on none.

    Args:
        layers: in painting order.
        stamps: their pictures.
    """
    found: list[int | None] = []
    for number, (layer, stamp) in enumerate(zip(layers, stamps, strict=True)):
        ink = _ink(stamp)
        below = (
            other
            for other in range(number - 1, -1, -1)
            if not layers[other].colours
            and layers[other].entrance.until_s == layer.entrance.until_s
            and _covers(stamps[other], layers[other], layer, ink)
        )
        found.append(next(below, None))
    return tuple(found)


_Box = tuple[int, int, int, int]


def _ink(stamp: Stamp) -> _Box:
    """Return left, top, right and bottom of what is seen of a picture; the edges are exclusive."""
    seen = stamp.alpha >= _INK
    columns, rows = (np.flatnonzero(seen.any(axis=axis)) for axis in (0, 1))
    if not rows.size:
        return (0, 0, stamp.width, stamp.height)
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _covers(stamp: Stamp, plate: Layer, layer: Layer, ink: _Box) -> bool:
    across, down = layer.left_px - plate.left_px, layer.top_px - plate.top_px
    left, top, right, bottom = ink[0] + across, ink[1] + down, ink[2] + across, ink[3] + down
    if left < 0 or top < 0 or right > stamp.width or bottom > stamp.height:
        return False
    return bool((stamp.alpha[top:bottom:_STEP, left:right:_STEP] >= _COVERS).all())


def held(pose: Pose, layer: Layer, plate: Layer, below: Pose) -> Pose:
    """Return how much of a layer is shown on its plate.

    Args:
        pose: how it would be shown by itself.
        layer: the layer.
        plate: the layer that it stands on.
        below: how that one is shown.
    """
    if below == STANDING or pose.opacity == 0:
        return pose
    firm = max(0, (below.opacity - _FIRM) * OPAQUE // (OPAQUE - _FIRM))
    lowest = below.drop + (plate.bottom_px - layer.bottom_px) * SUBPIXELS
    found = replace(pose, opacity=min(pose.opacity, firm), drop=min(pose.drop, lowest))
    if below.uncovered is None:
        return found
    return replace(found, uncovered=_uncovered(pose, layer, plate, below.uncovered))


def _uncovered(pose: Pose, layer: Layer, plate: Layer, columns: int) -> int:
    """Return how many columns of a layer are seen while so many of its plate's are."""
    before, after = layer.left_px - plate.left_px, plate.right_px - layer.right_px
    if plate.entrance.from_right:
        before, after = after, before
    inside = min(after, round(layer.image.height * _INSIDE))
    seen = layer.image.width if pose.uncovered is None else pose.uncovered
    return max(0, min(seen, columns - before - inside))
