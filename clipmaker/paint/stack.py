"""Stacks of things in a column: vertical rhythm, entrance and checks in one place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipmaker.errors import BudgetError
from clipmaker.paint.blend import Pixels, Stamp, lay, lay_stamp
from clipmaker.paint.column import Column
from clipmaker.paint.contrast import SURROUND_EM, lowest_contrast
from clipmaker.paint.drift import Drift
from clipmaker.paint.page import Entrance, Layer, Page, Painting, TextBox
from clipmaker.paint.pieces import Item, Piece
from clipmaker.paint.words import Words
from clipmaker.paint.yuv import Window

_INK = 32
_STAGGER_S = 0.07
_WHOLE_STAGGER_S = 0.28
_RISE_S, _GROW_S = 0.5, 0.4
_HEAD_START_S = 0.1
_RISE_UNITS = 34.0
_CLEAR_SHARE = 0.6
"""So much of the space between two pieces stays free of ink. Latin never reaches so far; the marks
of Arabic, Devanagari or Thai do."""


@dataclass
class Stack:
    """Pieces below one another, with the space before each."""

    page: Page
    column: Column
    pieces: list[tuple[int, Piece]] = field(default_factory=list)
    main: int = 0
    later_s: list[float] = field(default_factory=list)

    def add(
        self,
        piece: Piece | None,
        *,
        before: float = 0.0,
        main: bool = False,
        later_s: float = 0.0,
    ) -> None:
        """Add a piece.

        Args:
            piece: the piece; None adds nothing.
            before: canvas units of space before it.
            main: whether it is the text that the card is about.
            later_s: seconds that it comes in later than its place in the stack asks for.
        """
        if main:
            self.main = len(self.pieces)
        if piece is not None:
            gap = self.page.px(before) if self.pieces else 0
            self.pieces.append((gap, piece))
            self.later_s.append(later_s)

    @property
    def height_px(self) -> int:
        """Height of all pieces and the spaces between them."""
        return sum(piece.height_px for _, piece in self.pieces) + sum(self._gaps())

    def _gaps(self) -> list[int]:
        """Return the space before each piece: wider where marks reach into it, if there is room."""
        plain = [gap for gap, _ in self.pieces]
        below = [0, *(piece.below_px for _, piece in self.pieces)]
        wider = [
            max(gap, round(gap * _CLEAR_SHARE) + over + piece.above_px) if gap else 0
            for (gap, piece), over in zip(self.pieces, below, strict=False)
        ]
        heights = sum(piece.height_px for _, piece in self.pieces) + below[-1]
        room = self.column.bottom - self.column.top
        return wider if heights + sum(wider) <= room else plain

    def middle(self) -> int:
        """Return the row where the stack begins to stand in the middle of what is safe."""
        middle = (self.column.top + self.column.bottom) // 2 - self.height_px // 2
        return max(self.column.top, min(middle, self.low()))

    @property
    def main_words(self) -> Words | None:
        """The text that the card is about; None when it is empty."""
        found = self.pieces[self.main : self.main + 1]
        return found[0][1].words if found else None

    @property
    def above_main_px(self) -> int:
        """Pixels from the stack's top to that of its main text."""
        gaps = self._gaps()[: self.main + 1]
        return sum(gaps) + sum(piece.height_px for _, piece in self.pieces[: self.main])

    def low(self, foot_px: int = 0) -> int:
        """Return the row where it begins to end so many pixels above the column's bottom."""
        below = max(self.pieces[-1][1].below_px, 0) if self.pieces else 0
        return self.column.bottom - foot_px - self.height_px - below

    def placed(self, top_px: int) -> list[PlacedPiece]:
        """Return every piece at its place."""
        out, y, step = [], top_px, 0.0
        steps = max(1, sum(len({item.late for item in piece.items}) for _, piece in self.pieces))
        stagger = min(_STAGGER_S, _WHOLE_STAGGER_S / steps)
        for gap, (_, piece), later_s in zip(self._gaps(), self.pieces, self.later_s, strict=True):
            y += gap
            delay_s = step * stagger + later_s
            out.append(PlacedPiece(self.page, self.column, piece, y, delay_s, stagger))
            y += piece.height_px
            step += len({item.late for item in piece.items})
        return out


