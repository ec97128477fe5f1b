"""A card comes out of the last picture of footage: as it was shown, whoever works it out."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from clipmaker.errors import MediaError
from clipmaker.faces.model import Face, Sighting
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.media.stills import rgb_of_planes
from clipmaker.plan.model import CoveredFaces, RenderPlan, Segment
from clipmaker.render import before
from clipmaker.render.card import card_pictures
from clipmaker.render.frame import frame_rgb
from clipmaker.render.placed import last_picture
from clipmaker.story.model import Card, Footage
from clipmaker.story.photo import Box, CoverStyle

pytestmark = pytest.mark.slow


@pytest.fixture
def plan(tiny_story: Path, monkeypatch: pytest.MonkeyPatch) -> RenderPlan:
    monkeypatch.setattr(before, "_KEEP", before._Kept())
    return decide(Sources(story=tiny_story, profile="tiny", subtitles="tiny"), None).plan


def out_of_footage(plan: RenderPlan) -> Segment:
    (found,) = (
        segment
        for segment in plan.segments
        if segment.before and isinstance(segment.before.shot.item, Footage)
    )
    return found


def frames(segment: Segment, plan: RenderPlan, first: int, count: int) -> Sequence[bytes]:
    item = segment.shot.item
    assert isinstance(item, Card)
    part = replace(segment, first=first, frames=count)
    return [bytes(frame) for frame in card_pictures(part, item, plan.look)[1]]


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two pictures are from one another where no words stand: at the sides."""
    rows = slice(one.shape[0] // 4, one.shape[0] * 3 // 5)
    return float(np.abs(one[rows].astype(int) - other[rows]).mean())


def test_the_picture_passes_over_step_by_step(plan: RenderPlan) -> None:
    card = out_of_footage(plan)
    start, passing = card.start_frame, plan.look.passing_frames(card.shot)
    assert passing >= 5
    shown = [frame_rgb(plan, start + number) for number in range(-1, passing + 1)]
    whole = apart(shown[0], shown[-1])
    assert whole > 20
    # A cut would make all of it in one step.
    assert max(apart(one, other) for one, other in pairwise(shown)) < whole / 3


def test_it_is_the_same_in_any_stretch_and_wherever_it_is_worked_out(
    plan: RenderPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = out_of_footage(plan)
    whole = frames(card, plan, 0, 6)
    monkeypatch.setattr(before, "_KEEP", before._Kept())
    assert frames(card, plan, 2, 3) == whole[2:5]
    assert frames(replace(card, before=None), plan, 0, 1) != whole[:1]


def test_it_is_the_picture_that_was_shown_last_without_its_words(plan: RenderPlan) -> None:
    card = out_of_footage(plan)
    left = card.before
    assert left is not None
    assert isinstance(left.shot.item, Footage)
    bare = replace(left, shot=replace(left.shot, cues=(), plates=()))
    look = replace(plan.look, shots=())
    shown = frame_rgb(
        replace(plan, segments=(bare,), look=look), left.shot.end_frame - 1, counting=False
    )
    planes = last_picture(left, left.shot.item, plan.look)
    high, wide = planes[0].shape
    data = b"".join(np.ascontiguousarray(plane).tobytes() for plane in planes)
    kept = rgb_of_planes(data, wide, high)
    middle = slice(high // 4, high * 2 // 5)
    assert np.array_equal(kept[middle], shown[middle])


def test_faces_stay_covered_while_it_passes(plan: RenderPlan) -> None:
    card = out_of_footage(plan)
    left = card.before
    assert left is not None
    seen = Sighting(at_ms=0, box=Box(left=0, top=0, right=1, bottom=1))
    face = Face(id="f1", start_ms=0, end_ms=9000, sightings=(seen,), drawn=True)
    covers = CoveredFaces(faces=(face,), style=CoverStyle.PLATE)
    hidden = replace(card, before=replace(left, key="covered", covers=covers))
    item = left.shot.item
    assert isinstance(item, Footage)
    luma = last_picture(hidden.before, item, plan.look)[0]
    # The footage stands above the middle of the canvas; one grey patch is left of it.
    rows = luma[luma.shape[0] * 27 // 100 : luma.shape[0] * 35 // 100, 60:210]
    assert rows.max() - rows.min() <= 2
    assert frames(hidden, plan, 0, 1) != frames(card, plan, 0, 1)


def test_after_footage_whose_end_cannot_be_read_comes_a_cut(
    plan: RenderPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = out_of_footage(plan)
    left = card.before
    assert left is not None
    assert left.media is not None
    broken = left.media.file.parent / "broken.mp4"
    broken.write_bytes(left.media.file.read_bytes()[:2000])
    lost = replace(left, key="lost", media=replace(left.media, file=broken))
    assert isinstance(lost.shot.item, Footage)
    with pytest.raises(MediaError):
        last_picture(lost, lost.shot.item, plan.look)
    cut = frames(replace(card, before=None), plan, 0, 2)
    assert frames(replace(card, before=lost), plan, 0, 2) == cut
