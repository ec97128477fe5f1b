"""Photos that are pushed in on: smooth, readable at every moment, right in the encoder's planes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clipmaker.paint.backdrop import PHOTO_SHARE
from clipmaker.paint.blend import Stamp, lay
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.frames import card_frame_rgb, card_frames
from clipmaker.paint.page import Painting
from clipmaker.paint.push import Push, progress
from clipmaker.paint.veil import Veil, opacity
from clipmaker.paint.yuv import Planes
from clipmaker.story.model import Card, Photo, Point

from .looks import FULL, TINY, card, page, paint, picture
from .test_cards import problems

FRAMES = 60


@pytest.fixture
def photo_card(tmp_path):
    def make(image: Image.Image, text: str = "The harbour at *first light*", **photo) -> Card:
        image.save(tmp_path / "photo.png")
        shown = Photo(file=tmp_path / "photo.png", credit="AFP", **photo)
        return card("photo", photo=shown, **({"text": text} if text else {}))

    return make


def frames_of(painting: Painting, first: int = 0, count: int = FRAMES) -> list[bytes]:
    return list(
        card_frames(
            painting,
            ChromeStrip(page(), painting.chrome),
            TINY,
            shot_start_frame=10,
            shot_frames=FRAMES,
            first=first,
            count=count,
        )
    )


def test_planes_are_the_frame_in_rgb_converted(photo_card):
    painting = paint(photo_card(picture(500, 600)), page())
    made = frames_of(painting)
    assert len(made) == FRAMES
    for frame in (0, 3, 9, 30, 59):
        planes = Planes(270, 480)
        planes.update(
            card_frame_rgb(
                painting,
                ChromeStrip(page(), painting.chrome),
                TINY,
                shot_start_frame=10,
                shot_frames=FRAMES,
                frame=frame,
            )
        )
        wanted = np.frombuffer(planes.snapshot(), np.uint8).astype(int)
        difference = np.abs(np.frombuffer(made[frame], np.uint8).astype(int) - wanted)
        assert difference.mean() < 0.4, frame
        assert difference[: 270 * 480].max() <= 3, frame
        # A block's mean of products is not its product of means where a letter's edge crosses it.
        assert difference[270 * 480 :].max() <= 16, frame


def test_any_stretch_makes_the_same_frames(photo_card):
    painting = paint(photo_card(picture(500, 600)), page())
    assert frames_of(painting, 20, 5) == frames_of(painting)[20:25]


def test_the_push_is_smooth_to_parts_of_a_pixel(photo_card):
    """An upright edge far from the focus moves outwards, ever so little, and never back."""
    image = Image.new("RGB", (1080, 1536), (20, 20, 20))
    image.paste((235, 235, 235), (900, 0, 1080, 1536))
    painting = paint(photo_card(image, text="", focus=Point(x=0.3, y=0.5)), page())
    places = []
    for data in frames_of(painting):
        luma = np.frombuffer(data, np.uint8)[: 270 * 480].reshape(480, 270)
        row = luma[176:184].astype(float).mean(axis=0)
        dark, light = np.median(row[150:180]), np.median(row[255:])
        places.append(((light - row[150:]) / (light - dark)).sum())
    steps = np.diff(places)
    assert places[-1] - places[0] > 8
    assert (steps >= -0.02).all()
    assert np.abs(np.diff(steps)).max() < 0.06
    assert steps[:2].max() < 0.1 > steps[-2:].max()


@given(st.integers(2, 400))
def test_progress_starts_and_stops_gently(frames):
    way = [progress(frame, frames) for frame in range(frames)]
    assert (way[0], way[-1]) == (0, 1)
    assert all(one <= other for one, other in pairwise(way))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_the_focus_stays_and_the_window_stays_inside(x, y, share):
    veil = Veil.of(np.zeros(16, np.float32), (0, 0, 0))
    push = Push(
        picture=Image.new("RGB", (12, 16)),
        width_px=8,
        height_px=12,
        focus=Point(x=x, y=y),
        zoom=1.1,
        veil=veil,
    )
    left, top, right, bottom = push.window(share)
    assert -1e-9 <= left <= right <= 1 + 1e-9
    assert -1e-9 <= top <= bottom <= 1 + 1e-9
    assert (x - left) / (right - left) == pytest.approx(x, abs=1e-9)
    assert (y - top) / (bottom - top) == pytest.approx(y, abs=1e-9)


@pytest.mark.parametrize("text", ["", "One line", "A caption that takes several lines " * 3])
@pytest.mark.parametrize("grey", [0, 120, 255])
def test_captions_can_be_read_at_every_moment(photo_card, grey, text):
    image = Image.new("RGB", (700, 900), (grey,) * 3)
    image.paste((255 - grey,) * 3, (0, 600, 350, 900))
    painting = paint(photo_card(image, text), page(FULL))
    assert problems(painting, 1.0) == []
    assert [box.text for box in painting.texts][-1] == "Photo: AFP"
    assert painting.push is not None
    assert painting.push.height_px == round(1920 * PHOTO_SHARE)


def test_held_cards_stay_free(tmp_path):
    painting = paint(card("caption", text="Words"), page())
    assert painting.push is None
    made = frames_of(painting)
    assert made[45] is made[46]


def test_veils_add_up():
    rows = opacity(((0.0, 0.2), (0.5, 0.8), (1.0, 1.0)), 64)
    assert (np.diff(rows) >= -1e-6).all()
    below, above = Veil.of(rows, (10, 20, 30)), Veil.of(rows[::-1].copy(), (200, 210, 220))
    both = above.over(below)
    given = np.random.default_rng(1).integers(0, 256, (64, 8, 3)).astype(np.uint8)
    once = both.roughly_on(given).astype(int)
    twice = above.roughly_on(below.roughly_on(given)).astype(int)
    assert np.abs(once - twice).max() <= 1


def test_a_strengthened_veil_lets_less_through():
    stops = ((0.0, 0.0), (1.0, 0.5))
    plain, strong = opacity(stops, 32), opacity(stops, 32, 0.5)
    assert (strong >= plain).all()
    assert strong[0] == pytest.approx(0.5, abs=0.01)


def test_stamps_over_a_pushed_photo_keep_their_colours(photo_card):
    painting = paint(photo_card(picture(500, 600), "Words"), page())
    data = np.frombuffer(frames_of(painting)[-1], np.uint8)
    seen = data[: 270 * 480].reshape(480, 270)
    white = np.zeros((480, 270, 3), np.uint8)
    for layer in painting.layers:
        lay(white, Stamp.of(layer.image), layer.left_px, layer.top_px)
    bright = (white == 255).all(axis=-1)
    assert bright.sum() > 20
    assert np.abs(seen[bright].astype(int) - 235).max() <= 2
