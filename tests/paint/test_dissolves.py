"""Words can be read in every frame of a dissolve: on their plates, or when the picture has gone."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from clipmaker.brand.load import load_brand
from clipmaker.paint.chrome import ChromeStrip, footage_strip
from clipmaker.paint.frames import card_frames
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Page
from clipmaker.profile.load import load_delivery
from clipmaker.story.model import Card

from .dissolves import lowest_contrasts, out_of
from .goldens import as_played, check_golden
from .kinds import example, with_photo
from .looks import TINY, card, paint
from .test_shapes import filled

NEEDED = 3.0
FRAMES = 12

CASES = [
    ("title", "news-60", "9:16", False),
    ("title", "meridian", "1:1", True),
    ("caption", "news-60", "1:1", True),
    ("figure", "news-60", "9:16", True),
    ("figure", "meridian", "16:9", True),
    ("list", "meridian", "9:16", True),
    ("chart", "news-60", "9:16", True),
    ("document", "news-60", "9:16", False),
    ("end", "news-60", "1:1", False),
    ("warning", "news-60", "16:9", False),
]


def shown(kind: str, shape: str, folder, *, pictured: bool) -> Card:
    item = example(kind, folder) if kind == "photo" else filled(kind, shape)
    return with_photo(item, folder) if pictured else item


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "look", "shape", "pictured"), CASES)
def test_words_are_read_in_every_frame_out_of_white_footage(kind, look, shape, pictured, tmp_path):
    profile = load_delivery("tiny", shape)
    on = Page(brand=load_brand(look), profile=profile, shown_s=6.0)
    painting = paint(shown(kind, shape, tmp_path, pictured=pictured), on)
    found = lowest_contrasts(painting, profile, out_of(255, profile), FRAMES)
    faint = {frame: ratio for frame, ratio in enumerate(found) if ratio and ratio < NEEDED}
    assert not faint
    assert all(found[8:]), "words wait longer than the picture takes to go"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("calm", [False, True])
@pytest.mark.parametrize("kind", ["figure", "list"])
def test_words_never_reach_beyond_their_plates(kind, calm, language, tmp_path):
    """Neither when they come in nor when they leave, from whichever side they are uncovered."""
    brand = load_brand("news-60")
    brand = replace(brand, cards=replace(brand.cards, calm=calm))
    painting = paint(
        with_photo(example(kind, tmp_path), tmp_path),
        Page(brand=brand, profile=TINY, language=language, shown_s=2.2),
    )
    words = {id(layer.image) for layer in painting.layers if layer.colours}
    motion = Motion(painting, TINY, 66)
    on_plates = [i for i, plate in enumerate(motion.plates) if plate is not None]
    assert {id(painting.layers[i].image) for i in on_plates} >= {
        id(layer.image) for layer in painting.layers if layer.colours and layer.entrance.duration_s
    }
    seen = 0
    for frame in (*range(16), *range(60, 66)):
        poses = motion.poses(frame)
        for number in on_plates:
            layer, plate = painting.layers[number], painting.layers[motion.plates[number]]
            own, below = poses[number], poses[motion.plates[number]]
            if own.opacity == 0 or own.uncovered == 0 or id(layer.image) not in words:
                continue
            seen += 1
            assert below.opacity >= 150, (frame, number)
            if below.uncovered is None:
                continue
            width = layer.image.width if own.uncovered is None else own.uncovered
            if language == "ar":
                assert layer.right_px - width >= plate.right_px - below.uncovered
            else:
                assert layer.left_px + width <= plate.left_px + below.uncovered
    assert seen > 10


def test_words_on_dark_footage_do_not_wait(tmp_path):
    painting = paint(filled("title", "9:16"), Page(brand=load_brand("news-60"), profile=TINY))
    made = [
        next(
            card_frames(
                painting,
                None,
                TINY,
                shot_start_frame=20,
                shot_frames=60,
                first=3,
                count=1,
                passing=out_of(light, TINY),
            )
        )
        for light in (0, 255)
    ]
    headline = painting.texts[1]
    dark, bright = (
        as_played(one, TINY.width_px, TINY.height_px)[
            headline.top_px : headline.bottom_px, headline.left_px : headline.right_px, 1
        ].astype(int)
        for one in made
    )
    assert np.ptp(dark) > 150
    assert np.ptp(bright) < 40


def test_the_mark_stays_as_it_was_over_pictures_until_it_can_be_read():
    on = Page(brand=load_brand("news-60"), profile=TINY)
    painting = paint(card("caption", text="After the snow"), on)
    own, over = ChromeStrip(on), footage_strip(on)
    how = {
        "shot_start_frame": 20,
        "shot_frames": 60,
        "passing": out_of(255, TINY),
        "chrome_over": over,
    }
    frames = card_frames(painting, own, TINY, first=0, count=12, **how)
    heads = [as_played(one, TINY.width_px, TINY.height_px)[:70] for one in frames]
    (mark,) = {(box.left_px, box.right_px) for box in over.texts(heads[0])[:1]}
    columns = slice(*mark)
    assert np.ptp(heads[0][30:60, columns, 1].astype(int)) > 120
    plain = Image.fromarray(heads[11]).crop((mark[0], 30, mark[1], 60))
    assert min(plain.getextrema()[1]) < 60
    again = card_frames(painting, own, TINY, first=4, count=8, **how)
    assert [bytes(one) for one in again][-1] == bytes(
        next(
            card_frames(painting, own, TINY, shot_start_frame=20, shot_frames=60, first=11, count=1)
        )
    )


@pytest.mark.parametrize(
    ("kind", "look", "shape", "frame"),
    [
        ("list", "news-60", "9:16", 4),
        ("title", "meridian", "1:1", 3),
        ("figure", "news-60", "16:9", 5),
    ],
)
def test_frames_of_a_dissolve(kind, look, shape, frame, tmp_path):
    profile = load_delivery("tiny", shape)
    on = Page(brand=load_brand(look), profile=profile, shown_s=6.0)
    painting = paint(shown(kind, shape, tmp_path, pictured=True), on)
    (data,) = card_frames(
        painting,
        ChromeStrip(on, painting.chrome),
        profile,
        shot_start_frame=20,
        shot_frames=60,
        first=frame,
        count=1,
        passing=out_of(200, profile),
    )
    seen = as_played(data, profile.width_px, profile.height_px)
    check_golden(f"dissolve-{kind}-{profile.width_px}x{profile.height_px}", seen, tmp_path)
