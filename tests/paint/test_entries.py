"""What comes in one after the other: each entry has time to be read, and the last one, too."""

from dataclasses import replace

import pytest

from clipmaker.cards.painted import painted
from clipmaker.cards.registry import kind, specs
from clipmaker.errors import BudgetError
from clipmaker.paint.entries import in_turn, tightened
from clipmaker.paint.kit import Kit
from clipmaker.paint.motion import entrance_s
from clipmaker.profile.model import Reading
from clipmaker.timeline.reading import card_words, count_words, reading_s

from .kinds import EXAMPLES, with_photo
from .looks import FULL, TINY, card, page

READING = Reading()
LISTS = {
    "three": ("What is known", ("Both men are alive", "The talks go on in Istanbul", "No comment")),
    "one": ("What is known", ("The alarm was sounded forty minutes after the river had risen",)),
    "short last": ("On the table", ("A ceasefire by sea and in the air for thirty days", "No")),
}


@pytest.mark.parametrize("name", LISTS)
def test_each_point_stands_alone_for_as_long_as_it_takes_to_read(name: str) -> None:
    about, points = LISTS[name]
    item = card("list", text=about, points=points)
    shown_s = float(reading_s(card_words(item, specs()["list"]), READING))
    shown_s = max(shown_s, specs()["list"].shortest_s)
    turns = in_turn(Kit(replace(page(), shown_s=shown_s)), about, points)
    assert len(turns) == len(points)
    ends = [*turns[1:], shown_s]
    assert turns[0] >= count_words(about) * READING.per_word_s
    for text, start, end in zip(points, turns, ends, strict=True):
        assert end - start >= count_words(text) * READING.per_word_s
    assert entrance_s(painted(item, page(), shown_s)) <= shown_s - 0.5


@pytest.mark.parametrize("kind", ["list", "figure", "quote"])
@pytest.mark.parametrize("scale", [0.2, 0.5])
def test_where_a_profile_shortens_cards_everything_still_comes_in(kind: str, scale: float) -> None:
    item = card(kind, **EXAMPLES[kind])
    shown_s = 8 * scale
    painting = painted(item, page(), shown_s, scale=scale)
    assert entrance_s(painting) <= shown_s
    usual = painted(item, page(), 8)
    assert entrance_s(painting) == pytest.approx(entrance_s(usual) * scale)


def test_points_that_come_in_later_ask_for_more_time() -> None:
    one = card("list", text="Known", points=("Both men are alive and well",))
    two = card("list", text="Known", points=("Both men", "are alive and well"))
    spec = specs()["list"]
    assert card_words(two, spec) > card_words(one, spec)


@pytest.mark.parametrize("profile", [TINY, FULL], ids=["tiny", "full"])
def test_points_that_do_not_fit_are_refused_with_what_to_cut(profile, tmp_path) -> None:
    points = ("The ministry knew of it and told neither the town nor those by the river " * 3,) * 3
    item = with_photo(card("list", text="A headline", points=points), tmp_path)
    with pytest.raises(BudgetError) as caught:
        kind("list").paint(item, page(profile))
    assert caught.value.remedy.startswith("Cut ")


def test_what_never_fits_ends_in_a_refusal() -> None:
    kit = Kit(page())

    def compose(less_px: int):
        stack = kit.stack()
        for _ in range(40):
            stack.add(kit.rule(), before=60)
        return stack

    with pytest.raises(BudgetError, match="do not fit it together"):
        tightened(kit, compose)


def test_all_points_stand_where_nobody_knows_how_long_the_card_is_shown() -> None:
    points = EXAMPLES["list"]["points"]
    assert in_turn(Kit(page()), "About", points) == (0.0,) * len(points)
