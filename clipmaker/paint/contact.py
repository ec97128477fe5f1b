"""A picture of a whole bulletin: every story's cover, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from clipmaker.paint.colour import mix, rgb
from clipmaker.paint.page import Page
from clipmaker.paint.sheet import Sheet
from clipmaker.paint.storyboard import THUMB, thumb

_MARGIN, _GAP = 88, 36
_HEAD, _LABELS, _FOOT = 212, 138, 64
_PER_ROW, _FEWEST = 6, 4
_LONGEST = 150


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One story.

    Attributes:
        name: what it is called.
        state: what became of it, a word or two.
        note: what is to be known about that, "" for nothing.
        good: whether its clip is there.
        bad: whether it failed.
        image: its cover, None for a story without a clip.
    """

    name: str
    state: str
    note: str = ""
    good: bool = False
    bad: bool = False
    image: Image.Image | None = None


def contact_sheet(
    cells: Sequence[Cell], page: Page, title: str, day: str, more: str = ""
) -> Image.Image:
    """Paint the sheet.

    Args:
        cells: the stories, in order; at least one.
        page: brand and language.
        title: what the bulletin is called.
        day: its day in words, "" when it has none.
        more: a line at the foot, "" for none.
    """
    rows = -(-len(cells) // _PER_ROW)
    columns = max(-(-len(cells) // rows), _FEWEST)
    width = columns * THUMB[0] + (columns - 1) * _GAP + 2 * _MARGIN
    height = _HEAD + rows * (THUMB[1] + _LABELS) + (rows - 1) * _GAP + _FOOT
    sheet = Sheet(page, width, height)
    _head(sheet, cells, title, day)
    for i, cell in enumerate(cells):
        row, column = divmod(i, columns)
        x = _MARGIN + column * (THUMB[0] + _GAP)
        _cell(sheet, cell, x, _HEAD + row * (THUMB[1] + _LABELS + _GAP))
    if more:
        colour = page.brand.colours.secondary
        sheet.text(more, _MARGIN, height - _FOOT, 22, weight=500, colour=colour)
    return sheet.image


def _head(sheet: Sheet, cells: Sequence[Cell], title: str, day: str) -> None:
    colours = sheet.page.brand.colours
    right = sheet.width - _MARGIN
    good, bad = sum(cell.good for cell in cells), sum(cell.bad for cell in cells)
    sheet.ring(_MARGIN, 72, 72, str(len(cells)), colours.highlight if bad else colours.accent)
    x = _MARGIN + 72 + 26
    above = " · ".join(part for part in ("Bulletin", day) if part)
    sheet.text(above.upper(), x, 76, 22, weight=800, colour=colours.secondary, tracking=0.08)
    rest = len(cells) - good - bad
    facts = " · ".join(
        f"{count} {word}"
        for count, word in ((good, "there"), (bad, "failed"), (rest, "waiting"))
        if count
    )
    taken = sheet.text_right(facts, right, 122, 22, weight=500, colour=colours.secondary)
    room = right - x - taken - 60
    shown = title[:1].upper() + title[1:]
    sheet.text(shown, x, 112, 44, weight=800, colour=colours.text, width=room, tracking=-0.02)


def _cell(sheet: Sheet, cell: Cell, x: int, y: int) -> None:
    colours = sheet.page.brand.colours
    edge = mix(rgb(colours.ground), rgb(colours.secondary), 0.3)
    panel = mix(rgb(colours.ground), rgb(colours.lift), 0.85)
    image = cell.image or Image.new("RGB", THUMB, panel)
    sheet.picture(thumb(image, edge), x, y)
    ink = colours.text if cell.good else colours.highlight if cell.bad else colours.secondary
    if cell.image is None:
        _empty(sheet, cell, x, y, ink)
    below = y + THUMB[1] + 24
    sheet.text(cell.state.upper(), x, below, 20, weight=800, colour=ink, tracking=0.06)
    name = cell.name[:1].upper() + cell.name[1:]
    sheet.text(name, x, below + 36, 22, weight=600, colour=colours.text, width=THUMB[0])
    if cell.image is not None and cell.note:
        colour = colours.highlight
        sheet.text(_short(cell.note), x, below + 72, 20, weight=500, colour=colour, width=THUMB[0])


def _empty(sheet: Sheet, cell: Cell, x: int, y: int, ink: str) -> None:
    """Say in the place of a picture why there is none."""
    pad = 28
    text = _short(cell.note) if cell.note else "No clip"
    width = THUMB[0] - 2 * pad
    sheet.paragraph(text, x + pad, y + pad + 8, 23, width, weight=600, colour=ink)


def _short(note: str) -> str:
    """Return the beginning of a note, without the folders of files that it names."""
    words = [word.rpartition("/")[2] or word for word in note.split()]
    text = " ".join(words)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
