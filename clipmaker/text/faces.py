"""Faces ready for use: a font file at given weights, for HarfBuzz to shape and FreeType to draw.

Imports HarfBuzz and FreeType, and NumPy where a glyph is drawn; only the engine's own modules
import this one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import freetype
import uharfbuzz as hb

from clipmaker.errors import MediaError
from clipmaker.text.fonts import FontFile, by_key

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# HarfBuzz positions are integers: an em this large keeps rounding far below a pixel.
EM = 1 << 16
SUBPIXELS = 4
_FREETYPE = threading.RLock()


@dataclass(frozen=True, slots=True)
class GlyphBitmap:
    """An antialiased glyph: coverage 0 to 255, and where its top-left pixel lies.

    Attributes:
        coverage: rows by columns, or an empty array for a blank.
        left: pixels from the glyph's origin to the left column.
        top: pixels from the baseline up to the top row's upper edge.
    """

    coverage: npt.NDArray[np.uint8]
    left: int
    top: int


def face_key(font: FontFile, weight: int, optical_size: int) -> str:
    """Return the key of a font at a weight and an optical size, clamped to what it has."""
    if len(font.weights) > 1:
        font = min(
            font.weights, key=lambda one: (abs(_weight(one.key) - weight), -_weight(one.key))
        )
    wanted = {"wght": float(weight), "opsz": float(optical_size)}
    axes = ",".join(
        f"{tag}={min(max(wanted.get(tag, default), low), high):g}"
        for tag, low, default, high in _axes(font.key)
    )
    return f"{font.key}:{axes}"


@cache
def shaping_font(key: str) -> hb.Font:
    """Return the HarfBuzz font of a face key, scaled so that one em is ``EM`` units."""
    font_key, axes = _split(key)
    with _readable(font_key):
        font = hb.Font(_hb_face(font_key))
        font.scale = (EM, EM)
        font.set_variations(axes)
        return font


@cache
def coverage(font_key: str) -> frozenset[int]:
    """Return the code points a font of the catalogue has glyphs for."""
    with _readable(font_key):
        return frozenset(_hb_face(font_key).unicodes)


@lru_cache(maxsize=4096)
def refuse_blank(font_key: str, letter: str) -> None:
    """Refuse a font that says it has a letter, and draws nothing for it.

    Raises:
        MediaError: it is damaged; the words would be missing on the card.
    """
    for font in by_key(font_key).weights:
        key = f"{font.key}:"
        with _readable(font.key):
            glyph = shaping_font(key).get_nominal_glyph(ord(letter))
        if glyph and _is_blank(key, glyph):
            raise MediaError(
                f"{font.path}: this font is damaged: its “{letter}” is blank",
                remedy="Get the font file anew, or use another one.",
            )


@lru_cache(maxsize=4096)
def glyph_bitmap(key: str, glyph: int, size_px: float, subpixel: int = 0) -> GlyphBitmap:
    """Draw one glyph.

    Args:
        key: face key.
        glyph: glyph number.
        size_px: em, pixels.
        subpixel: how many quarters of a pixel it is moved to the right, 0 to 3.
    """
    return _draw(key, glyph, size_px, subpixel)


@lru_cache(maxsize=512)
def large_glyph_bitmap(key: str, glyph: int, size_px: float) -> GlyphBitmap:
    """Draw one glyph; as :func:`glyph_bitmap`, but few are kept, since they are large."""
    return _draw(key, glyph, size_px, 0)


def font_of(key: str) -> FontFile:
    """Return the catalogue's font of a face key."""
    return by_key(_split(key)[0])


def _is_blank(key: str, glyph: int) -> bool:
    with _FREETYPE, _readable(_split(key)[0]):
        bitmap = _rendered(key, glyph, 40.0, 0).bitmap
        return not bitmap.width or not bitmap.rows


def _draw(key: str, glyph: int, size_px: float, subpixel: int) -> GlyphBitmap:
    import numpy as np

    with _FREETYPE, _readable(_split(key)[0]):
        slot = _rendered(key, glyph, size_px, subpixel)
        bitmap = slot.bitmap
        if not bitmap.width or not bitmap.rows:
            return GlyphBitmap(np.zeros((0, 0), np.uint8), 0, 0)
        # The public ``buffer`` makes a list of numbers, fifty times slower than reading memory.
        rows = np.ctypeslib.as_array(bitmap._FT_Bitmap.buffer, (bitmap.rows, bitmap.pitch))
        ink = rows[:, : bitmap.width].copy()
        ink.setflags(write=False)
        return GlyphBitmap(ink, slot.bitmap_left, slot.bitmap_top)


def _rendered(key: str, glyph: int, size_px: float, subpixel: int) -> freetype.GlyphSlot:
    """Return FreeType's slot with a drawn glyph in it, until the next one is drawn."""
    face = _ft_face(key)
    face.set_char_size(round(size_px * 64))
    shift = freetype.Vector(subpixel * 64 // SUBPIXELS, 0)
    face.set_transform(freetype.Matrix(0x10000, 0, 0, 0x10000), shift)
    flags = freetype.FT_LOAD_RENDER | freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP
    face.load_glyph(glyph, flags)
    return face.glyph


@contextmanager
def _readable(font_key: str) -> Iterator[None]:
    """Tell of a font that is found out to be damaged while it is used.

    Raises:
        MediaError: it is, or it lacks what every font has.
    """
    try:
        yield
    except (freetype.FT_Exception, hb.HarfBuzzError, ValueError, LookupError, TypeError) as error:
        file = by_key(font_key).path
        raise MediaError(
            f"{file}: this font is damaged ({str(error).removeprefix('FT_Exception:').strip()})",
            remedy="Get the font file anew, or use another one.",
        ) from error


def _split(key: str) -> tuple[str, dict[str, float]]:
    font_key, _, axes = key.rpartition(":")
    pairs = (axis.split("=") for axis in axes.split(",") if axis)
    return font_key, {tag: float(value) for tag, value in pairs}


@cache
def _hb_face(font_key: str) -> hb.Face:
    font = by_key(font_key)
    return hb.Face(hb.Blob.from_file_path(str(font.path)), font.index)


@cache
def _weight(font_key: str) -> int:
    """Return the weight class that a font says it has (OpenType, table OS/2), 400 if none."""
    table = _hb_face(font_key).reference_table("OS/2").data
    return int.from_bytes(table[4:6], "big") if len(table) >= 6 else 400


@cache
def _axes(font_key: str) -> tuple[tuple[str, float, float, float], ...]:
    with _readable(font_key):
        return tuple(
            (axis.tag, axis.min_value, axis.default_value, axis.max_value)
            for axis in _hb_face(font_key).axis_infos
        )


@cache
def _ft_face(key: str) -> freetype.Face:
    font_key, axes = _split(key)
    font = by_key(font_key)
    face = freetype.Face(str(font.path), font.index)
    if axes:
        order = [axis.tag for axis in face.get_variation_info().axes]
        face.set_var_design_coords([axes[tag] for tag in order])
    return face
