"""The programme that is measured: photos, footage, cues and a story, made from numbers.

Everything is drawn from fixed seeds: two thirds are photographs that drift slowly,
which the encoder finds hard, and one third is grainy footage with subtitles.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipmaker.profile.load import load_delivery
from clipmaker.resources import assets_dir
from clipmaker.tools.ffmpeg import run_ffmpeg

CARD_S = 20 / 3
"""Seconds that a photo card stays at most; six and an end card fill forty."""
FOOTAGE_S = 20
"""Seconds of one piece of footage at most."""
PHOTO_PX = (1600, 2400)
PHOTOS = 5
SIZES = {"full": 1, "half": 2, "quarter": 4, "fifth": 5}
"""How many times smaller than full HD pictures are, each way."""
_ROOMY_S = 15
"""The shortest clip with room for cards that stand as long as people need."""

SENTENCES = (
    "The harbour opened at dawn, and the first boats left before the fog had lifted.",
    "Engineers measured the water twice and found it cleaner than in any year before.",
    "Families came to the quay to watch, some of them for the first time since spring.",
    "The council says that the work was paid for by the port and its two largest users.",
    "Fishermen doubt the figures and ask for a survey of their own before the autumn.",
    "A second basin is to follow, and the plans will be shown to the public in March.",
)
SUBTITLES = (
    "We came down here every morning",
    "and nobody believed it would change",
    "The water was grey for years",
    "Then one day you could see the stones",
    "My daughter asked me what they were",
    "I had forgotten what they look like",
    "They should have done it long ago",
    "But it is good that they did",
)


@dataclass(frozen=True, kw_only=True)
class Media:
    """Photographs and footage that all programmes share."""

    photos: tuple[Path, ...]
    footage: Path


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One story to measure with.

    Attributes:
        story: its file.
        profile: name or file of the delivery profile that fits its length.
        cues: the cue sheet of its footage.
        seconds: length of the clip.
    """

    story: Path
    profile: str
    cues: Path
    seconds: int


def media(folder: Path, footage_s: float, size: str = "full") -> Media:
    """Write five photographs and so many seconds of footage."""
    folder.mkdir(parents=True, exist_ok=True)
    part = SIZES[size]
    return Media(
        photos=tuple(_photo(folder / f"photo-{i}.jpg", i, part) for i in range(PHOTOS)),
        footage=_footage(folder / "harbour.mp4", footage_s, part),
    )


def programme(
    folder: Path, given: Media, seconds: int = 60, *, size: str = "full", number: int = 0
) -> Programme:
    """Write a story of a length with everything that it needs.

    Args:
        folder: where to; made when it is not there.
        given: photographs and footage.
        seconds: length of the clip; two thirds are cards, one third is footage.
        size: of the picture: ``full`` HD, or a part of it each way, as in ``quarter``.
        number: makes stories differ, so that none finds another's segments.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for file in (*given.photos, given.footage):
        target = folder / file.name
        target.unlink(missing_ok=True)
        target.hardlink_to(file)
    cards = max(2, round(seconds * 2 / 3 / CARD_S) - 1)
    footage_s = seconds / 3
    cues = folder / "harbour.cues.yaml"
    cues.write_text(_cues(min(footage_s, FOOTAGE_S)), encoding="utf-8")
    story = folder / "story.yaml"
    story.write_text(_story(seconds, cards, footage_s, number), encoding="utf-8")
    return Programme(
        story=story, profile=_profile(folder, seconds, size), cues=cues, seconds=seconds
    )


def _profile(folder: Path, seconds: int, size: str) -> str:
    """Write a delivery profile that differs from news-60 in nothing but length and size.

    Under fifteen seconds its cards are shorter in proportion.
    """
    shipped = load_delivery("news-60")
    part, shorter = SIZES[size], min(1.0, seconds / _ROOMY_S)
    frames = int(seconds * shipped.rate)
    if frames == shipped.frames and part == 1:
        return shipped.name
    text = (assets_dir() / "profiles/delivery/news-60.toml").read_text(encoding="utf-8")
    for name, value in (
        ("frames", frames),
        ("width_px", 2 * round(shipped.width_px / part / 2)),
        ("height_px", shipped.height_px // part),
        ("max_bytes", shipped.max_bytes * 4),
        ("card_scale", shorter),
        ("per_word_s", shipped.reading.per_word_s * shorter),
        ("step_s", shipped.reading.step_s * shorter),
    ):
        text = re.sub(rf"^{name} = [\d_.]+$", f"{name} = {value}", text, flags=re.MULTILINE)
    file = folder / f"news-{seconds}-{size}.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _story(seconds: int, cards: int, footage_s: float, number: int) -> str:
    """Return a story whose footage stands in its middle, in pieces of twenty seconds at most."""
    lines = ["version: 1", "date: 2025-01-13", f"slug: harbour-{seconds}-{number}", "shots:"]
    # A short clip has room for short captions only.
    words = 8 if cards == 2 else 99
    credit = f"Made from numbers, series {number + 1}"
    for i in range(cards):
        if i == cards // 2:
            for _ in range(math.ceil(footage_s / FOOTAGE_S)):
                lines += [
                    "  - kind: footage",
                    "    file: harbour.mp4",
                    f"    credit: {credit}",
                    "    language: ko",
                    f'    out: "0:{min(footage_s, FOOTAGE_S):06.3f}"',
                ]
        lines += [
            f"  - kind: {'title' if i == 0 else 'photo'}",
            f"    text: {_caption(i, words)}",
            "    photo:",
            f"      file: photo-{i % PHOTOS}.jpg",
            f"      credit: {credit}",
        ]
    lines += ["  - kind: end", "    sources: [Nobody]"]
    return "\n".join(lines) + "\n"


def _caption(number: int, words: int) -> str:
    """Return the headline, or a photo's caption of so many words at most."""
    if number == 0:
        return "The harbour is *clean again*"
    return " ".join(SENTENCES[number % len(SENTENCES)].split()[:words])


