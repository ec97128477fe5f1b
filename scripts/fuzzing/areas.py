"""What is fuzzed: for each door a case is a folder of files and a command."""

# ruff: noqa: ARG001

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fuzzing.desk_door import DESK
from fuzzing.mutate import NUMBERS, TEXTS, mutated


@dataclass(frozen=True)
class Seeds:
    """Good files that cases begin with.

    Attributes:
        story: a folder with a story, its footage, its photo, its cue sheet and a brand.
        subtitles: one file of every format.
        pictures: one of every format.
        media: pictures and sounds that move.
        fonts: fonts that a brand may bring.
        speech: seconds of somebody speaking.
        profile: a delivery profile.
        summaries: texts that stories are begun from.
    """

    story: Path
    subtitles: tuple[Path, ...]
    pictures: tuple[Path, ...]
    media: tuple[Path, ...]
    speech: tuple[Path, ...]
    fonts: tuple[Path, ...]
    profile: Path
    summaries: tuple[Path, ...]


Area = Callable[[Seeds, Path, random.Random], list[str]]
"""Writes a case into a folder and returns the arguments of the command."""

TINY = ["--profile", "short.toml"]
"""Small pictures, and seconds enough for every kind of card."""


def _spoil(file: Path, chance: random.Random, *, text: bool) -> None:
    file.write_bytes(mutated(file.read_bytes(), chance, text=text))


def _look(chance: random.Random) -> list[str]:
    """Return a command that looks at a story."""
    frame = ["frame", "story.yaml", "--at", chance.choice(("0", "0.5", "2.9")), "-o", "f.png"]
    return [
        *chance.choice((["plan", "story.yaml"],) * 4 + (frame, ["storyboard", "story.yaml"])),
        *TINY,
    ]


def story(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    _spoil(folder / "story.yaml", chance, text=True)
    return _look(chance)


def sheet(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    _spoil(folder / "interview.cues.yaml", chance, text=True)
    approve = ["subtitles", "approve", "story.yaml", "--cue", "c1", "--as", "Kim", *TINY]
    export = ["subtitles", "export", "story.yaml", "--format", "srt", *TINY]
    return chance.choice((_look(chance), approve, export, ["check", "interview.cues.yaml"]))


def brand(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    _spoil(folder / "brands" / "own" / "brand.toml", chance, text=True)
    plan = ["plan", "story.yaml", "--brand", "own", *TINY]
    return chance.choice((plan, ["brand", "check", "brands/own/brand.toml"], ["brands"]))


def font(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    shutil.copy(chance.choice(seeds.fonts), folder / "brands" / "own" / "own.ttf")
    _spoil(folder / "brands" / "own" / "own.ttf", chance, text=False)
    toml = folder / "brands" / "own" / "brand.toml"
    toml.write_text(toml.read_text("utf-8").replace("[typography]", FONT), encoding="utf-8")
    return ["plan", "story.yaml", "--brand", "own", *TINY]


FONT = '[typography]\nfiles = ["own.ttf"]'


def profile(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    shutil.copy(seeds.profile, folder / "own.toml")
    _spoil(folder / "own.toml", chance, text=True)
    return [*_look(chance)[:-1], "own.toml"]


def bulletin(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    file = folder / "bulletin.yaml"
    file.write_text(
        "version: 1\ndate: 2025-01-13\ntime_zone: Europe/Berlin\nstories:\n- story: story.yaml\n"
        '- story: other/story.yaml\n  not_before: "06:30"\n  hold: legal\n  priority: high\n',
        encoding="utf-8",
    )
    _spoil(file, chance, text=True)
    return ["batch", "bulletin.yaml", "--check", "-o", "out", *TINY]


def summary(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    shutil.copy(chance.choice(seeds.summaries), folder / "summary.txt")
    _spoil(folder / "summary.txt", chance, text=True)
    more = chance.choice(([], [], ["--as-written"], ["--room", chance.choice(NUMBERS)]))
    return ["new", "summary.txt", "--into", "begun", *more]


def subtitles(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    file = folder / chance.choice(seeds.subtitles).name
    shutil.copy(next(one for one in seeds.subtitles if one.name == file.name), file)
    _spoil(file, chance, text=True)
    take = ["subtitles", "import", "story.yaml", file.name, "--as", "Kim", *TINY]
    return chance.choice((take, take, ["check", file.name]))


def picture(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    shutil.copy(chance.choice(seeds.pictures), folder / "photo.jpg")
    _spoil(folder / "photo.jpg", chance, text=False)
    return _look(chance)


def media(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    shutil.copy(chance.choice(seeds.media), folder / "interview.mp4")
    _spoil(folder / "interview.mp4", chance, text=False)
    return chance.choice((_look(chance), ["check", "interview.mp4", *TINY]))


def render(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Make a whole clip of a story that is nearly right, with one of its files spoiled."""
    shutil.copy(chance.choice(seeds.media), folder / "interview.mp4")
    name = chance.choice(
        ("interview.mp4",) * 3 + ("photo.jpg", "story.yaml", "interview.cues.yaml")
    )
    _spoil(folder / name, chance, text=name.endswith(".yaml"))
    return ["render", "story.yaml", "-o", "output", *TINY, *chance.choice(([], [], ["--final"]))]


def hearing(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    shutil.copy(chance.choice(seeds.speech), folder / "interview.mp4")
    _spoil(folder / "interview.mp4", chance, text=False)
    (folder / "interview.cues.yaml").unlink()
    return ["subtitles", "hear", "story.yaml", *TINY]


def desk(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Serve the desk over a good story, and send it requests that are not."""
    return [DESK, "story.yaml", str(chance.randrange(10**9))]


def arguments(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Leave the files alone, and write something odd on the command line."""
    odd = chance.choice(chance.choice((NUMBERS, TEXTS))).replace("\0", "")
    return chance.choice(
        (
            ["plan", odd],
            ["plan", "story.yaml", "--profile", odd],
            ["plan", "story.yaml", "--brand", odd, *TINY],
            ["plan", "story.yaml", "--subtitle-profile", odd, *TINY],
            ["plan", "story.yaml", "--media-root", odd, *TINY],
            ["plan", "interview.mp4"],
            ["frame", "story.yaml", "--at", odd, *TINY],
            ["frame", "story.yaml", "--at", "1", "-o", f"{odd}.png", *TINY],
            ["new", "story.yaml", "--into", odd],
            ["new", "interview.mp4"],
            ["catalogue", "prune", "--older-than", odd],
            ["catalogue", "--output", odd],
            ["cache", "clear", "--keep", odd],
            ["check", odd],
            ["subtitles", "approve", "story.yaml", "--cue", odd, "--as", odd, *TINY],
            ["subtitles", "import", "story.yaml", "interview.cues.yaml", "--as", odd],
            ["schedule", "story.yaml", "--at", odd, "--tz", "UTC"],
            ["batch", odd, "--check"],
            ["batch", "story.yaml", "--check", "--limit-time", odd],
            [odd],
        )
    )


AREAS: dict[str, Area] = {
    area.__name__: area
    for area in (
        story, sheet, brand, font, profile, bulletin, summary, subtitles, picture, media, arguments,
        render, hearing, desk,
    )
}  # fmt: skip
HEARD = ("hearing",)
"""Areas whose cases are done one after the other in one process, since a model is loaded there."""
