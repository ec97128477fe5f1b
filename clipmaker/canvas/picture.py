"""Where a footage picture stands on the canvas, and which part of the source is seen there.

Lengths are pixels of the 1080-pixel canvas, parts of the source shares of its width and height.
"""

from __future__ import annotations

from dataclasses import dataclass

from clipmaker.canvas.areas import safe_bounds
from clipmaker.profile.model import CANVAS_WIDTH, DeliveryProfile, Rect
from clipmaker.story.model import Box, Point

_TALLEST = 648.0
"""A landscape picture may be so tall; subtitles and credit then still fit beneath it."""
ORDINARY_HEIGHT = 608.0
"""Height of a 16:9 picture."""
_LANDSCAPE = 1.2
"""From this shape on, width over height, subtitles stand beneath the picture."""
_PORTRAIT_KEEPS = 0.69
"""A picture is cut to fill the canvas when at least this share of its width is kept."""


@dataclass(frozen=True, kw_only=True)
class PlacedPicture:
    """A picture on the canvas.

    Attributes:
        place: where it stands.
        crop: the part of the source that is shown there.
        filled: whether it leaves room that a blur of it fills.
        leaves_room_below: whether subtitles fit beneath it.
    """

    place: Rect
    crop: Box
    filled: bool
    leaves_room_below: bool

    def seen_at(self, box: Box) -> Rect:
        """Return where a part of the source is seen on the canvas."""
        place, crop = self.place, self.crop
        across = (place.right - place.left) / (crop.right - crop.left)
        down = (place.bottom - place.top) / (crop.bottom - crop.top)
        return Rect(
            left=place.left + (box.left - crop.left) * across,
            top=place.top + (box.top - crop.top) * down,
            right=place.left + (box.right - crop.left) * across,
            bottom=place.top + (box.bottom - crop.top) * down,
        )


def place_picture(
    aspect: float, focus: Point, focus_box: Box | None, profile: DeliveryProfile
) -> PlacedPicture:
    """Place a picture: across the canvas, cut to fill it, or made smaller to keep a face whole.

    Args:
        aspect: width over height of the source as seen.
        focus: what a crop keeps in its middle.
        focus_box: a part that a crop keeps whole, or None.
        profile: canvas and safe area.
    """
    height = profile.height_px / profile.scale
    kept = focus_box or Box(left=focus.x, top=focus.y, right=focus.x, bottom=focus.y)
    if aspect >= _LANDSCAPE:
        place, crop = _contained(aspect, focus, kept, _TALLEST, profile)
        return PlacedPicture(place=place, crop=crop, filled=True, leaves_room_below=True)
    shape = CANVAS_WIDTH / height
    width_kept, height_kept = min(1.0, shape / aspect), min(1.0, aspect / shape)
    fits = kept.right - kept.left <= width_kept and kept.bottom - kept.top <= height_kept
    if fits and width_kept * height_kept >= _PORTRAIT_KEEPS:
        crop = _crop(width_kept, height_kept, focus, kept)
        place = Rect(left=0.0, top=0.0, right=float(CANVAS_WIDTH), bottom=height)
        return PlacedPicture(place=place, crop=crop, filled=False, leaves_room_below=False)
    place, crop = _contained(aspect, focus, kept, height, profile)
    return PlacedPicture(place=place, crop=crop, filled=True, leaves_room_below=False)


def _contained(
    aspect: float, focus: Point, kept: Box, tallest: float, profile: DeliveryProfile
) -> tuple[Rect, Box]:
    """Place a picture across the canvas; too tall a one is cut, or made smaller to keep a face."""
    wanted = CANVAS_WIDTH / aspect
    share = max(min(1.0, tallest / wanted), kept.bottom - kept.top)
    crop = _crop(1.0, share, focus, kept)
    width = min(float(CANVAS_WIDTH), tallest / share * aspect)
    height = width / aspect * share
    top = _top_of(height, profile)
    left = (CANVAS_WIDTH - width) / 2
    return Rect(left=left, top=top, right=left + width, bottom=top + _even(height)), crop


def _top_of(height: float, profile: DeliveryProfile) -> float:
    """Return where a contained picture begins: ordinary ones share one middle on the canvas."""
    safe_top, safe_bottom = safe_bounds(profile.safe_area)
    if height <= _TALLEST:
        middle = safe_top + ORDINARY_HEIGHT / 2 + max(0.0, height - ORDINARY_HEIGHT) / 6
    else:
        middle = (profile.height_px / profile.scale + safe_top + safe_bottom) / 4
    return max(0.0, _even(middle - height / 2))


def _even(length: float) -> float:
    return 2.0 * round(length / 2)


def _crop(width: float, height: float, focus: Point, kept: Box) -> Box:
    """Return a part of so much width and height (shares) around the focus that holds a box."""
    left = _start(width, focus.x, kept.left, kept.right)
    top = _start(height, focus.y, kept.top, kept.bottom)
    return Box(left=left, top=top, right=left + width, bottom=top + height)


def _start(length: float, focus: float, first: float, last: float) -> float:
    wanted = focus - length / 2
    if last - first <= length:
        wanted = min(max(wanted, last - length), first)
    return min(max(wanted, 0.0), 1.0 - length)
