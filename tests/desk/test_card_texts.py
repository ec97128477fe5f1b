"""Texts of cards, wherever they stand in a card's fields, corrected in the story's own file."""

from pathlib import Path

import pytest
from PIL import Image

from clipmaker.edit.cards import digest, save_texts, texts_of, with_texts
from clipmaker.errors import ClipmakerError, InputError, ReviewError
from clipmaker.make.gather import Gathered, Sources, gather
from clipmaker.story.model import Card

STORY = """\
version: 1
date: 2025-01-13
shots:
  - kind: title
    text: "Losses: counted"   # with quotes
    photo: {file: photo.png, credit: 'Photo: AFP', alt: Two men, focus: [0.5, 0.5]}
  - kind: figure
    numbers:
      - value: 2700  # of the NIS
        label: wounded
      - {value: 4.50, label: billion lost, prefix: $, suffix: "%"}
  - kind: end
    sources: [AFP, "Reuters",
      Town hall]
    note: >
      A folded
      note
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    Image.new("RGB", (700, 900), "grey").save(tmp_path / "photo.png")
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    return file


def opened(file: Path) -> Gathered:
    return gather(Sources(story=file, profile="tiny"))


def save(file: Path, shot: int, name: str, text: str) -> str:
    """Correct one text; returns the file, read again as a story with that text in it."""
    save_texts(opened(file), {(shot, name): text}, digest(file))
    (found,) = (t.text for t in texts_of(opened(file)) if (t.shot, t.name) == (shot, name))
    assert found == text
    return file.read_text(encoding="utf-8").replace("slug: losses-counted\n", "")


def test_every_text_of_a_card_is_found(story: Path) -> None:
    assert [(text.shot, text.name, text.text) for text in texts_of(opened(story))] == [
        (0, "text", "Losses: counted"),
        (0, "photo.credit", "Photo: AFP"),
        (0, "photo.alt", "Two men"),
        (1, "numbers[0].value", "2700"),
        (1, "numbers[0].label", "wounded"),
        (1, "numbers[1].prefix", "$"),
        (1, "numbers[1].value", "4.50"),
        (1, "numbers[1].suffix", "%"),
        (1, "numbers[1].label", "billion lost"),
        (2, "sources[0]", "AFP"),
        (2, "sources[1]", "Reuters"),
        (2, "sources[2]", "Town hall"),
        (2, "note", "A folded note"),
    ]
    assert {text.help for text in texts_of(opened(story)) if text.name.endswith(".credit")} == {
        "Whose picture it is; shown on screen."
    }


@pytest.mark.parametrize(
    ("shot", "name", "text", "old", "new"),
    [
        (0, "text", "Losses", '"Losses: counted"', '"Losses"'),
        (0, "photo.credit", "Mara’s, AP", "'Photo: AFP'", "'Mara’s, AP'"),
        (0, "photo.credit", "Mara's", "'Photo: AFP'", "'Mara''s'"),
        (0, "photo.alt", "Two men, seated", "alt: Two men", 'alt: "Two men, seated"'),
        (1, "numbers[0].value", "2800", "2700  #", "2800  #"),
        (1, "numbers[0].label", "hurt: many", "label: wounded", 'label: "hurt: many"'),
        (1, "numbers[1].value", "5.10", "4.50", "5.10"),
        (1, "numbers[1].value", "-0.5", "4.50", '"-0.5"'),
        (1, "numbers[1].prefix", "€", "$", "€"),
        (1, "numbers[1].suffix", "bn", '"%"', '"bn"'),
        (2, "sources[0]", "AFP, Paris", "AFP, ", '"AFP, Paris", '),
        (2, "sources[1]", "AP", '"Reuters"', '"AP"'),
        (2, "sources[2]", "Town: hall", "Town hall", '"Town: hall"'),
        (2, "note", "Corrected", ">\n      A folded\n      note\n", "Corrected\n"),
    ],
)
def test_a_corrected_text_leaves_every_other_character(
    story: Path, shot: int, name: str, text: str, old: str, new: str
) -> None:
    assert save(story, shot, name, text) == STORY.replace(old, new, 1)


def test_texts_of_one_list_are_corrected_together(story: Path) -> None:
    changes = {(2, f"sources[{i}]"): text for i, text in enumerate(("A much longer name", "B"))}
    save_texts(opened(story), changes, digest(story))
    end = opened(story).story.shots[2]
    assert isinstance(end, Card)
    assert end.texts("sources") == ("A much longer name", "B", "Town hall")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("numbers[0].value", "2,700", "card 2: “numbers 1, value”: write 2700, without the comma"),
        ("numbers[0].value", "many", "“numbers 1, value”: expected a number"),
        ("numbers[1].suffix", "of all of the people", "has more than 12 characters"),
        ("numbers[1].label", "  ", "card 2: “numbers 2, label” may not be empty"),
        ("numbers[0].label", "word " * 60, "does not fit"),
    ],
)
def test_what_would_not_be_read_back_is_refused_before_it_is_saved(
    story: Path, name: str, text: str, told: str
) -> None:
    gathered = opened(story)
    with pytest.raises(ClipmakerError) as caught:
        save_texts(gathered, {(1, name): text}, digest(story))
    assert told in str(caught.value)
    assert story.read_text(encoding="utf-8") == STORY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sources: [AFP,", "sources: &these [AFP,"),
        ('"Reuters",', '&one "Reuters",'),
        ("sources: [AFP", "sources: [*city, AFP"),
    ],
)
def test_a_text_that_an_alias_may_use_elsewhere_is_left_alone(
    story: Path, old: str, new: str
) -> None:
    text = STORY.replace(old, new).replace("alt: Two men", "alt: &city Two men")
    story.write_text(text, encoding="utf-8")
    name = "sources[0]" if "*city" in new else "sources[1]"
    with pytest.raises(InputError, match="has an anchor"):
        save_texts(opened(story), {(2, name): "Other"}, digest(story))
    assert story.read_text(encoding="utf-8") == text


def test_a_place_that_holds_no_text_is_named(story: Path) -> None:
    for name in ("numbers", "numbers[0]", "numbers[0].suffix", "photo.file", "sources[0]"):
        with pytest.raises(ReviewError, match="card 2 has no text"):
            with_texts(opened(story), {(1, name): "x"})
