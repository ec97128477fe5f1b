"""Cover and storyboard."""

import io
from fractions import Fraction

import numpy as np
import pytest
from PIL import Image

from clipmaker.paint.cover import cover_jpeg
from clipmaker.paint.storyboard import StoryboardCue, StoryboardShot, clock, storyboard

from .looks import FULL, page, picture


def shots(count: int, cues: int = 0) -> list[StoryboardShot]:
    image = np.asarray(picture(270, 480))
    return [
        StoryboardShot(
            image=image,
            kind="footage" if i == 1 else "caption",
            start_frame=i * 100,
            end_frame=(i + 1) * 100,
            cues=tuple(
                StoryboardCue(
                    source=f"훈련이라고 {n}",
                    text=f"They told us {n}",
                    approved=n > 1,
                    language="ko",
                )
                for n in range(cues if i == 1 else 0)
            ),
        )
        for i in range(count)
    ]


def test_the_cover_is_a_whole_jpeg_and_always_the_same():
    frame = np.asarray(picture(1080, 1920))
    data = cover_jpeg(frame)
    assert data == cover_jpeg(frame)
    with Image.open(io.BytesIO(data)) as found:
        assert (found.format, found.size) == ("JPEG", (1080, 1920))
        assert np.abs(np.asarray(found).astype(int) - frame).mean() < 2


@pytest.mark.parametrize("count", [2, 11])
def test_every_shot_is_on_the_sheet(count):
    sheet = storyboard(shots(count, cues=3), page(FULL), "A headline")
    orange = (np.abs(np.asarray(sheet).astype(int) - (232, 120, 70)).max(axis=-1) < 12).sum()
    one = storyboard(shots(1), page(FULL), "A headline")
    each = (np.abs(np.asarray(one).astype(int) - (232, 120, 70)).max(axis=-1) < 12).sum()
    assert orange == pytest.approx(count * each, rel=0.02)


def test_cues_make_room_for_themselves():
    without, with_cues = (
        storyboard(shots(4), page(FULL), "T"),
        storyboard(shots(4, 2), page(FULL), "T"),
    )
    assert with_cues.width > without.width
    assert with_cues.height == without.height


def test_more_cues_than_fit_are_counted_and_unwritable_ones_left_out():
    many = storyboard(shots(2, cues=60), page(FULL), "T")
    assert many.height < 1200
    strange = StoryboardShot(
        image=np.asarray(picture(270, 480)),
        kind="footage",
        start_frame=0,
        end_frame=90,
        cues=(StoryboardCue(source="\U00013000", text="A sign", language="egy"),),
    )
    assert storyboard([strange], page(FULL), "T").width >= 1500


def test_a_very_long_headline_is_shortened():
    assert storyboard(shots(2), page(FULL), "An endless headline " * 30).width == 1676


@pytest.mark.parametrize(
    ("frame", "rate", "shown"),
    [(0, 30, "0:00"), (1335, 30, "0:44.5"), (1800, 30, "1:00"), (50, Fraction(25), "0:02")],
)
def test_times_on_the_sheet(frame, rate, shown):
    assert clock(frame, Fraction(rate)) == shown
