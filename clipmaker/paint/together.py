"""Texts that belong together: one size for all of them, and the numbers or marks they hang beside.

A list looks made by hand where its entries differ in size, where its numbers stand on other lines
than its words, or where a short entry leaves more space below it than a long one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from clipmaker.paint.page import Page
from clipmaker.paint.pieces import Piece, piece_of
from clipmaker.paint.styles import Fit, Role, style
from clipmaker.paint.words import Words, one_line

Setting = Callable[[str, Fit, float], Piece | None]
"""Sets a text by a fit in so many pixels of height; None when it is empty.
Raises TooLongError where it does not fit."""

_STEP = 0.96
"""Sizes that are tried, each a share of the one before: a step that the eye hardly sees."""


def in_one_size(
    texts: Sequence[str], fit: Fit, set_text: Setting, room_px: float, scale: float
) -> tuple[Piece, ...]:
    """Return several texts in one size: the largest at which each of them and all together fit.

    Args:
        texts: what they say; none may be empty.
        fit: the sizes, and how many lines each may take.
        set_text: sets one of them.
        room_px: height that all of them may take, without the space between them.
        scale: pixels of a canvas unit.

    Raises:
        TooLongError: one does not fit, or all together do not, at the smallest size.
        MissingGlyphError: no installed font has some character.
    """

    def pieces(sizes: Fit, *rooms: float) -> tuple[Piece, ...]:
        found = (
            set_text(text, sizes, room)
            for text, room in zip(texts, rooms or [1e6] * len(texts), strict=True)
        )
        return tuple(piece for piece in found if piece)

    found = pieces(fit)
    units = min((piece.words.style.size_px for piece in found if piece.words), default=0) / scale
    while True:
        found = pieces(Fit(units, units, fit.lines))
        if sum(piece.height_px for piece in found) <= room_px:
            return found
        if units <= fit.smallest:
            break
        units = max(units * _STEP, fit.smallest)
    heights = [piece.height_px for piece in found]
    most = heights.index(max(heights))
    rooms = [1e6] * len(texts)
    rooms[most] = room_px - sum(heights) + heights[most]
    return pieces(Fit(units, units, fit.lines), *rooms)


def signs_beside(
    page: Page, signs: Sequence[str], texts: Sequence[Piece], role: Role, colour: str
) -> tuple[Piece, ...]:
    """Return a sign for each text, as high as the capitals of its first line.

    Args:
        page: brand and scale.
        signs: numbers or marks, one for each text.
        texts: pieces beside which they stand.
        role: what they are for.
        colour: ``#RRGGBB``.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    return tuple(
        _sign(page, sign, text.words, role, colour)
        for sign, text in zip(signs, texts, strict=True)
        if text.words
    )


def _sign(page: Page, sign: str, text: Words, role: Role, colour: str) -> Piece:
    look = style(page, role, text.style.size_px / page.profile.scale, colour=colour, text=sign)
    drawn = one_line(sign, look, from_right=page.right_to_left)
    share = text.cap_px / max(drawn.cap_px, 1)
    look = replace(look, size_px=look.size_px * share)
    return piece_of(one_line(sign, look, from_right=page.right_to_left))


def hung(page: Page, sign: Piece, text: Piece, indent: float) -> Piece:
    """Return a text whose lines begin so many canvas units inside the edge, and a sign on the edge.

    The sign comes in with the text's first line and takes no height of its own.
    """
    indent_px = page.px(indent)
    lines = tuple(replace(item, outset_px=item.outset_px - indent_px) for item in text.items)
    first = tuple(replace(item, late=0.0) for item in sign.items)
    return replace(
        text,
        items=(*first, *lines),
        height_px=max(text.height_px, sign.height_px),
        above_px=max(text.above_px, sign.above_px),
    )
