"""What is covered at a time: boxes with room for a head, between two sightings, too; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from clipmaker.faces.model import Face, FaceSheet
from clipmaker.story.photo import Box, Protection

_SIDE, _ABOVE, _BELOW = 0.2, 0.35, 0.15
"""By so much of its size a box grows: a detector's ends at the brow, the cheeks and the chin."""
_LOST_MS = 400
"""From this gap on a face may have been anywhere between the two places: both are covered."""


ROUND = 1.42
"""An oval around a box, so much larger than it, leaves no corner of it out."""
PLATE = 90
"""The grey of a plain patch, 0 to 255."""
_CELLS = 5
"""The largest box fills so many cells, by its longer side."""


def cells_across(boxes: Iterable[Box], width: int, height: int) -> int:
    """Return how many cells a picture is wide, at least 2: so few that a box fills few of them.

    Args:
        boxes: what is covered, shares of the picture.
        width: of the picture, pixels.
        height: likewise.
    """
    sides = (max(one.right - one.left, (one.bottom - one.top) * height / width) for one in boxes)
    return max(2, min(width // 16, round(_CELLS / max(max(sides, default=1.0), 0.02))))


def covered(sheet: FaceSheet, protection: Protection) -> tuple[Face, ...]:
    """Return the faces of a sheet that a story covers."""
    return tuple(
        face
        for face in sheet.faces
        if face.id not in protection.keep
        and (face.drawn or not protection.only or face.id in protection.only)
    )


def boxes_at(faces: Iterable[Face], at_ms: float) -> tuple[Box, ...]:
    """Return the boxes that are covered at a time, ms of the file."""
    return tuple(
        box for face in faces if face.start_ms <= at_ms < face.end_ms for box in _boxes(face, at_ms)
    )


def largest_face(sheet: FaceSheet, span_ms: tuple[int, int]) -> Box | None:
    """Return where the face that fills most of a span is, wherever it moves; None without a face.

    Args:
        sheet: the faces of a file.
        span_ms: half-open span of the file, ms.
    """

    def seen(face: Face) -> list[Box]:
        return [one.box for one in face.sightings if span_ms[0] <= one.at_ms < span_ms[1]]

    def size(face: Face) -> float:
        areas = [(box.right - box.left) * (box.bottom - box.top) for box in seen(face)]
        length = min(face.end_ms, span_ms[1]) - max(face.start_ms, span_ms[0])
        return sum(areas) / len(areas) * length

    faces = [one for one in sheet.faces if seen(one)]
    if not faces:
        return None
    boxes = [grown(box) for box in seen(max(faces, key=size))]
    rare = len(boxes) // _RARE

    def edge(name: str, *, last: bool) -> float:
        edges: list[float] = sorted(getattr(box, name) for box in boxes)
        return min(max(edges[-1 - rare] if last else edges[rare], 0.0), 1.0)

    return Box(
        left=edge("left", last=False),
        top=edge("top", last=False),
        right=edge("right", last=True),
        bottom=edge("bottom", last=True),
    )


_RARE = 20
"""Of so many places one may lie outside the box: somebody bends down for a moment."""


def _boxes(face: Face, at_ms: float) -> Iterator[Box]:
    times = [one.at_ms for one in face.sightings]
    i = bisect_right(times, at_ms)
    before, after = face.sightings[max(i - 1, 0)], face.sightings[min(i, len(times) - 1)]
    gap = after.at_ms - before.at_ms
    share = (at_ms - before.at_ms) / gap if gap > 0 else 0.0
    share = min(max(share, 0.0), 1.0)
    if gap >= _LOST_MS:
        yield grown(_around(before.box, after.box), drawn=face.drawn)
    else:
        yield grown(_between(before.box, after.box, share), drawn=face.drawn)


def _between(one: Box, other: Box, share: float) -> Box:
    def mixed(a: float, b: float) -> float:
        return a + (b - a) * share

    return Box(
        left=mixed(one.left, other.left),
        top=mixed(one.top, other.top),
        right=mixed(one.right, other.right),
        bottom=mixed(one.bottom, other.bottom),
    )


def _around(one: Box, other: Box) -> Box:
    return Box(
        left=min(one.left, other.left),
        top=min(one.top, other.top),
        right=max(one.right, other.right),
        bottom=max(one.bottom, other.bottom),
    )


def grown(box: Box, *, drawn: bool = False) -> Box:
    """Return a box with room for hair, ears and chin; one that a person drew stays as it is."""
    if drawn:
        return box
    width, height = box.right - box.left, box.bottom - box.top
    return Box(
        left=box.left - _SIDE * width,
        top=box.top - _ABOVE * height,
        right=box.right + _SIDE * width,
        bottom=box.bottom + _BELOW * height,
    )
