"""What the text engine takes and gives, as frozen values; pixels are output pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TextStyle:
    """How a text is set.

    Attributes:
        family: family of the font catalogue; characters it lacks fall back run by run.
        weight: 100 to 900.
        size_px: type size (em), pixels; the largest allowed where a text is fitted.
        line_height: distance of baselines as a multiple of the size.
        tracking_em: extra space between letters, em; negative is tighter.
        optical_size: value for the ``opsz`` axis where the family has one.
        colour: ``#RRGGBB``.
        highlight: colour of *emphasised* words; "" leaves them in ``colour``.
        language: language code of the text; decides shaping and line breaking.
        tabular_digits: whether digits are equally wide, so that counting numbers stand still.
    """

    family: str
    weight: int
    size_px: float
    line_height: float = 1.16
    tracking_em: float = 0.0
    optical_size: int = 32
    colour: str = "#FFFFFF"
    highlight: str = ""
    language: str = "en"
    tabular_digits: bool = False


@dataclass(frozen=True, kw_only=True)
class Run:
    """A stretch of one line in one face and one colour, in visual order.

    Attributes:
        face: key of the face in the font catalogue.
        glyphs: glyph number, x and y of its origin in pixels from the line's left baseline end.
        colour: ``#RRGGBB``.
    """

    face: str
    glyphs: tuple[tuple[int, float, float], ...]
    colour: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One set line: its plain text, its runs, its advance width, and its base direction."""

    text: str
    runs: tuple[Run, ...]
    width_px: float
    right_to_left: bool = False


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Wrapped and fitted text.

    Attributes:
        lines: in reading order.
        style: the style with the size that was finally chosen.
        width_px: width of the widest line.
        height_px: number of lines times the line height.
        flawed: whether a word stands alone on the last line, or a break parts what belongs
            together; no allowed size avoids it.
    """

    lines: tuple[Line, ...]
    style: TextStyle
    width_px: float
    height_px: float
    flawed: bool = False

    @property
    def right_to_left(self) -> bool:
        """Whether the paragraph is laid out from the right."""
        return bool(self.lines) and self.lines[0].right_to_left
