"""Maps: whose borders, where places and their names stand, and what finds no room."""

from dataclasses import replace

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.brand.model import MapStyle
from clipmaker.cards.painted import painted
from clipmaker.errors import BudgetError
from clipmaker.paint.contrast import needed
from clipmaker.paint.land import land
from clipmaker.paint.mapcolours import map_colours
from clipmaker.paint.mercator import view_of
from clipmaker.paint.natural_earth import countries
from clipmaker.paint.page import Page
from clipmaker.paint.yuv import Window
from clipmaker.story.field_values import MapPlace
from clipmaker.story.model import Card

from .kinds import EXAMPLES
from .looks import FULL, TINY, card, outside, page, paint

KURSK = MapPlace(name="Kursk", latitude=51.73, longitude=36.19)
JERUSALEM = MapPlace(name="Jerusalem", latitude=31.78, longitude=35.22)


def on_map(*places: MapPlace, text: str = "Where it *was*") -> Card:
    return card("map", text=text, places=places)


def country_at(latitude: float, longitude: float) -> list[str]:
    around = (longitude - 1, latitude - 1, longitude + 1, latitude + 1)
    return [one.names["en"] for one in countries(around) if one.holds(longitude, latitude)]


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (44.95, 34.10, "Ukraine"),  # Simferopol
        (48.00, 37.80, "Ukraine"),  # Donetsk
        (43.00, 41.02, "Georgia"),  # Sukhumi
        (42.66, 21.17, "Kosovo"),
        (51.73, 36.19, "Russia"),
        (-29.31, 27.48, "Lesotho"),  # inside South Africa
    ],
)
def test_borders_are_those_that_the_map_names(latitude, longitude, country):
    assert country_at(latitude, longitude) == [country]


@pytest.mark.parametrize(("latitude", "longitude"), [(33.0, 35.75), (9.7, 28.4)])
def test_land_that_is_nobodys_is_no_lake(latitude, longitude):
    assert country_at(latitude, longitude) == []
    here = MapPlace(name="", latitude=latitude, longitude=longitude)
    beside = replace(here, longitude=longitude + 3)
    view = view_of([here], Window(0, 0, 270, 480), 270)
    picture = land(view, [beside], page(TINY), 0)
    assert picture.getpixel((135, 240)) == _rgb(map_colours(page().brand).land)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_every_name_keeps_inside_what_is_safe_on_all_of_its_way():
    names = {"Kursk region", "Moscow"}
    for language in ("en", "ar"):
        painting = paint(card("map", **EXAMPLES["map"]), page(TINY, language=language))
        boxes = [box for box in painting.texts if box.text in names]
        assert {box.text for box in boxes} == names
        assert [outside(box, TINY, language) for box in boxes] == ["", ""]
        assert painting.drift is not None
        assert all(box.right_px - box.left_px > painting.drift.room_px for box in boxes)


def test_a_brand_without_borders_shows_land_and_sea_alone():
    plain = replace(page(TINY), brand=replace(page().brand, map=MapStyle(borders="none")))
    shown = [paint(on_map(JERUSALEM), one) for one in (page(TINY), plain)]
    assert any("borders" in box.text for box in shown[0].texts)
    assert not any("borders" in box.text for box in shown[1].texts)
    assert any("Natural Earth" in box.text for box in shown[1].texts)
    focus = np.array(_rgb(map_colours(plain.brand).focus))
    lit = [(np.asarray(one.ground) == focus).all(axis=-1).sum() for one in shown]
    assert lit[0] > 0
    assert lit[1] == 0


@pytest.mark.parametrize("trial", [True, False])
def test_names_that_find_no_room_are_refused_by_name(trial):
    near = [
        replace(KURSK, name=f"A village with a name {i}", latitude=51 + i / 20) for i in range(5)
    ]
    with pytest.raises(BudgetError, match=r"“A village with a name .” finds no room"):
        paint(on_map(*near), replace(page(FULL), trial=trial))


def test_a_map_across_the_date_line_shows_land_on_both_sides():
    suva = MapPlace(name="Suva", latitude=-18.14, longitude=178.44)
    apia = MapPlace(name="Apia", latitude=-13.83, longitude=-171.76)
    view = view_of([suva, apia], Window(0, 0, 600, 600), 600)
    (x, _), (other, _) = view.place(suva), view.place(apia)
    assert 0 < x < other < 600


@pytest.mark.parametrize("name", ["news-60", "meridian"])
@pytest.mark.parametrize("position", range(3))
def test_a_lent_map_leaves_every_word_legible(name, position):
    shown = Page(brand=load_brand(name), profile=TINY, position=position)
    item = replace(card("caption", **EXAMPLES["caption"]), behind=(KURSK,))
    painting = painted(item, shown, 5.0)
    assert len(np.unique(np.asarray(painting.ground)[::4, ::4].reshape(-1, 3), axis=0)) > 8
    for box in painting.texts:
        assert box.contrast >= needed(box.size_px, box.weight, TINY.scale)
