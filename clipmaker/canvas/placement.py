"""Where footage and the words over it stand on the canvas; pure, in canvas units.

Pictures fill the canvas or its upper part with the subtitles over them, or are contained over
their own blur with the subtitles beneath. Label, subtitles and credits keep the same heights in
all, so that the eye need not search from shot to shot. Whatever may stand in several places takes
the one that covers least of the focus box (a face).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from clipmaker.canvas.areas import band, least, mirrored, safe_bounds
from clipmaker.canvas.picture import (
    ORDINARY_HEIGHT,
    FootageFrame,
    PlacedPicture,
    behind,
    place_picture,
)
from clipmaker.media.model import VideoFacts
from clipmaker.profile.model import DeliveryProfile, Rect
from clipmaker.story.model import Footage, FootageFit
from clipmaker.story.photo import Box, Point

FILL_LUMA = 0.34
"""Share of its luma (above black) that the blur behind a contained picture keeps: the brightest
possible footage then still leaves 4.5:1 under a light grey credit."""
LINE_HEIGHT = 81.0
"""Distance of subtitle lines (BBC Subtitle Guidelines 1.2.5: 3.9 to 4.5 % of the height)."""
LINES_AT_MOST = 3
LABEL_HEIGHT = 54.0
PLATE_HEIGHT = 124.0
CREDIT_HEIGHT = 46.0
DRAFT_HEIGHT = 56.0
TRANSLATION_HEIGHT = 40.0

_CREDIT_DROP = 16.0
_LABEL_GAP = 36.0
_SUBTITLE_GAP = 28.0
_PLATE_GAP = 18.0
_DRAFT_GAP = 24.0
"""Least room between subtitles of three lines and the draft mark below them."""


@dataclass(frozen=True, kw_only=True)
class FootageLayout:
    """The places on the canvas; each text stands at its area's left edge and never leaves it.

    Attributes:
        picture: where the picture stands.
        crop: the part of the source that is shown there, as shares of its width and height.
        behind: the part of which a blur stands behind it, None where it leaves no room.
        over_picture: whether the subtitles stand on the picture, which then needs a scrim.
        subtitles: area of the subtitle boxes, which hang from its top.
        label: band of the language label, which starts flush at its left edge.
        credit: band of the footage's credit.
        translation: band of the translation's credit.
        draft: band of the mark on unapproved translations.
        plate: band of the name of who speaks, which stands in the label's place for its time.
        under_head: whether the picture reaches up behind ring and mark, which then need a scrim.
    """

    picture: Rect
    crop: Box
    behind: Box | None
    over_picture: bool
    subtitles: Rect
    label: Rect
    credit: Rect
    translation: Rect
    draft: Rect
    plate: Rect
    under_head: bool


def frame_of(footage: Footage, video: VideoFacts) -> FootageFrame:
    """Return what is known of a footage's picture before it is placed."""
    inner = None if footage.bars else video.inner
    frame = FootageFrame(
        aspect=video.display_width_px / video.display_height_px,
        rows=video.display_height_px,
        focus=footage.focus,
        focus_box=footage.focus_box,
        fit=footage.fit,
    )
    if inner is None:
        return frame
    left, top, right, bottom = inner
    return replace(frame, inner=Box(left=left, top=top, right=right, bottom=bottom))


def layout_of_footage(
    footage: Footage,
    video: VideoFacts,
    profile: DeliveryProfile,
    *,
    named: bool = False,
    right_to_left: bool = False,
) -> FootageLayout:
    """Place a story's footage and everything that is written over it.

    Args:
        footage: says what matters in its picture, and how it fills the canvas.
        video: facts of its picture.
        profile: canvas and safe area.
        named: whether a name may come over it, out of whose way other words keep.
        right_to_left: whether words stand as in a mirror.
    """
    frame = frame_of(footage, video)
    return _layout(frame, profile, named=named, right_to_left=right_to_left)


def footage_layout(
    display_width: int,
    display_height: int,
    focus: Point,
    focus_box: Box | None,
    profile: DeliveryProfile,
    *,
    fit: FootageFit = FootageFit.AUTO,
    named: bool = False,
    right_to_left: bool = False,
) -> FootageLayout:
    """Place a footage picture and everything that is written over it.

    Args:
        display_width: width of the source as seen, pixels.
        display_height: its height.
        focus: what a crop keeps in its middle.
        focus_box: a part that a crop keeps whole and words avoid, or None.
        profile: canvas and safe area.
        fit: how it fills the canvas.
        named: whether a name may come over it, out of whose way other words keep.
        right_to_left: whether words stand as in a mirror, for audiences that read so; the
            picture is never mirrored.

    Raises:
        ValueError: a side of the picture is 0 or less.
    """
    if display_width <= 0 or display_height <= 0:
        raise ValueError(f"a picture of {display_width}x{display_height} cannot be placed")
    frame = FootageFrame(
        aspect=display_width / display_height,
        rows=display_height,
        focus=focus,
        focus_box=focus_box,
        fit=fit,
    )
    return _layout(frame, profile, named=named, right_to_left=right_to_left)


