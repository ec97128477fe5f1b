"""A document is typed words on a sheet: marked where they are, dated, with its address."""

from pathlib import Path

import numpy as np
import pytest

from clipmaker.cards.document import shown_address
from clipmaker.cards.registry import specs
from clipmaker.errors import InputError
from clipmaker.paint.colour import rgb
from clipmaker.paint.kit import Kit
from clipmaker.paint.motion import entrance_s
from clipmaker.paint.paper import marked, on_paper
from clipmaker.paint.styles import Fit, Role
from clipmaker.story.load import load_story

from .composed import still
from .kinds import example
from .looks import COLOURS, FULL, page, paint

STORY = """\
version: 1
date: 2025-01-13
slug: letter
shots:
  - kind: document
    from: Ministry of Defence
    text: We can *confirm* it.
    date: {date}
    address: {address}
"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Nothing is marked here", 0),
        ("We *can confirm* it", 1),
        ("*We* can *confirm* it", 2),
        ("*We can confirm the capture of two men who were wounded by the river*", 4),
    ],
)
def test_a_marker_stands_behind_the_emphasised_words_of_each_line(
    text: str, marks: int, language: str
) -> None:
    kit = Kit(on_paper(page(FULL, language=language)))
    piece = kit.headline(text, Role.BODY, (Fit(60, 60),), 1e6)
    assert piece
    found = marked(kit, piece)
    assert len(found.items) - len(piece.items) == marks
    assert found.words == piece.words
    for mark in found.items[:marks]:
        assert 30 < mark.image.width < kit.column.width + 40


def test_marked_words_lie_on_the_marker_and_others_on_paper(tmp_path: Path) -> None:
    painting = paint(example("document", tmp_path), page(FULL))
    seen = still(painting)
    marker, paper = rgb(COLOURS.highlight), (255, 255, 255)
    shares = [(np.abs(seen.astype(int) - one).max(axis=-1) < 4).mean() for one in (marker, paper)]
    assert shares[0] > 0.005
    assert shares[1] > 0.1
    assert min(box.contrast for box in painting.texts) >= 4.5
    assert entrance_s(painting) < 2


@pytest.mark.parametrize(
    ("date", "address", "said"),
    [
        ("2025-01", "mod.example.org", "date: expected the day it was published, as in 2025-01-11"),
        ("yesterday", "mod.example.org", "found “yesterday”"),
        ("Monday 2025-01-11", "mod.example.org", "“Monday” is wrong: 2025-01-11 is a Saturday"),
        ("2025-01-11", "Telegram", "address: expected where it stands, as in mod.gov.ua"),
        ("2025-01-11", "on the ministry's page.", "address: expected where it stands"),
    ],
)
def test_a_document_without_a_day_or_a_place_is_refused(
    tmp_path: Path, date: str, address: str, said: str
) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(STORY.format(date=date, address=address), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_story(file, specs=specs())
    (problem,) = caught.value.problems
    assert problem.line > 0
    assert said in f"{problem.field.removeprefix('shots[0].')}: {problem.message}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://www.mod.example.org/en/news/", "mod.example.org/en/news"),
        ("http://mod.example.org", "mod.example.org"),
        ("https://mod.example.org/" + "statement/" * 9, "mod.example.org/…"),
        ("t.me/s/ministry/4711", "t.me/s/ministry/4711"),
    ],
)
def test_an_address_is_shown_as_people_say_it(written: str, shown: str) -> None:
    assert shown_address(written) == shown
