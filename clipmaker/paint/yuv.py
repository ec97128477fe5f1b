"""From RGB to the encoder's planes: yuv420p, BT.709, limited range.

Integers throughout (16-bit fixed point), so that every machine makes the same bytes. Chroma is
the mean of each 2 x 2 block, which is MPEG-1 siting: half a pixel off H.264's default, which
cannot be seen on a phone, and even for thin bright shapes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels

PlaneSet = tuple[Pixels, Pixels, Pixels]
"""A picture's luma and its two planes of chroma (yuv420p)."""
Samples = bytes | memoryview
"""A picture's samples as FFmpeg's raw ``yuv420p``: all of Y, then U, then V."""
LUMA = (11966, 40254, 4064)
"""ITU-R BT.709-6: 0.2126, 0.7152, 0.0722, times 219 / 255 times 65,536."""
BLUE = (-6596, -22189, 28785)
"""(B - Y) / 1.8556 as shares of R, G, B, times 224 / 255 times 65,536; they add up to nothing."""
_ROWS = 64
"""Rows that are converted at a time, so that they stay in the processor's cache."""
RED = (28785, -26145, -2640)
"""(R - Y) / 1.5748, likewise."""


def luma(rgb: Pixels) -> Pixels:
    """Return the luma of height x width x 3 samples, 16 to 235."""
    total = weighted(rgb.astype(np.int32), LUMA)
    return ((total + (16 << 16) + (1 << 15)) >> 16).astype(np.uint8)


def weighted(rgb: NDArray[np.int32], weights: tuple[int, int, int]) -> NDArray[np.int32]:
    """Return the weighted sum of every pixel's red, green and blue, times 65,536."""
    red, green, blue = weights
    total: NDArray[np.int32] = rgb[..., 0] * red
    total += rgb[..., 1] * green
    total += rgb[..., 2] * blue
    return total


@dataclass(frozen=True)
class Window:
    """A half-open part of a picture on even pixels, as chroma needs it."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def around(cls, left: int, top: int, right: int, bottom: int) -> Window:
        """Return the smallest window on even pixels that holds a box."""
        return cls(left & ~1, top & ~1, (right + 1) & ~1, (bottom + 1) & ~1)

    def within(self, width: int, height: int) -> Window:
        """Return the part that lies inside a picture; it may be empty."""
        return Window(
            min(max(self.left, 0), width),
            min(max(self.top, 0), height),
            min(max(self.right, 0), width),
            min(max(self.bottom, 0), height),
        )

    @property
    def halved(self) -> Window:
        """The same part of a plane of half the size."""
        return Window(self.left // 2, self.top // 2, self.right // 2, self.bottom // 2)

    @property
    def empty(self) -> bool:
        """Whether nothing is inside."""
        return self.left >= self.right or self.top >= self.bottom

    @property
    def rows(self) -> slice:
        """Its rows, as an index."""
        return slice(self.top, self.bottom)

    @property
    def columns(self) -> slice:
        """Its columns, as an index."""
        return slice(self.left, self.right)


class Planes:
    """The three planes of one picture, laid out as FFmpeg's ``yuv420p`` raw video.

    Args:
        width: pixels, even.
        height: pixels, even.
    """

    def __init__(self, width: int, height: int) -> None:
        if width % 2 or height % 2:
            raise ValueError(f"a yuv420p picture needs even sides, not {width}x{height}")
        self.width, self.height = width, height
        luma_size, chroma_size = width * height, width * height // 4
        self._data = np.zeros(luma_size + 2 * chroma_size, np.uint8)
        self._y = self._data[:luma_size].reshape(height, width)
        self._u = self._data[luma_size : luma_size + chroma_size].reshape(height // 2, width // 2)
        self._v = self._data[luma_size + chroma_size :].reshape(height // 2, width // 2)

    def update(self, rgb: Pixels, window: Window | None = None) -> None:
        """Convert a picture of the full size, or only a window of it."""
        part = window or Window(0, 0, self.width, self.height)
        if part.empty:
            return
        for top in range(part.top, part.bottom, _ROWS):
            bottom = min(top + _ROWS, part.bottom)
            self._update(rgb, Window(part.left, top, part.right, bottom))

    def _update(self, rgb: Pixels, part: Window) -> None:
        wide = rgb[part.rows, part.columns].astype(np.int32)
        total = weighted(wide, LUMA)
        self._y[part.rows, part.columns] = (total + (16 << 16) + (1 << 15)) >> 16
        sums = wide[0::2, 0::2] + wide[0::2, 1::2]
        sums += wide[1::2, 0::2]
        sums += wide[1::2, 1::2]
        half = (part.halved.rows, part.halved.columns)
        self._u[half] = (weighted(sums, BLUE) + (128 << 18) + (1 << 17)) >> 18
        self._v[half] = (weighted(sums, RED) + (128 << 18) + (1 << 17)) >> 18

    def snapshot(self) -> bytes:
        """Return the picture's bytes: all of Y, then U, then V."""
        return self._data.tobytes()


