"""Large numbers that count up: every digit in a cell of its own, so that nothing shifts.

What is played is data: each cell is a layer with a reel, a list of pictures and when they turn.
The last of them is the number as the text engine sets it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from clipmaker.errors import BudgetError
from clipmaker.paint.colour import rgb
from clipmaker.paint.column import column
from clipmaker.paint.motion import ease_out
from clipmaker.paint.numerals import Numeral, count, numeral
from clipmaker.paint.page import Page, Reel
from clipmaker.paint.pieces import Item, Piece
from clipmaker.paint.styles import Role, style
from clipmaker.paint.words import LineImage, Words
from clipmaker.story.field_values import Number
from clipmaker.text.bidi import base_level
from clipmaker.text.engine import Drawn, draw_lines, metrics, set_text
from clipmaker.text.model import Line, Paragraph, Run, TextStyle

COUNT_S = 1.15
_GAP_EM, _WORD_SHARE = 0.13, 0.46
"""Space between a number and a word beside it, and the size of such a word, as shares."""
_INK = 64
_BLANK = 10
"""Place of the blank among a digit's pictures."""

_Steps = Sequence[tuple[float, int]]
"""Seconds from which a number on the way is shown, with the number in units of its last digit."""


@dataclass(frozen=True)
class _Part:
    """A part of a number; places are pixels from its left end and the top of its digits."""

    image: Image.Image
    left: int
    top: int
    reel: Reel | None = None


def counting(page: Page, number: Number, units: float, smallest: float, colour: str) -> Piece:
    """Return a number that counts up from nothing, as large as it fits the column's width.

    Args:
        page: brand, scale, language and rate.
        number: what it counts to.
        units: type size of the digits at most, canvas units.
        smallest: type size at least.
        colour: ``#RRGGBB``.

    Raises:
        BudgetError: it is too wide.
        MissingGlyphError: no installed font has some character of prefix or suffix.
    """
    shown = numeral(number, page.language)
    trial = _Setting(page, shown, units, colour)
    size = units * min(1.0, column(page).width / trial.width)
    if size < smallest:
        raise BudgetError(
            f"“{shown.text}” is too long a number for a card",
            remedy="Round it, with a word after it: value: 1.2 and suffix: million.",
        )
    setting = _Setting(page, shown, size, colour)
    return _piece(setting, list(setting.parts(_steps(page, count(number)))))


class _Setting:
    """A number set in type: its digits and, smaller where they are words, what is beside them."""

    def __init__(self, page: Page, shown: Numeral, units: float, colour: str) -> None:
        self.page, self.shown = page, shown
        look = style(page, Role.FIGURE, units, colour=colour)
        self.look = replace(look, tabular_digits=True)
        self.cap = round(metrics(self.look).cap_height_px)
        self._digits = self._set(shown.digits, self.look)
        before = self._beside(shown.before, shown.apart_before)
        after = self._beside(shown.after, shown.apart_after)
        turned = page.right_to_left and base_level(shown.after, "en") == 1
        self._left, self._right = (after, before) if turned else (before, after)
        self.width = self._digits.width_px + sum(gap + one.width_px for one, gap in (before, after))

    def parts(self, steps: _Steps) -> Iterator[_Part]:
        """Yield everything from left to right, the digits with what they show while they count."""
        words, gap = self._left
        if words.lines:
            yield self._part(words, 0.0)
        pen = words.width_px + gap
        yield from self._cells(pen, steps)
        words, gap = self._right
        if words.lines:
            yield self._part(words, pen + self._digits.width_px + gap)

    def _beside(self, text: str, apart: bool) -> tuple[Paragraph, float]:
        """Return what stands beside the digits, and its distance from them."""
        look = self.look
        if any(character.isalpha() for character in text):
            units = look.size_px * _WORD_SHARE / self.page.profile.scale
            look = style(self.page, Role.HEADLINE, units, colour=look.colour, text=text)
        return self._set(text, look), _GAP_EM * self.look.size_px * apart

    @staticmethod
    def _set(text: str, look: TextStyle) -> Paragraph:
        return set_text(text, look, width_px=1e6, emphasis=False)

    def _part(self, paragraph: Paragraph, pen: float) -> _Part:
        drawn, top = self._drawn(paragraph)
        return _Part(drawn.image, round(pen) + drawn.left_px, top)

    def _drawn(self, paragraph: Paragraph) -> tuple[Drawn, int]:
        """Return a line drawn on the digits' baseline, and its top."""
        line = draw_lines(paragraph)[0]
        return line.drawn, line.drawn.top_px - line.baseline_px + self.cap

    def _cells(self, pen: float, steps: _Steps) -> Iterator[_Part]:
        """Yield the digits and the signs between them, each with its reel."""
        line = self._digits.lines[0]
        glyphs = [(run, glyph) for run in line.runs for glyph in run.glyphs]
        cell = _Cell.of(self)
        place = sum((run.face, glyph[0]) in cell.digits for run, glyph in glyphs)
        for run, glyph in glyphs:
            digit = cell.digits.get((run.face, glyph[0]))
            if digit is None:
                alone = replace(line, runs=(replace(run, glyphs=(glyph,)),))
                part = self._part(replace(self._digits, lines=(alone,)), pen)
                if not np.asarray(part.image)[..., 3].any():
                    continue  # a space between groups
                pictures: tuple[Image.Image | None, ...] = (part.image, None)
                turns = _turns(steps, _sign_at(place, self.shown.decimals))
            else:
                place -= 1
                left = round(pen + glyph[1]) + cell.left
                part = _Part(cell.pictures[digit], left, cell.top)
                pictures = (*cell.pictures, None)
                turns = _turns(steps, _digit_at(place, self.shown.decimals))
            reel = Reel(pictures=pictures, turns=turns, end_s=COUNT_S) if turns else None
            yield replace(part, reel=reel)


