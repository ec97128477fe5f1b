"""Single pictures: the stills behind title cards, and frames to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from synth import films, harbour, room
from synth.grain import resized
from synth.stage import develop

STILL_SIZE = (1080, 1920)


def _chair() -> Image.Image:
    light = room.empty_chair((STILL_SIZE[0] * 5 // 4, STILL_SIZE[1] * 5 // 4))
    values = develop(resized(light, STILL_SIZE)) * 255
    grain = np.random.default_rng(90).normal(0, 1.3, (*values.shape[:2], 1))
    return Image.fromarray(np.clip(values + grain + 0.5, 0, 255).astype(np.uint8))


def _first_light() -> Image.Image:
    return harbour.at_first_light().resize(STILL_SIZE, Image.Resampling.BICUBIC)


STILLS: dict[str, Callable[[], Image.Image]] = {"chair": _chair, "first-light": _first_light}
"""Every still, by the name of its file."""


def write_still(name: str, file: Path) -> None:
    """Draw a still and save it as JPEG."""
    STILLS[name]().save(file, quality=84, optimize=True, subsampling=0)


def write_frames(film: str, folder: Path, times: Sequence[float], quality: float) -> Iterator[Path]:
    """Save a film's frames at some times as PNG; yield the files."""
    pictures = films.frames(films.FILMS[film], quality=quality, times=times)
    for time_s, picture in zip(times, pictures, strict=True):
        file = folder / f"{film}-{time_s:06.2f}.png"
        Image.fromarray(picture).save(file)
        yield file
