"""Stretches of footage: read once, and in every byte what each segment is by itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from file_kinds import damage

from clipmaker.errors import MediaError, RenderError
from clipmaker.make.decide import decide
from clipmaker.make.gather import Sources
from clipmaker.plan.model import RenderPlan, Segment
from clipmaker.render.divide import divide
from clipmaker.render.executor import Product
from clipmaker.render.segment import PICTURE
from clipmaker.render.stretch import render_stretch
from clipmaker.resources import assets_dir
from clipmaker.story.model import Footage
from clipmaker.tools.ffmpeg import run_ffmpeg

SECONDS = 12


def film(file: Path, picture: str) -> None:
    """Write a film with a key frame every other second."""
    source = f"{picture}=s=320x180:r=25:d={SECONDS}"
    if picture == "color":
        source = f"color=c=0x306090:s=320x180:r=25:d={SECONDS}"
    options = "-c:v libx264 -preset ultrafast -g 50 -pix_fmt yuv420p"
    run_ffmpeg(["-f", "lavfi", "-i", source, *options.split(), str(file)], doing="a film")


def plan_of(story: Path) -> RenderPlan:
    """Return a plan that shows the film from its second second on, for eight seconds."""
    text = story.read_text(encoding="utf-8")
    shown = text.replace('out: "0:01"', 'in: "0:02"\n    out: "0:10"')
    shown = shown.replace("    language: ko\n", "    language: en\n    subtitles: false\n")
    story.write_text(shown, encoding="utf-8")
    (story.parent / "interview.cues.yaml").unlink()
    profile = story.parent / "longer.toml"
    tiny = (assets_dir() / "profiles/delivery/tiny.toml").read_text(encoding="utf-8")
    profile.write_text(tiny.replace("frames = 90", "frames = 300"), encoding="utf-8")
    return decide(Sources(story=story, profile=str(profile)), None).plan


def footage_of(plan: RenderPlan) -> tuple[Footage, tuple[Segment, ...]]:
    segments = tuple(s for s in plan.segments if isinstance(s.shot.item, Footage))
    item = segments[0].shot.item
    assert isinstance(item, Footage)
    return item, segments


@pytest.mark.slow
def test_together_or_alone_segments_are_the_same(tiny_story: Path, tmp_path: Path) -> None:
    film(tiny_story.parent / "interview.mp4", "testsrc2")
    plan = plan_of(tiny_story)
    item, segments = footage_of(plan)
    assert len(segments) >= 8

    def rendered(some: tuple[Segment, ...], name: str) -> Iterator[tuple[str, bytes, object]]:
        (tmp_path / name).mkdir()
        for piece in render_stretch(some, item, plan.look, tmp_path / name):
            yield piece.key, piece.files[PICTURE].read_bytes(), piece.facts

    together = list(rendered(segments, "together"))
    assert [key for key, _, _ in together] == [segment.key for segment in segments]
    for number in (0, 3, len(segments) - 1):
        assert list(rendered((segments[number],), f"alone-{number}")) == [together[number]]
    assert [file.name for file in (tmp_path / "together").iterdir() if file.suffix != ".mp4"] == []


@pytest.mark.slow
@pytest.mark.parametrize("picture", ["testsrc2", "color"])
def test_damage_within_a_stretch_is_named_where_it_is_seen(
    tiny_story: Path, tmp_path: Path, picture: str
) -> None:
    """A picture that stands still by nature is no damage; one that was lost is."""
    file = tiny_story.parent / "interview.mp4"
    film(file, picture)
    plan = plan_of(tiny_story)
    item, segments = footage_of(plan)
    assert len(list(render_stretch(segments, item, plan.look, tmp_path))) == len(segments)
    damage(file, "video", 5.5)
    made: list[Product] = []
    with pytest.raises(MediaError, match=r"nothing can be shown from 0:05\.500 on"):
        made.extend(render_stretch(segments, item, plan.look, tmp_path))


@pytest.mark.slow
def test_an_encoder_that_fails_ends_the_reader(tiny_story: Path, tmp_path: Path) -> None:
    film(tiny_story.parent / "interview.mp4", "testsrc2")
    plan = plan_of(tiny_story)
    item, segments = footage_of(plan)
    encoder = replace(plan.look.profile.encoder, preset="no such preset")
    look = replace(plan.look, profile=replace(plan.look.profile, encoder=encoder))
    with pytest.raises(RenderError, match="footage 2 from frame 0"):
        list(render_stretch(segments, item, look, tmp_path))


def test_what_is_missing_is_divided_among_workers(tiny_story: Path) -> None:
    film(tiny_story.parent / "interview.mp4", "testsrc2")
    plan = plan_of(tiny_story)
    _, segments = footage_of(plan)
    everything = sorted(segment.key for segment in plan.segments)
    there = segments[4].key
    for width, known, stretches in (
        (1, (), 1),
        (2, (), 2),
        (16, (), 8),
        (1, (there,), 3),
        (1, tuple(everything), len(segments)),
    ):
        jobs = divide(plan, known.__contains__, width)
        assert sorted(key for job in jobs for key in job.keys) == everything
        footage = [job for job in jobs if isinstance(job.segments[0].shot.item, Footage)]
        assert len(footage) == stretches, (width, known)
        for job in footage:
            for one, following in zip(job.segments, job.segments[1:], strict=False):
                assert one.end_frame == following.start_frame
