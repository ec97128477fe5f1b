"""Entrances, and the frames that the encoder gets."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clipmaker.paint.blend import lay
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.frames import card_frames
from clipmaker.paint.motion import (
    STANDING,
    Motion,
    ease_out,
    pose,
)
from clipmaker.paint.page import Entrance, Layer, Painting
from clipmaker.paint.yuv import Planes

from .composed import composed, still
from .looks import FULL, TINY, card, page, paint, profile

TITLE = card("title", kicker="Test", text="A headline that *comes* in", dateline="Here, now")


@pytest.fixture(scope="module")
def painting() -> Painting:
    return replace(paint(TITLE, page()), drift=None)


def test_the_last_moving_frame_is_the_still(painting):
    motion = Motion(painting, TINY)
    assert motion.length > 10
    frames = [composed(painting, motion, frame) for frame in range(motion.length)]
    assert (frames[-1] == still(painting)).all()
    assert all((frame != frames[-1]).any() for frame in frames[:-4])


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001), Fraction(60)])
def test_entrances_take_as_long_at_every_rate(painting, rate):
    assert 0.5 <= Motion(painting, profile(270, 90, rate)).length / rate <= 0.85


def test_a_card_is_readable_soon():
    painting = paint(TITLE, page(FULL))
    motion = Motion(painting, FULL)
    soon, begin, end = (
        composed(painting, motion, frame).astype(int)
        for frame in (FULL.frames_in(0.4), 0, motion.length)
    )
    still_to_come = np.abs(end - soon).sum() / np.abs(end - begin).sum()
    assert still_to_come < 0.15


def test_only_what_is_said_to_change_changes(painting):
    motion = Motion(painting, TINY)
    before = composed(painting, motion, 0)
    for frame in range(1, motion.length + 3):
        now = composed(painting, motion, frame)
        patched = before.copy()
        for window in motion.touched(frame):
            patched[window.rows, window.columns] = now[window.rows, window.columns]
        assert (patched == now).all(), f"frame {frame} changes elsewhere"
        before = now
    assert not motion.touched(motion.length)


@given(st.floats(-0.5, 2), st.floats(0, 0.5), st.booleans())
def test_poses_approach_their_place(seconds, later, grow):
    entrance = Entrance(delay_s=0.1, duration_s=0.5, rise_px=30, grow=grow)
    one, other = (pose(entrance, 200, at) for at in (seconds, seconds + later))
    assert one.opacity <= other.opacity
    assert one.drop >= other.drop or one.opacity == 0
    if grow and one.uncovered is not None and other.uncovered is not None:
        assert one.uncovered <= other.uncovered
    if seconds >= 0.6:
        assert one == STANDING


def test_easing_slows_down():
    steps = np.diff([ease_out(i / 20) for i in range(21)])
    assert (np.diff(steps) < 0).all()
    assert ease_out(0) == 0
    assert ease_out(1) == 1


@pytest.mark.parametrize(("from_right", "edge"), [(False, 10), (True, 109)])
def test_rules_grow_from_their_reading_edge(from_right, edge):
    entrance = Entrance(duration_s=0.5, grow=True, from_right=from_right)
    rule = Layer(Image.new("RGBA", (100, 4), (255, 0, 0, 255)), 10, 20, entrance)
    ground = Image.new("RGB", (270, 480))
    drawn = Painting(ground=ground, layers=(rule,), texts=())
    first = composed(drawn, Motion(drawn, TINY), 0)
    seen = np.flatnonzero(first[21, :, 0])
    assert edge in seen
    assert len(seen) < 60


def test_a_card_without_entrance_never_moves():
    layer = Layer(Image.new("RGBA", (10, 10), (9, 9, 9, 255)), 0, 0)
    given = Painting(ground=Image.new("RGB", (270, 480)), layers=(layer,), texts=())
    assert Motion(given, TINY).length == 0
    assert still(given)[5, 5, 0] == 9


def _whole(painting, chrome, start, frame) -> bytes:
    planes = Planes(270, 480)
    picture = composed(painting, Motion(painting, TINY), frame)
    lay(picture, chrome.stamp(start + frame), 0, 0)
    planes.update(picture)
    return planes.snapshot()


@pytest.mark.parametrize(("first", "count"), [(0, 70), (5, 20), (25, 45)])
def test_every_frame_is_the_whole_frame_converted(painting, first, count):
    chrome = ChromeStrip(page())
    frames = card_frames(
        painting, chrome, TINY, shot_start_frame=20, shot_frames=70, first=first, count=count
    )
    made = list(frames)
    assert len(made) == count
    for i, data in enumerate(made):
        if first + i >= 65:
            # It leaves.
            continue
        wanted = _whole(painting, chrome, 20, first + i)
        luma, chroma = _apart(data, wanted)
        assert luma <= 3, f"frame {first + i}"
        assert chroma <= 16, f"frame {first + i}"


def _apart(one: bytes, other: bytes) -> tuple[int, int]:
    """Return how far luma and chroma of two frames are apart at most."""
    a, b = (np.frombuffer(frame, np.uint8).astype(int) for frame in (one, other))
    difference = np.abs(a - b)
    return int(difference[: 270 * 480].max()), int(difference[270 * 480 :].max())


def test_held_frames_are_the_same_object(painting):
    chrome = ChromeStrip(page())
    frames = card_frames(
        painting, chrome, TINY, shot_start_frame=0, shot_frames=90, first=0, count=90
    )
    made = list(frames)
    moving = Motion(painting, TINY).length
    same = sum(one is other for one, other in pairwise(made))
    assert 90 - 1 - (moving - 1) - 20 <= same <= 90 - 1 - 20
    assert made[45] is made[59]


def test_cards_may_show_no_chrome(painting):
    frames = list(
        card_frames(painting, None, TINY, shot_start_frame=0, shot_frames=90, first=40, count=30)
    )
    assert all(frame is frames[0] for frame in frames)
    planes = Planes(270, 480)
    planes.update(still(painting))
    luma, chroma = _apart(frames[0], planes.snapshot())
    assert luma <= 3
    assert chroma <= 16
    hidden = ChromeStrip(page(), "none")
    again = list(
        card_frames(painting, hidden, TINY, shot_start_frame=0, shot_frames=90, first=40, count=30)
    )
    assert again[29] is again[0] == frames[0]


def test_a_card_leaves_before_its_cut_but_not_at_the_clips_end():
    drifting = paint(TITLE, page())
    seen = Motion(drifting, TINY, 75)
    layers = len(drifting.layers)
    assert [len(list(seen.shown(frame))) for frame in (69, 74)] == [layers, layers]
    assert all(seen.touched(frame) for frame in range(70, 75))
    ink = [
        sum(int(stamp.alpha.sum()) for stamp, _, _ in seen.shown(frame)) for frame in range(69, 75)
    ]
    assert ink == sorted(ink, reverse=True)
    assert ink[0] * 0.2 < ink[-1] < ink[0] * 0.5
    stays = Motion(drifting, TINY)
    assert len(list(stays.shown(74))) == len(drifting.layers)
    assert Motion(drifting, TINY, 50).touched(49) == ()
