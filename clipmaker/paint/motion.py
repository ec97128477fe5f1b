"""How a card comes and goes: layers rise, fade, uncover and count, ease out, and stand still.

Before the next shot they leave the way they came; something of them is seen up to its first frame,
on which its own words are on their way, so that no frame is empty.

MoviePy plays the motion: a VideoClip, iterated frame by frame. Its own compositing is not used,
since it blends whole pictures in floating point; `clipmaker.paint.frames` blends what moves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.paint.blend import OPAQUE, SUBPIXELS, Stamp
from clipmaker.paint.standing import GONE, STANDING, Pose, held, plates_below
from clipmaker.paint.yuv import Window
from clipmaker.timeline.joins import leaving_frame
from clipmaker.tools.moviepy import video_clip

if TYPE_CHECKING:
    from clipmaker.paint.page import Entrance, Layer, Painting
    from clipmaker.profile.model import DeliveryProfile

_FADE_SHARE = 0.6
"""A layer is opaque after this share of its way up: words can be read before they rest."""


_LEAVING_S = 1 / 6
"""What is gone before its card is, such as a beat, leaves in so many seconds."""


def leaves_at(frames: int, profile: DeliveryProfile) -> int | None:
    """Return the frame from which a card of so many leaves; None where it stands to its end."""
    leaves = leaving_frame(frames, profile.rate)
    return leaves if leaves < frames else None


def ease_out(share: float) -> float:
    """Return how far a movement has come after a share (0 to 1) of its time: quick, then slow."""
    rest = 1 - min(max(share, 0.0), 1.0)
    return 1 - rest**4


def pose(entrance: Entrance, width: int, seconds: float) -> Pose:
    """Return the pose of a layer of a width some seconds after the card's first frame."""
    if (rest_s := entrance.until_s - seconds) < _LEAVING_S:
        gone = 1 - max(rest_s, 0.0) / _LEAVING_S
        return _left(entrance, 1 - gone * gone, width) if gone < 1 else GONE
    if entrance.duration_s <= 0:
        return STANDING if seconds >= entrance.delay_s else GONE
    share = (seconds - entrance.delay_s) / entrance.duration_s
    if share >= 1:
        return STANDING
    if share <= 0:
        return GONE
    way = ease_out(share)
    if entrance.grow:
        return Pose(uncovered=round(way * width))
    fade = ease_out(share / _FADE_SHARE)
    drop = round((1 - way) * entrance.rise_px * SUBPIXELS)
    return Pose(opacity=round(fade * OPAQUE), drop=drop)


def _left(entrance: Entrance, share: float, width: int) -> Pose:
    """Return the pose of a layer of a width of which a share is left; credits stay."""
    if entrance.grow:
        return Pose(uncovered=round(share * width))
    return Pose(opacity=round(share * OPAQUE)) if entrance.duration_s else STANDING


def entrance_s(painting: Painting) -> float:
    """Return the seconds after which everything of a painting stands, 0 when nothing moves."""
    return max(map(_rests_s, painting.layers), default=0.0)


def _rests_s(layer: Layer) -> float:
    """Return the seconds after which a layer stands, or has gone."""
    if _stays(layer):
        end_s = layer.reel.end_s if layer.reel else 0.0
        return layer.entrance.delay_s + max(layer.entrance.duration_s, end_s)
    return layer.entrance.until_s


def _stays(layer: Layer) -> bool:
    """Whether a layer stands until its card leaves."""
    return math.isinf(layer.entrance.until_s)