def plane_set(samples: Pixels, width: int, height: int) -> PlaneSet:
    """Return a picture's samples (all of Y, then U, then V) as planes."""
    y, u, v = np.split(samples, (width * height, width * height * 5 // 4))
    half = (height // 2, width // 2)
    return y.reshape(height, width), u.reshape(half), v.reshape(half)


def rgb_of(planes: PlaneSet, window: Window) -> Pixels:
    """Return a window of a picture as RGB of half its width and height, for measuring."""
    half = window.halved
    y = planes[0][window.rows, window.columns][::2, ::2].astype(np.float32)
    blue, red = (
        (plane[half.rows, half.columns].astype(np.float32) - 128) * np.float32(255 / 224)
        for plane in planes[1:]
    )
    grey = (y - 16) * np.float32(255 / 219)
    light, dark = grey + np.float32(1.5748) * red, grey + np.float32(1.8556) * blue
    green = (grey - np.float32(0.2126) * light - np.float32(0.0722) * dark) / np.float32(0.7152)
    shown = np.stack([light, green, dark], axis=-1)
    found: Pixels = np.rint(np.clip(shown, 0, 255)).astype(np.uint8)
    return found


def planes_444(rgb: Pixels) -> Pixels:
    """Return a picture as planes of full size, 3 x height x width, BT.709, limited range."""
    height, width = rgb.shape[:2]
    out = np.empty((3, height, width), np.uint8)
    # In parts: the whole picture as 32-bit numbers would take many times its size.
    for top in range(0, height, _ROWS):
        wide = rgb[top : top + _ROWS].astype(np.int32)
        for plane, weights, middle in zip(out, (LUMA, BLUE, RED), (16, 128, 128), strict=True):
            plane[top : top + _ROWS] = (weighted(wide, weights) + (middle << 16) + (1 << 15)) >> 16
    return out


def overlay_planes(rgba: Pixels) -> bytes:
    """Return a picture to lay over footage as raw ``yuva420p``: Y, U, V, then full-size alpha.

    FFmpeg then need not convert it, in whichever matrix its release would choose. Chroma is the
    mean of each 2 x 2 block weighted by opacity, so that edges keep the colour of what is drawn.

    Args:
        rgba: height x width x 4 samples with plain colour, sides even.
    """
    return b"".join(plane.tobytes() for plane in overlay_arrays(rgba))


def overlay_arrays(rgba: Pixels) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    """Return the planes of :func:`overlay_planes` as arrays."""
    wide = rgba.astype(np.int32)
    alpha = wide[..., 3]
    y = (weighted(wide, LUMA) + (16 << 16) + (1 << 15)) >> 16
    weight = block_sums(alpha)
    u, v = (
        block_sums(weighted(wide, weights).astype(np.int64) * alpha) // np.maximum(weight, 1)
        for weights in (BLUE, RED)
    )
    u, v = ((plane + (128 << 16) + (1 << 15)) >> 16 for plane in (u, v))
    return (
        y.astype(np.uint8),
        u.astype(np.uint8),
        v.astype(np.uint8),
        alpha.astype(np.uint8),
    )


def block_sums(samples: NDArray[np.signedinteger]) -> NDArray[np.signedinteger]:
    """Return the sum of every 2 x 2 block, as chroma is made of.

    Raises:
        ValueError: a side is odd.
    """
    height, width = samples.shape
    if width % 2 or height % 2:
        raise ValueError(f"a yuva420p picture needs even sides, not {width}x{height}")
    sums: NDArray[np.signedinteger] = samples[0::2, 0::2] + samples[0::2, 1::2]
    sums = sums + samples[1::2, 0::2]
    return sums + samples[1::2, 1::2]
