"""Rows of text in columns."""

from __future__ import annotations

from collections.abc import Sequence

import click


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows, each cell as wide as the widest of its column."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())


def _width(cell: str) -> int:
    """Return the columns that a cell takes on a terminal; colours take none."""
    return len(click.unstyle(cell))
