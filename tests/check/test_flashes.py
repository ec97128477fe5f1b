"""Flashes that can harm are counted in any second; what only moves or dissolves is none."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from clipmaker.check.clip import check_file
from clipmaker.check.flashes import count_flashes
from clipmaker.media.light import COLUMNS, ROWS, Light, light_of, packed, unpacked
from clipmaker.profile.load import load_delivery
from clipmaker.tools.ffmpeg import run_ffmpeg

RATE = Fraction(30)
CELLS = ROWS * COLUMNS


def blinking(times_a_second: float, low: int, high: int, share: float = 1.0) -> Light:
    """Return four seconds of a part of the picture that is light and dark in turn."""
    light = np.full((120, CELLS), 100, np.uint8)
    on = (np.arange(120) * times_a_second * 2 // 30).astype(int) % 2 == 1
    light[:, : round(CELLS * share)] = np.where(on, high, low)[:, None]
    return light


@pytest.mark.parametrize(
    ("times", "low", "high", "share", "harms"),
    [
        (5, 16, 235, 1.0, True),
        (15, 16, 235, 1.0, True),
        (4, 80, 160, 0.5, True),
        (3, 16, 235, 1.0, False),
        (1, 16, 235, 1.0, False),
        (10, 100, 110, 1.0, False),
        (10, 16, 235, 0.2, False),
        # Both are too light to flash.
        (10, 222, 235, 1.0, False),
    ],
)
def test_more_than_three_flashes_a_second_can_harm(
    times: float, low: int, high: int, share: float, harms: bool
) -> None:
    found = count_flashes(blinking(times, low, high, share), RATE)
    assert (found.count > 3) == harms, found


def test_a_short_burst_in_a_long_clip_is_found_where_it_is() -> None:
    light = np.full((1800, CELLS), 60, np.uint8)
    light[900:930] = blinking(6, 30, 220)[30:60]
    found = count_flashes(light, RATE)
    assert found.count >= 5
    assert 29.9 < found.at_s < 30.3


def test_a_picture_that_moves_dissolves_or_is_cut_does_not_flash() -> None:
    rng = np.random.default_rng(3)
    row = np.sin(np.arange(CELLS) / 20) * 100 + 120 + rng.integers(0, 8, CELLS)
    moving = np.array([np.roll(row, frame // 3) for frame in range(300)]).astype(np.uint8)
    assert count_flashes(moving, RATE).count <= 1
    quick = rng.integers(16, 236, (30, CELLS)).repeat(10, 0).astype(np.uint8)
    assert count_flashes(quick, RATE).count <= 3, "three cuts a second"
    dissolve = np.linspace(20, 220, 10).astype(np.uint8)[:, None].repeat(CELLS, 1)
    cuts = np.full((60, CELLS), 220, np.uint8)
    assert count_flashes(np.concatenate([dissolve, cuts, dissolve, cuts]), RATE).count <= 1
    assert count_flashes(np.empty((0, CELLS), np.uint8), RATE).count == 0


@pytest.mark.parametrize("size", [(480, 270), (270, 270), (1920, 1080), (96, 54), (20, 10)])
def test_light_is_that_of_the_parts_of_a_picture(size: tuple[int, int]) -> None:
    luma = np.full(size, 16, np.uint8)
    luma[size[0] // 2 :] = 235
    light = light_of(luma).reshape(ROWS, COLUMNS)
    assert (light[: ROWS // 2 - 1] == 16).all()
    assert (light[ROWS // 2 + 1 :] == 235).all()
    assert (unpacked(packed([light.ravel()] * 3)) == light.ravel()).all()
    with pytest.raises(ValueError, match=r"."):
        unpacked("no light")


@pytest.mark.slow
@pytest.mark.parametrize(("times", "harms"), [(6, True), (2, False)])
def test_a_finished_file_that_flashes_fails_its_check(
    times: int, harms: bool, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    lit = f"drawbox=color=white:t=fill:enable='lt(mod(t*{times},1),0.5)'"
    source = f"color=black:s=270x480:r=30:d=3,{lit}"
    options = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p"
    tone = "sine=frequency=300:sample_rate=48000:duration=3"
    inputs = ["-f", "lavfi", "-i", source, "-f", "lavfi", "-i", tone]
    run_ffmpeg([*inputs, *options.split(), str(film)], doing="a film")
    report = check_file(film, load_delivery("tiny"))
    result = next(one for one in report.results if one.rule == "flashes")
    assert (result.verdict.value == "fail") == harms, result
    if harms:
        assert "6 flashes in a second" in result.measured
