"""Small stories of the ``tiny`` profile, as many as are wanted, for demos, benchmarks and tests."""

from __future__ import annotations

from pathlib import Path

from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.tools.ffmpeg import run_ffmpeg

_STORY = """\
version: 1
date: {day}
slug: {name}
shots:
  - kind: title
    text: "{headline} in *{number}* words"
  - kind: footage
    file: interview.mp4
    credit: Synthetic
    language: ko
    out: "0:01"
  - kind: caption
    text: Caption {number}
  - kind: end
    sources: [Nobody]
"""
_CUES = """\
version: 1
footage: interview.mp4
language: ko
cues:
- id: c1
  start: 0:00.100
  end: 0:00.900
  source: 훈련이라고 했습니다
  text: Training {number}
  status: machine
"""


def make_footage(
    file: Path, *, number: int = 0, seconds: float = 1.5, size: str = "320x180"
) -> Path:
    """Write moving pictures with a tone, 25 fps; each number is other footage."""
    hue = f"testsrc2=s={size}:r=25:d={seconds},hue=h={number * 29 % 360}"
    sound = f"sine=frequency={300 + 20 * (number % 30)}:sample_rate=48000:duration={seconds}"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", hue, "-f", "lavfi", "-i", sound),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            str(file),
        ],
        doing="making footage",
    )
    return file


def make_story(
    folder: Path,
    name: str,
    *,
    number: int = 0,
    day: str = "2025-01-13",
    headline: str = "A headline",
    approved: bool = True,
    footage: Path | None = None,
) -> Path:
    """Write a story of three seconds into a folder of its own; returns the story file."""
    home = folder / name
    home.mkdir(parents=True)
    film = home / "interview.mp4"
    if footage:
        film.write_bytes(footage.read_bytes())
    else:
        make_footage(film, number=number)
    text = _STORY.format(day=day, name=name, headline=headline, number=number)
    (home / "story.yaml").write_text(text, encoding="utf-8")
    sheet = home / "interview.cues.yaml"
    sheet.write_text(_CUES.format(number=number), encoding="utf-8")
    if approved:
        save(approve(load(sheet), ["c1"], "An editor", "2025-01-13T00:00"), sheet)
    return home / "story.yaml"
