"""Lists: one size, numbers on the first line's capitals, the same space whatever the length."""

import pytest

from clipmaker.brand.load import load_brand
from clipmaker.paint.kit import Kit
from clipmaker.paint.page import Page
from clipmaker.paint.pieces import Piece
from clipmaker.paint.styles import Fit, Role
from clipmaker.text.errors import TooLongError

from .looks import FULL

POINTS = ("HILL", "HILLS THAT RISE BEHIND THE RIVER AND ITS HARBOUR", "INN")
LONG = tuple(f"{text}, as everybody in the town has known for years" for text in POINTS)


def listed(points: tuple[str, ...], kit: Kit, fit: Fit, room_px: float = 1e6) -> list[Piece]:
    colours = kit.colours
    texts = kit.texts(points, Role.BODY, fit, colours.text, width_px=500, room_px=room_px)
    numbers = [str(number) for number in range(1, len(points) + 1)]
    signs = kit.signs(numbers, texts, Role.HEADLINE, colours.accent)
    return [kit.beside(sign, text, 84) for sign, text in zip(signs, texts, strict=True)]


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_numbers_are_as_high_as_the_first_lines_capitals(brand: str, language: str) -> None:
    page = Page(brand=load_brand(brand), profile=FULL, language=language)
    for piece in listed(POINTS, Kit(page), Fit(72, 44, 5)):
        number, line = piece.items[0], piece.items[1]
        assert piece.words
        tops = [item.top_px + item.image.getbbox()[1] for item in (number, line)]
        assert abs(tops[0] - tops[1]) <= 3
        assert abs(tops[0]) <= 3
        number_foot = number.top_px + number.image.getbbox()[3]
        assert abs(number_foot - piece.words.cap_px) <= 3


def test_a_short_point_takes_no_more_than_its_line() -> None:
    kit = Kit(Page(brand=load_brand("news-60"), profile=FULL))
    short, long, other = listed(POINTS, kit, Fit(72, 44, 5))
    assert short.words
    assert short.height_px == other.height_px <= short.words.cap_px + 2
    assert long.height_px > 2 * short.height_px


def test_points_share_one_size_that_fits_their_height_together() -> None:
    kit = Kit(Page(brand=load_brand("news-60"), profile=FULL))
    free, bound = (listed(LONG, kit, Fit(72, 44, 9), room) for room in (1e6, 700))
    sizes = [{p.words.style.size_px for p in pieces if p.words} for pieces in (free, bound)]
    assert [len(found) for found in sizes] == [1, 1]
    assert max(sizes[1]) < max(sizes[0])
    assert sum(piece.height_px for piece in bound) <= 700 < sum(piece.height_px for piece in free)
    with pytest.raises(TooLongError, match="does not fit") as caught:
        listed(LONG, kit, Fit(72, 60, 9), 400)
    assert caught.value.remedy.startswith("Cut ")
