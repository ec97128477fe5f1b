"""Characters into placed glyphs, in ems: HarfBuzz run by run, then the runs in visual order.

Everything here is independent of the type size, so a text is shaped once and fitted by arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from clipmaker.text import bidi
from clipmaker.text.faces import EM, face_key, shaping_font
from clipmaker.text.fonts import by_key
from clipmaker.text.model import TextStyle

# Letters of these scripts stand apart, so that tracking may move them; in all others it would
# tear joins or part marks from their letters.
_TRACKED = frozenset(
    {"Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr", "Hang", "Hani", "Hira", "Kana"}
)
# Scripts whose contextual alternates only beautify; Inter's would turn "->" into an arrow, and
# what a producer wrote comes out as written.
_PLAIN = frozenset({"Latn", "Cyrl", "Grek"})
_OPENING = "「『（【《〈［｛〔"
_CLOSING = "」』）】》〉］｝〕、。，．"


class Setting(NamedTuple):
    """The part of a style that decides shapes, but not their size."""

    family: str
    weight: int
    optical_size: int
    tracking_em: float
    language: str
    tabular_digits: bool


def setting_of(style: TextStyle) -> Setting:
    """Return what of a style decides shapes."""
    return Setting(
        style.family,
        style.weight,
        style.optical_size,
        style.tracking_em,
        style.language,
        style.tabular_digits,
    )


class FontSource(NamedTuple):
    """Characters to shape, and what each needs; all four are equally long."""

    text: str
    fonts: tuple[str, ...]
    scripts: tuple[str, ...]
    levels: tuple[int, ...]


class Glyph(NamedTuple):
    """A placed glyph.

    Attributes:
        face: face key.
        number: glyph number.
        x_em: place of its origin from the left end of the line.
        y_em: the same upwards from the baseline.
        place: which character is the first it stands for.
        advance_em: how far it moves the pen, tracking included.
    """

    face: str
    number: int
    x_em: float
    y_em: float
    place: int
    advance_em: float


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped line: glyphs from left to right, and the advance width without end tracking."""

    glyphs: tuple[Glyph, ...]
    width_em: float


def tracking_em(script: str, setting: Setting) -> float:
    """Return the space added after each letter of a script, em."""
    return setting.tracking_em if script in _TRACKED else 0.0


@lru_cache(maxsize=4096)
def shape(source: FontSource, setting: Setting) -> Shaped:
    """Shape one line of text."""
    runs = _runs(source)
    order = bidi.visual_order([source.levels[start] for start, _ in runs])
    glyphs: list[Glyph] = []
    pen = tail = 0.0
    for start, end in (runs[place] for place in order):
        for glyph in _shape_run(source, start, end, setting):
            tracking = tracking_em(source.scripts[start], setting)
            tracked = tracking if glyph.advance_em else 0.0
            advance = glyph.advance_em + tracked
            glyphs.append(glyph._replace(x_em=pen + glyph.x_em, advance_em=advance))
            pen += advance
            tail = tracked
    return Shaped(tuple(glyphs), pen - tail)


def advances(source: FontSource, setting: Setting) -> list[float]:
    """Return how far each character moves the pen, em; a cluster's sum stands at its first."""
    result = [0.0] * len(source.text)
    for glyph in shape(source, setting).glyphs:
        result[glyph.place] += glyph.advance_em
    return result


def _runs(source: FontSource) -> list[tuple[int, int]]:
    """Return the stretches of one font, script and level."""
    keys = zip(source.fonts, source.scripts, source.levels, strict=True)
    runs: list[tuple[int, int]] = []
    start = 0
    for _, group in groupby(keys):
        end = start + sum(1 for _ in group)
        runs.append((start, end))
        start = end
    return runs


def _shape_run(source: FontSource, start: int, end: int, setting: Setting) -> list[Glyph]:
    """Shape one run; positions start at its own left end."""
    face = face_key(by_key(source.fonts[start]), setting.weight, setting.optical_size)
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(c) for c in source.text], start, end - start)
    buffer.direction = "rtl" if source.levels[start] % 2 else "ltr"
    buffer.script = source.scripts[start]
    buffer.language = setting.language or "und"
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(shaping_font(face), buffer, _features(source, start, end, setting))
    glyphs: list[Glyph] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(
            Glyph(
                face,
                info.codepoint,
                position.x_offset / EM,
                position.y_offset / EM,
                info.cluster,
                position.x_advance / EM,
            )
        )
    return glyphs


def _features(
    source: FontSource, start: int, end: int, setting: Setting
) -> dict[str, bool | list[tuple[int, int, bool]]]:
    features: dict[str, bool | list[tuple[int, int, bool]]] = {"kern": True}
    if source.scripts[start] in _PLAIN:
        features["calt"] = False
        if setting.tracking_em:
            features |= {"liga": False, "clig": False}
    if setting.tabular_digits:
        features["tnum"] = True
    narrow = [
        (place, place + 1, True) for place in range(start, end) if _narrow(source.text, place)
    ]
    if narrow:
        features["halt"] = narrow
    return features


def _narrow(text: str, place: int) -> bool:
    """Whether full-width punctuation gives up its blank half here.

    It does at the start of a line and between two marks (Requirements for Japanese Text Layout,
    3.1.4 and 3.1.5).
    """
    character = text[place]
    if character in _OPENING:
        return place == 0 or text[place - 1] in _OPENING
    following = text[place + 1 : place + 2]
    return character in _CLOSING and bool(following) and following in _OPENING + _CLOSING
