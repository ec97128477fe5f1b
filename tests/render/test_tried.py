"""Cards that could be laid out are not tried again until something about them changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from clipmaker.errors import ClipmakerError
from clipmaker.make.decide import Decided, decide, decide_with, try_words
from clipmaker.make.gather import Sources
from clipmaker.make.tried import note_tried, untried


def decided(story: Path) -> Decided:
    return decide(Sources(story=story, profile="tiny", subtitles="tiny"), None)


def rewritten(story: Path, old: str, new: str) -> Decided:
    text = story.read_text(encoding="utf-8")
    assert old in text
    story.write_text(text.replace(old, new), encoding="utf-8")
    return decided(story)


def test_only_a_card_that_changed_is_tried_again(tiny_story: Path) -> None:
    before = decided(tiny_story)
    cards = untried(before.plan)
    assert cards
    try_words(before)
    assert untried(decided(tiny_story).plan) == ()
    assert untried(rewritten(tiny_story, "A headline", "Another headline").plan) == cards[:1]
    # Everything that is painted besides belongs to a card as its words do.
    for look in ("topic", "language"):
        story = replace(before.gathered.story, **{look: "de"})
        other = decide_with(replace(before.gathered, story=story), before.sheets)
        assert untried(other.plan) == cards


def test_what_cannot_be_painted_is_told_each_time(tiny_story: Path) -> None:
    bad = rewritten(tiny_story, "A headline", "A headline \U00012000")
    for _ in range(2):
        with pytest.raises(ClipmakerError, match="\U00012000"):
            try_words(bad)
        assert 0 in untried(bad.plan)


def test_a_cache_that_nobody_can_write_to_only_costs_time(tiny_story: Path, tmp_path: Path) -> None:
    one = decided(tiny_story)
    (tmp_path / "cache" / "tried").write_bytes(b"")
    note_tried(one.plan, untried(one.plan))
    assert untried(one.plan)
    try_words(one)
