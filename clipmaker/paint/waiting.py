"""Words without a plate wait until they can be read on a picture that is still passing over.

What is behind them decides, frame by frame: over a dark picture they come at once, over snow or a
white wall when enough of it has gone. The brand's mark stays as it was over pictures until then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from clipmaker.paint.blend import OPAQUE, Pixels, Stamp, lay
from clipmaker.paint.contrast import NEEDED, NEEDED_LARGE, contrast_with
from clipmaker.paint.yuv import PlaneSet, Window, rgb_of

if TYPE_CHECKING:
    from clipmaker.paint.chrome import ChromeStrip
    from clipmaker.paint.motion import Motion
    from clipmaker.paint.page import Layer, Painting

_CLEAR = 5.5
"""Contrast at which words are shown as they are; below it they are fainter."""
_NEVER = NEEDED_LARGE / _CLEAR
"""They are not shown at less than this share of that, or of what they have in the end."""


@dataclass(frozen=True)
class _Bare:
    """A layer with words on no plate.

    Attributes:
        window: where it is.
        colours: of its words.
        below: what lies under it beside the picture, from the window's corner, half as large.
        shadows: places of the layers that are its shadow: they wait with it.
    """

    window: Window
    colours: tuple[str, ...]
    below: tuple[tuple[Stamp, int, int], ...]
    shadows: tuple[int, ...]

    def contrast(self, picture: PlaneSet) -> float:
        """Return the contrast of the words with a picture behind them."""
        seen = rgb_of(picture, self.window)
        for stamp, left, top in self.below:
            lay(seen, stamp, left, top)
        return contrast_with(seen, self.colours)


class Waiting:
    """Which words of a card wait, and how much of them is seen meanwhile.

    Args:
        painting: the card.
        motion: its entrance.
        veil: what lies over a clip behind it; None for nothing.
    """

    def __init__(self, painting: Painting, motion: Motion, veil: Stamp | None = None) -> None:
        self._painting, self._motion, self._veil = painting, motion, veil
        self._wanted: dict[int, float] = {}

    @property
    def windows(self) -> tuple[Window, ...]:
        """The parts of the page that change while they wait."""
        return tuple(one.window for one in self._bare.values())

    def seen(self, own: PlaneSet, passing: PlaneSet) -> dict[int, int]:
        """Return how much is seen of layers that are not to be seen as they are, 0 to 256.

        Args:
            own: the card's picture in a frame.
            passing: the same with what is left of the one before over it.
        """
        found = {}
        for number, one in self._bare.items():
            if number not in self._wanted:
                self._wanted[number] = min(_CLEAR, one.contrast(own))
            wanted = self._wanted[number]
            never = wanted * _NEVER
            share = (one.contrast(passing) - never) / (wanted - never)
            if share < 1:
                opacity = round(max(share, 0.0) * OPAQUE)
                found.update(dict.fromkeys((number, *one.shadows), opacity))
        return found

    @cached_property
    def _bare(self) -> dict[int, _Bare]:
        layers, plates = self._painting.layers, self._motion.plates
        return {
            number: self._on_picture(number, layer)
            for number, layer in enumerate(layers)
            if layer.colours and plates[number] is None
        }

    def _on_picture(self, number: int, layer: Layer) -> _Bare:
        width, height = self._painting.ground.size
        edges = (layer.left_px, layer.top_px, layer.right_px, layer.bottom_px)
        window = Window.around(*edges).within(width, height)
        veil = [(self._veil, 0, 0)] if self._veil else []
        shadows = tuple(
            other
            for other, one in enumerate(self._painting.layers[:number])
            if not one.colours
            and one.entrance.until_s == layer.entrance.until_s
            and one.holds(layer)
        )
        others = (self._painting.layers[other] for other in shadows)
        laid = [(Stamp.of(one.image), one.left_px, one.top_px) for one in others]
        below = tuple(
            (_halved(stamp), (left - window.left) // 2, (top - window.top) // 2)
            for stamp, left, top in (*veil, *laid)
        )
        return _Bare(window, layer.colours, below, shadows)


def _halved(stamp: Stamp) -> Stamp:
    return Stamp(stamp.colour[::2, ::2], stamp.alpha[::2, ::2])


def read_on(own: ChromeStrip, before: ChromeStrip, picture: PlaneSet) -> ChromeStrip:
    """Return the card's own strip, or the one over pictures while that is the one to be read.

    Args:
        own: with the card's colours.
        before: with those over pictures.
        picture: what is behind it.
    """
    behind = rgb_of(picture, Window(0, 0, picture[0].shape[1], own.height_px)).repeat(2, 0)
    behind = behind.repeat(2, 1)
    contrast = _least(own, behind)
    return own if contrast >= NEEDED or contrast >= _least(before, behind) else before


def _least(strip: ChromeStrip, behind: Pixels) -> float:
    return min((box.contrast for box in strip.texts(behind)), default=float(np.inf))
