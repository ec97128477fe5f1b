"""Fitting a text is bounded work, whatever it is made of: lines are shaped once, not per try."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from clipmaker.text.errors import TooLongError
from clipmaker.text.fit import TextBounds, fit, fit_or_none
from clipmaker.text.model import TextStyle
from clipmaker.text.prepare import clean
from clipmaker.text.shape import shape

STYLE = TextStyle(family="Inter", size_px=96, weight=700)
ROOM = TextBounds(width=900, height_px=600, lines_at_most=None, smallest_px=40)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    shape.cache_clear()
    yield
    shape.cache_clear()


@pytest.mark.parametrize(
    "text",
    ["." * 250, "a" * 250, "Chapter one" + "." * 240 + "12", ". " * 120, "捕虜" * 120, "a-" * 125],
    ids=["dots", "letters", "leader", "spaced dots", "han", "hyphens"],
)
def test_no_text_is_shaped_more_often_than_it_has_lines(text: str) -> None:
    marked = clean(text, emphasis=True)
    assert fit_or_none(marked, STYLE, ROOM) is not None
    done = shape.cache_info()
    # A line begins at any of 250 characters and has at most 60 or so.
    assert done.hits + done.misses < 20_000


@pytest.mark.parametrize("character", [".", "a", "-", "لم"])
def test_the_longest_text_that_a_story_may_hold(character: str) -> None:
    """No line comes out wider than its room, and none is shaped that is not looked at."""
    marked = clean((character * 2000)[:2000], emphasis=True)
    found = fit_or_none(marked, replace(STYLE, size_px=60), replace(ROOM, height_px=9000))
    done = shape.cache_info()
    assert done.hits + done.misses < 20_000
    assert found is None or all(line.width_px <= ROOM.width + 0.1 for line in found.lines)


def test_how_much_is_too_much_is_found_without_laying_out_every_part() -> None:
    with pytest.raises(TooLongError) as refused:
        fit(clean("." * 1600, emphasis=True), STYLE, ROOM)
    assert 0 < refused.value.words_to_cut < 1600
    done = shape.cache_info()
    assert done.hits + done.misses < 20_000
