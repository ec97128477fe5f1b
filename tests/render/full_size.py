"""A clip of a few seconds at full size in which something changes on every frame of footage."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from clipmaker.make.decide import Decided, decide
from clipmaker.make.gather import Sources
from clipmaker.plan.compile import compile_plan
from clipmaker.plan.model import Segment
from clipmaker.resources import assets_dir
from clipmaker.story.model import Footage
from clipmaker.timeline.model import NamePlate, PlacedCue, Shot, SpokenWord
from clipmaker.tools.ffmpeg import run_ffmpeg

SEGMENT = 8
"""Frames of a segment of footage."""
RATE = Fraction(30000, 1001)
"""Frames a second: times of frames are no round numbers, so arithmetic shows what it is worth."""
_STORY = """\
version: 1
date: 2025-01-13
slug: full-size
shots:
  - kind: photo
    photo: {file: still.jpg, credit: Nobody, alt: Noise}
    text: A photo that drifts
  - kind: footage
    file: film.mp4
    credit: Synthetic
    language: en
    subtitles: false
    in: "0:00.700"
    out: "0:OUT"
  - kind: figure
    numbers:
      - {value: 2700, label: numbers that count up}
  - kind: end
    sources: [Nobody]
"""
_LINES = (("mmmm i mmmm", "They said it"), ("a b c d e f", "Wide WIDE Wide"), ("it was training",))


def make_film(file: Path, size: str, rate: int) -> None:
    """Write two seconds of noise over moving shapes, with a tone."""
    picture = f"testsrc2=s={size}:r={rate}:d=2,noise=alls=12:allf=t:all_seed=7"
    options = "-c:v libx264 -preset ultrafast -g 20 -bf 2 -pix_fmt yuv420p -c:a aac"
    tone = "sine=frequency=300:sample_rate=48000:duration=2"
    inputs = ("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone)
    run_ffmpeg([*inputs, *options.split(), str(file)], doing="a film")


def decided_clip(folder: Path, film: Path, segments: int) -> Decided:
    """Return a clip of three seconds that shows so many segments of a film.

    Args:
        folder: where its story is written; made.
        film: the footage.
        segments: how many.
    """
    folder.mkdir()
    (folder / "film.mp4").write_bytes(film.read_bytes())
    noise = np.random.default_rng(5).integers(0, 256, (240, 180, 3), np.uint8)
    Image.fromarray(noise).resize((1440, 1920)).save(folder / "still.jpg")
    out_s = Fraction(7, 10) + segments * SEGMENT / RATE
    text = _STORY.replace("OUT", f"{float(out_s):06.3f}")
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    profile = folder / "full.toml"
    profile.write_text(_profile(), encoding="utf-8")
    decided = decide(Sources(story=folder / "story.yaml", profile=str(profile)), None)
    shots = tuple(_spoken(shot) for shot in decided.timeline.shots)
    timeline = replace(decided.timeline, shots=shots)
    facts = decided.gathered.facts
    plan = compile_plan(timeline, decided.plan.look, decided.gathered.specs, facts)
    return replace(decided, timeline=timeline, plan=plan)


def footage_of(decided: Decided) -> tuple[Footage, tuple[Segment, ...]]:
    """Return the clip's footage and its segments."""
    segments = tuple(s for s in decided.plan.segments if isinstance(s.shot.item, Footage))
    item = segments[0].shot.item
    assert isinstance(item, Footage)
    return item, segments


def _profile() -> str:
    text = (assets_dir() / "profiles/delivery/tiny.toml").read_text(encoding="utf-8")
    for was, now in (
        ('rate = "30"', f'rate = "{RATE}"'),
        ("frames = 90", f"frames = {int(RATE * 3)}"),
        ("width_px = 270", "width_px = 1080"),
        ("height_px = 480", "height_px = 1920"),
        ("segment_frames = 15", f"segment_frames = {SEGMENT}"),
        ('preset = "veryfast"', 'preset = "ultrafast"'),
        ("max_kbit_s = 1000", "max_kbit_s = 8000"),
        ("buffer_kbit = 2000", "buffer_kbit = 16000"),
        ("max_bytes = 5_000_000", "max_bytes = 50_000_000"),
    ):
        assert was in text
        text = text.replace(was, now, 1)
    return text


def _spoken(shot: Shot) -> Shot:
    """Return footage with subtitles that end where segments do."""
    if not isinstance(shot.item, Footage):
        return shot
    cues = []
    for number, first in enumerate(range(0, shot.frames, SEGMENT)):
        lines = _LINES[number % len(_LINES)]
        start = shot.start_frame + first
        cue = PlacedCue(
            footage="film.mp4",
            id=f"c{number}",
            start_frame=start,
            end_frame=min(start + SEGMENT, shot.start_frame + shot.frames),
            lines=lines,
            speakers=tuple(range(len(lines))),
            words=tuple(_lit(lines[0], start)),
            approved=True,
        )
        cues.append(cue)
    # Named across the seam of two segments.
    plate = NamePlate(
        name="Ri Kwang-ho",
        role="Prisoner of war",
        start_frame=shot.start_frame + SEGMENT // 2,
        end_frame=shot.start_frame + SEGMENT + SEGMENT // 2,
    )
    return replace(shot, cues=tuple(cues), plates=(plate,))


def _lit(line: str, start: int) -> Iterator[SpokenWord]:
    """Yield a lit letter or two for every frame of a segment, to and fro."""
    for i in range(SEGMENT):
        at = 2 * (i % 3)
        yield SpokenWord(
            line=0, start=at, end=at + 1, start_frame=start + i, end_frame=start + i + 1
        )
