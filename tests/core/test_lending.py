"""Pictures stand behind other cards only where nobody can be recognised in them."""

from dataclasses import replace
from pathlib import Path

import pytest

from clipmaker.cards.registry import specs
from clipmaker.story.field_values import MapPlace
from clipmaker.story.lending import with_lent_pictures
from clipmaker.story.model import Card, Footage
from clipmaker.story.photo import Photo
from clipmaker.story.texts import texts_in

HARBOUR = Photo(file=Path("/harbour.jpg"), credit="AFP", people=False)
MINISTER = Photo(file=Path("/minister.jpg"), credit="AFP")


def cards(*photos: Photo | None) -> list[Card | Footage]:
    return [
        Card(kind="caption", fields={"text": "Words", **({"photo": photo} if photo else {})})
        for photo in photos
    ]


def files(*photos: Photo | None) -> list[str]:
    found = with_lent_pictures(cards(*photos), specs())
    shown = [shot.fields.get("photo") for shot in found if isinstance(shot, Card)]
    return [
        f"{photo.file.stem}{' lent' if photo.lent else ''}" if isinstance(photo, Photo) else ""
        for photo in shown
    ]


@pytest.mark.parametrize(
    ("photos", "shown"),
    [
        ((HARBOUR, None), ["harbour", "harbour lent"]),
        ((None, HARBOUR, None), ["harbour lent", "harbour", "harbour lent"]),
        ((MINISTER, None), ["minister", ""]),
        ((HARBOUR, MINISTER, None), ["harbour", "minister", "harbour lent"]),
        ((None, MINISTER), ["", "minister"]),
        ((None, None), ["", ""]),
    ],
)
def test_who_lends_to_whom(photos, shown):
    assert files(*photos) == shown


def test_a_card_that_takes_no_picture_is_left_alone():
    warning = Card(kind="warning", fields={"text": "Words"})
    footage = Footage(file=Path("/a.mp4"), credit="AFP")
    shots = [*cards(HARBOUR), warning, footage]
    assert with_lent_pictures(shots, specs()) == tuple(shots)


def test_the_words_of_a_lent_picture_are_corrected_where_it_belongs():
    own, lent = with_lent_pictures(cards(HARBOUR, None), specs())
    assert isinstance(own, Card)
    assert isinstance(lent, Card)
    assert texts_in(own, "photo") == {("photo", "credit"): "AFP"}
    assert texts_in(lent, "photo") == {}


def test_a_map_is_lent_like_a_picture_and_the_last_one_counts():
    kursk = (MapPlace(name="Kursk", latitude=51.73, longitude=36.19),)
    shown = Card(kind="map", fields={"text": "There", "places": kursk})
    before, own, after, again, last = with_lent_pictures(
        [*cards(None), shown, *cards(None, HARBOUR, None)], specs()
    )
    assert isinstance(before, Card)
    assert isinstance(own, Card)
    assert isinstance(after, Card)
    assert isinstance(last, Card)
    assert before.behind == after.behind == kursk
    assert own == shown
    assert again == cards(HARBOUR)[0]
    assert last.behind == ()
    assert last.fields["photo"] == replace(HARBOUR, lent=True)
