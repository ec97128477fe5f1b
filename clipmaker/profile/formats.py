"""Shapes that a clip can be made in, whatever its profile."""

from __future__ import annotations

from clipmaker.errors import UnknownNameError

FORMATS = ("9:16", "4:5", "1:1", "16:9")
"""The slimmest first."""


def format_named(text: str) -> str:
    """Return the shape that is meant, as in ``4:5``, also by ``4x5``; "" where there is none."""
    found = text.strip().lower().replace("x", ":").replace("/", ":")
    return found if found in FORMATS else ""


def check_format(text: str) -> str:
    """Return the shape that is meant, as in ``4:5``, also by ``4x5``.

    Raises:
        UnknownNameError: there is no such shape.
    """
    found = format_named(text)
    if not found:
        raise UnknownNameError(
            f"unknown format “{text}”", remedy=f"Known are {', '.join(FORMATS)}."
        )
    return found
