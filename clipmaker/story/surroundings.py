"""What a story's values are checked against, handed to the checks through pydantic's context."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationInfo


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a story's values are checked against.

    Attributes:
        folders: the story's own folder first, then the media roots the user allowed.
        brands: names of the brands that exist, or None when that is checked elsewhere.
    """

    folders: tuple[Path, ...]
    brands: tuple[str, ...] | None = None


def surroundings(info: ValidationInfo) -> Surroundings:
    """Return what the value that is checked belongs to."""
    assert isinstance(info.context, Surroundings)
    return info.context
