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
from fuzzing.stories import (
    ARTICLE,
    ARTICLES,
    CUT,
    DOCX,
    KINDS,
    STAFF,
    WAIVERS,
    face_sheet,
    packed,
)


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
        published: an output folder with a finished clip of the story.
    """

    story: Path
    subtitles: tuple[Path, ...]
    pictures: tuple[Path, ...]
    media: tuple[Path, ...]
    speech: tuple[Path, ...]
    fonts: tuple[Path, ...]
    profile: Path
    summaries: tuple[Path, ...]
    published: Path


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


def _with_all_kinds(seeds: Seeds, folder: Path) -> None:
    """Put a story with every kind of card in the place of the small one, and what it names."""
    short = (folder / "short.toml").read_text("utf-8")
    (folder / "all.toml").write_text(
        short.replace("\nframes = 180", "\nframes = 540").replace("5_000_000", "9_000_000"),
        "utf-8",
    )
    (folder / "story.yaml").write_text(KINDS, encoding="utf-8")
    shutil.copy(next(one for one in seeds.media if one.name == "a.wav"), folder / "a.wav")
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "story.facts.yaml").write_text(WAIVERS, encoding="utf-8")
    (folder / "votes.csv").write_text("for,27\nagainst,12\n", encoding="utf-8")
    (folder / "interview.mp4.faces.yaml").write_text(face_sheet(folder / "interview.mp4"), "utf-8")


_ALL = ["--profile", "all.toml"]


def kinds(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Look at a story with every kind of card, with one of its files spoiled."""
    _with_all_kinds(seeds, folder)
    name = chance.choice(("story.yaml",) * 6 + ("article.txt", "votes.csv", "interview.cues.yaml"))
    _spoil(folder / name, chance, text=True)
    at = chance.choice(("0", "2", "4", "6.5", "8", "10", "12", "14", "17"))
    return chance.choice(
        (
            ["plan", "story.yaml", *_ALL],
            ["plan", "story.yaml", *_ALL],
            ["facts", "story.yaml", "--all", *_ALL],
            ["frame", "story.yaml", "--at", at, "-o", "f.png", *_ALL],
            ["frame", "story.yaml", "--at", at, "--format", "16:9", "-o", "f.png", *_ALL],
            ["replace", "Kursk", "Kurs", "story.yaml", "--yes", *_ALL],
        )
    )


def timeline(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Take an editing program's cuts into a story."""
    (folder / "cut.otio").write_text(CUT, encoding="utf-8")
    _spoil(folder / "cut.otio", chance, text=True)
    return ["import-timeline", "story.yaml", "cut.otio", *chance.choice(([], ["--dry-run"]))]


def waivers(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    _with_all_kinds(seeds, folder)
    _spoil(folder / "story.facts.yaml", chance, text=True)
    odd = chance.choice(chance.choice((NUMBERS, TEXTS))).replace("\0", "")
    waive = ["--waive", chance.choice((f"1.1: {odd}", odd)), "--as", "Kim"]
    return ["facts", "story.yaml", *chance.choice(([], waive)), *_ALL]


def faces(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    _with_all_kinds(seeds, folder)
    _spoil(folder / "interview.mp4.faces.yaml", chance, text=True)
    odd = chance.choice(NUMBERS).replace("\0", "")
    look = ["--looked", chance.choice(("1", "2", odd)), "--as", "Kim"]
    return ["faces", "story.yaml", *chance.choice(([], look)), *_ALL]


def staff(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    (folder / "staff.yaml").write_text(STAFF, encoding="utf-8")
    _spoil(folder / "staff.yaml", chance, text=True)
    return chance.choice(
        (["staff", "list", "staff.yaml"], ["staff", "remove", "staff.yaml", "A. Kim"])
    )


def article(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Begin a story from an article as other programs write it, spoiled inside or as a whole."""
    name = chance.choice((*ARTICLES, "a.docx", "a.docx"))
    if name == "a.docx":
        parts = {part: text.encode() for part, text in DOCX.items()}
        if inside := chance.random() < 0.7:
            part = chance.choice(list(parts))
            parts[part] = mutated(parts[part], chance, text=True)
        content = packed(parts)
        content = content if inside else mutated(content, chance, text=False)
    else:
        content = mutated(ARTICLES[name].encode(), chance, text=True)
    (folder / name).write_bytes(content)
    more = chance.choice(([], [], ["--item", chance.choice(NUMBERS)], ["--language", "de"]))
    return ["new", name, "--into", "begun", *more]


def published(seeds: Seeds, folder: Path, chance: random.Random) -> list[str]:
    """Ask about a finished clip one of whose files is another one by now."""
    shutil.copytree(seeds.published, folder / "output", symlinks=True)
    clip = folder / "output" / "2025-01-13" / "fuzzed" / "v1"
    spoiled = chance.choice(
        [one for one in sorted(clip.iterdir()) if one.is_file() and one.suffix != ".html"]
    )
    _spoil(spoiled, chance, text=spoiled.suffix in (".json", ".txt", ".srt", ".vtt", ".yaml"))
    place = str(clip.relative_to(folder))
    return chance.choice(
        (
            ["verify", place],
            ["verify", f"{place}/{spoiled.name}"],
            ["package", place],
            ["catalogue", "list", "--output", "output"],
            ["catalogue", "withdraw", "--output", "output", place, "--as", "Kim", "--reason", "x"],
            ["export", "story.yaml", "--clip", f"{place}/fuzzed.mp4", *TINY],
            ["render", "story.yaml", "-o", "output", "--final", *TINY],
        )
    )


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
            ["plan", "story.yaml", "--length", odd, *TINY],
            ["plan", "story.yaml", "--music", odd, *TINY],
            ["plan", "story.yaml", "--format", odd, *TINY],
            ["facts", "story.yaml", "--waive", odd, "--as", odd, *TINY],
            ["faces", "story.yaml", "--looked", odd, "--as", odd, *TINY],
            ["replace", odd, odd, "story.yaml", "--yes", *TINY],
            ["package", odd],
            ["verify", odd],
            ["export", "story.yaml", "-o", odd, *TINY],
            ["staff", "remove", "staff.yaml", odd],
            ["catalogue", "withdraw", odd, "--as", odd],
            ["ready", odd],
            ["new", "story.yaml", "--date", odd],
            [odd],
        )
    )


AREAS: dict[str, Area] = {
    area.__name__: area
    for area in (
        story, sheet, brand, font, profile, bulletin, summary, subtitles, picture, media, arguments,
        render, hearing, desk, kinds, waivers, faces, staff, article, published, timeline,
    )
}  # fmt: skip
HEARD = ("hearing",)
"""Areas whose cases are done one after the other in one process, since a model is loaded there."""
UNJUDGED = ("desk", "published")
"""A desk is ended while it renders, and what was published is spoiled on purpose."""
