"""Pictures laid over footage by the encoder's graph: on even pixels, with their texts measured.

What moves behind such a picture is not known when it is painted. Contrast is therefore measured
against the worst there could be: pure white and pure black, seen through scrims and boxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from clipmaker.canvas.placement import FILL_LUMA
from clipmaker.paint.blend import Pixels, Stamp, lay, lay_stamp, unmultiplied
from clipmaker.paint.page import Page, TextBox
from clipmaker.paint.stack import PlacedPiece, surroundings, text_box
from clipmaker.paint.yuv import Window, overlay_planes

DIMMED_WHITE = round(255 * FILL_LUMA)
"""Grey that white footage has in the blur behind a contained picture."""


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """A picture to lay over footage.

    Attributes:
        image: RGBA with straight alpha, sides even.
        left_px: its left edge in the picture, even.
        top_px: its top edge, even.
        texts: what is written on it, for the checks.
    """

    image: Image.Image
    left_px: int
    top_px: int
    texts: tuple[TextBox, ...]

    def planes(self) -> bytes:
        """Return the picture as raw ``yuva420p`` for FFmpeg, BT.709, limited range."""
        return overlay_planes(np.asarray(self.image))


def overlay(
    placed: Sequence[PlacedPiece],
    page: Page,
    *,
    dimmed: Sequence[PlacedPiece] = (),
    scrim: Stamp | None = None,
) -> Overlay:
    """Return placed pieces as one overlay, cut to what they cover.

    Args:
        placed: pieces that stand on the picture; their entrances play no part.
        page: size.
        dimmed: pieces that stand on the dimmed blur around it.
        scrim: laid first, as large as the picture.
    """
    everything = [*placed, *dimmed]
    if scrim is None:
        part = _covered(everything, page)
        empty = np.zeros((part.bottom - part.top, part.right - part.left, 4), np.uint8)
        canvas, origin = Stamp.of_array(empty), (part.left, part.top)
    else:
        canvas, origin = Stamp(scrim.colour.copy(), scrim.alpha.copy()), (0, 0)
    _lay(canvas, origin, everything, words=False)
    texts = _measured(placed, canvas, origin, 255)
    texts += _measured(dimmed, canvas, origin, DIMMED_WHITE)
    _lay(canvas, origin, everything, words=True)
    image = Image.fromarray(unmultiplied(canvas))
    return Overlay(image=image, left_px=origin[0], top_px=origin[1], texts=texts)


def shown_over(picture: Pixels, *overlays: Overlay) -> Pixels:
    """Return a picture, height x width x 3, with overlays laid over it."""
    out = picture.copy()
    for one in overlays:
        lay(out, Stamp.of(one.image), one.left_px, one.top_px)
    return out


def _covered(placed: Sequence[PlacedPiece], page: Page) -> Window:
    """Return the part of the page that pieces cover; a corner when there are none."""
    boxes = [
        (layer.left_px, layer.top_px, layer.image.width, layer.image.height)
        for one in placed
        for layer in one.layers
    ]
    if not boxes:
        return Window(0, 0, 2, 2)
    part = Window.around(
        min(left for left, *_ in boxes),
        min(top for _, top, *_ in boxes),
        max(left + width for left, _, width, _ in boxes),
        max(top + height for _, top, _, height in boxes),
    )
    return part.within(page.profile.width_px, page.profile.height_px)


def _lay(
    canvas: Stamp, origin: tuple[int, int], placed: Sequence[PlacedPiece], *, words: bool
) -> None:
    for one in placed:
        first = one.piece.first_word
        for layer in one.layers[first:] if words else one.layers[:first]:
            stamp = Stamp.of(layer.image)
            lay_stamp(canvas, stamp, layer.left_px - origin[0], layer.top_px - origin[1])


def _measured(
    placed: Sequence[PlacedPiece], canvas: Stamp, origin: tuple[int, int], white: int
) -> tuple[TextBox, ...]:
    """Return the text boxes over the worse of two grounds, the brightest and black."""
    found: list[TextBox] = []
    for one in placed:
        reach = surroundings(one)
        left, top = max(reach.left - origin[0], 0), max(reach.top - origin[1], 0)
        rows = slice(top, reach.bottom - origin[1])
        columns = slice(left, reach.right - origin[0])
        seen = Stamp(canvas.colour[rows, columns], canvas.alpha[rows, columns])
        corner = (left + origin[0], top + origin[1])
        boxes = [text_box(one, _seen_through(seen, grey), corner) for grey in (white, 0)]
        found.append(replace(boxes[0], contrast=min(box.contrast for box in boxes)))
    return tuple(found)


def _seen_through(canvas: Stamp, grey: int) -> Pixels:
    behind = np.full((canvas.height, canvas.width, 3), grey, np.uint8)
    lay(behind, canvas, 0, 0)
    return behind
