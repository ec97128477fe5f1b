"""Numbers that do not jitter: every digit stands in the middle of a cell as wide as the widest."""

from __future__ import annotations

from functools import lru_cache

from clipmaker.paint.blend import Stamp, lay_stamp
from clipmaker.text.engine import draw, measure, metrics, set_text
from clipmaker.text.model import TextStyle

_ROLL_SHARE = 0.55
"""A changing digit travels so much of its height."""


class Digits:
    """Digits of one style.

    Args:
        style: how they are set.
    """

    def __init__(self, style: TextStyle) -> None:
        self._style = style
        self._cell = max(measure(str(digit), style) for digit in range(10))
        self._cap = metrics(style).cap_height_px

    def lay(self, canvas: Stamp, number: int, opacity: int = 256, drop: float = 0.0) -> None:
        """Lay a number on the middle of a canvas.

        Args:
            canvas: changed in place.
            number: not negative.
            opacity: 0 to 256.
            drop: how far below its place, as a share of the capitals' height.
        """
        text = str(number)
        left = (canvas.width - self._cell * len(text)) / 2
        for place, digit in enumerate(text):
            self._lay_digit(canvas, digit, left + place * self._cell, opacity, drop)

    def lay_change(self, canvas: Stamp, old: int, new: int, share: float) -> None:
        """Lay a number on its way to another: digits that differ roll upwards and fade.

        Args:
            canvas: changed in place.
            old: the number before.
            new: the number after.
            share: how far the change has come, 0 to 1.
        """
        before, after = str(old), str(new)
        if len(before) != len(after):
            self.lay(canvas, old, round(256 * (1 - share)), -_ROLL_SHARE * share)
            self.lay(canvas, new, round(256 * share), _ROLL_SHARE * (1 - share))
            return
        left = (canvas.width - self._cell * len(after)) / 2
        for place, (was, now) in enumerate(zip(before, after, strict=True)):
            x = left + place * self._cell
            if was == now:
                self._lay_digit(canvas, now, x, 256, 0.0)
                continue
            self._lay_digit(canvas, was, x, round(256 * (1 - share)), -_ROLL_SHARE * share)
            self._lay_digit(canvas, now, x, round(256 * share), _ROLL_SHARE * (1 - share))

    def _lay_digit(self, canvas: Stamp, digit: str, x: float, opacity: int, drop: float) -> None:
        if opacity <= 0:
            return
        stamp, left, top = _digit(digit, self._style)
        across = round(x + (self._cell - measure(digit, self._style)) / 2) + left
        sixteenths = round(((canvas.height - self._cap) / 2 + drop * self._cap + top) * 16)
        rows, part = divmod(sixteenths if drop else round(sixteenths / 16) * 16, 16)
        lay_stamp(canvas, stamp.faded(opacity).lowered(part), across, rows)


@lru_cache(maxsize=64)
def _digit(digit: str, style: TextStyle) -> tuple[Stamp, int, int]:
    """Return a digit with its image's place from its origin and the capitals' top."""
    paragraph = set_text(digit, style, width_px=1e6, emphasis=False)
    drawn = draw(paragraph)
    measures = metrics(style)
    line = style.size_px * style.line_height
    lead = (line - measures.ascent_px - measures.descent_px) / 2
    top = drawn.top_px - round(lead + measures.ascent_px - measures.cap_height_px)
    return Stamp.of(drawn.image), drawn.left_px, top
