"""A picture behind a card, what a crop keeps of it, and what of it is covered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place in a picture, as shares of its width and height, each 0 to 1."""

    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Box:
    """A part of a picture, as shares of its width and height: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float


class CoverStyle(StrEnum):
    """How what is covered looks: soft, in squares, or one plain patch; none can be undone."""

    BLUR = "blur"
    PIXELS = "pixels"
    PLATE = "plate"


@dataclass(frozen=True, kw_only=True)
class Protection:
    """Whose faces are not shown, and whose voice is not heard.

    Attributes:
        faces: whether any face is covered.
        only: names of the faces that are, as the face sheet calls them; () for all.
        keep: names of faces that are shown all the same.
        style: how what is covered looks.
        because: why nothing is covered, where somebody decided so; "" otherwise.
        by: who decided it.
        voice: whether its speech is heard in another voice.
    """

    faces: bool = True
    only: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    style: CoverStyle = CoverStyle.BLUR
    because: str = field(default="", compare=False)
    by: str = field(default="", compare=False)
    voice: bool = False


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture behind a card: a still one, or a part of somebody's video without its sound.

    Attributes:
        file: the picture or the video, absolute, links resolved.
        credit: whose picture it is; shown on screen.
        focus: what a crop keeps in the middle.
        alt: what is seen, for people who do not see it; changes no pixel.
        focus_box: a face or other part that words keep off.
        people: whether people can be recognised in it; such a picture stands behind no other
            card than its own.
        lent: whether it is another card's.
        protect: whose faces are covered, None for nobody's.
        covered: boxes in which nothing is left of it.
        cover_style: how that looks.
        in_ms: where it begins in its video, ms; None for a still picture.
    """

    file: Path
    credit: str
    focus: Point = field(default_factory=Point)
    alt: str = field(default="", compare=False)
    focus_box: Box | None = None
    people: bool = field(default=True, compare=False)
    lent: bool = False
    protect: Protection | None = field(default=None, compare=False)
    covered: tuple[Box, ...] = ()
    cover_style: CoverStyle = CoverStyle.BLUR
    in_ms: int | None = None
