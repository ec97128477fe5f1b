"""The column that a card's words stand in, inside the safe area; mirrored for some scripts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clipmaker.canvas.areas import mirrored, safe_bounds, safe_span
from clipmaker.paint.page import Page

INSET = 3.0
"""Units that the column stands inside the safe area, so that overhanging letters stay in it."""


@dataclass(frozen=True)
class Column:
    """Edges in pixels.

    Attributes:
        left: where left-to-right text begins.
        right: where right-to-left text begins.
        top: first row that words may cover.
        bottom: first row that they may not.
        right_to_left: whether the card reads from the right.
    """

    left: int
    right: int
    top: int
    bottom: int
    right_to_left: bool = False

    @property
    def width(self) -> int:
        """Pixels from edge to edge."""
        return self.right - self.left

    def place(self, outset: int, width: int) -> int:
        """Return the left edge of a picture that begins ``outset`` outside the reading edge."""
        return self.right + outset - width if self.right_to_left else self.left - outset


def column(page: Page) -> Column:
    """Return the column of a page: as wide as is safe over the whole height."""
    area = page.profile.safe_area
    if page.right_to_left:
        area = mirrored(area, page.profile.canvas_width)
    top, bottom = safe_bounds(area)
    left, right = safe_span(area, top, bottom)
    scale = page.profile.scale
    return Column(
        left=round((left + INSET) * scale),
        right=round((right - INSET) * scale),
        top=round(top * scale),
        bottom=round(bottom * scale),
        right_to_left=page.right_to_left,
    )


def widths(page: Page, top_px: int) -> Callable[[float, float], float]:
    """Return how wide a text's lines may be, which is more higher up in the safe area.

    Args:
        page: the page.
        top_px: row of the page where the text begins.

    Returns:
        a function from the top and the bottom of a line, pixels below the text's top, to pixels.
    """
    area = page.profile.safe_area
    if page.right_to_left:
        area = mirrored(area, page.profile.canvas_width)
    first, last = safe_bounds(area)
    scale = page.profile.scale
    narrow = column(page)

    def width(above_px: float, below_px: float) -> float:
        top = max((top_px + above_px) / scale, first)
        bottom = min((top_px + below_px) / scale, last)
        if top >= bottom:
            return narrow.width
        left, right = safe_span(area, top, bottom)
        if narrow.right_to_left:
            return narrow.right - round((left + INSET) * scale)
        return round((right - INSET) * scale) - narrow.left

    return width


def edges(page: Page, left: float, right: float, top: float, bottom: float) -> Column:
    """Return a column between edges in canvas units, which reads as the page does.

    Args:
        page: scale, and the way of reading.
        left: left edge, canvas units.
        right: right edge.
        top: top edge.
        bottom: bottom edge.
    """
    return Column(
        left=page.px(left),
        right=page.px(right),
        top=page.px(top),
        bottom=page.px(bottom),
        right_to_left=page.right_to_left,
    )