@dataclass(frozen=True)
class _Cell:
    """The ten digits as pictures of one size.

    Attributes:
        digits: which glyph of which face is which digit.
        pictures: RGBA, by digit.
        left: their left edge, from a glyph's origin.
        top: their top, from the top of the digits.
    """

    digits: dict[tuple[str, int], int]
    pictures: tuple[Image.Image, ...]
    left: int
    top: int

    @classmethod
    def of(cls, setting: _Setting) -> _Cell:
        """Return the digits of a setting's style."""
        runs = setting._set("0123456789", setting.look).lines[0].runs
        glyphs = [(run.face, glyph[0]) for run in runs for glyph in run.glyphs]
        drawn = [setting._drawn(_glyph(setting.look, *glyph)) for glyph in glyphs]
        left = min(one.left_px for one, _ in drawn)
        top = min(row for _, row in drawn)
        right = max(one.left_px + one.image.width for one, _ in drawn)
        bottom = max(row + one.image.height for one, row in drawn)
        pictures = []
        for one, row in drawn:
            ground = (*rgb(setting.look.colour), 0)
            picture = Image.new("RGBA", (right - left, bottom - top), ground)
            picture.paste(one.image, (one.left_px - left, row - top))
            pictures.append(picture)
        return cls({key: digit for digit, key in enumerate(glyphs)}, tuple(pictures), left, top)


def _glyph(look: TextStyle, face: str, glyph: int) -> Paragraph:
    """Return a paragraph of one glyph at its origin."""
    run = Run(face=face, glyphs=((glyph, 0.0, 0.0),), colour=look.colour)
    line = Line(text="0", runs=(run,), width_px=0.0)
    return Paragraph(lines=(line,), style=look, width_px=0.0, height_px=0.0)


def _steps(page: Page, total: int) -> _Steps:
    """Return the numbers on the way, one a frame; none on the way to nothing."""
    frames = page.profile.frames_in(COUNT_S) if total else 0
    return [
        (float(frame / page.profile.rate), round(total * ease_out((frame + 1) / frames)))
        for frame in range(frames)
    ]


def _turns(steps: _Steps, choose: Callable[[int], int]) -> tuple[tuple[float, int], ...]:
    """Return when a cell's picture changes, and to which."""
    found: list[tuple[float, int]] = []
    for at_s, number in steps:
        picture = choose(number)
        if not found or found[-1][1] != picture:
            found.append((at_s, picture))
    return tuple(found)


def _digit_at(place: int, decimals: int) -> Callable[[int], int]:
    """Return the choice of a digit, its place counted from the right; blank before the number."""

    def choose(number: int) -> int:
        visible = place <= decimals or number >= 10**place
        return number // 10**place % 10 if visible else _BLANK

    return choose


def _sign_at(place: int, decimals: int) -> Callable[[int], int]:
    """Return the choice of a sign with so many digits after it: it waits for those before it."""
    return lambda number: 0 if place <= decimals or number >= 10**place else 1


def _piece(setting: _Setting, parts: Sequence[_Part]) -> Piece:
    """Return the parts as a piece whose ink stands on the reading edge."""
    boxes = [_ink(part) for part in parts]
    start, end = min(left for left, _, _ in boxes), max(right for _, right, _ in boxes)
    right = setting.page.right_to_left
    items = tuple(
        Item(
            part.image,
            part.left + part.image.width - end if right else start - part.left,
            part.top,
            reel=part.reel,
        )
        for part in parts
    )
    words = Words(
        text=setting.shown.text,
        style=setting.look,
        colours=(setting.look.colour,),
        lines=tuple(LineImage(item.image, item.outset_px, item.top_px) for item in items),
        height_px=setting.cap,
        above_px=max(0, -min(part.top for part in parts)),
        below_px=max(0, max(bottom for _, _, bottom in boxes) - setting.cap),
        cap_px=setting.cap,
        width_px=end - start,
    )
    return Piece(items, setting.cap, words.below_px, words, words.above_px)


def _ink(part: _Part) -> tuple[int, int, int]:
    """Return the left, right and bottom edge of a part's ink."""
    alpha = np.asarray(part.image)[..., 3] >= _INK
    columns, rows = np.flatnonzero(alpha.any(axis=0)), np.flatnonzero(alpha.any(axis=1))
    return (
        part.left + int(columns[0]),
        part.left + int(columns[-1]) + 1,
        part.top + int(rows[-1]) + 1,
    )
