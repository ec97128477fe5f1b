"""What is behind a card in each of its frames, and how the shot before passes over into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import OPAQUE, Pixels, Stamp
from clipmaker.paint.drifting import Drifting
from clipmaker.paint.moving import MovingPage
from clipmaker.paint.page import Painting
from clipmaker.paint.yuv import Planes, PlaneSet, plane_set

ReadFilm = Callable[[int, int], Iterator[PlaneSet]]
"""Reads so many frames of a clip from one on, counted from where it begins."""


class Backdrop:
    """The picture behind a card, without words.

    Args:
        painting: the card.
        frames: its length.
        read: reads its clip; None for a card without one.
    """

    def __init__(self, painting: Painting, frames: int, read: ReadFilm | None = None) -> None:
        self._frames = frames
        self._drift = painting.drift
        self._drifting = Drifting(self._drift) if self._drift else None
        self._read = read
        self._running: Iterator[PlaneSet] = iter(())
        self._standing = None if self._drift or read else _planes(painting)
        self.veil = painting.veil
        """What lies over a clip; other pictures come with theirs."""

    def begin(self, first: int, count: int) -> None:
        """Get ready for frames that are asked for one after the other."""
        if self._read:
            self._running = self._read(first, count)

    def place(self, frame: int) -> Fraction:
        """Return where the picture stands; frames in which that is the same look the same.

        Args:
            frame: counted from the card's beginning; it may be past its end.
        """
        if self._drift:
            return self._drift.offset_px(frame, self._frames)
        return Fraction(frame if self._read else 0)

    def at(self, frame: int) -> PlaneSet:
        """Return the picture in a frame of the card, or past its end."""
        if self._drifting:
            return self._drifting.at(self.place(frame))
        if self._standing is None:
            return next(self._running)
        return self._standing

    def after(self, frames: int) -> PlaneSet:
        """Return the picture so many frames past the card's last one; a clip's last one stays."""
        if self._read and self._standing is None:
            (last,) = self._read(self._frames - 1, 1)
            self._standing = _veiled(last, self.veil)
        if self._standing is not None:
            return self._standing
        return self.at(self._frames - 1 + frames)


@dataclass(frozen=True)
class LastPicture:
    """The last picture of footage, without words: past its out point nothing of it is shown.

    Attributes:
        picture: the whole canvas.
    """

    picture: PlaneSet

    def after(self, _: int) -> PlaneSet:
        """Return it, however many frames past the end."""
        return self.picture


@dataclass(frozen=True)
class Passing:
    """The shot before, whose picture is still seen for some frames.

    Attributes:
        before: what was behind the card, or the end of the footage.
        frames: for how many frames it is seen.
    """

    before: Backdrop | LastPicture
    frames: int

    def seen(self, frame: int) -> bool:
        """Whether anything of it is seen in a frame, counted from the shot's beginning."""
        return frame < self.frames

    def opacity(self, frame: int) -> int:
        """Return how much of it is seen in a frame, 0 to 256: less in each, never all of it."""
        return round(Fraction(OPAQUE * (self.frames - frame), self.frames + 1))

    def over(self, frame: int, below: PlaneSet) -> PlaneSet:
        """Return a picture in a frame with what is still seen of the one before over it."""
        over, share = self.before.after(frame + 1), self.opacity(frame)
        y, u, v = (_mixed(a, b, share) for a, b in zip(over, below, strict=True))
        return y, u, v


def _mixed(over: Pixels, below: Pixels, share: int) -> Pixels:
    total: NDArray[np.uint16] = np.multiply(over, np.uint16(share), dtype=np.uint16)
    total += np.multiply(below, np.uint16(OPAQUE - share), dtype=np.uint16)
    total += np.uint16(OPAQUE // 2)
    total >>= 8
    return total.astype(np.uint8)


def _planes(painting: Painting) -> PlaneSet:
    ground = np.asarray(painting.ground.convert("RGB"))
    height, width = ground.shape[:2]
    planes = Planes(width, height)
    planes.update(ground)
    return plane_set(np.frombuffer(planes.snapshot(), np.uint8), width, height)


def _veiled(planes: PlaneSet, veil: Stamp | None) -> PlaneSet:
    if veil is None:
        return planes
    height, width = planes[0].shape
    page = MovingPage(width, height)
    page.cover(page.bands, [(veil, 0, 0)])
    return plane_set(np.frombuffer(page.frame(planes), np.uint8), width, height)
