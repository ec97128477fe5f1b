"""Rows of text in columns."""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.cli.say import Part, plain, say


def print_table(rows: Sequence[Sequence[Part]]) -> None:
    """Print rows, each cell as wide as the widest of its column."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        parts: list[Part] = []
        for cell, width in zip(row, widths, strict=True):
            parts += [cell, " " * (width - _width(cell) + 2)]
        # Nothing ends in spaces.
        while parts and not plain(parts[-1:]).strip():
            parts.pop()
        say(*parts)


def _width(cell: Part) -> int:
    """Return the columns that a cell takes on a terminal; colours take none."""
    return len(plain([cell]))
