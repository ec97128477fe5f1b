"""Areas of the canvas: where words are safe, which place covers least, and the mirror.

Lengths are canvas units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from clipmaker.profile.model import CANVAS_WIDTH, Rect

LOWEST_ROWS = 0.75
"""A card's picture is shown at least so high, as a share of the page's height."""


def safe_span(area: Sequence[Rect], top: float, bottom: float) -> tuple[float, float]:
    """Return the left and right between which everything from top to bottom is safe.

    Raises:
        ValueError: some of that height lies outside the area.
    """
    between = {edge for r in area for edge in (r.top, r.bottom) if top < edge < bottom}
    spans = []
    for upper, lower in pairwise(sorted({top, bottom} | between)):
        rows = [r for r in area if r.top <= upper and lower <= r.bottom]
        if not rows:
            raise ValueError(f"no safe area from {upper:g} to {lower:g}")
        widest = max(rows, key=lambda r: r.right - r.left)
        spans.append((widest.left, widest.right))
    return max(left for left, _ in spans), min(right for _, right in spans)


def safe_bounds(area: Sequence[Rect]) -> tuple[float, float]:
    """Return the top and the bottom of the safe area."""
    return min(r.top for r in area), max(r.bottom for r in area)


def mirrored(area: Sequence[Rect], width: float = CANVAS_WIDTH) -> tuple[Rect, ...]:
    """Return areas as in a mirror, as templates are where people read from the right.

    Args:
        area: the areas.
        width: width of the canvas, canvas units.
    """
    return tuple(
        Rect(left=width - r.right, top=r.top, right=width - r.left, bottom=r.bottom) for r in area
    )


def band(area: Sequence[Rect], top: float, height: float, *, left: float | None = None) -> Rect:
    """Return the safe band of a height; words that start further left keep their own edge."""
    first, last = safe_span(area, top, top + height)
    return Rect(left=first if left is None else left, top=top, right=last, bottom=top + height)


def least(places: Iterable[Rect], avoid: Rect | None) -> Rect:
    """Return the place that covers least of a part; the first among equals."""
    return min(places, key=lambda place: _shared(place, avoid))


def _shared(one: Rect, other: Rect | None) -> float:
    if other is None:
        return 0.0
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, across) * max(0.0, down)