class Motion:
    """The entrance of one painting at a profile's frame rate.

    Frame 0 already shows the first layers on their way; the last moving frame equals the still.

    Args:
        painting: the card.
        profile: its rate.
        frames: the card's length where it leaves before its end; None where it stands.
    """

    def __init__(
        self, painting: Painting, profile: DeliveryProfile, frames: int | None = None
    ) -> None:
        self._painting = painting
        self._frames = frames
        self._leaves = leaves_at(frames, profile) if frames else None
        self._rate = profile.rate
        self._stamps = [Stamp.of(layer.image) for layer in painting.layers]
        self._rest = [STANDING if _stays(layer) else GONE for layer in painting.layers]
        self._reels: dict[int, Stamp] = {}

    @cached_property
    def length(self) -> int:
        """Number of moving frames; 0 when every layer is there at once."""
        return -(-round(entrance_s(self._painting) * self._rate * 1000) // 1000)

    @cached_property
    def plates(self) -> tuple[int | None, ...]:
        """The place of the layer that each layer stands on; None for one on none."""
        return plates_below(self._painting.layers, self._stamps)

    def shown(
        self, frame: int, most: Mapping[int, int] | None = None
    ) -> Iterator[tuple[Stamp, int, int]]:
        """Yield what is seen of every layer in a frame, with its left and top edge.

        Args:
            frame: counted from the card's first.
            most: the share of their opacity that is shown of some layers, 0 to 256, by place.
        """
        for i, how in enumerate(self.poses(frame)):
            if most and i in most:
                how = replace(how, opacity=how.opacity * most[i] // OPAQUE)
            stamp = self._stamp(i, how)
            if stamp is not None and (posed := _posed(self._painting.layers[i], stamp, how)):
                yield posed

    def moves(self, frame: int) -> bool:
        """Whether anything of the card differs from the frame before (frame 1 or later)."""
        return frame < self.length or (self._leaves is not None and frame >= self._leaves)

    def touched(self, frame: int) -> tuple[Window, ...]:
        """Return the parts of the picture that differ from the frame before (frame 1 or later)."""
        width, height = self._painting.ground.size
        parts = []
        before, now = self.poses(frame - 1), self.poses(frame)
        for layer, stamp, was, is_now in zip(
            self._painting.layers, self._stamps, before, now, strict=True
        ):
            if was == is_now:
                continue
            sag = -(-max(was.drop, is_now.drop) // SUBPIXELS)
            box = (
                layer.left_px,
                layer.top_px,
                layer.left_px + stamp.width,
                layer.top_px + stamp.height + sag,
            )
            parts.append(Window.around(*box).within(width, height))
        return tuple(part for part in parts if not part.empty)

    def poses(self, frame: int) -> list[Pose]:
        """Return how every layer is shown in a frame.

        Frames are counted from 1 inside, so that the card's first one is under way.
        """
        if self._leaves is not None and frame >= self._leaves:
            return self._on_plates(self._leaving(frame - self._leaves + 1))
        if frame >= self.length - 1:
            return self._rest
        return self._on_plates(self._coming(float((frame + 1) / self._rate)))

    def _on_plates(self, poses: list[Pose]) -> list[Pose]:
        """Return poses of which none is seen beyond its plate; plates stand on plates."""
        layers = self._painting.layers
        for number, plate in enumerate(self.plates):
            if plate is not None:
                poses[number] = held(poses[number], layers[number], layers[plate], poses[plate])
        return poses

    def _coming(self, seconds: float) -> list[Pose]:
        """Return the poses some seconds after the card has begun to come in."""
        return [
            replace(
                pose(layer.entrance, stamp.width, seconds),
                picture=layer.reel.at(seconds - layer.entrance.delay_s) if layer.reel else None,
            )
            for layer, stamp in zip(self._painting.layers, self._stamps, strict=True)
        ]

    def _leaving(self, frames: int) -> list[Pose]:
        """Return the poses some frames after the card has begun to leave."""
        assert self._frames is not None
        assert self._leaves is not None
        share = frames / (self._frames - self._leaves + 1)
        left = 1 - share * share
        return [
            _left(layer.entrance, left, stamp.width) if rest is STANDING else GONE
            for layer, stamp, rest in zip(
                self._painting.layers, self._stamps, self._rest, strict=True
            )
        ]

    def _stamp(self, layer: int, how: Pose) -> Stamp | None:
        """Return what a layer shows in a pose; None where that is nothing."""
        reel = self._painting.layers[layer].reel
        if reel is None or how.picture is None:
            return self._stamps[layer]
        image = reel.pictures[how.picture]
        if image is None:
            return None
        if id(image) not in self._reels:
            self._reels[id(image)] = Stamp.of(image)
        return self._reels[id(image)]


def _posed(layer: Layer, stamp: Stamp, how: Pose) -> tuple[Stamp, int, int] | None:
    """Return a layer's stamp in a pose, with its left and top edge; None when nothing is seen."""
    if how.opacity == 0 or how.uncovered == 0:
        return None
    left = layer.left_px
    if how.uncovered is not None:
        start = stamp.width - how.uncovered if layer.entrance.from_right else 0
        stamp = stamp.cut(start, start + how.uncovered)
        left += start
    rows, sixteenths = divmod(how.drop, SUBPIXELS)
    return stamp.faded(how.opacity).lowered(sixteenths), left, layer.top_px + rows


def played(profile: DeliveryProfile, first: int, count: int) -> Iterator[int]:
    """Yield the numbers of a card's frames as MoviePy plays them."""
    rate = float(profile.rate)
    clip = video_clip()(
        lambda t: np.full((1, 1), first + round(t * rate)),
        # Half a frame more: MoviePy rounds length times rate down (MoviePy issue 2507).
        duration=(count + 0.5) / rate,
    )
    for number in clip.iter_frames(fps=rate):
        yield int(number[0, 0])
