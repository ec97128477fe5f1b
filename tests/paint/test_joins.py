"""No frame of a join is empty: pictures pass over, words of one shot go while the next come."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from clipmaker.brand.model import CardStyle
from clipmaker.paint.backdrop import Backdrop, LastPicture, Passing
from clipmaker.paint.frames import card_frames
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Painting
from clipmaker.paint.sweep import sweep_planes

from .kinds import example, with_photo
from .looks import TINY, brand, card, page, paint

WIDTH, HEIGHT = TINY.width_px, TINY.height_px
SIZE = WIDTH * HEIGHT
FRAMES = 60


def plain(colour: str) -> Painting:
    return Painting(ground=Image.new("RGB", (WIDTH, HEIGHT), colour), layers=(), texts=())


def frames_of(painting: Painting, passing: Passing | None, first: int = 0, count: int = 14):
    made = card_frames(
        painting,
        None,
        TINY,
        shot_start_frame=10,
        shot_frames=FRAMES,
        first=first,
        count=count,
        passing=passing,
    )
    return [bytes(frame) for frame in made]


def light(frame: bytes) -> float:
    return float(np.frombuffer(frame, np.uint8)[:SIZE].mean())


def test_a_picture_dissolves_evenly_into_the_next():
    passing = Passing(Backdrop(plain("white"), 30), 10)
    seen = [light(frame) for frame in frames_of(plain("black"), passing)]
    steps = -np.diff([235, *seen[:10], 16])
    assert seen[10:] == [16] * 4
    assert steps.min() > 15
    assert steps.max() < 25


def test_the_end_of_footage_stands_while_it_dissolves() -> None:
    half = np.full((HEIGHT // 2, WIDTH // 2), 128, np.uint8)
    passing = Passing(LastPicture((np.full((HEIGHT, WIDTH), 235, np.uint8), half, half)), 10)
    seen = [light(frame) for frame in frames_of(plain("black"), passing)]
    still = frames_of(plain("black"), Passing(Backdrop(plain("white"), 30), 10))
    assert seen == [light(frame) for frame in still]
    assert frames_of(plain("black"), passing, 4, 3) == frames_of(plain("black"), passing)[4:7]


def test_any_stretch_of_a_dissolve_makes_the_same_frames():
    passing = Passing(Backdrop(paint(card("caption", text="Before"), page()), 30), 10)
    painting = paint(card("caption", text="After"), page(position=1))
    whole = frames_of(painting, passing)
    assert frames_of(painting, passing, 4, 9) == whole[4:13]
    assert whole[0] != frames_of(painting, None)[0]
    assert whole[10:] == frames_of(painting, None)[10:]


def test_a_picture_goes_on_moving_while_it_passes():
    painting = paint(card("caption", text="Before"), page())
    behind = Backdrop(painting, 30)
    ways = [behind.place(29 + frame) for frame in range(0, 17, 8)]
    assert ways[0] != ways[1] != ways[2]
    assert all(0 <= way <= painting.drift.room_px for way in ways)


@pytest.mark.parametrize("kind", ["title", "caption", "caption-photo", "quote", "warning", "end"])
@pytest.mark.parametrize("calm", [False, True])
def test_words_are_seen_on_both_sides_of_a_join(kind, calm, tmp_path):
    """One shot's words are still there on its last frame, the next one's are on its first."""
    name = kind.removesuffix("-photo")
    item = example(name, tmp_path)
    if kind != name:
        item = with_photo(item, tmp_path)
    on = replace(page(), brand=replace(brand(), cards=CardStyle(calm=calm)))
    motion = Motion(paint(item, on), TINY, FRAMES)
    stands = sum(int(stamp.alpha.sum()) for stamp, _, _ in motion.shown(FRAMES // 2))
    for frame in (0, FRAMES - 1):
        ink = sum(int(stamp.alpha.sum()) for stamp, _, _ in motion.shown(frame))
        assert ink > stands * 0.02, (frame, ink / stands)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_bar_sweeps_from_where_reading_begins(language):
    passing = Passing(Backdrop(plain("white"), 30), 6)
    edges = []
    for frame in range(6):
        data = np.frombuffer(sweep_planes(passing, frame, page(language=language)), np.uint8)
        luma = data[:SIZE].reshape(HEIGHT, WIDTH)
        alpha = data[SIZE * 3 // 2 :].reshape(HEIGHT, WIDTH)
        assert len(data) == SIZE * 5 // 2
        assert (alpha == alpha[0]).all()
        row, seen = luma[0], alpha[0]
        if language == "ar":
            row, seen = row[::-1], seen[::-1]
        bar = np.flatnonzero((seen == 255) & (row < 200))
        assert 2 <= len(bar) <= 30, frame
        assert (seen[: bar[0]] == 0).all()
        assert (row[bar[-1] + 1 :] == 235).all()
        edges.append(int(bar[-1]))
    assert edges == sorted(edges)
    assert edges[0] < WIDTH / 4
    assert edges[-1] > WIDTH * 3 / 4


def test_in_a_calm_brand_the_picture_fades_and_nothing_sweeps():
    calm = replace(page(), brand=replace(brand(), cards=CardStyle(calm=True)))
    passing = Passing(Backdrop(plain("white"), 30), 10)
    shares = []
    for frame in range(10):
        data = np.frombuffer(sweep_planes(passing, frame, calm), np.uint8)
        alpha = data[SIZE * 3 // 2 :]
        assert (alpha == alpha[0]).all()
        assert (data[:SIZE] == 235).all()
        shares.append(int(alpha[0]))
    assert shares == sorted(shares, reverse=True)
    assert 200 < shares[0] < 250
    assert 10 < shares[-1] < 40
