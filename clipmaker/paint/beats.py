"""A long text in beats: each sentence large while it is read, the one before it small above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.errors import BudgetError
from clipmaker.paint.contrast import over_pictures
from clipmaker.paint.plates import shadowed
from clipmaker.paint.stack import PlacedPiece
from clipmaker.paint.styles import Fit, Role
from clipmaker.text.markup import plain_text
from clipmaker.timeline.beats import beat_turns_s

if TYPE_CHECKING:
    from clipmaker.paint.kit import Kit
    from clipmaker.paint.pieces import Piece
    from clipmaker.paint.stack import Stack

_SIZES = (Fit(82, 74, 4), Fit(74, 64, 5), Fit(64, 48, 6), Fit(48, 40, 9))
_BEFORE = Fit(46, 40, 4)
_BELOW_BEFORE, _BEFORE_BODY, _BEFORE_SOURCE = 62.0, 50.0, 60.0
_STAYS_S, _GONE_S = 0.12, -0.05
"""On plates a beat is not quite gone when the next one is on its way, so that no frame is empty;
bare words would be seen through one another."""
_SMALL_LATER_S = 0.2
"""The sentence before stands small once it has gone from its own place."""


def told_in_beats(kit: Kit, parts: Sequence[str], source: Piece | None) -> list[PlacedPiece]:
    """Return the pieces of a text that is told in beats, over its source.

    All beats are set in one size and end on one line, so that only the words change.

    Args:
        kit: the card's.
        parts: the text's parts, with their marks of emphasis.
        source: what stands below them all the time, None for nothing.

    Raises:
        TooLongError: a part does not fit.
        BudgetError: together with what stands around it one does not.
        MissingGlyphError: no installed font has some character.
    """
    stacks = _stacks(kit, parts, source)
    turns = _turns(kit, parts)
    stays = _STAYS_S if kit.plates and not kit.page.brand.cards.calm else _GONE_S
    foot = kit.stack()
    foot.add(source)
    below = foot.height_px + (kit.page.px(kit.gap(_BEFORE_SOURCE)) if source else 0)
    tallest = max(stacks, key=lambda one: one.height_px)
    if kit.photo:
        bottom = foot.low() if source else max(one.low() + one.height_px for one in stacks)
        bottom -= below - foot.height_px
    else:
        column = kit.column
        top = (column.top + column.bottom - tallest.height_px - below) // 2
        bottom = max(column.top, top) + tallest.height_px
    placed = foot.placed(bottom + below - foot.height_px) if source else []
    for beat, (stack, turn) in enumerate(zip(stacks, turns, strict=True)):
        until = turns[beat + 1] + stays if beat + 1 < len(turns) else math.inf
        for number, piece in enumerate(stack.placed(bottom - stack.height_px)):
            small = beat > 0 and number == 0 and _has_before(stack, kit)
            late = _SMALL_LATER_S if small and turn else 0.0
            placed.append(
                replace(
                    piece,
                    delay_s=turn + (late if small else piece.delay_s),
                    beat=beat,
                    until_s=until,
                    bare=small,
                )
            )
    return placed


def _has_before(stack: Stack, kit: Kit) -> bool:
    """Whether a beat's stack begins with the sentence before."""
    return len(stack.pieces) > (1 if kit.plates else 2)


def _turns(kit: Kit, parts: Sequence[str]) -> tuple[float, ...]:
    """Return when each beat comes in; where that is not known they are all there at once."""
    shown_s = kit.page.shown_s
    return beat_turns_s(parts, shown_s) if math.isfinite(shown_s) else (0.0,) * len(parts)


def _stacks(kit: Kit, parts: Sequence[str], source: Piece | None) -> list[Stack]:
    """Return each beat's stack, all in the largest size in which every one fits.

    Raises:
        BudgetError: one does not fit at the smallest.
    """
    over = 0
    for fit in _SIZES:
        for befores in (True, False):
            try:
                stacks = _composed(kit, parts, fit, befores=befores)
            except BudgetError:
                if fit is _SIZES[-1]:
                    raise
                break
            tallest = max(stack.height_px for stack in stacks)
            over = -kit.room(tallest + kit.page.px(kit.gap(_BEFORE_SOURCE)), source)
            if over <= 0:
                return stacks
    raise BudgetError(
        "a sentence of this card does not fit it",
        remedy="Cut the longest of them.",
    )


def _composed(kit: Kit, parts: Sequence[str], fit: Fit, *, befores: bool) -> list[Stack]:
    """Return each beat's stack in one size."""
    bodies = kit.texts(parts, Role.BODY, fit, kit.colours.text, emphasis=True)
    said = [plain_text(part) for part in parts[:-1]]
    small = kit.texts(said, Role.BODY, _BEFORE, _light(kit)) if befores else ()
    stacks = []
    for number, body in enumerate(bodies):
        stack = kit.stack()
        if befores and number:
            stack.add(_over_shadow(kit, small[number - 1]))
        if not kit.plates:
            stack.add(kit.rule(), before=_BELOW_BEFORE)
        stack.add(
            kit.plate(body), before=_BEFORE_BODY if not kit.plates else _BELOW_BEFORE, main=True
        )
        stacks.append(stack)
    return stacks


def _light(kit: Kit) -> str:
    """Return the colour of bare words on the card's picture, or on its ground."""
    return over_pictures(kit.colours)[1] if kit.photo else kit.colours.secondary


def _over_shadow(kit: Kit, piece: Piece) -> Piece:
    """Return bare words over their own soft shadow where they stand on a picture."""
    if kit.photo is None:
        return piece
    return shadowed(kit.page, piece, over_pictures(kit.colours)[0])
