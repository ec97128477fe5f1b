"""A story that asks for two people is signed off by somebody who decided about no line of it."""

from pathlib import Path

import pytest

from clipmaker.errors import ReviewError
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.make.second_person import alone
from clipmaker.publish.sign_off import SignOff


@pytest.fixture
def sources(tiny_story: Path) -> Sources:
    text = tiny_story.read_text(encoding="utf-8")
    tiny_story.write_text(text.replace("shots:", "gate: two-people\nshots:", 1), encoding="utf-8")
    return Sources(story=tiny_story, profile="tiny", subtitles="tiny")


def signed(who: str) -> SignOff:
    return SignOff(who=who, when="2025-01-13T06:00")


def test_nobody_and_whoever_approved_the_lines_are_not_a_second_person(sources: Sources) -> None:
    decided = decide(sources, None)
    assert "nobody signs it off" in alone(decided, None)
    for same in ("An editor", "an  EDITOR "):
        assert "decided about 2 lines already" in alone(decided, signed(same))
    assert alone(decided, signed("Ri")) == ""


def test_a_final_without_a_second_person_is_refused_before_anything_is_made(
    sources: Sources, tmp_path: Path
) -> None:
    order = Request(sources=sources, output=tmp_path / "out", goal=Goal.FINAL)
    with pytest.raises(ReviewError, match="asks for two people, and nobody signs it off"):
        make_clip(order)
    assert not (tmp_path / "out").exists()
