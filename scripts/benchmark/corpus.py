"""The programme that is measured: photos, footage, cues and a story, made from numbers.

Everything is drawn from fixed seeds: two thirds are photographs that are slowly pushed in on,
which the encoder finds hard, and one third is grainy footage with subtitles.
"""

from __future__ import annotations

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
PHOTO_PX = (1600, 2400)

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
class Programme:
    """One story to measure with.

    Attributes:
        story: its file.
        profile: name or file of the delivery profile that fits its length.
        cues: the cue sheet of its footage.
        seconds: length of the clip.
        photos: the photographs of its cards.
        footage: its footage.
        footage_s: how much of it is shown.
    """

    story: Path
    profile: str
    cues: Path
    seconds: int
    photos: tuple[Path, ...]
    footage: Path
    footage_s: float


def programme(
    folder: Path, seconds: int = 60, *, small: bool = False, number: int = 0
) -> Programme:
    """Write a story of a length with everything that it needs.

    Args:
        folder: where to; made when it is not there.
        seconds: length of the clip; two thirds are cards, one third is footage.
        small: whether its profile has a quarter of the size each way, to try the scripts.
        number: makes stories differ, so that none finds another's segments.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cards = max(2, round(seconds * 2 / 3 / CARD_S) - 1)
    footage_s = seconds / 3
    photos = tuple(_photo(folder / f"photo-{i}.jpg", i + 100 * number) for i in range(cards))
    footage = _footage(folder / "harbour.mp4", footage_s + 1, number)
    profile = _profile(folder, seconds, small=small)
    cues = folder / "harbour.cues.yaml"
    cues.write_text(_cues(footage_s), encoding="utf-8")
    story = folder / "story.yaml"
    story.write_text(_story(seconds, photos, footage_s, number), encoding="utf-8")
    return Programme(
        story=story,
        profile=profile,
        cues=cues,
        seconds=seconds,
        photos=photos,
        footage=footage,
        footage_s=footage_s,
    )


def _profile(folder: Path, seconds: int, *, small: bool) -> str:
    """Write a delivery profile that differs from the shipped one in nothing but its length."""
    name = "tiny" if small else "news-60"
    shipped = load_delivery(name)
    frames = int(seconds * shipped.rate)
    if frames == shipped.frames:
        return name
    text = (assets_dir() / "profiles/delivery" / f"{name}.toml").read_text(encoding="utf-8")
    changed = text.replace(f"\nframes = {shipped.frames}\n", f"\nframes = {frames}\n")
    changed = changed.replace(
        f"\nmax_bytes = {shipped.max_bytes}\n", f"\nmax_bytes = {shipped.max_bytes * 4}\n"
    )
    file = folder / f"{name}-{seconds}s.toml"
    file.write_text(changed, encoding="utf-8")
    return str(file)


def _story(seconds: int, photos: tuple[Path, ...], footage_s: float, number: int) -> str:
    lines = [
        "version: 1",
        "date: 2025-01-13",
        f"slug: harbour-{seconds}-{number}",
        "shots:",
    ]
    middle = len(photos) // 2
    for i, photo in enumerate(photos):
        if i == middle:
            lines += [
                "  - kind: footage",
                "    file: harbour.mp4",
                "    credit: Made from numbers",
                "    language: ko",
                f'    out: "{int(footage_s) // 60}:{footage_s % 60:06.3f}"',
            ]
        lines += [
            f"  - kind: {'title' if i == 0 else 'photo'}",
            f"    text: {SENTENCES[i % len(SENTENCES)] if i else 'The harbour is *clean again*'}",
            "    photo:",
            f"      file: {photo.name}",
            "      credit: Made from numbers",
        ]
    lines += ["  - kind: end", "    sources: [Nobody]"]
    return "\n".join(lines) + "\n"


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
            f"  english: {text}",
            "  status: edited",
        ]
    return "\n".join(lines) + "\n"


def _photo(file: Path, seed: int) -> Path:
    """Write a photograph of clouds and grain: soft shapes with detail at every size."""
    rng = np.random.default_rng(seed)
    width, height = PHOTO_PX
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


def _footage(file: Path, seconds: float, number: int) -> Path:
    """Write 25 frames a second of moving colours with grain, and a murmur."""
    picture = (
        f"gradients=s=1280x720:r=25:d={seconds}:n=6:seed={number + 7}:speed=0.03,"
        f"noise=alls=6:allf=t:all_seed={number + 11}"
    )
    box = f"color=c=0x30506a:s=220x320:r=25:d={seconds}"
    sound = f"anoisesrc=d={seconds}:c=pink:r=48000:a=0.5:seed={number + 3}"
    graph = (
        "[0][1]overlay=x='530+300*sin(t*0.9)':y='200+60*cos(t*1.7)'[v];"
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
