"""Cards are rendered while footage is heard, and are the very cards of the clip."""

from pathlib import Path

import pytest

from clipmaker.errors import SpeechError
from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.decide import Decided, decide
from clipmaker.make.gather import Sources
from clipmaker.make.hearing import Hearing
from clipmaker.progress import Event
from clipmaker.render.ahead import cards_ahead
from clipmaker.render.store import Store
from clipmaker.story.model import Card

pytestmark = pytest.mark.slow


def decided(story: Path) -> Decided:
    return decide(Sources(story=story, profile="tiny", subtitles="tiny"), None)


def card_keys(one: Decided) -> set[str]:
    return {s.key for s in one.plan.segments if isinstance(s.shot.item, Card)}


def test_cards_are_there_when_the_block_has_ended(tiny_story: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    plan = decided(tiny_story).plan
    with cards_ahead(plan, store, None) as made:
        pass
    assert made == card_keys(decided(tiny_story))
    assert all(store.get(key) for key in made)
    with cards_ahead(plan, store, None) as again:
        pass
    assert again == set()


def test_a_failed_hearing_stops_what_runs_meanwhile(tiny_story: Path, tmp_path: Path) -> None:
    plan = decided(tiny_story).plan
    with (
        pytest.raises(SpeechError, match="no model"),
        cards_ahead(plan, Store(tmp_path / "store"), None),
    ):
        raise SpeechError("no model")
    assert not list((tmp_path / "store").rglob(".new-*"))


@pytest.mark.parametrize("goal", [Goal.AUTO, Goal.PREVIEW])
def test_a_first_render_that_hears_finds_its_cards(
    tiny_story: Path, tmp_path: Path, goal: Goal
) -> None:
    (tiny_story.parent / "interview.cues.yaml").unlink()
    seen: list[Event] = []
    request = Request(
        sources=Sources(story=tiny_story, profile="tiny", subtitles="tiny"),
        output=tmp_path / "out",
        goal=goal,
        hearing=Hearing(),
    )
    clip = make_clip(request, seen.append)
    told = [event.segment for event in seen if event.segment]
    assert clip.report is not None
    assert clip.report.passed
    assert not any(one.cached for one in told)
    assert {one.reason for one in told} == {"rendered for the first time"}
    plan = decided(tiny_story)
    wanted = plan.preview() if goal is Goal.PREVIEW else plan.plan
    store = Store(tmp_path / "cache" / "segments")
    assert all(store.get(segment.key) for segment in wanted.segments)
