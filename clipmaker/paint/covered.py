"""Covers parts of a photo, as footage is covered: in cells of which a face fills few."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from clipmaker.faces.cover import PLATE, ROUND, cells_across
from clipmaker.story.photo import Box, CoverStyle


def covered_photo(image: Image.Image, boxes: Sequence[Box], style: CoverStyle) -> Image.Image:
    """Return a picture in which nothing is left of what is in boxes.

    Args:
        image: an RGB picture.
        boxes: shares of the picture; they may reach beyond its edges.
        style: how what is covered looks.
    """
    if not boxes:
        return image
    mask = Image.new("1", image.size, 0)
    pen = ImageDraw.Draw(mask)
    for box in boxes:
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        across, down = ROUND * (box.right - box.left) / 2, ROUND * (box.bottom - box.top) / 2
        edges = (x - across, y - down, x + across, y + down)
        pen.ellipse([edge * image.size[i % 2] for i, edge in enumerate(edges)], fill=1)
    hidden = _hidden(image, boxes, style)
    result = image.copy()
    result.paste(hidden, mask=mask)
    return result


def _hidden(image: Image.Image, boxes: Sequence[Box], style: CoverStyle) -> Image.Image:
    if style is CoverStyle.PLATE:
        return Image.new("RGB", image.size, (PLATE, PLATE, PLATE))
    across = cells_across(boxes, *image.size)
    down = max(2, round(across * image.height / image.width))
    cells = image.resize((across, down), Image.Resampling.BOX)
    pixels = style is CoverStyle.PIXELS
    how = Image.Resampling.NEAREST if pixels else Image.Resampling.BICUBIC
    return cells.resize(image.size, how)
