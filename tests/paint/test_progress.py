"""Progress by shots, the chip of the topic, and names that tell a clip's own length."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from clipmaker.brand.load import load_brand
from clipmaker.errors import BudgetError
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.page import Page
from clipmaker.paint.topic import try_topic
from clipmaker.profile.load import load_delivery

from .looks import FULL, page

SHOTS = (0, 75, 360, 990, 1650)


def with_shots(language: str = "en", topic: str = "", brand: str = "") -> Page:
    found = replace(page(FULL, language=language), shots=SHOTS, topic=topic)
    return replace(found, brand=load_brand(brand)) if brand else found


def row(strip: ChromeStrip, frame: int) -> np.ndarray:
    """Return the row through the middle of the segments, RGBA."""
    return strip.frame(frame)[258].astype(int)


def runs(shown: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(shown.astype(int), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_every_shot_has_a_segment_as_wide_as_it_is_long():
    found = runs(row(ChromeStrip(with_shots()), 0)[:, 3] > 40)
    assert (found[0][0], found[-1][1]) == (120, 888)
    widths = [b - a for a, b in found]
    lengths = np.diff([*SHOTS, 1800])
    assert widths == pytest.approx(lengths / 1800 * (768 - 4 * 8), abs=2)
    assert [b[0] - a[1] for a, b in pairwise(found)] == [8] * 4
    assert not ChromeStrip(with_shots()).frame(900)[:100, :, 3].any(), "a bar across the top"


@pytest.mark.parametrize(
    ("second", "over", "share"), [(1, 0, 0.4), (12, 2, 0.0), (23, 2, 330 / 630)]
)
def test_shots_that_are_over_are_light_and_the_running_one_fills(second, over, share):
    line = row(ChromeStrip(with_shots()), second * 30 + 20)
    segments = runs(line[:, 3] > 40)
    for number, (left, right) in enumerate(segments):
        part = line[left + 1 : right - 1]
        light = (part[:, :3].min(axis=1) > 240) & (part[:, 3] == 255)
        red = (part[:, 0] - part[:, 2] > 100) & (part[:, 3] == 255)
        assert light.mean() == (1.0 if number < over else 0.0)
        wanted = share if number == over else 0.0
        assert red.mean() == pytest.approx(wanted, abs=0.04)


def test_a_shot_is_over_with_its_last_frame_and_not_with_the_next_second():
    """Shots begin in the middle of seconds."""
    strip = ChromeStrip(with_shots())
    first = runs(row(strip, 0)[:, 3] > 40)[0]
    middle = sum(first) // 2
    assert row(strip, 74)[middle, :3].min() < 60
    assert row(strip, 75)[middle, :3].min() > 240


def test_it_runs_from_the_side_from_which_people_read():
    left, right = (row(ChromeStrip(with_shots(code)), 700) for code in ("en", "ar"))
    assert (left == right[::-1]).all()


@pytest.mark.parametrize("topic", ["", "Ukraine war"])
def test_nothing_moves_outside_its_windows(topic):
    strip = ChromeStrip(with_shots(topic=topic), "footage")
    before = strip.frame(355)
    for frame in range(356, 375):
        now = strip.frame(frame)
        patched = before.copy()
        for window in strip.windows:
            patched[window.rows, window.columns] = now[window.rows, window.columns]
        assert (patched == now).all()
        planes = np.frombuffer(strip.planes(frame), np.uint8)[-now[..., 3].size :]
        assert (planes.reshape(now.shape[:2]) == now[..., 3]).all()
        before = now


def test_a_cover_has_the_topic_and_no_progress():
    strip = ChromeStrip(with_shots(topic="Ukraine war"), "footage", counting=False)
    assert strip.windows == ()
    assert not strip.frame(900)[252:, :, 3].any()
    assert [box.text for box in strip.texts(np.zeros((1920, 1080, 3), np.uint8))][
        -1
    ] == "UKRAINE WAR"


def test_many_shots_leave_no_segment_without_width():
    many = replace(page(FULL), shots=tuple(range(0, 1800, 18)))
    found = runs(row(ChromeStrip(many), 0)[:, 3] > 8)
    assert len(found) == 100
    assert min(b - a for a, b in found) >= 4


@pytest.mark.parametrize("brand", ["news-60", "meridian"])
@pytest.mark.parametrize(("language", "topic"), [("en", "Ukraine war"), ("ar", "أوكرانيا")])
def test_the_topic_is_read_on_its_chip(brand, language, topic):
    on = with_shots(language, topic, brand)
    try_topic(on)
    white = np.full((1920, 1080, 3), 255, np.uint8)
    for variant in ("normal", "footage", "on_accent"):
        box = ChromeStrip(on, variant).texts(white)[-1]
        assert box.text == topic.upper()
        assert box.contrast > 4.5
        edge = 1080 - box.left_px if language == "ar" else box.right_px
        assert 864 <= edge <= 872


@pytest.mark.parametrize("shape", ["9:16", "4:5", "1:1", "16:9"])
def test_progress_and_topic_stand_above_the_words_in_every_shape(shape):
    given = load_delivery("news-60", "" if shape == "9:16" else shape)
    on = replace(page(given), shots=SHOTS, topic="Ukraine war")
    strip = ChromeStrip(on)
    assert strip.height_px / given.scale <= min(area.top for area in given.safe_area)
    assert strip.windows[0].right / given.scale <= max(area.right for area in given.safe_area) + 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_topic_that_does_not_fit_says_how_long_it_may_be(language):
    with pytest.raises(BudgetError, match="does not fit beside") as raised:
        try_topic(with_shots(language, "The war of Russia against Ukraine"))
    assert "about 21 characters" in raised.value.remedy


@pytest.mark.parametrize(("seconds", "said"), [(30, "30"), (60, "60"), (47, "47")])
def test_a_brand_calls_itself_after_the_length_of_its_clip(seconds, said):
    brand = load_brand("news-60").lasting(seconds)
    assert brand.bug.wordmark == ("NEWS IN", f"{said} SECONDS")
    assert brand.end.title == ("News in", f"{said} seconds")
    assert brand.title == f"News in {said} seconds"
    assert load_brand("meridian").lasting(seconds).bug.wordmark == ("The", "Meridian")
