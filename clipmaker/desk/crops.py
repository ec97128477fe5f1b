"""What is seen of footage in each shape of a clip, for whoever draws the part that is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException

from clipmaker.canvas.picture import PlacedPicture, place_picture
from clipmaker.canvas.placement import frame_of
from clipmaker.media.model import VideoFacts
from clipmaker.profile.formats import FORMATS
from clipmaker.profile.load import load_delivery
from clipmaker.profile.model import DeliveryProfile, Rect
from clipmaker.story.model import Footage, FootageFit
from clipmaker.story.photo import Box

_NUMBER = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?")


def crops(
    video: VideoFacts, profile: str, box: Box | None, fit: FootageFit, *, bars: bool = False
) -> list[dict[str, Any]]:
    """Return where footage is cut in each shape, and where in it words may stand.

    Args:
        video: facts of its picture.
        profile: name of the delivery profile.
        box: the part that is kept, None where nobody says which.
        fit: how it was asked to fill the screen.
        bars: whether bars in its picture are shown.
    """
    frame = frame_of(Footage(file=Path(), credit="", focus_box=box, fit=fit, bars=bars), video)
    found = []
    for shape in FORMATS:
        shaped = load_delivery(profile, shape)
        placed = place_picture(frame, shaped)
        found.append(
            {
                "shape": shape,
                "crop": _edges(placed.crop),
                "fit": placed.fit.value,
                "safe": [_edges(one) for one in _safe(placed, shaped)],
            }
        )
    return found


def box_written(text: str) -> Box | None:
    """Return a box as an address holds it, as in ``0.3,0.1,0.7,0.6``; None for "".

    Raises:
        HTTPException: it is none.
    """
    if not text:
        return None
    parts = text.split(",")
    if len(parts) != 4 or not all(map(_NUMBER.fullmatch, parts)):
        raise HTTPException(422, "a box has four edges, shares of the picture from 0 to 1")
    left, top, right, bottom = map(float, parts)
    if right <= left or bottom <= top:
        raise HTTPException(422, "a box is wider and higher than nothing")
    return Box(left=left, top=top, right=right, bottom=bottom)


def _safe(placed: PlacedPicture, profile: DeliveryProfile) -> list[Box]:
    """Return what of the safe area lies on the picture, as parts of the source."""
    boxes = []
    for area in profile.safe_area:
        on = Rect(
            left=max(area.left, placed.place.left),
            top=max(area.top, placed.place.top),
            right=min(area.right, placed.place.right),
            bottom=min(area.bottom, placed.place.bottom),
        )
        if on.left < on.right and on.top < on.bottom:
            boxes.append(_source_of(placed, on))
    return boxes


def _source_of(placed: PlacedPicture, on: Rect) -> Box:
    """Return which part of the source a place on the canvas shows."""
    place, crop = placed.place, placed.crop
    across = (crop.right - crop.left) / (place.right - place.left)
    down = (crop.bottom - crop.top) / (place.bottom - place.top)
    return replace(
        crop,
        left=crop.left + (on.left - place.left) * across,
        top=crop.top + (on.top - place.top) * down,
        right=crop.left + (on.right - place.left) * across,
        bottom=crop.top + (on.bottom - place.top) * down,
    )


def _edges(box: Box | Rect) -> list[float]:
    return [round(edge, 5) for edge in (box.left, box.top, box.right, box.bottom)]
