"""The end card: what stands on it, on any picture, in every shape, and what is too much."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from clipmaker.brand.load import load_brand
from clipmaker.cards.registry import specs
from clipmaker.errors import BudgetError, InputError
from clipmaker.paint.contrast import needed
from clipmaker.paint.page import Page
from clipmaker.profile.formats import FORMATS
from clipmaker.profile.load import load_delivery
from clipmaker.story.load import load_story
from clipmaker.story.model import Card
from clipmaker.story.photo import Photo

from .looks import card, outside, paint

FULL = card(
    "end",
    sources=("AFP", "Office of the President of Ukraine"),
    next="Karlsruhe rules on the rent cap",
    next_at="18:00",
    note="First published on Monday",
)


def page(name: str = "news-60", shape: str = "9:16", language: str = "en") -> Page:
    brand = load_brand(name)
    end = replace(brand.end, follow="Follow for the day", corrections="example.org/60")
    own = replace(brand, end=end)
    return Page(brand=own, profile=load_delivery("tiny", shape), language=language)


def on(item: Card, folder: Path, colours: tuple[str, str]) -> Card:
    picture = Image.new("RGB", (270, 480), colours[0])
    picture.paste(colours[1], (0, 0, 135, 480))
    picture.save(folder / "picture.png")
    photo = Photo(file=folder / "picture.png", credit="AFP")
    return replace(item, fields={**item.fields, "photo": photo})


@pytest.mark.parametrize("shape", FORMATS)
@pytest.mark.parametrize("name", ["news-60", "meridian"])
@pytest.mark.parametrize("colours", [("white", "white"), ("white", "black"), ("black", "black")])
def test_every_line_can_be_read_on_any_picture(name, shape, colours, tmp_path):
    given = page(name, shape)
    painting = paint(on(FULL, tmp_path, colours), given)
    texts = [box.text for box in painting.texts]
    assert "Next at 18:00" in texts
    assert "Karlsruhe rules on the rent cap" in texts
    assert "Follow for the day" in texts
    assert "Corrections: example.org/60" in texts
    for box in painting.texts:
        assert outside(box, given.profile) == ""
        assert box.contrast >= needed(box.size_px, box.weight, given.profile.scale), box.text


def test_the_next_story_without_a_time_and_in_german():
    fields = {name: value for name, value in FULL.fields.items() if name != "next_at"}
    texts = [box.text for box in paint(card("end", **fields), page(language="de")).texts]
    assert "Als Nächstes" in texts
    assert "Korrekturen: example.org/60" in texts


def test_what_is_too_much_is_refused_with_what_to_cut():
    sources = tuple(f"The office of the president number {number}" for number in range(7))
    much = replace(FULL, fields={**FULL.fields, "sources": sources, "note": "A note on it " * 9})
    with pytest.raises(BudgetError, match="holds more than fits"):
        paint(much, page(shape="16:9"))


def test_a_time_needs_what_comes_then(tmp_path):
    file = tmp_path / "story.yaml"
    file.write_text(
        "version: 1\ndate: 2025-01-13\nshots:\n  - {kind: title, text: A}\n"
        "  - kind: end\n    next_at: '18:00'\n"
    )
    with pytest.raises(InputError, match="says when, but not what") as caught:
        load_story(file, specs=specs())
    assert caught.value.problems[0].line == 6


def test_the_music_is_credited_on_screen():
    texts = [box.text for box in paint(replace(FULL, music="Ana Lima"), page()).texts]
    assert "Music: Ana Lima" in texts
