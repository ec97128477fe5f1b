"""Content warnings stand before their footage and keep their time; a cover is one chosen frame."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from builders import card, footage, profile

from clipmaker.brand.model import Music
from clipmaker.cards.registry import specs
from clipmaker.errors import BudgetError, InputError
from clipmaker.media.model import MediaInfo, VideoFacts
from clipmaker.story.model import Card, ContentWarning, Footage, Story
from clipmaker.story.whole_clip import Cover
from clipmaker.timeline.budget import needs, share
from clipmaker.timeline.build import Placing, build
from clipmaker.timeline.model import Timeline
from clipmaker.timeline.telling import telling_frame

FILE = footage().file
VIDEO = VideoFacts(
    codec="h264", width_px=64, height_px=36, display_width_px=64, display_height_px=36
)
MEDIA = MediaInfo(file=FILE, digest="d", container="mov", duration_ms=20_000, video=VIDEO, audio=())


def warned(text: str = "Pictures of injured people", length_ms: int | None = None) -> Footage:
    return replace(footage(), warning=ContentWarning(text=text, length_ms=length_ms))


def built(*shots: Card | Footage, cover: Cover | None = None) -> Timeline:
    story = Story(
        file=Path("/story/story.yaml"),
        date=datetime.date(2025, 1, 13),
        slug="s",
        headline="Headline",
        shots=shots,
        cover=cover,
    )
    placing = Placing(
        specs=specs(),
        media={FILE: MEDIA},
        sheets={},
        profile=profile(),
        music=Music(),
        break_cue=lambda *_: (),
    )
    return build(story, placing)


def story(item: Footage, cover: Cover | None = None) -> Timeline:
    cards = [card("title", 14), *(card("caption", words) for words in (20, 20, 18))]
    return built(*cards, item, Card(kind="end", fields={"sources": ("A",)}), cover=cover)


def test_a_warning_stands_right_before_its_footage_and_all_is_still_sixty_seconds() -> None:
    shots = story(warned()).shots
    kinds = [shot.item.kind if isinstance(shot.item, Card) else "footage" for shot in shots]
    assert kinds == ["title", "caption", "caption", "caption", "warning", "footage", "end"]
    assert shots[4].index == shots[5].index == 4
    assert shots[4].end_frame == shots[5].start_frame
    assert shots[4].frames >= 90
    assert shots[-1].end_frame == 1800


@pytest.mark.parametrize("length_ms", [3000, 4500])
def test_a_warning_keeps_the_seconds_that_the_story_gives_it(length_ms: int) -> None:
    shots = story(warned(length_ms=length_ms)).shots
    assert shots[4].frames * 1000 == 30 * length_ms


def test_a_warning_that_nobody_could_read_in_time_is_refused() -> None:
    with pytest.raises(BudgetError, match=r"before shot 1 takes 7\.5 s to read") as caught:
        needs([warned("word " * 20, 2000)], {0: 90}, specs(), profile())
    assert "cut 16 words" in caught.value.remedy


def test_too_much_text_names_the_warning_as_what_it_is() -> None:
    shots = [card("caption", 5), warned("word " * 45)]
    with pytest.raises(BudgetError) as caught:
        share(needs(shots, {1: 300}, specs(), profile()), profile())
    assert "the warning before shot 2 has" in caught.value.remedy


def test_without_a_wish_the_cover_is_the_first_card() -> None:
    timeline = story(footage())
    assert timeline.cover_frame == telling_frame(timeline.shots[0], timeline.rate)


def test_the_cover_is_never_distressing_footage_by_itself() -> None:
    rest = [card("caption", 12) for _ in range(5)]
    timeline = built(warned(), *rest, Card(kind="end", fields={"sources": ("A",)}))
    assert timeline.shot_at(timeline.cover_frame).index == 1


def test_the_cover_is_a_shot_s_telling_frame_or_exactly_the_frame_of_a_time() -> None:
    timeline = story(footage(), Cover(shot=4))
    assert timeline.cover_frame == telling_frame(timeline.shots[4], timeline.rate)
    assert story(footage(), Cover(at_ms=12_500)).cover_frame == 375


@pytest.mark.parametrize(
    ("cover", "why"),
    [
        (Cover(at_ms=60_000, line=7), "the clip lasts 1:00.000"),
        (Cover(shot=4, line=7), "shot 5 has a content warning"),
        (Cover(at_ms=40_000, line=7), "shot 5 has a content warning"),
    ],
)
def test_a_cover_that_cannot_be_is_refused_at_its_line(cover: Cover, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        story(warned(), cover)
    assert [problem.line for problem in caught.value.problems] == [7]
    assert story(warned(), Cover(at_ms=0)).cover_frame == 0
