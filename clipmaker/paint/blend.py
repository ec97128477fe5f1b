"""Compositing with integers: the same pixels on every machine, and quick where little changes.

Pictures are NumPy arrays of 8-bit samples. What is laid over them is a Stamp: colour already
multiplied by its opacity, so that fading and shifting never leave dark fringes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL import Image

Pixels = NDArray[np.uint8]
"""Height x width x 3 (or height x width) of 8-bit samples."""

OPAQUE = 256
SUBPIXELS = 16


def divide_by_255(value: NDArray[np.uint16]) -> Pixels:
    """Return value / 255, rounded to nearest, for values up to 65,152."""
    value += 128
    value += value >> 8
    value >>= 8
    return value.astype(np.uint8)


@dataclass(frozen=True)
class Stamp:
    """A picture with transparency.

    Attributes:
        colour: height x width x 3, multiplied by alpha.
        alpha: height x width, 255 is opaque.
    """

    colour: Pixels
    alpha: Pixels

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.alpha.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.alpha.shape[1])

    @classmethod
    def of(cls, image: Image.Image) -> Stamp:
        """Return the stamp of an RGBA picture."""
        return cls.of_array(np.asarray(image.convert("RGBA")))

    @classmethod
    def of_array(cls, rgba: Pixels) -> Stamp:
        """Return the stamp of height x width x 4 samples with plain (unmultiplied) colour."""
        alpha = np.ascontiguousarray(rgba[..., 3])
        product = rgba[..., :3].astype(np.uint16) * alpha[..., None].astype(np.uint16)
        return cls(divide_by_255(product), alpha)

    def faded(self, opacity: int) -> Stamp:
        """Return the stamp at an opacity of 0 to 256."""
        if opacity >= OPAQUE:
            return self
        return Stamp(_scaled(self.colour, opacity), _scaled(self.alpha, opacity))

    def lowered(self, sixteenths: int) -> Stamp:
        """Return the stamp moved down by 0 to 15 sixteenths of a row; it grows by one row."""
        if sixteenths == 0:
            return self
        return Stamp(_lowered(self.colour, sixteenths), _lowered(self.alpha, sixteenths))

    def cut(self, left: int, right: int) -> Stamp:
        """Return the columns from ``left`` to before ``right``."""
        return Stamp(self.colour[:, left:right], self.alpha[:, left:right])


def _scaled(samples: Pixels, opacity: int) -> Pixels:
    return ((samples.astype(np.uint32) * opacity + 128) >> 8).astype(np.uint8)


def _lowered(samples: Pixels, sixteenths: int) -> Pixels:
    rows, *rest = samples.shape
    out = np.zeros((rows + 1, *rest), np.uint16)
    out[:-1] += samples.astype(np.uint16) * np.uint16(SUBPIXELS - sixteenths)
    out[1:] += samples.astype(np.uint16) * np.uint16(sixteenths)
    return ((out + SUBPIXELS // 2) >> 4).astype(np.uint8)


def lay(base: Pixels, stamp: Stamp, left: int, top: int) -> None:
    """Lay a stamp over a writable picture, in place; what lies outside is left away."""
    if (parts := _common(base.shape[0], base.shape[1], stamp, left, top)) is None:
        return
    window, inside = parts
    under = base[window]
    clear = (255 - stamp.alpha[inside]).astype(np.uint16)[..., None]
    np.add(stamp.colour[inside], divide_by_255(under.astype(np.uint16) * clear), out=under)


def lay_stamp(under: Stamp, over: Stamp, left: int, top: int) -> None:
    """Lay a stamp over another, in place; what lies outside is left away."""
    if (parts := _common(under.height, under.width, over, left, top)) is None:
        return
    window, inside = parts
    clear = (255 - over.alpha[inside]).astype(np.uint16)
    colour, alpha = under.colour[window], under.alpha[window]
    seen = divide_by_255(colour.astype(np.uint16) * clear[..., None])
    np.add(over.colour[inside], seen, out=colour)
    np.add(over.alpha[inside], divide_by_255(alpha.astype(np.uint16) * clear), out=alpha)


_Index = tuple[slice, slice]


def _common(
    height: int, width: int, stamp: Stamp, left: int, top: int
) -> tuple[_Index, _Index] | None:
    """Return where a picture and a stamp at a place meet, as an index into each."""
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + stamp.width, width), min(top + stamp.height, height)
    if x0 >= x1 or y0 >= y1:
        return None
    inside = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    return (slice(y0, y1), slice(x0, x1)), inside


def unmultiplied(stamp: Stamp) -> Pixels:
    """Return height x width x 4 samples with plain colour, as PNG and FFmpeg expect them."""
    alpha = stamp.alpha.astype(np.uint32)[..., None]
    plain = (stamp.colour.astype(np.uint32) * 255 + alpha // 2) // np.maximum(alpha, 1)
    return np.dstack([np.minimum(plain, 255).astype(np.uint8), stamp.alpha])
