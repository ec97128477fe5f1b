"""A printed sheet for pictures that lie beside a clip: text and shapes at plain pixel places."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw

from clipmaker.paint.blend import Pixels, unmultiplied
from clipmaker.paint.colour import RGB, rgb
from clipmaker.paint.ground import Glow, lit
from clipmaker.paint.page import Page
from clipmaker.paint.ring import inked, ring
from clipmaker.paint.words import one_line
from clipmaker.text.engine import (
    draw,
    measure,
    metrics,
    missing_characters,
    set_text,
    try_text,
)
from clipmaker.text.model import Paragraph, TextStyle

_LINE_HEIGHT = 1.3
_GLOW = Glow(0.06, 0.0, 0.42)
_ZOOM = 4
_LIT_MOST, _REPEATED = 1700, 100
_LONGEST = 200


class Sheet:
    """A sheet on the brand's ground; all places and sizes are its own pixels.

    Attributes:
        page: the brand.
        width: pixels.
        height: pixels.
        image: what has been drawn, RGB.
    """

    def __init__(self, page: Page, width: int, height: int) -> None:
        self.page, self.width, self.height = page, width, height
        self.image = Image.fromarray(_ground(page, width, height))

    def box(self, left: int, top: int, right: int, bottom: int, colour: RGB, radius: int) -> None:
        """Draw a filled box with round corners.

        Args:
            left: left edge, pixels of the sheet.
            top: top edge.
            right: right edge.
            bottom: bottom edge.
            colour: red, green and blue, 0 to 255.
            radius: of its corners, pixels.
        """
        size = (right - left, bottom - top)
        mask = Image.new("L", (size[0] * _ZOOM, size[1] * _ZOOM), 0)
        corner = (mask.width - 1, mask.height - 1)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, *corner), radius * _ZOOM, fill=255)
        small = mask.resize(size, Image.Resampling.BOX)
        self.image.paste(Image.new("RGB", size, colour), (left, top), small)

    def picture(self, image: Image.Image, left: int, top: int) -> None:
        """Lay an RGBA picture on the sheet."""
        self.image.paste(image, (left, top), image)

    def ring(self, left: int, top: int, size: int, number: str, colour: str) -> None:
        """Draw the brand's ring with a number in it.

        Args:
            left: left edge, pixels of the sheet.
            top: top edge.
            size: outer width, pixels.
            number: what stands in it.
            colour: of the ring, ``#RRGGBB``.
        """
        stroke = size * 0.095
        shape = inked(ring(size, (size - stroke) / 2, stroke), rgb(colour))
        self.picture(Image.fromarray(unmultiplied(shape)), left, top)
        look = self._style(size * 0.4, 800, self.page.brand.colours.text)
        words = one_line(number, look)
        across = left + (size - words.width_px) // 2 - words.lines[0].outset_px
        down = top + (size - words.height_px) // 2 + words.lines[0].top_px
        self.picture(words.lines[0].image, across, down)

    def text(
        self,
        text: str,
        left: int,
        top: int,
        size: float,
        *,
        weight: int,
        colour: str,
        width: float = 1e6,
        tracking: float = 0.0,
    ) -> int:
        """Write one line, smaller where it must be; ``top`` is that of its capitals.

        Args:
            text: what it says.
            left: column where its ink begins, pixels of the sheet.
            top: row where its capitals begin.
            size: height of the font, pixels.
            weight: of the font, 100 to 900.
            colour: ``#RRGGBB``.
            width: pixels that it may take; what is longer is set smaller, then shortened.
            tracking: extra space between letters, em.

        Returns:
            the column after its ink.
        """
        look = self._style(size, weight, colour, tracking=tracking)
        found = try_text(
            text, look, width_px=width, lines_at_most=1, smallest_px=size * 0.6, emphasis=False
        )
        if found is None:
            found = set_text(_shortened(text, look, width), look, width_px=1e6, emphasis=False)
        shift = round((size - found.style.size_px) * 0.36)
        return self._write(found, left, top + shift)

    def text_right(
        self, text: str, right: int, top: int, size: float, *, weight: int, colour: str
    ) -> int:
        """Write one line that ends at a column; return its width.

        Args:
            text: what it says.
            right: column where it ends, pixels of the sheet.
            top: row where its capitals begin.
            size: height of the font, pixels.
            weight: of the font, 100 to 900.
            colour: ``#RRGGBB``.
        """
        look = self._style(size, weight, colour)
        found = set_text(text, look, width_px=1e6, emphasis=False)
        width = round(found.width_px)
        self._write(found, right - width, top)
        return width

    def paragraph(
        self,
        text: str,
        left: int,
        top: int,
        size: float,
        width: float,
        *,
        weight: int,
        colour: str,
        language: str = "",
    ) -> int:
        """Write lines from a row down and return the row below the last baseline.

        Args:
            text: what it says.
            left: left edge, pixels of the sheet.
            top: first row.
            size: height of the font, pixels.
            width: of a line, pixels.
            weight: of the font, 100 to 900.
            colour: ``#RRGGBB``.
            language: code of its language; the page's without one.
        """
        found = self._lines(text, size, width, weight, colour, language)
        if found is None or not found.lines:
            return top
        self._write(found, left, top)
        return top + _paragraph_height(found)

    def cue_height(self, text: str, source: str, language: str, size: float, width: float) -> int:
        """Return the pixels that a subtitle in both languages takes.

        Args:
            text: what is shown.
            source: what is said.
            language: code of the language it is said in.
            size: height of the font, pixels.
            width: of a line, pixels.
        """
        total = round(size * 0.5)
        for said, weight, code in ((text, 600, ""), (source, 400, language)):
            found = self._lines(said, size, width, weight, "#FFFFFF", code)
            total += _paragraph_height(found) if found and found.lines else 0
        return total

    def _lines(
        self, text: str, size: float, width: float, weight: int, colour: str, language: str
    ) -> Paragraph | None:
        """Return a set text; None where no font on this machine can write it."""
        look = self._style(size, weight, colour)
        if language:
            look = replace(look, language=language)
        if missing_characters(text, look):
            return None
        return set_text(text, look, width_px=width, emphasis=False)

    def _write(self, found: Paragraph, left: int, top: int) -> int:
        if not found.lines:
            return left
        drawn = draw(found)
        measures = metrics(found.style)
        line = found.style.size_px * found.style.line_height
        lead = (line - measures.ascent_px - measures.descent_px) / 2
        cap = round(lead + measures.ascent_px - measures.cap_height_px)
        self.picture(drawn.image, left + drawn.left_px, top - cap + drawn.top_px)
        return left + drawn.ink.right

    def _style(self, size: float, weight: int, colour: str, *, tracking: float = 0.0) -> TextStyle:
        typography = self.page.brand.typography
        return TextStyle(
            family=typography.face,
            weight=weight,
            size_px=size,
            line_height=_LINE_HEIGHT,
            tracking_em=tracking,
            optical_size=typography.optical_size,
            colour=colour,
            language=self.page.language,
        )


def _ground(page: Page, width: int, height: int) -> Pixels:
    """Return the brand's ground, height x width x 3.

    The glow of a tall sheet ends well before its foot; from there its last rows are repeated.
    """
    top = lit(page, _GLOW, width, min(height, _LIT_MOST))
    if height <= _LIT_MOST:
        return top
    rest = height - _LIT_MOST
    foot = np.tile(top[-_REPEATED:], (-(-rest // _REPEATED), 1, 1))
    return np.concatenate([top, foot[:rest]])


def _paragraph_height(found: Paragraph) -> int:
    """Return the pixels from the first line's capitals to the last baseline."""
    pitch = found.style.size_px * found.style.line_height
    return round(metrics(found.style).cap_height_px + pitch * (len(found.lines) - 1))


def _shortened(text: str, look: TextStyle, width: float) -> str:
    """Return the beginning of a text that fits a line at its smallest, with an ellipsis."""
    words = text[:_LONGEST].split()
    while len(words) > 1 and measure(" ".join(words) + " …", look) > width:
        words.pop()
    return " ".join(words) + " …"
