"""The words of a cold open: large, each line with its first word, the last on the highlight."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.canvas.placement import footage_layout
from clipmaker.paint.colour import rgb
from clipmaker.paint.contrast import needed
from clipmaker.paint.opening import opening_overlays
from clipmaker.paint.page import Page
from clipmaker.story.photo import Point
from clipmaker.timeline.model import PlacedCue, SpokenWord

from .looks import FULL, outside, page

WORDS = (("I", 0), ("want", 6), ("to", 14), ("live", 20), ("in", 48), ("Ukraine.", 54))


def cue(text: str = "I want to live in Ukraine.", *, timed: bool = True) -> PlacedCue:
    words, at = [], 0
    for word, frame in WORDS if timed else ():
        words.append(
            SpokenWord(
                line=0,
                start=at,
                end=at + len(word),
                start_frame=30 + frame,
                end_frame=30 + frame + 5,
            )
        )
        at += len(word) + 1
    return PlacedCue(
        footage="a.mp4",
        id="c1",
        start_frame=30,
        end_frame=105,
        lines=(text,),
        words=tuple(words),
    )


def shown(given: PlacedCue, on: Page):
    right = on.right_to_left
    layout = footage_layout(1280, 720, Point(), None, FULL, right_to_left=right)
    return opening_overlays(given, on, layout)


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "I want to live in Ukraine."), ("ar", "أريد أن أعيش في أوكرانيا.")],
)
def test_lines_come_in_one_after_the_other_large_and_inside_the_safe_area(brand, language, text):
    on = replace(page(FULL, language=language), brand=load_brand(brand))
    found = shown(cue(text, timed=language == "en"), on)
    assert [start for _, start, _ in found] == sorted({start for _, start, _ in found})
    assert (found[0][1], found[-1][2]) == (30, 105)
    assert all(one[2] == other[1] for one, other in pairwise(found))
    texts = [" ".join(box.text for box in overlay.texts) for overlay, _, _ in found]
    assert texts[-1] == text
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))
    for overlay, _, _ in found:
        for box in overlay.texts:
            assert outside(box, FULL, language) == ""
            assert box.size_px >= 70
            assert box.contrast >= needed(box.size_px, box.weight, 1)


def test_a_line_comes_in_with_its_first_word():
    _, (_, start, _) = shown(cue(), page(FULL))
    assert start == 30 + 48


def test_the_last_line_stands_on_the_highlight_and_no_other_does():
    on = page(FULL)
    for count, (overlay, _, _) in enumerate(shown(cue(), on), 1):
        picture = np.asarray(overlay.image)
        lit = (picture[..., :3] == rgb(on.brand.colours.highlight)).all(axis=-1)
        assert (lit & (picture[..., 3] == 255)).any() == (count == 2)


def test_a_text_that_is_too_long_for_large_type_is_a_subtitle_like_others():
    assert (
        shown(
            cue("Our commanders told us that it was only training, " * 3, timed=False), page(FULL)
        )
        == ()
    )
