"""How far pictures are enlarged to fill their place: told, or refused, before rendering."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clipmaker.canvas.areas import LOWEST_ROWS
from clipmaker.canvas.placement import layout_of_footage
from clipmaker.errors import MediaError, together
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Card, Footage
from clipmaker.story.photo import Photo

SOFT = 2.5
"""What is enlarged more than so many times looks soft: it is told."""
MOST = 8.0
"""What is enlarged more than so many times is a smear: it is refused."""

Size = tuple[int, int]
"""Width and height of a picture as it is seen, pixels."""

_STRIP = 4.0
"""A picture whose shape is so many times longer than its place is a strip: no size mends that."""


@dataclass(frozen=True, kw_only=True)
class Enlarged:
    """A picture that has fewer pixels than its place.

    Attributes:
        name: name of its file.
        line: where it stands in the story.
        size: its size.
        times: how far it is enlarged.
        least: the size from which on it would not be told: of its own shape, or of its place's
            where it is a strip.
        strip: whether its shape is far from its place's.
    """

    name: str
    line: int
    size: Size
    times: float
    least: Size
    strip: bool = False

    def __str__(self) -> str:
        width, height = self.size
        return (
            f"line {self.line} of the story: {self.name} has {width}x{height} pixels and is "
            f"enlarged {self.times:.1f} times, so it looks soft; "
            "from {}x{} on it would not".format(*self.least)
        )


def enlarged(
    shots: Sequence[Card | Footage],
    media: Mapping[Path, MediaInfo],
    photos: Mapping[Path, Size],
    profile: DeliveryProfile,
) -> tuple[Enlarged, ...]:
    """Return the pictures of a story that are enlarged so far that they look soft.

    Args:
        shots: the story's shots.
        media: facts of its footage.
        photos: sizes of the photos on its cards.
        profile: the canvas.

    Raises:
        MediaError: some are enlarged too far to be shown at all; all are named.
    """
    found = [
        _enlarged(file, shot.line, size, place, times)
        for shot in shots
        for file, size, place, times in _places(shot, media, photos, profile)
        if times > SOFT
    ]
    refused = [_refusal(one) for one in found if one.times > MOST]
    if refused:
        raise together(refused)
    return tuple(found)


def _enlarged(file: Path, line: int, size: Size, place: Size, times: float) -> Enlarged:
    off = (size[0] / size[1]) / (place[0] / place[1])
    strip = max(off, 1 / off) > _STRIP
    full = place if strip else tuple(side * times for side in size)
    width, height = (-(-int(side) // int(SOFT * 10)) * 10 for side in full)
    return Enlarged(
        name=file.name, line=line, size=size, times=times, least=(width, height), strip=strip
    )


def _refusal(one: Enlarged) -> MediaError:
    width, height = one.size
    # Never “8 times, and 8 times is the most”.
    times = math.ceil(one.times * 10) / 10
    what = "a picture that is no strip" if one.strip else "a larger copy"
    return MediaError(
        f"line {one.line} of the story: {one.name} has {width}x{height} pixels: it would be "
        f"enlarged {times:g} times to fill its place, and {MOST:g} times is the most",
        remedy="Use {}, of {}x{} pixels or more.".format(what, *one.least),
    )


def _places(
    shot: Card | Footage,
    media: Mapping[Path, MediaInfo],
    photos: Mapping[Path, Size],
    profile: DeliveryProfile,
) -> Iterator[tuple[Path, Size, Size, float]]:
    """Yield the pictures of a shot: file, size, size of its place, how far each is enlarged."""
    if isinstance(shot, Card):
        for value in shot.fields.values():
            if isinstance(value, Photo) and not value.lent:
                width, height = size = photos[value.file]
                # What moves fills the page; a photo is continued below.
                rows = (1.0 if value.in_ms is not None else LOWEST_ROWS) * profile.height_px
                times = max(profile.width_px / width, rows / height)
                yield value.file, size, (profile.width_px, round(rows)), times
        return
    video = media[shot.file].video
    assert video is not None
    size = (video.display_width_px, video.display_height_px)
    layout = layout_of_footage(shot, video, profile)
    shown = (layout.picture.right - layout.picture.left) * profile.scale
    part = (layout.crop.right - layout.crop.left) * size[0]
    tall = (layout.picture.bottom - layout.picture.top) * profile.scale
    yield shot.file, size, (round(shown), round(tall)), shown / part
