"""Numbers on the command line: within bounds, and never what is no number."""

from __future__ import annotations

import math
from typing import Any

import click

MOST = 1_000_000
"""More of anything, be it seconds, days or megabytes, was mistyped."""


class Whole(click.IntRange):
    """A whole number from a least one to one that cannot be meant otherwise."""

    def __init__(self, least: int = 0, most: int = MOST) -> None:
        super().__init__(min=least, max=most)


class Amount(click.FloatRange):
    """A number from 0 to one that cannot be meant otherwise; infinity and NaN are none."""

    name = "number"

    def __init__(self, most: float = MOST) -> None:
        super().__init__(min=0, max=most)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number.

        Raises:
            BadParameter: it is none, or out of bounds.
        """
        found = super().convert(value, param, ctx)
        if not math.isfinite(found):
            self.fail(f"{value} is not a number of any use.", param, ctx)
        return found
