"""Contrast of painted text against the pixels that are really behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import contrast_ratio, linear, luminance, rgb

if TYPE_CHECKING:
    from clipmaker.brand.model import Colours

_LINEAR = np.array([linear(value) for value in range(256)], np.float32)
SURROUND_EM = 0.12
_WORST_SHARE = 5.0
"""Per cent of the surroundings that may be worse: single bright pixels do not decide."""
BOLD_WEIGHT = 700
LARGE_UNITS = 56.0
"""Bold type of this size needs less contrast (WCAG 2.2, 1.4.3, on a canvas that a phone shows at
a third of its size)."""
_DARK = 0.18
"""A ground of less luminance is a dark one."""
NEEDED, NEEDED_LARGE = 4.5, 3.0
NEEDED_SHAPES = 3.0
"""Contrast of shapes that tell something, such as the ring (WCAG 2.2, 1.4.11)."""


def needed(size_px: float, weight: int, scale: float) -> float:
    """Return the contrast that text needs (WCAG 2.2, 1.4.3).

    Args:
        size_px: type size, output pixels.
        weight: font weight.
        scale: output pixels in a canvas unit.
    """
    large = size_px >= LARGE_UNITS * scale - 1e-6 and weight >= BOLD_WEIGHT
    return NEEDED_LARGE if large else NEEDED


def legible(colours: Sequence[str], ground: str) -> str:
    """Return the first of some colours that small text can have on a ground, or the best one.

    Args:
        colours: ``#RRGGBB``, the preferred one first.
        ground: ``#RRGGBB``.
    """
    return _enough(colours, ground, NEEDED)


def visible(colours: Sequence[str], ground: str) -> str:
    """Return the first of some colours that shapes can have on a ground, or the best one."""
    return _enough(colours, ground, NEEDED_SHAPES)


def _enough(colours: Sequence[str], ground: str, ratio: float) -> str:
    behind = luminance(rgb(ground))
    ratios = [contrast_ratio(luminance(rgb(colour)), behind) for colour in colours]
    good = (colour for colour, found in zip(colours, ratios, strict=True) if found >= ratio)
    return next(good, colours[ratios.index(max(ratios))])


def dark_ground(colours: Colours) -> bool:
    """Whether a brand's ground is a dark one."""
    return luminance(rgb(colours.ground)) < _DARK


def over_pictures(colours: Colours) -> tuple[str, str]:
    """Return a brand's colours over pictures, ``#RRGGBB``: what darkens them, and words on that.

    Pictures are darkened whatever a brand's ground is: faces and skies are brighter than print.
    """
    dark, light = sorted((colours.ground, colours.text), key=lambda one: luminance(rgb(one)))
    return colours.shade or dark, colours.on_shade or light


def luminances(pixels: Pixels) -> NDArray[np.float32]:
    """Return the relative luminance of height x width x 3 samples."""
    red, green, blue = (_LINEAR[pixels[..., channel]] for channel in range(3))
    total: NDArray[np.float32] = np.float32(0.2126) * red
    total += np.float32(0.7152) * green
    total += np.float32(0.0722) * blue
    return total


def lowest_contrast(
    behind: Pixels, ink: NDArray[np.bool_], colours: Iterable[str], size_px: float
) -> float:
    """Return the lowest contrast of text with its surroundings, 1 to 21.

    Args:
        behind: the picture without the text, height x width x 3.
        ink: which of its pixels the text covers.
        colours: the text's colours, ``#RRGGBB``.
        size_px: type size; what lies within an eighth of it counts as surroundings.
    """
    around = _grown(ink, max(1, round(size_px * SURROUND_EM)))
    if not around.any():
        return 21.0
    return contrast_with(behind[around][None], colours)


def contrast_with(behind: Pixels, colours: Iterable[str]) -> float:
    """Return the lowest contrast of some colours with a picture, 1 to 21.

    Args:
        behind: height x width x 3, not empty.
        colours: ``#RRGGBB``.
    """
    values = luminances(behind)
    darkest, lightest = np.percentile(values, (_WORST_SHARE, 100 - _WORST_SHARE))
    return min(_against(luminance(rgb(c)), float(darkest), float(lightest)) for c in colours)


def _against(text: float, darkest: float, lightest: float) -> float:
    """Return the contrast with whichever end of the surroundings is nearer; 1 in between."""
    if darkest <= text <= lightest:
        return 1.0
    return min(contrast_ratio(text, darkest), contrast_ratio(text, lightest))


def _grown(mask: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Return a mask grown by a number of pixels in every direction."""
    out = mask
    for axis in (0, 1):
        grown = out.copy()
        for step in range(1, reach + 1):
            if axis == 0:
                grown[step:] |= out[:-step]
                grown[:-step] |= out[step:]
            else:
                grown[:, step:] |= out[:, :-step]
                grown[:, :-step] |= out[:, step:]
        out = grown
    return out
