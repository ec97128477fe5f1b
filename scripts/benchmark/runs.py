"""What is measured, run after run; every figure is compared with others of the same run only."""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmark import encoders
from benchmark.corpus import Media, Programme, media, programme
from benchmark.measure import Reading, clipmaker, run

SCRIPTS = Path(__file__).resolve().parents[1]
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the report.

    Attributes:
        what: what was done.
        reading: what it took; the median of its runs.
        runs: how many runs that are.
        output_bytes: size of what was written, 0 where nothing was.
    """

    what: str
    reading: Reading
    runs: int = 1
    output_bytes: int = 0


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How much is measured.

    Attributes:
        size: of the picture, a name in ``corpus.SIZES``.
        seconds: length of the programme.
        pairs: how often the limit and a full render are run after one another.
        again: how often short things are run.
        moviepy_s: seconds of the programme that MoviePy makes.
        lengths: clip lengths of the scaling table, seconds; their pictures are of half size.
        stories: numbers of stories of the scaling table, each of the first length.
        cores: on how many cores each row of the scaling table is made.
        footage_s: seconds of footage that the corpus holds.
        choices: presets and qualities of the encoder that are compared.
    """

    size: str = "full"
    seconds: int = 60
    pairs: int = 2
    again: int = 3
    moviepy_s: float = 6.0
    lengths: tuple[int, ...] = (15, 60, 180)
    stories: tuple[int, ...] = (1, 4, 16)
    cores: tuple[int, ...] = (1, 2)
    footage_s: float = 21.0
    choices: tuple[tuple[str, int, int | None], ...] = encoders.CHOICES


QUICK = Extent(
    size="fifth",
    seconds=6,
    pairs=1,
    again=1,
    moviepy_s=0.2,
    lengths=(6,),
    stories=(1, 2),
    cores=(2,),
    footage_s=2.0,
    choices=(("superfast", 20, None), ("veryfast", 20, 1)),
)


def median(readings: Sequence[Reading]) -> Reading:
    """Return the medians of several runs, and their highest memory."""
    return Reading(
        wall_s=statistics.median(r.wall_s for r in readings),
        cpu_s=statistics.median(r.cpu_s for r in readings),
        peak_mb=max(r.peak_mb for r in readings),
        output=readings[-1].output,
    )


