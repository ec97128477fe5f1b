"""Single pictures: the stills behind title cards, and frames to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from synth import films, harbour, room, still_life
from synth.grain import resized
from synth.solids import Floats
from synth.stage import develop

STILL_SIZE = (1080, 1920)


def _photographed(draw: Callable[[tuple[int, int]], Floats], share: Fraction) -> Image.Image:
    """Return a still that is drawn at a share of its size, with the grain of film."""
    width, height = (int(side * share) for side in STILL_SIZE)
    values = develop(resized(draw((width, height)), STILL_SIZE)) * 255
    grain = np.random.default_rng(90).normal(0, 1.3, (*values.shape[:2], 1))
    return Image.fromarray(np.clip(values + grain + 0.5, 0, 255).astype(np.uint8))


def _first_light() -> Image.Image:
    return harbour.at_first_light().resize(STILL_SIZE, Image.Resampling.BICUBIC)


STILLS: dict[str, Callable[[], Image.Image]] = {
    "chair": partial(_photographed, room.empty_chair, Fraction(5, 4)),
    "helmet": partial(_photographed, still_life.helmet, Fraction(3, 4)),
    "chairs": partial(_photographed, still_life.two_chairs, Fraction(3, 4)),
    "door": partial(_photographed, still_life.open_door, Fraction(3, 4)),
    "recorder": partial(_photographed, still_life.recorder_on_table, Fraction(3, 4)),
    "first-light": _first_light,
}
"""Every still, by the name of its file."""
_QUALITY = {"chair": 84, "first-light": 84}
_SOFT_QUALITY = 78
"""What is drawn smaller than it is shown has no detail that a better JPEG would keep."""


def write_still(name: str, file: Path) -> None:
    """Draw a still and save it as JPEG."""
    STILLS[name]().save(
        file, quality=_QUALITY.get(name, _SOFT_QUALITY), optimize=True, subsampling=0
    )


def write_frames(film: str, folder: Path, times: Sequence[float], quality: float) -> Iterator[Path]:
    """Save a film's frames at some times as PNG; yield the files."""
    pictures = films.frames(films.FILMS[film], quality=quality, times=times)
    for time_s, picture in zip(times, pictures, strict=True):
        file = folder / f"{film}-{time_s:06.2f}.png"
        Image.fromarray(picture).save(file)
        yield file
