"""What is behind a card: a picture on every row, words that can be read on it, faces kept free."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.brand.load import load_brand
from clipmaker.brand.model import CardStyle
from clipmaker.cards.registry import specs
from clipmaker.errors import BudgetError
from clipmaker.paint.lift import inked
from clipmaker.paint.page import Page, Painting
from clipmaker.paint.yuv import luma
from clipmaker.story.model import Card
from clipmaker.story.photo import Box, Photo, Point

from .kinds import EXAMPLES, PICTURED
from .looks import FULL, TINY, card, page, paint, picture
from .test_cards import problems
from .test_generated_stories import LETTERS
from .test_generated_stories import card as generated


@pytest.fixture
def on_photo(tmp_path):
    def make(kind: str, image: Image.Image | None = None, **given) -> Card:
        (image or picture(900, 700)).save(tmp_path / "photo.png")
        photo = Photo(file=tmp_path / "photo.png", credit="AFP", **given)
        return card(kind, **{**EXAMPLES[kind], "photo": photo})

    return make


def grained(width: int, height: int) -> Image.Image:
    noise = np.random.default_rng(5).integers(40, 216, (height, width, 3), np.uint8)
    return Image.fromarray(noise).resize((width * 4, height * 4), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("shape", [(60, 40), (40, 60), (27, 80), (50, 50), (90, 30)])
def test_a_picture_of_any_shape_is_seen_on_every_row(on_photo, shape):
    painting = paint(on_photo("caption", grained(*shape)), page())
    rows = np.asarray(painting.ground).astype(int).std(axis=1).max(axis=-1)
    assert rows.min() > 0.8


@pytest.mark.parametrize("lent", [False, True])
@pytest.mark.parametrize("name", ["news-60", "meridian"])
def test_the_black_of_a_picture_is_the_brands_ink(name, lent, on_photo):
    own = on_photo("caption", Image.new("RGB", (300, 400)))
    photo = own.photo("photo")
    assert photo is not None
    item = replace(own, fields={**own.fields, "photo": replace(photo, lent=lent)})
    painting = paint(item, Page(brand=load_brand(name), profile=TINY))
    assert (luma(np.asarray(painting.ground)) >= 24).mean() > 0.99


def test_the_white_of_a_picture_stays_white():
    ink = "#0B0F19"
    printed = np.asarray(inked(Image.fromarray(np.array([[[0] * 3, [255] * 3]], np.uint8)), ink))
    assert printed[0].tolist() == [[11, 15, 25], [255] * 3]


@pytest.mark.parametrize("position", range(4))
@pytest.mark.parametrize("name", ["news-60", "meridian"])
def test_a_ground_without_a_picture_is_no_flat_plane(name, position):
    on = Page(brand=load_brand(name), profile=TINY, position=position)
    blocks = luma(np.asarray(paint(card("caption", text="Words"), on).ground)).astype(int)
    blocks = blocks[:480, :264].reshape(60, 8, 33, 8)
    span = blocks.max(axis=(1, 3)) - blocks.min(axis=(1, 3))
    assert (span < 4).mean() < 0.15


def test_every_kind_that_says_something_can_have_a_picture():
    assert {"title", "caption", "quote", "figure", "photo", "end"} <= set(PICTURED)


@pytest.mark.slow
@pytest.mark.parametrize("words", ["plate", "shadow", "none"])
@pytest.mark.parametrize("name", ["news-60", "meridian"])
@pytest.mark.parametrize("kind", PICTURED)
def test_words_can_be_read_on_the_worst_pictures(kind, name, words, on_photo):
    brand = replace(load_brand(name), cards=CardStyle(words=words))
    image = Image.new("RGB", (900, 900), (255, 255, 255))
    for left in range(0, 900, 90):
        image.paste((20, 20, 20), (left, 0, left + 45, 900))
    painting = paint(on_photo(kind, image), Page(brand=brand, profile=TINY))
    assert problems(painting, TINY.scale) == []


def test_each_line_stands_on_a_plate_that_bleeds_from_the_edge(on_photo):
    brand = load_brand("news-60")
    painting = paint(on_photo("title"), Page(brand=brand, profile=FULL))
    plates = [layer for layer in painting.layers if layer.left_px == 0]
    assert len(plates) >= 4
    assert all(layer.entrance.grow for layer in plates)
    for box in (part for text in painting.texts[:-1] for part in text.parts):
        assert any(
            layer.top_px <= box.top_px
            and box.bottom_px <= layer.top_px + layer.image.height
            and box.right_px < layer.image.width
            for layer in plates
        ), box.text


def covered(painting: Painting) -> bool:
    """Whether words stand in rows of the green part of a picture (its mirror below is none)."""
    seen = np.asarray(painting.ground)
    marked = ((seen[..., 1] > 150) & (seen[..., 0] < 90)).any(axis=1)
    top = int(np.argmax(marked))
    bottom = top + int(np.argmin(np.append(marked[top:], False)))
    entering = [layer for layer in painting.layers if layer.entrance.duration_s]
    return any(
        layer.top_px < bottom and top < layer.top_px + layer.image.height for layer in entering
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["title", "caption", "quote", "photo"])
@pytest.mark.parametrize("top", [0.05, 0.3, 0.55])
@pytest.mark.parametrize("shape", [(900, 600), (600, 900), (700, 700)])
def test_words_keep_off_a_face(kind, top, shape, on_photo):
    painting = paint(with_a_face(on_photo, kind, top, shape), page(TINY))
    assert not covered(painting)


@pytest.mark.slow
def test_words_keep_off_a_face_at_full_size(on_photo):
    painting = paint(with_a_face(on_photo, "caption", 0.55, (600, 900)), page(FULL))
    assert not covered(painting)


def with_a_face(on_photo, kind, top, shape):
    image = Image.new("RGB", shape, (120, 90, 90))
    box = Box(left=0.4, top=top, right=0.6, bottom=top + 0.2)
    edges = (box.left * shape[0], box.top * shape[1], box.right * shape[0], box.bottom * shape[1])
    image.paste((0, 255, 0), tuple(round(edge) for edge in edges))
    return on_photo(kind, image, focus_box=box)


def test_words_that_would_stand_on_a_face_are_refused_with_what_to_do(on_photo):
    box = Box(left=0.1, top=0.05, right=0.9, bottom=0.95)
    with pytest.raises(BudgetError, match=r"words would stand on the part of photo\.png") as caught:
        paint(on_photo("caption", picture(600, 900), focus_box=box), page())
    assert "Shorten the text" in caught.value.remedy


def test_a_lent_picture_is_blurred_and_pale(on_photo):
    own = on_photo("caption", grained(60, 60))
    photo = own.photo("photo")
    assert photo is not None
    lent = replace(own, fields={**own.fields, "photo": replace(photo, lent=True)})
    sharp, soft = (np.asarray(paint(one, page()).ground).astype(int)[:200] for one in (own, lent))
    assert np.abs(np.diff(soft, axis=0)).mean() < np.abs(np.diff(sharp, axis=0)).mean() / 4


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(5))
def test_generated_cards_on_pictures_can_be_aired(lot, on_photo):
    rng = random.Random(7000 + lot)
    plain = on_photo("photo", grained(70, 90), focus=Point(x=rng.random(), y=rng.random()))
    faults = []
    for _ in range(8):
        language = rng.choice(list(LETTERS))
        spec = specs()[rng.choice(PICTURED)]
        one = generated(rng, spec, language)
        one = replace(one, fields={**one.fields, "photo": plain.fields["photo"]})
        try:
            painting = paint(one, page(language=language))
        except BudgetError:
            continue
        faults += [(one, fault) for fault in problems(painting, TINY.scale, language)]
    assert faults == []


def test_a_photo_in_the_corner_of_its_own_focus_is_not_left_empty(on_photo):
    for x, y in ((0, 0), (1, 0), (0, 1), (1, 1)):
        painting = paint(on_photo("title", grained(50, 40), focus=Point(x=x, y=y)), page())
        columns = np.asarray(painting.ground).astype(int).std(axis=0).max(axis=-1)
        assert columns.min() > 1


@pytest.mark.slow
def test_sizes_are_never_under_28(on_photo):
    for kind in PICTURED:
        painting = paint(on_photo(kind), page(FULL))
        assert min(box.size_px for box in painting.texts) >= 28, Path(kind)


@pytest.mark.parametrize("kind", PICTURED)
def test_a_trial_sets_the_same_words_and_paints_nothing_behind_them(kind, on_photo):
    tried = paint(on_photo(kind), replace(page(), trial=True))
    whole = paint(on_photo(kind), page())
    assert [(one.left_px, one.top_px, one.image.size) for one in tried.layers] == [
        (one.left_px, one.top_px, one.image.size) for one in whole.layers
    ]
    assert tried.ground.size == (1, 1)
    assert not tried.texts


def test_a_trial_knows_where_words_may_not_stand(on_photo):
    low = Box(left=0.3, top=0.05, right=0.7, bottom=0.98)
    with pytest.raises(BudgetError, match="focus_box keeps free"):
        paint(on_photo("caption", focus_box=low), replace(page(), trial=True))