@dataclass(frozen=True)
class PlacedPiece:
    """A piece at its place on the page; ``top_px`` is the picture row of its top.

    ``beat`` is the part of a text that is told in beats to which it belongs, None for what stands
    all the time, and ``until_s`` when it has gone again; ``bare`` words stand without the brand's
    plate.
    """

    page: Page
    column: Column
    piece: Piece
    top_px: int
    delay_s: float = 0.0
    stagger_s: float = 0.0
    enters: bool = True
    beat: int | None = None
    until_s: float = math.inf
    bare: bool = False

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Its pictures as layers."""
        colours = self.piece.words.colours if self.piece.words else ()
        return tuple(
            Layer(
                item.image,
                self.column.place(item.outset_px, item.image.width),
                self.top_px + item.top_px,
                self._entrance(item),
                None if self._calm else item.reel,
                colours if number >= self.piece.first_word else (),
            )
            for number, item in enumerate(self.piece.items)
        )

    @property
    def _calm(self) -> bool:
        return self.page.brand.cards.calm

    def _entrance(self, item: Item) -> Entrance:
        if not self.enters:
            return Entrance()
        delay = self.delay_s + item.late * self.stagger_s
        # Bare words are all there is to see: the first of them come with the first frame.
        sooner = max(0.0, delay - _HEAD_START_S)
        if self._calm:
            return Entrance(delay_s=sooner, duration_s=_RISE_S, until_s=self.until_s)
        if item.grows:
            return Entrance(
                delay_s=delay,
                duration_s=_GROW_S,
                grow=True,
                from_right=self.column.right_to_left,
                until_s=self.until_s,
            )
        return Entrance(
            delay_s=sooner,
            duration_s=_RISE_S,
            rise_px=_RISE_UNITS * self.page.profile.scale,
            from_right=self.column.right_to_left,
            until_s=self.until_s,
        )


def painting(
    ground: Image.Image,
    placed: Sequence[PlacedPiece],
    *,
    chrome: str = "normal",
    others: Sequence[Pixels] = (),
    drift: Drift | None = None,
) -> Painting:
    """Put placed pieces on a ground and measure every text against what is behind it.

    Args:
        ground: RGB of the page's size.
        placed: the pieces, in painting order.
        chrome: see ``Painting``.
        others: the ground at other moments; the worst of all counts.
        drift: the ground's motion.
    """
    grounds = [np.asarray(ground.convert("RGB")), *others]
    measured = [_measured(seen.copy(), placed) for seen in grounds]
    texts = tuple(min(boxes, key=lambda box: box.contrast) for boxes in zip(*measured, strict=True))
    layers = tuple(layer for one in placed for layer in one.layers)
    return Painting(ground=ground, layers=layers, texts=texts, chrome=chrome, drift=drift)


def _measured(behind: Pixels, placed: Sequence[PlacedPiece]) -> list[TextBox]:
    """Return the texts before a ground, which is changed; beats are never seen together."""
    _lay_plates(behind, [one for one in placed if one.beat is None])
    found: dict[int, TextBox] = {}
    for beat in dict.fromkeys(one.beat for one in placed):
        seen = behind if beat is None else behind.copy()
        _lay_plates(seen, [one for one in placed if one.beat == beat is not None])
        for number, one in enumerate(placed):
            if one.beat == beat and one.piece.words:
                found[number] = replace(text_box(one, seen), beat=beat)
    return [found[number] for number in sorted(found)]


def _lay_plates(behind: Pixels, placed: Sequence[PlacedPiece]) -> None:
    """Lay what stands behind the words of some pieces on a ground."""
    for one in placed:
        for layer in one.layers[: one.piece.first_word]:
            lay(behind, Stamp.of(layer.image), layer.left_px, layer.top_px)


def text_box(placed: PlacedPiece, behind: Pixels, origin: tuple[int, int] = (0, 0)) -> TextBox:
    """Return the check's view of a placed text: its ink, its colours, its contrast.

    Args:
        placed: a piece with words.
        behind: the picture without the words, height x width x 3.
        origin: page column and row of its top-left corner.

    Raises:
        ValueError: the piece has no words.
    """
    text = placed.piece.words
    if text is None:
        raise ValueError("a piece without words has no text box")
    reach = surroundings(placed)
    left, top = max(reach.left - origin[0], 0), max(reach.top - origin[1], 0)
    part = behind[top : reach.bottom - origin[1], left : reach.right - origin[0]]
    left, top = left + origin[0], top + origin[1]
    ink = _ink(placed, left, top, part.shape[0], part.shape[1])
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    lines = [_edges(layer) for layer in placed.layers[placed.piece.first_word :]]
    return TextBox(
        text=text.text,
        left_px=left + int(columns[0]),
        top_px=top + int(rows[0]),
        right_px=left + int(columns[-1]) + 1,
        bottom_px=top + int(rows[-1]) + 1,
        size_px=text.style.size_px,
        weight=text.style.weight,
        colours=text.colours,
        contrast=lowest_contrast(part, ink, text.colours, text.style.size_px),
        lines=tuple(filter(None, lines)) if len(lines) > 1 else (),
    )


def _edges(layer: Layer) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of a layer's ink on the page; None for an empty layer."""
    ink = np.asarray(layer.image)[..., 3] >= _INK
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return None
    left, top = layer.left_px, layer.top_px
    return (
        left + int(columns[0]),
        top + int(rows[0]),
        left + int(columns[-1]) + 1,
        top + int(rows[-1]) + 1,
    )


def surroundings(placed: PlacedPiece) -> Window:
    """Return the part of the page that a piece's words and a little around them cover."""
    layers = placed.layers[placed.piece.first_word :]
    margin = round(placed.piece.words.style.size_px * SURROUND_EM) + 1 if placed.piece.words else 0
    return Window.around(
        min(layer.left_px for layer in layers) - margin,
        min(layer.top_px for layer in layers) - margin,
        max(layer.left_px + layer.image.width for layer in layers) + margin,
        max(layer.top_px + layer.image.height for layer in layers) + margin,
    )


def _ink(placed: PlacedPiece, left: int, top: int, height: int, width: int) -> NDArray[np.bool_]:
    """Return which pixels of a part of the page the words cover."""
    canvas = Stamp(np.zeros((height, width, 3), np.uint8), np.zeros((height, width), np.uint8))
    for layer in placed.layers[placed.piece.first_word :]:
        lay_stamp(canvas, Stamp.of(layer.image), layer.left_px - left, layer.top_px - top)
    found: NDArray[np.bool_] = canvas.alpha >= _INK
    if not found.any():
        text = placed.piece.words.text if placed.piece.words else ""
        profile = placed.page.profile
        raise BudgetError(
            f"“{text}” finds no room in a picture of {profile.width_px}x{profile.height_px}: "
            "it would stand outside",
            remedy="Use a profile of another shape.",
        )
    return found
