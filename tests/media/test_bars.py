"""Bars that are part of a picture are found, and nothing else is taken for one."""

from pathlib import Path

import numpy as np
import pytest

from clipmaker.media.bars import inner
from clipmaker.media.probe import probe
from clipmaker.tools.ffmpeg import run_ffmpeg

NOISY = "testsrc2=s={}:r=25:d=2,noise=alls=12:allf=t"
BLUR = (
    ",split[a][b];[a]scale={0}:force_original_aspect_ratio=increase,crop={0},gblur=sigma=16[c];"
    "[b]scale={1}[d];[c][d]overlay=(W-w)/2:(H-h)/2"
)
FILMS = {
    "black pillars": (NOISY.format("202x360") + ",pad=640:360:219:0", (219, 0, 421, 360)),
    "black letter box": (NOISY.format("640x272") + ",pad=640:360:0:44", (0, 44, 640, 316)),
    "a window": (NOISY.format("480x270") + ",pad=640:360:80:45", (80, 45, 560, 315)),
    "blurred pillars": (
        NOISY.format("360x640") + BLUR.format("640:360", "202:360"),
        (219, 0, 421, 360),
    ),
    "a landscape picture in a portrait one": (
        NOISY.format("640x360") + BLUR.format("360:640", "360:202"),
        (0, 219, 360, 421),
    ),
    "no bars": (NOISY.format("640x360"), None),
    "a dark film": (NOISY.format("640x360") + ",eq=brightness=-0.3", None),
    "a black film": ("color=black:s=640x360:r=25:d=2", None),
    "a blur all over": (NOISY.format("640x360") + ",gblur=sigma=16", None),
    "a vignette": (NOISY.format("640x360") + ",vignette=PI/2.2", None),
}


def film(graph: str, file: Path) -> Path:
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p"]
    run_ffmpeg(["-filter_complex", graph, *coded, str(file)], doing="making a film with bars")
    return file


@pytest.mark.slow
@pytest.mark.parametrize("name", FILMS)
def test_bars_of_a_film(name, tmp_path):
    graph, wanted = FILMS[name]
    video = probe(film(graph, tmp_path / "film.mp4")).video
    assert video is not None
    if wanted is None:
        assert video.inner is None
        return
    assert video.inner is not None
    left, top, right, bottom = wanted
    width, height = video.display_width_px, video.display_height_px
    shares = (left / width, top / height, right / width, bottom / height)
    # A soft edge goes with the bar, and nothing of the bar stays.
    for share, edge, inward in zip(video.inner, shares, (1, 1, -1, -1), strict=True):
        assert -0.002 <= (share - edge) * inward <= 0.02


@pytest.mark.slow
def test_bars_of_a_film_that_is_turned_stand_where_they_are_seen(tmp_path):
    graph = FILMS["black letter box"][0]
    upright = film(graph, tmp_path / "upright.mp4")
    turned = tmp_path / "turned.mp4"
    arguments = ["-display_rotation", "90", "-i", str(upright), "-c", "copy", str(turned)]
    run_ffmpeg(arguments, doing="turning a film")
    video = probe(turned).video
    assert video is not None
    assert video.rotation in (90, 270)
    assert video.inner is not None
    left, top, right, bottom = video.inner
    assert (top, bottom) == (0, 1)
    assert left == pytest.approx(44 / 360, abs=0.015)
    assert right == pytest.approx(316 / 360, abs=0.015)


def scene(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(60, 200, (90, 160)).astype(np.int16)


def test_a_bar_is_in_every_picture():
    barred = scene(1)
    barred[:, :30] = barred[:, -30:] = 16
    assert inner(np.stack([barred, barred])) is not None
    assert inner(np.stack([barred, scene(2)])) is None


def test_words_on_a_bar_keep_it():
    """Subtitles that are burnt into the lower bar stay, and the empty upper one goes."""
    barred = scene(1)
    barred[:12] = barred[-12:] = 16
    barred[-8:-4, 40:120] = 235
    found = inner(np.stack([barred]))
    assert found is not None
    assert found[1] > 0.13
    assert found[3] == 1


def test_a_dark_side_without_a_straight_edge_is_no_bar():
    """A lamp in the night: its light has no edge from top to bottom."""
    lamp = np.full((90, 160), 16, np.int16)
    rows, columns = np.ogrid[:90, :160]
    lamp[(rows - 45) ** 2 + (columns - 80) ** 2 < 900] = 220
    assert inner(np.stack([lamp])) is None
