"""Small stories of the ``tiny`` profile, as many as are wanted, for demos, benchmarks and tests."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

from clipmaker.cues.reviewing.edit import approve
from clipmaker.cues.sheets.sheet import load, save
from clipmaker.tools.ffmpeg import run_ffmpeg

_STORY = """\
version: 1
date: {day}
slug: {slug}
shots:
  - kind: title
    text: {title}
  - kind: footage
    file: interview.mp4
    credit: Synthetic
    language: ko
    out: "0:01"
  - kind: caption
    text: {caption}
  - kind: end
    sources: [Nobody]
"""
_SHEET = """\
version: 1
footage: interview.mp4
language: ko
cues:
"""
_CUE = """\
- id: {name}
  start: {start}
  end: {end}
  source: {source}
  text: {text}
  status: {status}
"""


@dataclass(frozen=True)
class TinyCue:
    """A subtitle of a tiny story, as it is written."""

    start: str
    end: str
    source: str
    text: str


TRAINING = TinyCue("0:00.100", "0:00.500", "훈련이라고 했습니다", "They said it was training")


def tiny_story(
    *,
    slug: str = "tiny-story",
    title: str = "A headline with *emphasis*",
    caption: str = "One caption",
    day: str = "2025-01-13",
) -> str:
    """Return a story of four shots, of which one is a second of interview.mp4, as YAML.

    Args:
        slug: names the clip.
        title: the headline, as it is written in YAML.
        caption: the caption, as it is written in YAML.
        day: its date.
    """
    return _STORY.format(slug=slug, title=title, caption=caption, day=day)


def tiny_sheet(*cues: TinyCue, status: str = "machine") -> str:
    """Return a cue sheet of that footage as YAML, with cues c1, c2 and so on.

    Args:
        cues: its cues; one about training when there is none.
        status: of each; further lines of it may follow.
    """
    written = [
        _CUE.format(name=f"c{number}", status=status, **asdict(cue))
        for number, cue in enumerate(cues or (TRAINING,), start=1)
    ]
    return _SHEET + "".join(written)


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
    text = tiny_story(
        slug=name, title=f'"{headline} in *{number}* words"', caption=f"Caption {number}", day=day
    )
    (home / "story.yaml").write_text(text, encoding="utf-8")
    sheet = home / "interview.cues.yaml"
    cue = replace(TRAINING, end="0:00.900", text=f"Training {number}")
    sheet.write_text(tiny_sheet(cue), encoding="utf-8")
    if approved:
        save(approve(load(sheet), ["c1"], "An editor", "2025-01-13T00:00"), sheet)
    return home / "story.yaml"
