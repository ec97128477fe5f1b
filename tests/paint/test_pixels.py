"""Compositing, conversion and dithering: the arithmetic under every picture."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from clipmaker.paint.blend import Stamp, lay, lay_stamp, unmultiplied
from clipmaker.paint.colour import rgb
from clipmaker.paint.dither import settled
from clipmaker.paint.ground import GLOWS, ground_pixels
from clipmaker.paint.yuv import BLUE, RED, Planes, Window, luma, overlay_planes

from .looks import COLOURS, FULL, TINY, page

BYTES = st.integers(0, 255)
RGBA = arrays(np.uint8, (6, 8, 4), elements=BYTES)
RGB = arrays(np.uint8, (12, 10, 3), elements=BYTES)


@given(RGB, RGBA, st.integers(-9, 12), st.integers(-9, 14))
def test_laying_is_alpha_blending_and_stays_inside(base, over, left, top):
    out = base.copy()
    lay(out, Stamp.of_array(over), left, top)
    expected = base.astype(float)
    for y in range(6):
        for x in range(8):
            row, column = top + y, left + x
            if 0 <= row < 12 and 0 <= column < 10:
                share = over[y, x, 3] / 255
                mixed = over[y, x, :3] * share + base[row, column] * (1 - share)
                expected[row, column] = mixed
    assert np.abs(out - expected).max() <= 1.0


@given(RGBA, st.integers(0, 256), st.integers(0, 15))
def test_faded_and_lowered_stamps_never_shine(over, opacity, sixteenths):
    stamp = Stamp.of_array(over).faded(opacity).lowered(sixteenths)
    assert (stamp.colour <= stamp.alpha[..., None]).all()


@given(RGBA)
def test_stamps_give_their_picture_back(over):
    plain = unmultiplied(Stamp.of_array(over))
    assert (plain[..., 3] == over[..., 3]).all()
    seen = over[..., 3] == 255
    assert (plain[seen] == over[seen]).all()


@given(RGBA, RGBA, RGB)
def test_stacking_stamps_first_looks_the_same(lower, upper, base):
    one, other = base.copy(), base.copy()
    lay(one, Stamp.of_array(lower), 0, 0)
    lay(one, Stamp.of_array(upper), 0, 0)
    both = Stamp.of_array(lower)
    lay_stamp(both, Stamp.of_array(upper), 0, 0)
    lay(other, both, 0, 0)
    assert np.abs(one.astype(int) - other.astype(int)).max() <= 2


@pytest.mark.parametrize(
    ("rgb", "yuv"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((255, 255, 255), (235, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
    ],
)
def test_colours_are_bt709_limited_range(rgb, yuv):
    planes = Planes(4, 2)
    planes.update(np.full((2, 4, 3), rgb, np.uint8))
    data = planes.snapshot()
    assert len(data) == 4 * 2 * 3 // 2
    assert (data[0], data[8], data[10]) == yuv


@given(arrays(np.uint8, (8, 12, 3), elements=BYTES))
def test_luma_is_the_formula_rounded(rgb):
    exact = 16 + (rgb @ np.array([0.2126, 0.7152, 0.0722])) * 219 / 255
    assert np.abs(luma(rgb) - exact).max() <= 0.51


@given(
    arrays(np.uint8, (8, 12, 3), elements=BYTES),
    arrays(np.uint8, (8, 12, 3), elements=BYTES),
    st.tuples(st.integers(0, 11), st.integers(0, 7)),
    st.tuples(st.integers(1, 12), st.integers(1, 8)),
)
def test_a_converted_window_equals_the_whole(before, after, corner, size):
    left, top = corner
    window = Window.around(left, top, left + size[0], top + size[1]).within(12, 8)
    mixed = before.copy()
    mixed[window.rows, window.columns] = after[window.rows, window.columns]
    partly, wholly = Planes(12, 8), Planes(12, 8)
    partly.update(before)
    partly.update(mixed, window)
    wholly.update(mixed)
    assert partly.snapshot() == wholly.snapshot()


def test_odd_pictures_are_refused():
    with pytest.raises(ValueError, match="even sides"):
        Planes(5, 4)
    with pytest.raises(ValueError, match="even sides"):
        overlay_planes(np.zeros((3, 4, 4), np.uint8))


def test_overlays_convert_like_pictures_where_they_are_opaque():
    rgb = np.random.default_rng(7).integers(0, 256, (8, 6, 3)).astype(np.uint8)
    rgba = np.dstack([rgb, np.full((8, 6), 255, np.uint8)])
    planes = Planes(6, 8)
    planes.update(rgb)
    opaque, plain = overlay_planes(rgba), planes.snapshot()
    assert opaque[48 + 24 :] == b"\xff" * 48
    difference = np.frombuffer(opaque[:72], np.uint8).astype(int) - np.frombuffer(plain, np.uint8)
    assert np.abs(difference).max() <= 1


def test_an_overlays_edge_keeps_the_colour_of_what_is_drawn():
    rgba = np.zeros((2, 2, 4), np.uint8)
    rgba[0, 0] = (255, 0, 0, 255)
    data = overlay_planes(rgba)
    assert (data[0], data[4], data[5]) == (63, 102, 240)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60))
def test_dither_keeps_the_mean_and_the_colour(start, end):
    ramp = np.linspace(start, end, 64, dtype=np.float32)
    ideal = np.repeat(np.repeat(ramp[None, :, None], 64, 0), 3, 2)
    out = settled(ideal)
    assert np.abs(out - ideal).max() <= 2.5
    exact = 16 + ideal[..., 0] * 219 / 255
    blocks = luma(out).reshape(8, 8, 8, 8).mean(axis=(1, 3))
    assert np.abs(blocks - exact.reshape(8, 8, 8, 8).mean(axis=(1, 3))).max() <= 0.3


def test_the_ground_does_not_band():
    """Blurred as an eye does, its luma follows the gradient closer than a quarter of a code."""
    codes = luma(ground_pixels(page(FULL))).astype(np.float64)
    blocks = codes.reshape(60, 32, 27, 40).mean(axis=(1, 3))
    assert np.abs(np.diff(blocks, 2, axis=1)).max() < 0.75
    assert blocks.max() - blocks.min() > 10


def test_the_grounds_tint_does_not_band():
    """In squares of 32 pixels its chroma follows the gradient to a tenth of a code."""
    found = ground_pixels(page(FULL, position=1))
    dark, lift = (np.array(rgb(colour)) for colour in (COLOURS.ground, COLOURS.lift))
    glow = GLOWS[1]
    y, x = np.mgrid[0:1920, 0:1080]
    away = ((x - glow.x * 1080) ** 2 + (y - glow.y * 1920) ** 2) / (glow.radius * 1080) ** 2
    ideal = dark + (lift - dark) * np.maximum(1 - away, 0)[..., None] ** 2
    for weights in (BLUE, RED):
        got, wanted = (
            np.round(part.reshape(960, 2, 540, 2, 3).mean((1, 3)) @ np.array(weights) / 65536, 6)
            for part in (found, ideal)
        )
        off = np.round(got) - wanted
        assert off[:, :528].reshape(60, 16, 33, 16).mean((1, 3)).std() < 0.1


def test_neighbouring_cards_stand_in_other_light():
    pictures = [ground_pixels(page(TINY, position=i)).astype(int) for i in range(5)]
    for one, other in pairwise(pictures):
        assert np.abs(one - other).mean() > 1
    assert (pictures[0] == pictures[4]).all()
