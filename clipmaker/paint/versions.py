"""Which libraries paint: another version of one may paint other bytes."""

from __future__ import annotations

from importlib.metadata import version

_PAINTING_LIBRARIES = (
    "pillow",
    "numpy",
    "uharfbuzz",
    "freetype-py",
    "python-bidi",
    "moviepy",
    "babel",
)


def painting_versions() -> str:
    """Return the names and versions of the libraries that paint."""
    return " ".join(f"{name} {version(name)}" for name in _PAINTING_LIBRARIES)
