"""Where footage and its words stand."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clipmaker.canvas.areas import mirrored, safe_span
from clipmaker.canvas.placement import (
    LINE_HEIGHT,
    FootageLayout,
    even_pixels,
    footage_layout,
    layout_of_footage,
)
from clipmaker.media.model import VideoFacts
from clipmaker.profile.model import Rect
from clipmaker.story.model import Footage, FootageFit
from clipmaker.story.photo import Box, Point

from .looks import FULL, TINY

SIDES = st.integers(16, 4000)
SHARES = st.floats(0, 1)
FITS = st.sampled_from(FootageFit)


def facts(
    width: int, height: int, inner: tuple[float, float, float, float] | None = None
) -> VideoFacts:
    return VideoFacts(
        codec="h264",
        width_px=width,
        height_px=height,
        display_width_px=width,
        display_height_px=height,
        inner=inner,
    )


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted((draw(SHARES), draw(SHARES)))
    top, bottom = sorted((draw(SHARES), draw(SHARES)))
    return Box(left=left, top=top, right=right, bottom=bottom)


def shared(one: Rect, other: Rect) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, across) * max(0.0, down)


@given(SIDES, SIDES, SHARES, SHARES, st.none() | boxes(), FITS)
def test_pictures_keep_their_shape_and_words_their_places(width, height, x, y, box, fit):
    layout = footage_layout(width, height, Point(x=x, y=y), box, FULL, fit=fit)
    crop, picture = layout.crop, layout.picture
    assert -1e-9 <= crop.left < crop.right <= 1 + 1e-9
    assert -1e-9 <= crop.top < crop.bottom <= 1 + 1e-9
    shown = (crop.right - crop.left) * width / ((crop.bottom - crop.top) * height)
    tall = picture.bottom - picture.top
    assert (picture.right - picture.left) / tall == pytest.approx(shown, rel=2.5 / tall + 1e-6)
    assert picture.left >= -1e-9
    assert picture.right <= 1080 + 1e-9
    assert picture.top >= 0
    assert picture.bottom <= 1921
    for band in (layout.subtitles, layout.credit, layout.translation):
        assert (band.left, band.right) == safe_span(FULL.safe_area, band.top, band.bottom)
    assert layout.subtitles.bottom - layout.subtitles.top == pytest.approx(3 * LINE_HEIGHT)
    if layout.draft.top >= layout.subtitles.bottom:
        assert layout.draft.top - layout.subtitles.bottom >= 23.9
    for last in (layout.translation, layout.draft):
        apart = [layout.subtitles, layout.credit, layout.label, last]
        for i, one in enumerate(apart):
            assert all(shared(one, other) < 1e-6 for other in apart[i + 1 :])


@given(SIDES, SIDES, boxes(), FITS, boxes())
def test_a_face_is_never_cut_whatever_is_asked_for(width, height, box, fit, inner):
    video = facts(width, height, (inner.left, inner.top, inner.right, inner.bottom))
    assume(inner.right - inner.left > 0.05)
    assume(inner.bottom - inner.top > 0.05)
    footage = Footage(file=Path("a.mp4"), credit="", focus_box=box, fit=fit)
    crop = layout_of_footage(footage, video, FULL).crop
    assert crop.left >= inner.left - 1e-9
    assert crop.bottom <= inner.bottom + 1e-9
    # What of it lies on a bar is not seen either way.
    box = Box(
        left=min(max(box.left, inner.left), inner.right),
        top=min(max(box.top, inner.top), inner.bottom),
        right=min(max(box.right, inner.left), inner.right),
        bottom=min(max(box.bottom, inner.top), inner.bottom),
    )
    assert crop.left <= box.left + 1e-9
    assert crop.top <= box.top + 1e-9
    assert crop.right >= box.right - 1e-9
    assert crop.bottom >= box.bottom - 1e-9


def test_landscape_stands_over_its_blur_with_subtitles_beneath():
    layout = footage_layout(1920, 1080, Point(), None, FULL)
    assert even_pixels(layout.picture, 1.0) == (0, 288, 1080, 608)
    assert layout.behind is not None
    assert not layout.over_picture
    assert layout.crop == Box(left=0, top=0, right=1, bottom=1)
    assert layout.subtitles.top > layout.picture.bottom
    assert layout.label.bottom == layout.picture.bottom
    assert layout.label.left == 0


def test_portrait_fills_the_canvas():
    layout = footage_layout(1080, 1920, Point(), None, FULL)
    assert layout.picture == Rect(left=0, top=0, right=1080, bottom=1920)
    assert layout.behind is None
    assert layout.over_picture


FACE = Box(left=0.2, top=0.1, right=0.4, bottom=0.6)


def shown(layout: FootageLayout) -> tuple[int, int]:
    """Width and height of the picture."""
    return even_pixels(layout.picture, 1.0)[2:]


@pytest.mark.parametrize(
    ("size", "box", "fit", "seen"),
    [
        ((1920, 1080), FACE, "auto", (1080, 1350)),
        ((1920, 1080), None, "auto", (1080, 608)),
        ((1920, 1080), None, "crop", (1080, 1350)),
        ((1920, 1080), FACE, "fill", (1080, 1920)),
        ((1920, 1080), FACE, "contain", (1080, 608)),
        ((1440, 1080), FACE, "auto", (1080, 1350)),
        ((1440, 1080), None, "auto", (1080, 810)),
        ((1080, 1080), None, "auto", (1080, 1350)),
        ((1080, 1080), None, "contain", (1080, 1080)),
        ((1080, 1350), None, "auto", (1080, 1920)),
        ((2560, 1080), FACE, "auto", (1080, 1350)),
        # Too small to be enlarged so far unasked, but large enough for more than all of it.
        ((640, 360), FACE, "auto", (1080, 896)),
        ((640, 360), FACE, "crop", (1080, 1350)),
    ],
)
def test_how_much_of_the_canvas_a_picture_takes(size, box, fit, seen):
    layout = footage_layout(*size, Point(), box, FULL, fit=FootageFit(fit))
    assert shown(layout) == seen
    assert layout.picture.bottom == 896 or layout.over_picture
    assert (layout.behind is None) == (seen == (1080, 1920))


def test_a_box_that_is_too_wide_for_a_crop_is_shown_whole_in_a_lower_one():
    two = Box(left=0.1, top=0.2, right=0.8, bottom=0.6)
    for fit in (FootageFit.AUTO, FootageFit.CROP, FootageFit.FILL):
        layout = footage_layout(1920, 1080, Point(), two, FULL, fit=fit)
        assert shown(layout)[1] == pytest.approx(608 / 0.7, abs=3)


def test_bars_are_cut_off_before_a_picture_is_placed():
    portrait = facts(1280, 720, (0.3438, 0.0, 0.6562, 1.0))
    footage = Footage(file=Path("a.mp4"), credit="")
    layout = layout_of_footage(footage, portrait, FULL)
    assert shown(layout) == (1080, 1920)
    assert layout.crop.left >= 0.3438
    assert layout.crop.right <= 0.6562
    kept = Footage(file=Path("a.mp4"), credit="", bars=True)
    assert layout_of_footage(kept, portrait, FULL).crop == Box(left=0, top=0, right=1, bottom=1)
    letter = facts(1280, 960, (0.0, 0.125, 1.0, 0.875))
    layout = layout_of_footage(footage, letter, FULL)
    assert shown(layout) == (1080, 608)
    assert layout.behind is not None
    assert layout.behind.top >= 0.125
    assert layout.behind.bottom <= 0.875


def test_a_crop_follows_the_focus_where_no_box_is_told():
    left = footage_layout(1920, 1080, Point(x=0.1, y=0.5), None, FULL).crop
    right = footage_layout(1920, 1080, Point(x=0.9, y=0.5), None, FULL).crop
    assert left.left == 0
    assert right.right == 1


def test_subtitles_avoid_a_face():
    face = Box(left=0.2, top=0.5, right=0.7, bottom=0.62)
    layout = footage_layout(1080, 1920, Point(x=0.45, y=0.55), face, FULL)
    on_canvas = Rect(left=216, top=960, right=756, bottom=1190)
    assert shared(layout.subtitles, on_canvas) == 0
    assert shared(layout.label, on_canvas) == 0
    assert shared(layout.draft, on_canvas) == 0
    plain = footage_layout(1080, 1920, Point(), None, FULL)
    assert layout.subtitles.top < plain.subtitles.top


def test_the_credit_avoids_a_face_at_the_top():
    face = Box(left=0.3, top=0.0, right=0.6, bottom=0.5)
    layout = footage_layout(1920, 1080, Point(x=0.45, y=0.25), face, FULL)
    assert layout.credit.top >= 675
    low = footage_layout(1920, 1080, Point(x=0.45, y=0.25), face, FULL, fit=FootageFit.CONTAIN)
    assert low.credit.top > 288 + 304


def test_a_small_profile_is_laid_out_like_the_large_one():
    assert footage_layout(4, 3, Point(), None, TINY) == footage_layout(4, 3, Point(), None, FULL)
    for edge in even_pixels(Rect(left=1, top=287.9, right=1079, bottom=896.3), TINY.scale):
        assert edge % 2 == 0


def test_the_safe_area_is_a_union():
    area = FULL.safe_area
    assert safe_span(area, 300, 400) == (120, 888)
    assert safe_span(area, 800, 900) == (120, 780)
    assert safe_span(mirrored(area), 300, 400) == (192, 960)
    with pytest.raises(ValueError, match="no safe area"):
        safe_span(area, 200, 400)
    with pytest.raises(ValueError, match="cannot be placed"):
        footage_layout(0, 10, Point(), None, FULL)
