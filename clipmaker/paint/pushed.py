"""Frames of a card over a moving photo, made in the encoder's own planes.

Scaling, veil and words are sums and products, so they are done on luma and halved chroma rather
than on RGB that would have to be converted anew for every frame: a third of the work.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipmaker.paint.blend import Pixels, Stamp, divide_by_255, lay_stamp
from clipmaker.paint.chrome import ChromeStrip
from clipmaker.paint.dither import pattern
from clipmaker.paint.motion import Motion
from clipmaker.paint.page import Painting
from clipmaker.paint.push import Push, progress, resampled
from clipmaker.paint.yuv import BLUE, LUMA, RED, Planes, Window, block_sums, weighted
from clipmaker.profile.model import DeliveryProfile

_ONE = 1 << 16


def pushed_frames(
    painting: Painting,
    push: Push,
    chrome: ChromeStrip | None,
    profile: DeliveryProfile,
    *,
    shot_start_frame: int,
    shot_frames: int,
    first: int,
    count: int,
) -> Iterator[bytes]:
    """Yield frames of a card as raw ``yuv420p``; see :func:`clipmaker.paint.frames.card_frames`."""
    moving = _Moving(push, painting, profile)
    motion = Motion(painting, profile)
    words: _Laid | None = None
    strip: tuple[Stamp | None, _Laid | None] = (None, None)
    for frame in range(first, first + count):
        moving.show(progress(frame, shot_frames))
        if words is None or frame < motion.length:
            words = _words(motion, frame)
        now = chrome.stamp(shot_start_frame + frame) if chrome else None
        if now is not None and now is not strip[0]:
            strip = (now, _Laid(now, 0, 0))
        for laid in (words, strip[1]):
            if laid:
                laid.lay(moving)
        yield moving.snapshot()


def _words(motion: Motion, frame: int) -> _Laid | None:
    """Return everything that stands on a card in a frame; None when there is nothing."""
    box = motion.extent()
    if box.empty:
        return None
    size = (box.bottom - box.top, box.right - box.left)
    canvas = Stamp(np.zeros((*size, 3), np.uint8), np.zeros(size, np.uint8))
    for stamp, left, top in motion.shown(frame):
        lay_stamp(canvas, stamp, left - box.left, top - box.top)
    return _Laid(canvas, box.left, box.top)


class _Moving:
    """The planes of a page whose upper part is a moving photo under a veil."""

    def __init__(self, push: Push, painting: Painting, profile: DeliveryProfile) -> None:
        width, height = profile.width_px, profile.height_px
        still = Planes(width, height)
        still.update(np.asarray(painting.ground))
        self._below = still.snapshot()
        self._push = push
        self._size = (push.width_px, push.height_px)
        self._data = np.frombuffer(bytearray(self._below), np.uint8)
        self.y, self.u, self.v = _planes(self._data, width, height)
        self._source = _source(push.picture)
        self._veils = _veils(push)

    def show(self, share: float) -> None:
        """Bring the photo to a share of its way; what was laid over it is gone."""
        self._data[:] = np.frombuffer(self._below, np.uint8)
        window, (width, height) = self._push.window(share), self._size
        for plane, source, (keep, add), half in zip(
            (self.y, self.u, self.v), self._source, self._veils, (1, 2, 2), strict=True
        ):
            size = (width // half, height // half)
            seen = np.asarray(resampled(source, window, size))
            np.add(seen * keep[:, None], add, out=plane[: size[1]], casting="unsafe")

    def snapshot(self) -> bytes:
        """Return the picture's bytes: all of Y, then U, then V."""
        return self._data.tobytes()


def _planes(data: Pixels, width: int, height: int) -> tuple[Pixels, Pixels, Pixels]:
    luma, half = width * height, (height // 2, width // 2)
    chroma = half[0] * half[1]
    return (
        data[:luma].reshape(height, width),
        data[luma : luma + chroma].reshape(half),
        data[luma + chroma :].reshape(half),
    )


def _source(picture: Image.Image) -> tuple[Image.Image, Image.Image, Image.Image]:
    """Return a picture's planes as pictures."""
    planes = Planes(*picture.size)
    planes.update(np.asarray(picture))
    data = np.frombuffer(planes.snapshot(), np.uint8)
    y, u, v = _planes(data, *picture.size)
    return Image.fromarray(y), Image.fromarray(u), Image.fromarray(v)


_Kept = tuple[NDArray[np.float32], NDArray[np.float32]]


def _veils(push: Push) -> tuple[_Kept, _Kept, _Kept]:
    """Return what is kept of each plane in every row, and what is added to it.

    The luma's addition holds the dither, so that rounding down afterwards is the dithering.
    """
    width, height = push.width_px, push.height_px
    keep, add = push.veil.keep[:height], push.veil.add[:height]
    found = []
    for weights, middle in ((LUMA, 16.0), (BLUE, 128.0), (RED, 128.0)):
        colour = (add * np.array(weights, np.float32)).sum(axis=1) / np.float32(_ONE)
        rows = np.float32(middle) * (1 - keep) + colour
        if middle == 16.0:
            found.append((keep, rows[:, None] + pattern(height, width)))
            continue
        halved = rows.reshape(-1, 2).mean(axis=1)[:, None] + np.float32(0.5)
        found.append((keep.reshape(-1, 2).mean(axis=1), halved.astype(np.float32)))
    return found[0], found[1], found[2]


class _Laid:
    """A stamp on even pixels, in the encoder's planes and multiplied by its opacity."""

    def __init__(self, stamp: Stamp, left: int, top: int) -> None:
        box = Window.around(left, top, left + stamp.width, top + stamp.height)
        size = (box.bottom - box.top, box.right - box.left)
        whole = Stamp(np.zeros((*size, 3), np.uint8), np.zeros(size, np.uint8))
        lay_stamp(whole, stamp, left - box.left, top - box.top)
        colour, alpha = whole.colour.astype(np.int32), whole.alpha.astype(np.int32)
        self._box = box
        self._y = ((weighted(colour, LUMA) + alpha * (16 * _ONE // 255) + _ONE // 2) >> 16).astype(
            np.uint8
        )
        opacity = block_sums(alpha)
        self._u, self._v = (
            (
                (block_sums(weighted(colour, weights)) + opacity * (128 * _ONE // 255) + 2 * _ONE)
                >> 18
            ).astype(np.uint8)
            for weights in (BLUE, RED)
        )
        self._clear = (255 - alpha).astype(np.uint16)
        self._clear_half = (255 - ((opacity + 2) >> 2)).astype(np.uint16)

    def lay(self, on: _Moving) -> None:
        """Lay it over a picture."""
        rows, columns = self._box.rows, self._box.columns
        half = (
            slice(self._box.top // 2, self._box.bottom // 2),
            slice(self._box.left // 2, self._box.right // 2),
        )
        for plane, where, own, clear in (
            (on.y, (rows, columns), self._y, self._clear),
            (on.u, half, self._u, self._clear_half),
            (on.v, half, self._v, self._clear_half),
        ):
            part = plane[where]
            np.add(own, divide_by_255(part.astype(np.uint16) * clear), out=part)
