"""Where footage and its words stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipmaker.canvas.areas import mirrored, safe_span
from clipmaker.canvas.placement import LINE_HEIGHT, even_pixels, footage_layout
from clipmaker.profile.model import Rect
from clipmaker.story.model import Box, Point

from .looks import FULL, TINY

SIDES = st.integers(16, 4000)
SHARES = st.floats(0, 1)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted((draw(SHARES), draw(SHARES)))
    top, bottom = sorted((draw(SHARES), draw(SHARES)))
    return Box(left=left, top=top, right=right, bottom=bottom)


def shared(one: Rect, other: Rect) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, across) * max(0.0, down)


@given(SIDES, SIDES, SHARES, SHARES, st.none() | boxes())
def test_pictures_keep_their_shape_and_words_their_places(width, height, x, y, box):
    layout = footage_layout(width, height, Point(x=x, y=y), box, FULL)
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


@given(SIDES, SIDES, boxes())
def test_a_face_is_never_cut(width, height, box):
    focus = Point(x=(box.left + box.right) / 2, y=(box.top + box.bottom) / 2)
    crop = footage_layout(width, height, focus, box, FULL).crop
    assert crop.left <= box.left + 1e-9
    assert crop.top <= box.top + 1e-9
    assert crop.right >= box.right - 1e-9
    assert crop.bottom >= box.bottom - 1e-9


def test_landscape_stands_over_its_blur_with_subtitles_beneath():
    layout = footage_layout(1920, 1080, Point(), None, FULL)
    assert even_pixels(layout.picture, 1.0) == (0, 288, 1080, 608)
    assert layout.filled
    assert not layout.over_picture
    assert layout.crop == Box(left=0, top=0, right=1, bottom=1)
    assert layout.subtitles.top > layout.picture.bottom
    assert layout.label.bottom == layout.picture.bottom
    assert layout.label.left == 0


def test_portrait_fills_the_canvas():
    layout = footage_layout(1080, 1920, Point(), None, FULL)
    assert layout.picture == Rect(left=0, top=0, right=1080, bottom=1920)
    assert not layout.filled
    assert layout.over_picture


def test_a_landscape_crop_follows_the_focus():
    high = footage_layout(640, 480, Point(x=0.5, y=0.1), None, FULL).crop
    low = footage_layout(640, 480, Point(x=0.5, y=0.9), None, FULL).crop
    assert high.top == 0
    assert low.bottom == 1


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
    assert layout.credit.top > 288 + 304


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
