"""The text engine's front door: measure, set, draw.

Imports HarfBuzz, FreeType, NumPy and Pillow: import it inside the function that needs it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache
from importlib import metadata

import freetype
import uharfbuzz as hb

from clipmaker.text.compose import Drawn, Ink
from clipmaker.text.curled import curled
from clipmaker.text.draw import DrawnLine, draw, draw_lines
from clipmaker.text.errors import (
    MissingGlyphError,
    TextError,
    TooLongError,
    UnknownFamilyError,
)
from clipmaker.text.fit import TextBounds, Width, fit, fit_or_none
from clipmaker.text.fonts import digest, families
from clipmaker.text.itemize import analyse
from clipmaker.text.markup import parse_emphasis, plain_text
from clipmaker.text.metrics import Metrics, metrics
from clipmaker.text.model import Paragraph, TextStyle
from clipmaker.text.prepare import Marked, checked, clean
from clipmaker.text.shape import FontSource, Setting, setting_of, shape

__all__ = [
    "ENGINE_VERSION",
    "Drawn",
    "DrawnLine",
    "Ink",
    "Marked",
    "Metrics",
    "MissingGlyphError",
    "TextError",
    "TooLongError",
    "UnknownFamilyError",
    "draw",
    "draw_lines",
    "families",
    "font_digest",
    "measure",
    "metrics",
    "missing_characters",
    "parse_emphasis",
    "plain_text",
    "set_text",
    "try_text",
]

ENGINE_VERSION = 4
"""Raised whenever the same text would come out with other pixels; part of :func:`font_digest`."""


def measure(text: str, style: TextStyle) -> float:
    """Return the advance width of one line in pixels; asterisks count as written.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    return _width_em(text, setting_of(style)) * style.size_px


@lru_cache(maxsize=8192)
def _width_em(text: str, setting: Setting) -> float:
    line = curled(unicodedata.normalize("NFC", text.replace("\n", " ")), setting.language)
    analysis = checked(line, setting.family, setting.language)
    source = FontSource(analysis.text, analysis.fonts, analysis.scripts, analysis.levels)
    return shape(source, setting).width_em


def missing_characters(text: str, style: TextStyle) -> tuple[str, ...]:
    """Return the characters of a text that no installed font has, each once."""
    return analyse(unicodedata.normalize("NFC", text), style.family, style.language).missing


def set_text(
    markup: str | Marked,
    style: TextStyle,
    *,
    width_px: Width,
    height_px: float | None = None,
    lines_at_most: int | None = None,
    smallest_px: float | None = None,
    emphasis: bool = True,
) -> Paragraph:
    """Wrap, balance and fit a text.

    Sizes are tried from the style's down to the smallest; the first that fits is taken.

    Args:
        markup: the text, a line feed ends a line; or one that is marked character by character.
        style: how it is set.
        width_px: widest line, pixels; or a function from the top and bottom of a line (pixels
            below the paragraph's top) to the width there.
        height_px: tallest paragraph, pixels; None for no bound.
        lines_at_most: most lines; None for no bound.
        smallest_px: smallest type size; None allows only the style's own.
        emphasis: whether ``*words*`` are marks of emphasis or written asterisks.

    Raises:
        MissingGlyphError: no installed font has some character.
        TooLongError: the text does not fit at its smallest size.
    """
    room = _room(style, width_px, height_px, lines_at_most, smallest_px)
    return fit(_marked(markup, emphasis, style), style, room)


def try_text(
    markup: str | Marked,
    style: TextStyle,
    *,
    width_px: Width,
    height_px: float | None = None,
    lines_at_most: int | None = None,
    smallest_px: float | None = None,
    emphasis: bool = True,
) -> Paragraph | None:
    """Return a text set as by :func:`set_text`, None where it does not fit; much quicker then.

    Args:
        markup: the text.
        style: font, size and colours.
        width_px: width of the column, or of a line by its top and bottom.
        height_px: height that it may take; any without one.
        lines_at_most: how many lines; any number without one.
        smallest_px: smallest size of the font; the style's without one.
        emphasis: whether ``*words*`` are highlighted.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    room = _room(style, width_px, height_px, lines_at_most, smallest_px)
    return fit_or_none(_marked(markup, emphasis, style), style, room)


def _marked(markup: str | Marked, emphasis: bool, style: TextStyle) -> Marked:
    marked = markup if isinstance(markup, Marked) else clean(markup, emphasis=emphasis)
    return Marked(curled(marked.text, style.language), marked.emphasised)


def _room(
    style: TextStyle,
    width_px: Width,
    height_px: float | None,
    lines_at_most: int | None,
    smallest_px: float | None,
) -> TextBounds:
    return TextBounds(
        width=width_px,
        height_px=height_px,
        lines_at_most=lines_at_most,
        smallest_px=style.size_px if smallest_px is None else smallest_px,
    )


def font_digest(*families: str) -> str:
    """Return a hex digest over everything but text and style that decides how text looks.

    That is the font files these families and their fallbacks would use, the libraries that
    break, order, shape and draw, and this engine's own version.
    """
    libraries = ("budoux", "python-bidi", "uniseg")
    parts = (
        digest(tuple(sorted(families))),
        ENGINE_VERSION,
        hb.version_string(),
        freetype.version(),
        unicodedata.unidata_version,
        *(metadata.version(name) for name in libraries),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
