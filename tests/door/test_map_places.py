"""Places of a map: with coordinates, on Earth, in the right order, near enough to one another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.story.field_values import MapPlace
from clipmaker.story.load import load_story
from clipmaker.story.model import Card

Write = Callable[[str], Path]
KURSK = "{name: Kursk, at: [51.73, 36.19]}"


def read(write: Write, *places: str) -> Card:
    body = "".join(f"      - {place}\n" for place in places)
    text = (
        "version: 1\ndate: 2025-01-13\nslug: where\nshots:\n"
        f"  - kind: map\n    text: Where it was\n    places:\n{body}"
    )
    (card,) = load_story(write(text), specs=specs()).shots
    assert isinstance(card, Card)
    return card


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (("{name: Kursk}",), "places[0].at: a place needs its coordinates, latitude first"),
        (("{at: [51.73, 36.19]}",), "places[0].name: a place needs a name"),
        (("{name: Kursk, at: 51.73}",), "expected latitude and longitude in degrees"),
        (("{name: Kursk, at: '51.73, 36.19'}",), "expected latitude and longitude in degrees"),
        (("{name: Kursk, at: [51.73]}",), "expected latitude and longitude in degrees"),
        (("{name: Kursk, at: [51.73, true]}",), "expected latitude and longitude in degrees"),
        (("{name: Kursk, at: [.nan, 36]}",), "nowhere on Earth"),
        (("{name: Sydney, at: [151.21, -33.87]}",), "comes first and is at most 90: write [-33.87"),
        (("{name: Suva, at: [178.44, -18.14]}",), "write [-18.14, 178.44]"),
        (("{name: X, at: [91, 181]}",), "[91, 181] is nowhere on Earth"),
        (("{name: X, at: [45, 361]}",), "longitude from -180 to 180"),
        (("{name: Pole, at: [-89.9, 0]}",), "too near to a pole for a map"),
        ((KURSK, KURSK.replace("Kursk", "Sudzha")), "Kursk and Sudzha stand at one point"),
        ((KURSK, "{name: Lima, at: [-12.05, -77.04]}"), "Kursk and Lima are 12,"),
        ((KURSK,) * 6, "takes at most 5, found 6"),
    ],
)
def test_what_is_wrong_with_places_is_told_in_a_line(
    write: Write, places: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(write, *places)
    (problem,) = caught.value.problems
    assert problem.line > 0
    assert said in f"{problem.field.removeprefix('shots[0].')}: {problem.message}"


def test_places_on_either_side_of_the_date_line_are_near() -> None:
    from clipmaker.story.places import apart_km

    suva = MapPlace(name="Suva", latitude=-18.14, longitude=178.44)
    apia = MapPlace(name="Apia", latitude=-13.83, longitude=-171.76)
    assert 1100 < apart_km(suva, apia) < 1200


def test_a_place_is_read_as_it_is_written(write: Write) -> None:
    card = read(write, KURSK, "{name: Ushuaia, at: [-54, -68]}".replace("-54, -68", "55.75, 37.62"))
    assert card.places("places")[0] == MapPlace(name="Kursk", latitude=51.73, longitude=36.19)
    assert [place.name for place in card.places("places")] == ["Kursk", "Ushuaia"]
