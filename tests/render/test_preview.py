"""A preview shows what is published: the same frames, smaller, within what the encoders lose."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipmaker.make.clip import Goal, Request, make_clip
from clipmaker.make.gather import Sources
from clipmaker.media.stills import read_frames
from clipmaker.resources import assets_dir

pytestmark = pytest.mark.slow

MOMENTS = (0, 3, 20, 31, 45, 58, 66, 80, 89)
"""Entrances, standing cards, footage with and without subtitles."""


@pytest.fixture
def request_for(tiny_story: Path, tmp_path: Path) -> Request:
    """The tiny story at half of full HD, so that its preview has whole halves."""
    text = (assets_dir() / "profiles/delivery/tiny.toml").read_text(encoding="utf-8")
    sized = text.replace("width_px = 270", "width_px = 540").replace("= 480", "= 960", 1)
    own = tmp_path / "half.toml"
    own.write_text(sized.replace("max_kbit_s = 1000", "max_kbit_s = 8000"), encoding="utf-8")
    sources = Sources(story=tiny_story, profile=str(own), subtitles="tiny")
    return Request(sources=sources, output=tmp_path / "out")


def test_a_preview_shows_what_is_published(request_for: Request) -> None:
    real = make_clip(request_for)
    small = make_clip(replace(request_for, goal=Goal.PREVIEW))
    assert (small.preview, small.folder.name) == (True, "preview")
    assert sorted(p.name for p in small.folder.iterdir()) == [
        "manifest.json",
        "report.json",
        "tiny-story.mp4",
    ]
    whole = read_frames(real.video, MOMENTS, Fraction(30))
    halves = read_frames(small.video, MOMENTS, Fraction(30))
    for moment in MOMENTS:
        assert halves[moment].shape == (480, 270, 3)
        # Letters drawn at another size stand parts of a pixel elsewhere, never a few pixels.
        wanted = np.asarray(Image.fromarray(whole[moment]).reduce(12), np.float64)
        found = np.asarray(Image.fromarray(halves[moment]).reduce(6), np.float64)
        difference = found - wanted
        assert abs(difference.mean()) < 1.5, moment
        assert 10 * np.log10(255**2 / (difference**2).mean()) > 28, moment


def test_a_preview_leaves_finals_alone_and_hears_the_same(request_for: Request) -> None:
    preview = replace(request_for, goal=Goal.PREVIEW)
    small = make_clip(preview)
    real = make_clip(request_for)
    assert real.folder.name == "v1"
    assert small.report is not None
    assert small.report.passed
    assert make_clip(preview).unchanged
    said = [json.loads((c.folder / "manifest.json").read_text()) for c in (real, small)]
    assert [one["state"] for one in said] == ["final", "preview"]
    assert said[0]["sound"] == said[1]["sound"]
    places = [[(s["start_frame"], s["frames"]) for s in one["segments"]] for one in said]
    assert places[0] == places[1]
