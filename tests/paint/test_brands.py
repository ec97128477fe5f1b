"""Brands are data: the light one is painted by the same painters, and everything can be read."""

from dataclasses import replace

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.canvas.placement import even_pixels, footage_layout
from clipmaker.cards.registry import KINDS
from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import NEEDED_SHAPES, needed, over_pictures, visible
from clipmaker.paint.overlays import footage_overlay
from clipmaker.paint.page import Page
from clipmaker.paint.subtitles import subtitle_overlay
from clipmaker.story.model import Card
from clipmaker.story.photo import Point

from .goldens import check_golden, frame_of, over_footage
from .kinds import PICTURED, PLAIN, example, position, with_photo
from .looks import TINY, paint, picture


@pytest.fixture
def page() -> Page:
    return Page(brand=load_brand("meridian"), profile=TINY)


def finished(item: Card, page: Page) -> np.ndarray:
    painting = paint(item, page)
    for box in painting.texts:
        assert box.contrast >= needed(box.size_px, box.weight, TINY.scale), box
    return frame_of(painting, page)


@pytest.mark.parametrize("name", KINDS)
def test_cards_on_paper(name, page, tmp_path):
    on = replace(page, position=position(name))
    check_golden(f"meridian-{name}", finished(example(name, tmp_path), on), tmp_path)


@pytest.mark.parametrize("name", sorted({*PICTURED} & {*PLAIN}))
def test_words_over_a_picture_stand_on_paper(name, page, tmp_path):
    on = replace(page, position=position(name))
    seen = finished(with_photo(example(name, tmp_path), tmp_path), on)
    check_golden(f"meridian-{name}-photo", seen, tmp_path)
    colours = page.brand.colours
    plate = colours.accent if name == "end" else colours.ground
    paper = (np.abs(seen.astype(int) - rgb(plate)).max(axis=-1) < 6).mean(axis=1)
    assert paper.max() > 0.2
    assert max(paper[4:70].max(), paper[-100:].max()) < 0.1


def test_footage_looks_as_it_does_everywhere(page, tmp_path):
    layout = footage_layout(1920, 1080, Point(), None, TINY)
    left, top, width, height = even_pixels(layout.picture, TINY.scale)
    canvas = np.full((480, 270, 3), 50, np.uint8)
    canvas[top : top + height, left : left + width] = np.asarray(picture(width, height))
    standing = footage_overlay(
        page, layout, credit="Footage: AFP", label="IN KOREAN", draft="automated, not checked"
    )
    said = subtitle_overlay(("They told us it was", "only training."), page, layout)
    seen = over_footage(canvas, page, tmp_path, standing, said)
    check_golden("meridian-footage", seen, tmp_path)


def test_ring_and_bar_are_seen_over_pictures_whatever_the_accent():
    for name in ("news-60", "meridian"):
        colours = load_brand(name).colours
        shade, light = over_pictures(colours)
        moving = visible((colours.accent, light), shade)
        assert moving == (colours.accent if name == "news-60" else light)
    assert visible(("#111111", "#222222"), "#000000") == "#222222"
    assert NEEDED_SHAPES == 3.0
