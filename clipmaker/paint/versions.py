"""Which libraries paint: another version of one may paint other bytes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

_PAINTING_LIBRARIES = (
    "pillow",
    "numpy",
    "uharfbuzz",
    "freetype-py",
    "python-bidi",
    "moviepy",
    "babel",
    "uniseg",
    "budoux",
    "pyphen",
)
_PAINTING_IF_THERE = ("icu4py",)


@cache
def painting_versions() -> str:
    """Return the names and versions of the libraries that paint."""
    there = [name for name in _PAINTING_IF_THERE if find_spec(name)]
    return " ".join(f"{name} {version(name)}" for name in (*_PAINTING_LIBRARIES, *there))