def _cues(footage_s: float) -> str:
    """Return a cue sheet of two and a half seconds each, which nobody has approved yet."""
    lines = ["version: 1", "footage: harbour.mp4", "language: ko", "cues:"]
    count = max(1, int(footage_s / 2.5))
    for i in range(count):
        start, end = footage_s * i / count + 0.1, footage_s * (i + 1) / count
        text = SUBTITLES[i % len(SUBTITLES)]
        lines += [
            f"- id: c{i + 1}",
            f"  start: {int(start) // 60}:{start % 60:06.3f}",
            f"  end: {int(end) // 60}:{end % 60:06.3f}",
            "  source: 우리는 매일 아침 여기에 왔습니다",
            f"  text: {text}",
            "  status: edited",
        ]
    return "\n".join(lines) + "\n"


def _photo(file: Path, seed: int, part: int) -> Path:
    """Write a photograph of clouds and grain: soft shapes with detail at every size."""
    rng = np.random.default_rng(seed)
    width, height = (side // part for side in PHOTO_PX)
    total: NDArray[np.float32] = np.zeros((height, width, 3), np.float32)
    for octave in range(2, 9):
        size = (2**octave, 3 * 2 ** (octave - 1), 3)
        small = Image.fromarray(rng.integers(0, 256, size, np.uint8)[: size[1], :, :])
        grown = small.resize((width, height), Image.Resampling.BICUBIC)
        total += np.asarray(grown, np.float32) / 2 ** (0.8 * octave)
    total -= total.min()
    total *= 225 / total.max()
    total += rng.normal(0, 3, (height, width, 1)).astype(np.float32)
    Image.fromarray(np.clip(total + 12, 0, 255).astype(np.uint8)).save(file, quality=92)
    return file


def _footage(file: Path, seconds: float, part: int) -> Path:
    """Write 25 frames a second of moving colours with grain, and a murmur."""
    picture = (
        f"gradients=s={1280 // part // 2 * 2}x{720 // part}:r=25:d={seconds}:n=6:seed=7:speed=0.03,"
        "noise=alls=6:allf=t:all_seed=11"
    )
    box = f"color=c=0x30506a:s={220 // part}x{320 // part}:r=25:d={seconds}"
    sound = f"anoisesrc=d={seconds}:c=pink:r=48000:a=0.5:seed=3"
    graph = (
        f"[0][1]overlay=x='(530+300*sin(t*0.9))/{part}':y='(200+60*cos(t*1.7))/{part}'[v];"
        "[2]tremolo=f=3.1:d=0.9,lowpass=f=2400,highpass=f=120[a]"
    )
    inputs = [part for text in (picture, box, sound) for part in ("-f", "lavfi", "-i", text)]
    run_ffmpeg(
        [
            *inputs,
            *("-filter_complex", graph, "-map", "[v]", "-map", "[a]", "-t", f"{seconds}"),
            *("-c:v", "libx264", "-preset", "veryfast", "-b:v", "8M", "-g", "50", "-threads", "1"),
            *("-pix_fmt", "yuv420p", "-c:a", "aac", "-fflags", "+bitexact", str(file)),
        ],
        doing="drawing footage",
    )
    return file
