"""Entries of a card, such as points or events: marked, in turn, and as tight as they have to be."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from clipmaker.errors import BudgetError
from clipmaker.paint.colour import rgb
from clipmaker.paint.pieces import Item, Piece
from clipmaker.paint.styles import Fit, Role
from clipmaker.timeline.beats import turns_s
from clipmaker.timeline.reading import count_words

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.stack import Stack
    from clipmaker.story.model import Card

_TRIES = 5
_SOURCE = (Fit(36, 32, 1), Fit(32, 32, 3))
_TAB_GAP = 22.0
"""Space between a tab and the words beside it, canvas units."""


def source_line(kit: Kit, card: Card) -> Piece | None:
    """Return who says what a card says, as it stands small below; None where nobody is named."""
    source = kit.text(card.text("source"), Role.SMALL, _SOURCE, kit.colours.secondary)
    return kit.plate(source, kit.colours.lift)


def in_turn(kit: Kit, before: str, texts: Sequence[str]) -> tuple[float, ...]:
    """Return when each of several texts comes in, seconds: each has its reading time until then.

    All of them are there at once where it is not known how long the card is shown.

    Args:
        kit: the card's.
        before: what is read first; it is there from the beginning.
        texts: what comes in one after the other.
    """
    if not math.isfinite(kit.page.shown_s):
        return (0.0,) * len(texts)
    return turns_s(kit.page.shown_s, count_words(before), [count_words(text) for text in texts])


def numbered(kit: Kit, sign: Piece, text: Piece, indent: float) -> Piece:
    """Return a text beside its number: on plates with the number on a tab of the accent.

    Args:
        kit: the card's.
        sign: the number, as :meth:`Kit.signs` gives it.
        text: what stands beside it.
        indent: canvas units between the reading edge and the text.
    """
    beside = kit.beside(sign, text, indent)
    if not kit.plates:
        return kit.plate(beside) or beside
    piece = kit.plate(beside, pad=18) or beside
    plates = len(piece.items) - len(beside.items)
    bleed = piece.items[0].outset_px
    width = bleed + kit.page.px(indent - _TAB_GAP)
    colour = (*rgb(kit.colours.accent), 255)
    tab = Item(Image.new("RGBA", (width, piece.height_px), colour), bleed, 0, grows=True)
    return replace(piece, items=(*piece.items[:plates], tab, *piece.items[plates:]))


def tightened(kit: Kit, compose: Callable[[int], Stack], taken_px: int = 0) -> Stack:
    """Return a stack that fits the column, composed with less and less room until it does.

    Args:
        kit: the card's.
        compose: returns the stack when its texts have so many pixels less than the column.
        taken_px: what else stands above and below it.

    Raises:
        TooLongError: a text does not fit.
        BudgetError: everything together does not.
    """
    less = 0
    for _ in range(_TRIES):
        stack = compose(less)
        over = -kit.room(stack.height_px + taken_px)
        if over <= 0:
            return stack
        less += over
    raise BudgetError(
        "the texts of this card do not fit it together",
        remedy="Cut the longest of them, or leave one out.",
    )