class Bench:
    """All runs over one programme.

    Args:
        folder: where to work; it grows by some gigabytes of raw frames.
        extent: how much is measured.
        say: told what is being done.
    """

    def __init__(self, folder: Path, extent: Extent, say: Say) -> None:
        self._folder, self._extent, self._say = folder, extent, say
        self.rows: dict[str, Row] = {}
        self.choices: list[encoders.Choice] = []
        say("making the corpus")
        self._media: Media = media(folder / "media", extent.footage_s, extent.size)
        self._one = programme(folder / "corpus", self._media, extent.seconds, size=extent.size)

    def start(self) -> None:
        """Measure the start of the command line against a bare Python."""
        self._say("starting the command line")
        bare, full = [], []
        for _ in range(3 * self._extent.again):
            bare.append(run([sys.executable, "-c", "pass"]))
            full.append(clipmaker("--help", cache=self._folder / "cache"))
        self._note("bare Python", bare)
        self._note("clipmaker --help", full)

    def limit_and_full(self) -> None:
        """Measure the encoder alone and whole renders with empty caches, in turn."""
        self._say("composing the raw frames (not measured)")
        raw, encoded = self._folder / "raw.yuv", self._folder / "limit.mp4"
        self._module("limit", "compose", str(self._one.story), self._one.profile, str(raw))
        limit, full = [], []
        for i in range(self._extent.pairs):
            turns = [self._limit, self._full] if i % 2 == 0 else [self._full, self._limit]
            for turn in turns:
                self._say(f"{turn.__name__.strip('_')} {i + 1} of {self._extent.pairs}")
                reading = turn(i, raw, encoded)
                (limit if turn == self._limit else full).append(reading)
        self._note("the limit: finished raw frames through the encoder", limit, encoded)
        self._note("full render, empty cache", full, self._video())
        self.choices = encoders.measure(
            raw, self._one.profile, self._folder, self._extent.choices, self._say
        )
        raw.unlink()

    def _limit(self, number: int, raw: Path, encoded: Path) -> Reading:
        del number
        return self._module("limit", "encode", str(raw), self._one.profile, str(encoded))

    def _full(self, number: int, raw: Path, encoded: Path) -> Reading:
        del raw, encoded
        return self._render(self._cache(number))

    def edits(self) -> None:
        """Measure what an editor waits for after a full render."""
        cache = self._cache(0)
        self._say("edits")
        self._note("nothing changed", [self._render(cache) for _ in range(self._extent.again)])
        commas, headlines = [], []
        for i in range(self._extent.again):
            _replace(self._one.cues, rf"(?m)^(- id: c{i + 1}(?:\n  .*)*?\n  text: \S+)", r"\1,")
            commas.append(self._render(cache))
        self._note("one comma in a subtitle", commas, self._video())
        for word in ("cleaner", "clearer", "calmer")[: self._extent.again]:
            _replace(self._one.story, r"\*[^*]+\*", f"*{word} again*")
            headlines.append(self._render(cache))
        self._note("one word in the headline", headlines, self._video())

    def looks(self) -> None:
        """Measure the preview and single frames."""
        self._say("preview and frames")
        cache = self._folder / "cache-preview"
        shown = [self._render(cache, "--preview")]
        self._note("preview of the whole clip, empty cache", shown, self._video("preview"))
        card, footage = self._extent.seconds * 0.15, self._extent.seconds * 0.4
        for what, at in (("card", card), ("footage", footage)):
            frames = [
                clipmaker(
                    *("frame", str(self._one.story), "--at", f"{at:.2f}"),
                    *("--profile", self._one.profile, "-o", str(self._folder / "frame.png")),
                    cache=cache,
                )
                for _ in range(self._extent.again)
            ]
            self._note(f"one frame of a {what}", frames, self._folder / "frame.png")

    def moviepy(self) -> None:
        """Measure a tenth of the programme, written with MoviePy, and scale it."""
        self._say("MoviePy")
        seconds, target = self._extent.moviepy_s, self._folder / "moviepy.mp4"
        folder = str(self._one.story.parent)
        reading = self._module("moviepy_way", folder, str(seconds), str(target))
        times = self._extent.seconds / seconds
        scaled = replace(reading, wall_s=reading.wall_s * times, cpu_s=reading.cpu_s * times)
        what = f"MoviePy, {seconds:g} s of it, times {times:g}"
        size = round(target.stat().st_size * times)
        self.rows["moviepy"] = Row(what=what, reading=scaled, output_bytes=size)

    def scaling(self) -> list[tuple[str, int, Row]]:
        """Measure clips of several lengths and numbers of stories, on one core and on more.

        Returns:
            What was made, on how many cores, and what it took.
        """
        size = "half" if self._extent.size == "full" else self._extent.size
        found: list[tuple[str, int, Row]] = []
        for cores in self._extent.cores:
            for seconds in self._extent.lengths:
                one = programme(self._folder / f"length-{seconds}", self._media, seconds, size=size)
                found.append((f"1 story of {seconds} s", cores, self._several([one], cores)))
            for count in self._extent.stories[1:]:
                length = self._extent.lengths[0]
                many = [
                    programme(self._folder / f"story-{i}", self._media, length, size=size, number=i)
                    for i in range(count)
                ]
                found.append((f"{count} stories of {length} s", cores, self._several(many, cores)))
        return found

    def _several(self, programmes: Sequence[Programme], cores: int) -> Row:
        """Render programmes one after another in one process, with an empty cache."""
        self._say(f"{len(programmes)} x {programmes[0].seconds} s on {cores} cores")
        name = f"cache-{len(programmes)}-{programmes[0].seconds}-{cores}"
        stories = [part for one in programmes for part in (str(one.story), one.profile)]
        reading = run(
            [sys.executable, "-m", "benchmark.several", str(self._folder / name), *stories],
            env={"CLIPMAKER_CACHE": str(self._folder / name), "PYTHONPATH": _PATHS},
            cores=cores,
        )
        return Row(what=name, reading=reading)

    def _render(self, cache: Path, *more: str) -> Reading:
        return clipmaker(
            *("render", str(self._one.story), "--profile", self._one.profile),
            *("--output", str(cache / "output"), *more),
            cache=cache,
        )

    def _module(self, name: str, *args: str) -> Reading:
        return run(
            [sys.executable, "-m", f"benchmark.{name}", *args],
            env={"PYTHONPATH": _PATHS, "CLIPMAKER_CACHE": str(self._folder / "cache")},
        )

    def _cache(self, number: int) -> Path:
        return self._folder / f"cache-{number}"

    def _video(self, kind: str = "draft") -> Path:
        return next(self._folder.glob(f"cache-*/output/*/*/{kind}/*.mp4"))

    def _note(self, what: str, readings: Sequence[Reading], file: Path | None = None) -> None:
        size = file.stat().st_size if file else 0
        row = Row(what=what, reading=median(readings), runs=len(readings), output_bytes=size)
        self.rows[what] = row


_PATHS = f"{SCRIPTS.parent}:{SCRIPTS}"


def _replace(file: Path, pattern: str, by: str) -> None:
    """Change a file at one place.

    Raises:
        ValueError: there is no such place.
    """
    text, count = re.subn(pattern, by, file.read_text(encoding="utf-8"), count=1)
    if not count:
        raise ValueError(f"{file}: nothing looks like {pattern}")
    file.write_text(text, encoding="utf-8")
