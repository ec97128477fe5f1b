"""Frames of a clip beside each other, small, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from clipmaker.paint.blend import Pixels

_WIDTH_PX, _GAP_PX, _ACROSS = 270, 8, 8


def frame_grid(frames: Mapping[int, Pixels]) -> Image.Image:
    """Return one picture of frames by number, at least one; all have one size."""
    pictures = [Image.fromarray(frames[number]) for number in sorted(frames)]
    width, height = _WIDTH_PX, round(_WIDTH_PX * pictures[0].height / pictures[0].width)
    across = min(_ACROSS, len(pictures))
    down = -(-len(pictures) // across)
    size = (across * (width + _GAP_PX) + _GAP_PX, down * (height + _GAP_PX) + _GAP_PX)
    grid = Image.new("RGB", size, "black")
    for i, picture in enumerate(pictures):
        column, row = i % across, i // across
        place = (_GAP_PX + column * (width + _GAP_PX), _GAP_PX + row * (height + _GAP_PX))
        grid.paste(picture.resize((width, height), Image.Resampling.LANCZOS), place)
    return grid
