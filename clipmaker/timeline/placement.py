"""Where footage and the words over it stand on the canvas; pure, in canvas units.

Landscape pictures are contained over their own blur with the subtitles beneath; portrait ones
fill the canvas with the subtitles over their lower part. Label, subtitles and credits keep the
same heights in both, so that the eye need not search from shot to shot. Whatever may stand in
several places takes the one that covers least of the focus box (a face).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypedDict

from clipmaker.profile.model import CANVAS_WIDTH, DeliveryProfile, Rect
from clipmaker.story.model import Box, Point

FILL_LUMA = 0.34
"""Share of its luma (above black) that the blur behind a contained picture keeps: the brightest
possible footage then still leaves 4.5:1 under a light grey credit."""
LINE_HEIGHT = 81.0
"""Distance of subtitle lines (BBC Subtitle Guidelines 1.2.5: 3.9 to 4.5 % of the height)."""
LINES_AT_MOST = 3
LABEL_HEIGHT = 54.0
CREDIT_HEIGHT = 46.0
DRAFT_HEIGHT = 64.0
TRANSLATION_HEIGHT = 40.0

_TALLEST = 672.0
"""A landscape picture may be so tall; subtitles and credit then still fit beneath it."""
_ORDINARY = 608.0
"""Height of a 16:9 picture."""
_LANDSCAPE = 1.2
"""From this shape on, width over height, subtitles stand beneath the picture."""
_PORTRAIT_KEEPS = 0.69
"""A picture is cut to fill the canvas when at least this share of its width is kept."""
_CREDIT_DROP = 16.0
_LABEL_GAP = 36.0


@dataclass(frozen=True, kw_only=True)
class FootageLayout:
    """The places on the canvas; each text stands at its area's left edge and never leaves it.

    Attributes:
        picture: where the picture stands.
        crop: the part of the source that is shown there, as shares of its width and height.
        filled: whether a blur of the picture stands behind it, because it leaves room.
        over_picture: whether the subtitles stand on the picture, which then needs a scrim.
        subtitles: area of the subtitle boxes, which hang from its top.
        label: band of the language label, which starts flush at its left edge.
        credit: band of the footage's credit.
        translation: band of the translation's credit.
        draft: band of the mark on unapproved translations.
    """

    picture: Rect
    crop: Box
    filled: bool
    over_picture: bool
    subtitles: Rect
    label: Rect
    credit: Rect
    translation: Rect
    draft: Rect


def footage_layout(
    display_width: int,
    display_height: int,
    focus: Point,
    focus_box: Box | None,
    profile: DeliveryProfile,
    *,
    right_to_left: bool = False,
) -> FootageLayout:
    """Place a footage picture and everything that is written over it.

    Args:
        display_width: width of the source as seen, in any unit.
        display_height: its height in the same unit.
        focus: what a crop keeps in its middle.
        focus_box: a part that a crop keeps whole and words avoid, or None.
        profile: canvas and safe area.
        right_to_left: whether words stand as in a mirror, for audiences that read so; the
            picture is never mirrored.
    """
    if right_to_left:
        point = Point(x=1.0 - focus.x, y=focus.y)
        box = focus_box and _flipped_box(focus_box)
        return _flipped(footage_layout(display_width, display_height, point, box, profile))
    if display_width <= 0 or display_height <= 0:
        raise ValueError(f"a picture of {display_width}x{display_height} cannot be placed")
    aspect = display_width / display_height
    height = profile.height_px / profile.scale
    kept = focus_box or Box(left=focus.x, top=focus.y, right=focus.x, bottom=focus.y)
    if aspect >= _LANDSCAPE:
        picture, crop = _contained(aspect, focus, kept, _TALLEST, profile)
        return _beneath(picture, crop, focus_box, profile)
    shape = CANVAS_WIDTH / height
    width_kept, height_kept = min(1.0, shape / aspect), min(1.0, aspect / shape)
    fits = kept.right - kept.left <= width_kept and kept.bottom - kept.top <= height_kept
    if fits and width_kept * height_kept >= _PORTRAIT_KEEPS:
        crop = _crop(width_kept, height_kept, focus, kept)
        picture = Rect(left=0.0, top=0.0, right=float(CANVAS_WIDTH), bottom=height)
        return _over(picture, crop, focus_box, profile, filled=False)
    picture, crop = _contained(aspect, focus, kept, height, profile)
    return _over(picture, crop, focus_box, profile, filled=True)


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


def mirrored(area: Sequence[Rect]) -> tuple[Rect, ...]:
    """Return areas as in a mirror, as templates are where people read from the right."""
    return tuple(
        Rect(left=CANVAS_WIDTH - r.right, top=r.top, right=CANVAS_WIDTH - r.left, bottom=r.bottom)
        for r in area
    )


def _flipped(layout: FootageLayout) -> FootageLayout:
    """Return a layout as in a mirror; its words then stand in the mirrored safe area."""
    picture, subtitles, label, credit, translation, draft = mirrored(
        (
            layout.picture,
            layout.subtitles,
            layout.label,
            layout.credit,
            layout.translation,
            layout.draft,
        )
    )
    return replace(
        layout,
        picture=picture,
        crop=_flipped_box(layout.crop),
        subtitles=subtitles,
        label=label,
        credit=credit,
        translation=translation,
        draft=draft,
    )


def _flipped_box(box: Box) -> Box:
    return Box(left=1.0 - box.right, top=box.top, right=1.0 - box.left, bottom=box.bottom)


def even_pixels(rect: Rect, scale: float) -> tuple[int, int, int, int]:
    """Return left, top, width and height in pixels, all even as 4:2:0 chroma needs them."""
    left, top, right, bottom = (
        2 * round(edge * scale / 2) for edge in (rect.left, rect.top, rect.right, rect.bottom)
    )
    return left, top, right - left, bottom - top


def _beneath(
    picture: Rect, crop: Box, focus_box: Box | None, profile: DeliveryProfile
) -> FootageLayout:
    """Lay out words for a picture that leaves room for its subtitles below."""
    area = profile.safe_area
    safe_top, safe_bottom = safe_bounds(area)
    lines = LINE_HEIGHT * LINES_AT_MOST
    lowest = safe_bottom - DRAFT_HEIGHT - lines
    under = _band(area, min(picture.bottom + _LABEL_GAP, lowest), lines)
    label = _band(area, picture.bottom - LABEL_HEIGHT, LABEL_HEIGHT, left=picture.left)
    avoid = _on_canvas(focus_box, picture, crop)
    top = max(picture.top, safe_top) + _CREDIT_DROP
    if label.top - top < CREDIT_HEIGHT + DRAFT_HEIGHT + 2 * _CREDIT_DROP:
        # Very wide pictures are too low to hold every mark.
        top = min(picture.top, label.top - DRAFT_HEIGHT) - CREDIT_HEIGHT - _CREDIT_DROP
    return FootageLayout(
        picture=picture,
        crop=crop,
        filled=True,
        over_picture=False,
        subtitles=under,
        label=label,
        translation=_translation(area),
        **_marks(area, top, label, avoid, picture.left),
    )


def _over(
    picture: Rect,
    crop: Box,
    focus_box: Box | None,
    profile: DeliveryProfile,
    *,
    filled: bool,
) -> FootageLayout:
    """Lay out words that all stand on the picture."""
    area = profile.safe_area
    safe_top, safe_bottom = safe_bounds(area)
    lines = LINE_HEIGHT * LINES_AT_MOST
    avoid = _on_canvas(focus_box, picture, crop)
    credit_top = safe_top + _CREDIT_DROP
    low = safe_top + _ORDINARY + _LABEL_GAP
    low = min(low, safe_bottom - DRAFT_HEIGHT - lines)
    high = credit_top + CREDIT_HEIGHT + DRAFT_HEIGHT + LABEL_HEIGHT + 2 * _LABEL_GAP
    under = _least((_band(area, top, lines) for top in (low, high)), avoid)
    label = _band(area, under.top - _LABEL_GAP - LABEL_HEIGHT, LABEL_HEIGHT, left=picture.left)
    return FootageLayout(
        picture=picture,
        crop=crop,
        filled=filled,
        over_picture=True,
        subtitles=under,
        label=label,
        translation=_translation(area),
        **_marks(area, credit_top, label, avoid, picture.left),
    )


class _Marks(TypedDict):
    credit: Rect
    draft: Rect


def _marks(
    area: Sequence[Rect], top: float, label: Rect, avoid: Rect | None, left: float
) -> _Marks:
    """Place the credit at the picture's top or above the label, and the draft mark.

    The mark takes the place of the translation's credit at the foot, where it covers no face
    wherever that is in the picture; above the label only where a focus box is known to be low.
    """
    above = label.top - CREDIT_HEIGHT - _CREDIT_DROP / 2
    credit = _least((_band(area, y, CREDIT_HEIGHT) for y in (top, above)), avoid)
    ceiling = credit.top - _CREDIT_DROP / 2 if credit.top > top else label.top
    floor = top if credit.top > top else credit.bottom + _CREDIT_DROP
    _, bottom = safe_bounds(area)
    tops = (bottom - DRAFT_HEIGHT, ceiling - DRAFT_HEIGHT, floor)
    draft = _least((_band(area, y, DRAFT_HEIGHT, left=left) for y in tops), avoid)
    return _Marks(credit=credit, draft=draft)


def _translation(area: Sequence[Rect]) -> Rect:
    _, bottom = safe_bounds(area)
    return _band(area, bottom - TRANSLATION_HEIGHT, TRANSLATION_HEIGHT)


def _band(area: Sequence[Rect], top: float, height: float, *, left: float | None = None) -> Rect:
    """Return the safe band of a height; words that start further left keep their own edge."""
    first, last = safe_span(area, top, top + height)
    return Rect(left=first if left is None else left, top=top, right=last, bottom=top + height)


def _on_canvas(box: Box | None, picture: Rect, crop: Box) -> Rect | None:
    """Return where a part of the source is seen on the canvas."""
    if box is None:
        return None
    across = (picture.right - picture.left) / (crop.right - crop.left)
    down = (picture.bottom - picture.top) / (crop.bottom - crop.top)
    return Rect(
        left=picture.left + (box.left - crop.left) * across,
        top=picture.top + (box.top - crop.top) * down,
        right=picture.left + (box.right - crop.left) * across,
        bottom=picture.top + (box.bottom - crop.top) * down,
    )


def _least(places: Iterable[Rect], avoid: Rect | None) -> Rect:
    """Return the place that covers least of a part; the first among equals."""
    return min(places, key=lambda place: _shared(place, avoid))


def _shared(one: Rect, other: Rect | None) -> float:
    if other is None:
        return 0.0
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, across) * max(0.0, down)


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
        middle = safe_top + _ORDINARY / 2 + max(0.0, height - _ORDINARY) / 6
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
