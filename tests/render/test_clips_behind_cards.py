"""A part of a video behind a card: read frame by frame, credited, long enough or refused."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.errors import ClipmakerError
from clipmaker.make.decide import Decided, decide, try_texts
from clipmaker.make.gather import Sources
from clipmaker.render import before
from clipmaker.render.card import card_pictures
from clipmaker.story.model import Card

pytestmark = pytest.mark.slow

STORY = """\
version: 1
date: 2025-01-13
slug: clips
shots:
  - kind: title
    text: Before
    clip: {file: film.mp4, credit: AFPTV, in: "0:00.200", alt: Stripes}
  - kind: caption
    text: After
  - kind: end
    sources: [Nobody]
"""
CLIP = '{file: film.mp4, credit: AFPTV, in: "0:00.200", alt: Stripes}'


@pytest.fixture
def story(tmp_path: Path, tiny_footage: Path, monkeypatch: pytest.MonkeyPatch) -> Callable:
    monkeypatch.setenv("CLIPMAKER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "film.mp4").write_bytes(tiny_footage.read_bytes())
    Image.new("RGB", (300, 500), "grey").save(tmp_path / "still.png")

    def decided(**changes: str) -> Decided:
        text = STORY
        for before_, after in changes.values():
            assert before_ in text
            text = text.replace(before_, after)
        (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
        found = decide(Sources(story=tmp_path / "story.yaml", profile="tiny"), None)
        try_texts(found.gathered)
        return found

    return decided


def frames(decided: Decided, number: int, first: int, count: int) -> list[bytes]:
    segment = decided.plan.segments[number]
    assert isinstance(segment.shot.item, Card)
    part = replace(segment, first=first, frames=count)
    shown = card_pictures(part, segment.shot.item, decided.plan.look)[1]
    return [bytes(frame) for frame in islice(shown, count)]


def test_a_clip_moves_and_any_stretch_of_it_is_the_same(story: Callable) -> None:
    decided = story()
    shown = decided.plan.segments[0]
    whole = frames(decided, 0, 0, shown.frames)
    assert len(whole) == shown.frames
    # The film has fewer frames a second than the clip.
    assert sum(one != other for one, other in pairwise(whole)) > shown.frames * 0.7
    assert frames(decided, 0, 7, 3) == whole[7:10]
    texts = card_pictures(shown, shown.shot.item, decided.plan.look)[0].texts
    assert {"Footage: AFPTV"} <= {box.text for box in texts}
    assert all(box.contrast >= 3 for box in texts)


def test_what_comes_out_of_a_clip_is_the_same_wherever_it_is_made(
    story: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = story()
    second = decided.plan.segments[1]
    assert second.before is not None
    assert second.before.media is not None
    frames(decided, 0, 0, 3)
    at_hand = frames(decided, 1, 0, 4)
    monkeypatch.setattr(before, "_KEEP", before._Kept())
    assert frames(decided, 1, 0, 4) == at_hand
    bare = replace(second, before=None)
    cut = bytes(next(card_pictures(bare, bare.shot.item, decided.plan.look)[1]))
    clip = np.frombuffer(frames(decided, 0, decided.plan.segments[0].frames - 1, 1)[0], np.uint8)
    joined = np.frombuffer(at_hand[0], np.uint8)
    low = slice(270 * 400, 270 * 480)
    apart = [np.abs(joined[low].astype(int) - one[low]).mean() for one in
             (clip, np.frombuffer(cut, np.uint8))]  # fmt: skip
    assert apart[0] < apart[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((CLIP, CLIP + "\n    photo: {file: still.png, credit: A}"), "a photo or a clip, not both"),
        ((CLIP, '{file: film.mp4, credit: A, in: "0:01"}'), "only 0:00.5"),
        ((CLIP, '{file: film.mp4, credit: A, in: "0:09"}'), "it ends at 0:01.5"),
        ((CLIP, "{file: still.png, credit: A}"), "still.png is a still picture"),
        ((CLIP, "{file: film.mp4}"), "a clip needs a credit"),
        ((CLIP, "{file: film.mp4, credit: A, focus_box: [0, 0, 1, 1]}"), "focus_box keeps free"),
        (
            (
                "  - kind: end",
                "  - {kind: footage, file: film.mp4, credit: A, subtitles: false, out: '0:00.3', "
                "warning: {text: Blood}}\n  - kind: end",
            ),
            "a content warning where it is footage: behind a card it would be seen without",
        ),
    ],
    ids=["photo-too", "short", "past-its-end", "still", "no-credit", "words-on-a-face", "warned"],
)
def test_what_cannot_stand_behind_a_card_is_refused_in_words(
    story: Callable, change: tuple[str, str], said: str
) -> None:
    with pytest.raises(ClipmakerError) as refused:
        story(change=change)
    assert said in " ".join(str(refused.value).replace("\n", " ").split()), str(refused.value)
