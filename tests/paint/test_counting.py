"""Numbers: how an audience writes them, and how they count up."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipmaker.errors import BudgetError
from clipmaker.paint.counting import COUNT_S
from clipmaker.paint.motion import Motion
from clipmaker.paint.numerals import count, numeral
from clipmaker.paint.page import Layer, Painting, Reel
from clipmaker.story.field_values import Number
from clipmaker.story.model import Card
from clipmaker.text.engine import draw, set_text

from .composed import composed, still
from .looks import FULL, TINY, card, outside, page, paint
from .test_cards import problems


def number(value: str, label: str = "wounded", **beside: str) -> Number:
    return Number(value=value, label=label, **beside)


def figure(*numbers: Number, **fields: str) -> Card:
    return card("figure", numbers=numbers, **fields)


@pytest.mark.parametrize(
    ("language", "given", "shown"),
    [
        ("en", number("2700"), "2,700"),
        ("en", number("999"), "999"),
        ("en", number("1234567.50"), "1,234,567.50"),
        ("de", number("2700"), "2.700"),
        ("fr", number("2700"), "2\u202f700"),
        ("uk", number("12345.6"), "12\xa0345,6"),
        ("es", number("2700"), "2700"),
        ("es", number("27000"), "27.000"),
        ("hi", number("1234567"), "12,34,567"),
        ("ar", number("1250"), "1,250"),
        ("en", number("-12.5", suffix="%"), "−12.5%"),
        ("de", number("-12.5", suffix="%"), "−12,5 %"),
        ("tr", number("35", suffix="%"), "%35"),
        ("en", number("4.5", prefix="$", suffix="bn"), "$4.5 bn"),
        ("en", number("12", prefix="EUR"), "EUR 12"),
        ("ja", number("300", suffix="人"), "300人"),
        ("ko", number("2", suffix="명"), "2명"),
        ("en", number("007"), "007"),
    ],
)
def test_numbers_are_written_as_their_audience_does(language, given, shown):
    assert numeral(given, language).text == shown


@pytest.mark.parametrize(
    ("written", "steps"), [("2700", 2700), ("3.50", 350), ("-1.2", 12), ("0", 0), ("0.00", 0)]
)
def test_counting_is_in_units_of_the_last_decimal(written, steps):
    assert count(number(written)) == steps


def digits(layers: list[Layer]) -> list[Layer]:
    return [layer for layer in layers if layer.reel and len(layer.reel.pictures) == 11]


def read(cells: list[Layer], at_s: float) -> str:
    """Read what the cells show some seconds after they begin to come in."""
    out = ""
    for layer in cells:
        place = layer.reel.at(at_s)
        shown = layer.reel.pictures.index(layer.image) if place is None else place
        out += "0123456789 "[shown]
    return out


VALUES = st.from_regex(r"-?(0|[1-9][0-9]{0,6})(\.[0-9]{1,2})?", fullmatch=True)


@settings(max_examples=40, deadline=None)
@given(VALUES)
def test_a_number_grows_without_a_step_back_and_ends_on_what_was_written(value):
    painting = paint(figure(number(value)), page(TINY))
    wanted = value.removeprefix("-").replace(".", "")
    cells = digits(list(painting.layers))
    if not int(wanted):
        assert Motion(painting, TINY).length < TINY.frames_in(1.2)
        return
    shown = [read(cells, frame / 30) for frame in range(40)]
    assert shown[-1] == wanted
    values = [int(text) for text in shown]
    assert all(one <= other for one, other in pairwise(values))
    assert "0" * len(wanted) <= shown[0].replace(" ", "0") <= wanted
    assert shown[-1] == read(cells, COUNT_S)


def test_the_still_is_what_the_text_engine_draws():
    painting = paint(figure(number("2718.50")), page(FULL))
    box = next(box for box in painting.texts if box.text == "2,718.50")
    from dataclasses import replace

    from clipmaker.paint.styles import Role, style

    look = style(page(FULL), Role.FIGURE, box.size_px, colour="#FFD60A")
    paragraph = set_text(
        "2,718.50", replace(look, tabular_digits=True), width_px=1e6, emphasis=False
    )
    drawn = draw(paragraph)
    ink = np.asarray(drawn.image)[..., 3]
    left = box.left_px - np.flatnonzero((ink >= 32).any(axis=0))[0]
    top = box.top_px - np.flatnonzero((ink >= 32).any(axis=1))[0]
    picture = still(painting)[top : top + ink.shape[0], left : left + ink.shape[1]]
    seen = (picture[..., 0] > 128) & (picture[..., 2] < 128)
    assert (seen != (ink > 140)).mean() < 0.03


def test_digits_stand_still_while_they_count():
    painting = paint(figure(number("88888")), page(FULL))
    cells = digits(list(painting.layers))
    assert len({layer.image.size for layer in cells}) == 1
    lefts = [layer.left_px for layer in cells]
    steps = [other - one for one, other in pairwise(lefts)]
    assert max(steps[:1] + steps[2:]) - min(steps[:1] + steps[2:]) <= 1


def test_only_changing_digits_are_touched():
    painting = paint(figure(number("2700")), page(FULL))
    motion = Motion(painting, FULL)
    before = composed(painting, motion, 20)
    for frame in range(21, motion.length + 2):
        now = composed(painting, motion, frame)
        patched = before.copy()
        for window in motion.touched(frame):
            patched[window.rows, window.columns] = now[window.rows, window.columns]
        assert (patched == now).all()
        before = now
    area = sum((w.right - w.left) * (w.bottom - w.top) for w in motion.touched(motion.length - 8))
    assert area < 1080 * 1920 * 0.05


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr", "ar", "he", "hi", "ja", "th"])
def test_figures_are_safe_legible_and_apart_in_every_language(language):
    item = figure(
        number("12345.6", "people in the harbour by the end of the day"),
        number("-3", "in a year", suffix="%"),
        number("4.5", "lost", prefix="$", suffix="bn"),
        text="What the storm has cost so far, by the ministry’s first estimate",
        source="Source: Ministry of the Interior",
    )
    painting = paint(item, page(FULL, language=language))
    assert problems(painting, 1.0, language) == []
    assert [box for box in painting.texts if outside(box, FULL, language)] == []


def test_a_word_beside_a_number_stands_where_the_script_puts_it():
    def left_of(text: str, language: str) -> bool:
        item = figure(number("3.2", suffix=text))
        layers = paint(item, page(FULL, language=language)).layers
        word = next(one for one in layers if one.reel is None and one.image.height > 60)
        return word.left_px < min(one.left_px for one in digits(list(layers)))

    assert left_of("مليون", "ar")
    assert not left_of("bn", "ar")
    assert not left_of("bn", "en")


def test_what_does_not_fit_is_refused_with_what_to_do():
    with pytest.raises(BudgetError, match="too long a number") as caught:
        paint(figure(number("123456789012345.123456")), page(FULL))
    assert "Round it" in caught.value.remedy
    endless = "वहाँ मौजूद सभी लोग जिन्होंने इसे अपनी आँखों से देखा"
    item = figure(*(number("1", endless) for _ in range(3)), text=endless * 2, source=endless * 2)
    with pytest.raises(BudgetError, match="do not fit their card"):
        paint(item, page(FULL, language="hi"))
    with pytest.raises(BudgetError, match="does not fit"):
        paint(figure(number("1", endless * 9)), page(FULL))


def test_a_reel_shows_its_turns_and_then_the_layer_itself():
    reel = Reel(pictures=(None, None), turns=((0.0, 1), (0.5, 0)), end_s=1.0)
    assert [reel.at(seconds) for seconds in (-1, 0, 0.4, 0.5, 0.99, 1.0)] == [1, 1, 1, 0, 0, None]


def test_a_card_without_reels_moves_no_longer_than_before():
    painting: Painting = paint(card("caption", text="Words"), page(TINY))
    assert Motion(painting, TINY).length < TINY.frames_in(0.9)