def _layout(
    frame: FootageFrame, profile: DeliveryProfile, *, named: bool, right_to_left: bool
) -> FootageLayout:
    if right_to_left:
        mirror = replace(
            frame,
            focus=Point(x=1.0 - frame.focus.x, y=frame.focus.y),
            focus_box=frame.focus_box and _flipped_box(frame.focus_box),
            inner=_flipped_box(frame.inner),
        )
        upright = _layout(mirror, profile, named=named, right_to_left=False)
        return _flipped(upright, profile.canvas_width)
    picture = place_picture(frame, profile)
    avoid = picture.seen_at(frame.focus_box) if frame.focus_box else None
    ground = None
    if picture.fit is not FootageFit.FILL:
        ground = behind(frame, picture.crop, profile)
    if picture.leaves_room_below:
        return _beneath(picture, ground, avoid, profile, named=named)
    return _over(picture, ground, avoid, profile, named=named)


def _flipped(layout: FootageLayout, width: float) -> FootageLayout:
    """Return a layout as in a mirror; its words then stand in the mirrored safe area."""
    picture, subtitles, label, credit, translation, draft, plate = mirrored(
        (
            layout.picture,
            layout.subtitles,
            layout.label,
            layout.credit,
            layout.translation,
            layout.draft,
            layout.plate,
        ),
        width,
    )
    return replace(
        layout,
        picture=picture,
        crop=_flipped_box(layout.crop),
        behind=layout.behind and _flipped_box(layout.behind),
        subtitles=subtitles,
        label=label,
        credit=credit,
        translation=translation,
        draft=draft,
        plate=plate,
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
    picture: PlacedPicture,
    ground: Box | None,
    avoid: Rect | None,
    profile: DeliveryProfile,
    *,
    named: bool,
) -> FootageLayout:
    """Lay out words for a picture that leaves room for its subtitles below."""
    area = profile.safe_area
    safe_top, safe_bottom = safe_bounds(area)
    lines = LINE_HEIGHT * LINES_AT_MOST
    lowest = safe_bottom - DRAFT_HEIGHT - _DRAFT_GAP - lines
    under = band(area, min(picture.place.bottom + _SUBTITLE_GAP, lowest), lines)
    label = band(area, picture.place.bottom - LABEL_HEIGHT, LABEL_HEIGHT, left=picture.bleed)
    top = max(picture.place.top, safe_top) + _CREDIT_DROP
    if label.top - top < CREDIT_HEIGHT + DRAFT_HEIGHT + 2 * _CREDIT_DROP:
        # Very wide pictures are too low to hold every mark.
        top = min(picture.place.top, label.top - DRAFT_HEIGHT) - CREDIT_HEIGHT - _CREDIT_DROP
    return FootageLayout(
        picture=picture.place,
        under_head=picture.place.top < profile.head.bottom,
        crop=picture.crop,
        behind=ground,
        over_picture=False,
        subtitles=under,
        label=label,
        translation=_translation(area),
        plate=(plate := _plate(area, under)),
        **_marks(area, top, plate if named else label, avoid, picture.bleed),
    )


def _over(
    picture: PlacedPicture,
    ground: Box | None,
    avoid: Rect | None,
    profile: DeliveryProfile,
    *,
    named: bool,
) -> FootageLayout:
    """Lay out words that all stand on the picture."""
    area = profile.safe_area
    safe_top, safe_bottom = safe_bounds(area)
    lines = LINE_HEIGHT * LINES_AT_MOST
    credit_top = safe_top + _CREDIT_DROP
    low = safe_top + ORDINARY_HEIGHT + _SUBTITLE_GAP
    low = min(low, safe_bottom - DRAFT_HEIGHT - _DRAFT_GAP - lines)
    above = LABEL_HEIGHT + 2 * _LABEL_GAP
    if named:
        above = PLATE_HEIGHT + _PLATE_GAP + 2 * _CREDIT_DROP
    high = credit_top + CREDIT_HEIGHT + DRAFT_HEIGHT + above
    under = least((band(area, top, lines) for top in (low, high)), avoid)
    label = band(area, under.top - _LABEL_GAP - LABEL_HEIGHT, LABEL_HEIGHT, left=picture.bleed)
    return FootageLayout(
        picture=picture.place,
        under_head=picture.place.top < profile.head.bottom,
        crop=picture.crop,
        behind=ground,
        over_picture=True,
        subtitles=under,
        label=label,
        translation=_translation(area),
        plate=(plate := _plate(area, under)),
        **_marks(area, credit_top, plate if named else label, avoid, picture.bleed),
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
    credit = least((band(area, y, CREDIT_HEIGHT) for y in (top, above)), avoid)
    ceiling = credit.top - _CREDIT_DROP / 2 if credit.top > top else label.top
    floor = top if credit.top > top else credit.bottom + _CREDIT_DROP
    _, bottom = safe_bounds(area)
    tops = (bottom - DRAFT_HEIGHT, ceiling - DRAFT_HEIGHT, floor)
    draft = least((band(area, y, DRAFT_HEIGHT, left=left) for y in tops), avoid)
    return _Marks(credit=credit, draft=draft)


def _plate(area: Sequence[Rect], under: Rect) -> Rect:
    return band(area, under.top - _PLATE_GAP - PLATE_HEIGHT, PLATE_HEIGHT)


def _translation(area: Sequence[Rect]) -> Rect:
    _, bottom = safe_bounds(area)
    return band(area, bottom - TRANSLATION_HEIGHT, TRANSLATION_HEIGHT)
