"""Pictures drift evenly, equally sharp, readable at every moment, right in the encoder's planes."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clipmaker.brand.model import CardStyle
from clipmaker.paint.blend import Stamp, lay
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.drift import OVERSIZE, Drift, room_px, stride
from clipmaker.paint.drifting import Drifting
from clipmaker.paint.frames import card_frames
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Painting
from clipmaker.paint.veil import Veil, opacity
from clipmaker.paint.yuv import Planes
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo

from .composed import composed
from .kinds import EXAMPLES
from .looks import FULL, TINY, brand, card, page, paint, picture, profile
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


def in_rgb(painting: Painting, drift: Drift, frame: int) -> np.ndarray:
    """Return a frame of a drifting card put together in RGB, where nothing is saved."""
    seen = drift.veil.on(drift.page(drift.offset_px(frame, FRAMES)))
    on_ground = replace(painting, ground=Image.fromarray(seen))
    whole = composed(on_ground, Motion(on_ground, TINY), frame)
    lay(whole, ChromeStrip(page(), painting.chrome).stamp(10 + frame), 0, 0)
    return whole


def test_planes_are_the_frame_in_rgb_converted(photo_card):
    painting = paint(photo_card(picture(500, 600)), page())
    made = frames_of(painting)
    assert len(made) == FRAMES
    assert painting.drift is not None
    for frame in (0, 3, 9, 30, 53):
        planes = Planes(270, 480)
        planes.update(in_rgb(painting, painting.drift, frame))
        wanted = np.frombuffer(planes.snapshot(), np.uint8).astype(int)
        difference = np.abs(np.frombuffer(made[frame], np.uint8).astype(int) - wanted)
        # The grain of a drifting picture drifts with it.
        assert difference.mean() < 0.45, frame
        assert difference[: 270 * 480].max() <= 3, frame
        # A block's mean of products is not its product of means where a letter's edge crosses it.
        assert difference[270 * 480 :].max() <= 16, frame


def test_any_stretch_makes_the_same_frames(photo_card):
    painting = paint(photo_card(picture(500, 600)), page())
    assert frames_of(painting, 20, 5) == frames_of(painting)[20:25]


def drift_of(image: Image.Image, room: int = 16, **given) -> Drift:
    none = Veil.of(np.zeros(image.height, np.float32), (0, 0, 0))
    width = round(image.width / OVERSIZE) - room
    usual = {"stride_px": Fraction(1, 8), "leftwards": True, "veil": none}
    return Drift(picture=image, width_px=width, room_px=room, **(usual | given))


@pytest.mark.parametrize("leftwards", [True, False])
def test_an_edge_moves_evenly_by_parts_of_a_pixel(leftwards):
    image = Image.new("RGB", (200, 16), (20, 20, 20))
    image.paste((235, 235, 235), (100, 0, 200, 16))
    drift = drift_of(image, leftwards=leftwards)
    planes = Drifting(drift)
    places = []
    for frame in range(100):
        row = planes.at(drift.offset_px(frame, 100))[0].astype(float).mean(axis=0)
        dark, light = np.median(row[:40]), np.median(row[-40:])
        places.append(((row - dark) / (light - dark)).sum())
    steps = np.diff(places) * (1 if leftwards else -1)
    assert steps.mean() == pytest.approx(1 / 8, abs=0.002)
    assert np.abs(steps - 1 / 8).max() < 0.06


def test_it_is_equally_sharp_wherever_it_stands():
    """Where pictures are shifted by mixing neighbours, fine detail pulses as they move."""
    x = np.arange(250)
    lines = (127.5 + 100 * np.sin(x * 2 * np.pi / OVERSIZE / 5)).astype(np.uint8)
    drift = drift_of(Image.fromarray(np.repeat(np.tile(lines, (16, 1))[..., None], 3, 2)))
    planes = Drifting(drift)
    spread = [planes.at(drift.offset_px(frame, 64))[0][:, 20:120].std() for frame in range(64)]
    assert max(spread) / min(spread) < 1.02


@given(
    st.sampled_from([24, 25, Fraction(30_000, 1001), 30, 50, 60]),
    st.sampled_from([270, 540, 1080]),
    st.floats(0.1, 20),
)
def test_every_frame_of_a_card_moves_and_stays_inside(rate, width, seconds):
    given = profile(width=width, rate=Fraction(rate))
    room, frames = room_px(given, seconds), max(2, round(seconds * rate))
    picture = Image.new("RGB", (2, 2))
    for leftwards in (True, False):
        drift = Drift(
            picture=picture,
            width_px=width,
            room_px=room,
            stride_px=stride(given),
            leftwards=leftwards,
            veil=Veil.of(np.zeros(2, np.float32), (0, 0, 0)),
        )
        way = [drift.offset_px(frame, frames) for frame in range(frames)]
        assert all(0 <= one <= room for one in way)
        assert {abs(a - b) for a, b in pairwise(way)} == {drift.stride_px}
        assert abs((way[0] + way[-1]) / 2 - Fraction(room, 2)) <= 2 * drift.stride_px + 1


def test_neighbours_drift_in_turn(photo_card):
    item = photo_card(picture(500, 600))
    ways = [paint(item, page(position=place)).drift for place in (0, 1, 2)]
    assert [way.leftwards for way in ways if way] == [True, False, True]


@pytest.mark.parametrize("text", ["", "One line", "A caption that takes several lines " * 3])
@pytest.mark.parametrize("grey", [0, 120, 255])
def test_captions_can_be_read_at_every_moment(photo_card, grey, text):
    image = Image.new("RGB", (700, 900), (grey,) * 3)
    image.paste((255 - grey,) * 3, (0, 600, 350, 900))
    painting = paint(photo_card(image, text), page(FULL))
    assert problems(painting, 1.0) == []
    assert [box.text for box in painting.texts][-1] == "Photo: AFP"
    assert painting.drift is not None


def test_a_ground_without_a_picture_is_seen_to_move_all_the_time():
    """At this size it moves by an eighth of a pixel: four frames are what one is at full size."""
    painting = paint(card("caption", text="Words"), page())
    assert painting.drift is not None
    shown = [np.frombuffer(made, np.uint8)[: 270 * 480].astype(int) for made in frames_of(painting)]
    for one, other in pairwise(shown[::4]):
        assert (np.abs(other - one) >= 2).mean() > 0.01


def test_a_calm_brand_holds_its_cards_still_for_free():
    calm = replace(brand(), cards=CardStyle(calm=True))
    painting = paint(card("caption", text="Words"), replace(page(), brand=calm))
    made = frames_of(painting)
    assert made[45] is made[46]


@pytest.mark.parametrize("kind", sorted(EXAMPLES.keys() - {"photo"}))
def test_in_a_calm_brand_nothing_travels_and_nothing_counts(kind):
    calm = replace(brand(), cards=CardStyle(calm=True))
    painting = paint(card(kind, **EXAMPLES[kind]), replace(page(), brand=calm))
    assert painting.layers
    for layer in painting.layers:
        entrance = layer.entrance
        assert (entrance.rise_px, entrance.grow, layer.reel) == (0, False, None)


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


def test_stamps_over_a_drifting_photo_keep_their_colours(photo_card):
    painting = paint(photo_card(picture(500, 600), "Words"), page())
    data = np.frombuffer(frames_of(painting)[50], np.uint8)
    seen = data[: 270 * 480].reshape(480, 270)
    white = np.zeros((480, 270, 3), np.uint8)
    for layer in painting.layers:
        lay(white, Stamp.of(layer.image), layer.left_px, layer.top_px)
    bright = (white == 255).all(axis=-1)
    assert bright.sum() > 20
    assert np.abs(seen[bright].astype(int) - 235).max() <= 2
