"""How far apart lines must stand so that no mark touches the line above.

A style's line height suits its own family. Stacked marks (Lao, Myanmar, Vietnamese capitals)
need more, but only where they really stand below something, so places are compared glyph by glyph.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from clipmaker.text.faces import EM, shaping_font
from clipmaker.text.shape import Shaped

_CLEARANCE_EM = 0.04
_SIDE_EM = 0.02


class _Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float


def leading_needed_em(lines: Sequence[Shaped], right_to_left: bool) -> float:
    """Return the smallest distance of baselines at which no two lines touch, em; 0 for one line.

    Args:
        lines: shaped lines in reading order.
        right_to_left: whether they are flush right.
    """
    widest = max((line.width_em for line in lines), default=0.0)
    boxes = [_boxes(line, widest - line.width_em if right_to_left else 0.0) for line in lines]
    return max(
        (
            under.top - over.bottom + _CLEARANCE_EM
            for upper, lower in pairwise(boxes)
            for over in upper
            for under in lower
            if over.left < under.right + _SIDE_EM and under.left < over.right + _SIDE_EM
        ),
        default=0.0,
    )


def _boxes(line: Shaped, shift: float) -> list[_Box]:
    """Return the ink boxes of a line's glyphs around its baseline, em, upwards positive."""
    boxes: list[_Box] = []
    for glyph in line.glyphs:
        left, right, top, bottom = _extents(glyph.face, glyph.number)
        if right > left:
            x, y = glyph.x_em + shift, glyph.y_em
            boxes.append(_Box(x + left, x + right, y + top, y + bottom))
    return boxes


@lru_cache(maxsize=8192)
def _extents(face: str, glyph: int) -> _Box:
    found = shaping_font(face).get_glyph_extents(glyph)
    if found is None:
        return _Box(0.0, 0.0, 0.0, 0.0)
    left, top = found.x_bearing / EM, found.y_bearing / EM
    return _Box(left, left + found.width / EM, top, top + found.height / EM)
