"""The line that says what the picture is, in Inter, burnt into every frame."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from synth.grain import blur
from synth.solids import Floats


def inter(size_px: int, weight: int) -> ImageFont.FreeTypeFont:
    """Return Inter from its package, at its text-display optical size."""
    from importlib.resources import files

    path = files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"
    font = ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([32, weight])
    return font


def burn(
    text: str, size: tuple[int, int], *, left_px: int, baseline_px: int, type_px: int
) -> tuple[Floats, Floats]:
    """Return the line as ink to add, and the shade to lay beneath it first.

    Args:
        text: capitals; letters are set wide.
        size: the frame, px.
        left_px: where the line begins.
        baseline_px: where it stands.
        type_px: size of the type.

    Returns:
        Two pictures, (h, w, 1), 0 to 1.
    """
    font = inter(type_px, 650)
    tracking = 0.14 * type_px
    ink = Image.new("L", size, 0)
    draw = ImageDraw.Draw(ink)
    top, rule = baseline_px - 0.73 * type_px, round(0.12 * type_px)
    draw.rectangle((left_px, top, left_px + rule, baseline_px), fill=255)
    x = left_px + 0.8 * type_px
    for letter in text:
        draw.text((x, baseline_px), letter, font=font, fill=255, anchor="ls")
        x += font.getlength(letter) + tracking
    letters = np.asarray(ink, dtype=np.float32)[..., None] / 255
    shade = np.clip(blur(letters, type_px * 0.9) * 2.6, 0, 0.72)
    return letters, shade
