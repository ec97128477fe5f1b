"""A single frame is the video's own, but for what the encoder loses."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from clipmaker.make.clip import Request, make_clip
from clipmaker.make.decide import Decided, decide
from clipmaker.make.gather import Sources
from clipmaker.make.preview import MomentError, preview_frame, preview_storyboard
from clipmaker.media.stills import read_frames, rgb_of_planes
from clipmaker.plan.model import RenderPlan
from clipmaker.progress import ignore
from clipmaker.render.clip import join_pieces, render_pieces
from clipmaker.render.frame import frame_rgb, frames_rgb
from clipmaker.render.store import Store
from clipmaker.tools.ffmpeg import run_ffmpeg

LEAST_DB = 42.0
"""What an encoder that hardly saves leaves; another frame of the test picture has about 26."""


def closeness_db(one: np.ndarray, other: np.ndarray) -> float:
    """Peak signal to noise ratio."""
    error = ((one.astype(float) - other) ** 2).mean()
    return 10 * np.log10(255**2 / error) if error else 99.0


def sources(story: Path) -> Sources:
    return Sources(story=story, profile="tiny")


def finely_encoded(plan: RenderPlan) -> RenderPlan:
    profile = plan.look.profile
    encoder = replace(profile.encoder, crf=6, max_kbit_s=90_000, buffer_kbit=90_000)
    return replace(plan, look=replace(plan.look, profile=replace(profile, encoder=encoder)))


@pytest.fixture
def decided(tiny_story: Path) -> Decided:
    return decide(sources(tiny_story), None)


def interlaced(file: Path) -> None:
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=s=320x180:r=50:d=1.5"),
            *("-vf", "tinterlace=interleave_top,fieldorder=tff", "-r", "25"),
            *("-flags", "+ilme+ildct", "-c:v", "libx264", "-x264-params", "tff=1", str(file)),
        ],
        doing="making interlaced footage",
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["landscape", "portrait", "interlaced"])
def test_every_frame_is_the_video_s(
    tiny_story: Path, tmp_path: Path, footage_maker: Callable[..., Path], kind: str
) -> None:
    footage = tiny_story.parent / "interview.mp4"
    if kind == "portrait":
        footage_maker(footage, size="180x320")
    elif kind == "interlaced":
        interlaced(footage)
    decided = decide(sources(tiny_story), None)
    plan = finely_encoded(decided.plan)
    work = tmp_path / "work"
    work.mkdir()
    media = decided.gathered.facts.media
    video_facts = media[footage].video
    assert video_facts is not None
    assert video_facts.interlaced == (kind == "interlaced")
    pieces = render_pieces(plan, media, Store(tmp_path / "store"), work, ignore)
    join_pieces(pieces, plan.look.profile.rate, work / "clip.mp4", ignore)
    wanted = [*range(0, 90, 7), *range(20, 60, 5), 89]
    video = read_frames(work / "clip.mp4", wanted, plan.look.profile.rate)
    found = frames_rgb(plan, wanted)
    assert min(closeness_db(found[number], video[number]) for number in wanted) > LEAST_DB


def test_frames_beside_each_other_are_the_same_as_one_by_one(decided: Decided) -> None:
    several = frames_rgb(decided.plan, [0, 30, 89])
    for number, frame in several.items():
        assert (frame_rgb(decided.plan, number) == frame).all()
    with pytest.raises(ValueError, match="frame 90 is outside the clip's 90"):
        frame_rgb(decided.plan, 90)


def test_the_frame_at_a_time(tiny_story: Path) -> None:
    assert preview_frame(sources(tiny_story), Fraction("1.5")).frame == 45
    assert preview_frame(sources(tiny_story), Fraction("0.0333")).frame == 0
    assert preview_frame(sources(tiny_story), Fraction(89, 30)).frame == 89
    with pytest.raises(MomentError, match="3 s lies outside the clip, which lasts 3 s"):
        preview_frame(sources(tiny_story), Fraction(3))


def test_footage_that_was_not_heard_is_named(tiny_story: Path) -> None:
    assert preview_frame(sources(tiny_story), Fraction(1)).unheard == ()
    (tiny_story.parent / "interview.cues.yaml").unlink()
    unheard = preview_frame(sources(tiny_story), Fraction(1)).unheard
    assert [file.name for file in unheard] == ["interview.mp4"]


@pytest.mark.slow
def test_the_storyboard_looks_like_that_of_the_clip(tiny_story: Path, tmp_path: Path) -> None:
    from io import BytesIO

    from PIL import Image

    clip = make_clip(Request(sources=sources(tiny_story), output=tmp_path / "out"))
    made = np.asarray(Image.open(clip.folder / "storyboard.jpg"))
    found = np.asarray(Image.open(BytesIO(preview_storyboard(sources(tiny_story)).content)))
    assert found.shape == made.shape
    assert closeness_db(found, made) > 30


def test_planes_become_the_colours_that_players_show() -> None:
    white, grey, red = (235, 128, 128), (126, 128, 128), (63, 102, 240)
    for (luma, blue, red_part), expected in (
        (white, (255, 255, 255)),
        (grey, (128, 128, 128)),
        (red, (255, 0, 0)),
    ):
        planes = bytes([luma]) * 64 + bytes([blue]) * 16 + bytes([red_part]) * 16
        found = rgb_of_planes(planes, 8, 8)
        assert np.abs(found.astype(int) - expected).max() <= 2
