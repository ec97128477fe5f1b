"""One wide picture of a whole clip: every shot, when it is seen, and what its speech says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from clipmaker.paint.blend import Pixels
from clipmaker.paint.colour import RGB, mix, rgb
from clipmaker.paint.page import Page
from clipmaker.paint.photo import filled
from clipmaker.paint.sheet import Sheet
from clipmaker.story.photo import Point

_MARGIN, _GAP = 88, 30
THUMB = (300, 533)
"""Width and height of a shot's picture, pixels."""
_SPEECH_WIDTH = 330
_PANEL_PAD, _PANEL_FOOT = 18, 64
_HEAD, _TRACK, _LABELS, _FOOT = 212, 92, 104, 64
_RADIUS = 12
_LEAST_WIDTH = 1500
_PER_ROW = 9


@dataclass(frozen=True, kw_only=True)
class StoryboardCue:
    """One subtitle: what was said, what it means, and whether a person approved it.

    ``language`` is the language code of what was said.
    """

    source: str
    text: str
    language: str = ""
    approved: bool = True


@dataclass(frozen=True, kw_only=True)
class StoryboardShot:
    """One shot of the clip.

    Attributes:
        image: how it looks when everything has come in, height x width x 3, of any size.
        kind: the card's kind, or ``footage``.
        start_frame: first frame of the clip.
        end_frame: first frame after it.
        number: its place in the story; "" for a warning, which shares that of its footage.
        cues: its subtitles.
    """

    image: Pixels
    kind: str
    start_frame: int
    end_frame: int
    number: str = ""
    cues: tuple[StoryboardCue, ...] = ()


def storyboard(frames: Sequence[StoryboardShot], page: Page, title: str) -> Image.Image:
    """Paint the storyboard of a clip.

    Args:
        frames: the shots, in order; at least one.
        page: brand, and the profile for rate and length.
        title: the clip's headline.
    """
    rows = _rows(frames)
    width = max(_LEAST_WIDTH, *(_row_width(row) for row in rows)) + 2 * _MARGIN
    row_height = THUMB[1] + _LABELS
    height = _HEAD + _TRACK + len(rows) * row_height + (len(rows) - 1) * _GAP + _FOOT
    sheet = Sheet(page, width, height)
    _head(sheet, page, title)
    _track(sheet, frames, page)
    for i, row in enumerate(rows):
        x, y = _MARGIN, _HEAD + _TRACK + i * (row_height + _GAP)
        for shot in row:
            _cell(sheet, shot, page.profile.rate, x, y)
            x += _cell_width(shot) + _gap(shot)
    return sheet.image


def _rows(frames: Sequence[StoryboardShot]) -> list[Sequence[StoryboardShot]]:
    count = -(-len(frames) // _PER_ROW)
    size = -(-len(frames) // count)
    return [frames[start : start + size] for start in range(0, len(frames), size)]


def _cell_width(shot: StoryboardShot) -> int:
    return THUMB[0] + (_SPEECH_WIDTH + _GAP if shot.cues else 0)


def _row_width(row: Sequence[StoryboardShot]) -> int:
    return sum(_cell_width(shot) + _gap(shot) for shot in row) - _gap(row[-1])


def _gap(shot: StoryboardShot) -> int:
    """Return the space after a shot: speech stands on a panel, which must not touch another's."""
    return _GAP + (2 * _PANEL_PAD if shot.cues else 0)


def _head(sheet: Sheet, page: Page, title: str) -> None:
    """Put the brand, the headline and the clip's length on the sheet."""
    colours = page.brand.colours
    right = sheet.width - _MARGIN
    ring = 72
    sheet.ring(_MARGIN, 72, ring, str(round(page.profile.duration_s)), colours.accent)
    x = _MARGIN + ring + 26
    brand = page.brand.title.upper()
    sheet.text(brand, x, 76, 22, weight=800, colour=colours.secondary, tracking=0.08)
    facts = f"{float(page.profile.duration_s):g} s · {page.profile.width_px} × "
    facts += f"{page.profile.height_px} · {float(page.profile.rate):g} fps"
    taken = sheet.text_right(facts, right, 122, 22, weight=500, colour=colours.secondary)
    room = right - x - taken - 60
    sheet.text(title, x, 112, 44, weight=800, colour=colours.text, width=room, tracking=-0.02)


def _track(sheet: Sheet, frames: Sequence[StoryboardShot], page: Page) -> None:
    """Draw the clip as a band: each shot as long as it is seen, footage in the accent."""
    colours = page.brand.colours
    left, span = _MARGIN, sheet.width - 2 * _MARGIN
    total = max(frames[-1].end_frame, 1)
    quiet = mix(rgb(colours.lift), rgb(colours.secondary), 0.22)
    for shot in frames:
        start = left + round(span * shot.start_frame / total)
        end = left + round(span * shot.end_frame / total) - 4
        colour = rgb(colours.accent) if shot.kind == "footage" else quiet
        sheet.box(start, _HEAD - 8, max(end, start + 2), _HEAD + 20, colour, radius=5)
        if end - start > 26:
            ink = colours.on_accent if shot.kind == "footage" else colours.text
            sheet.text(shot.number, start + 9, _HEAD - 1, 19, weight=700, colour=ink)


def _cell(sheet: Sheet, shot: StoryboardShot, rate: Fraction, x: int, y: int) -> None:
    colours = sheet.page.brand.colours
    if shot.cues:
        panel = mix(rgb(colours.ground), rgb(colours.lift), 0.85)
        pad = _PANEL_PAD
        wide = _cell_width(shot) + pad
        bottom = y + THUMB[1] + _PANEL_FOOT
        sheet.box(x - pad, y - pad, x + wide, bottom, panel, radius=_RADIUS + 8)
    sheet.picture(
        thumb(Image.fromarray(shot.image), mix(rgb(colours.ground), rgb(colours.secondary), 0.3)),
        x,
        y,
    )
    if shot.cues:
        _speech(sheet, shot, x + THUMB[0] + _GAP, y)
    below = y + THUMB[1] + 24
    accent = colours.highlight if shot.kind == "footage" else colours.text
    end = sheet.text(
        f"{shot.number}  {shot.kind.upper()}".strip(), x, below, 21, weight=800, colour=accent
    )
    times = f"{clock(shot.start_frame, rate)} – {clock(shot.end_frame, rate)}"
    sheet.text(times, max(end + 16, x), below, 21, weight=500, colour=colours.secondary)


def _speech(sheet: Sheet, shot: StoryboardShot, x: int, y: int) -> None:
    """Write every cue beside its footage, smaller until all fit; what is left out is counted."""
    for size in (23, 21, 19, 17):
        shown = _cues_that_fit(sheet, shot, size)
        if shown == len(shot.cues):
            break
    bottom = y + 6
    for cue in shot.cues[:shown]:
        bottom = _write_cue(sheet, cue, x, bottom, size) + round(size * 1.05)
    if rest := len(shot.cues) - shown:
        colour = sheet.page.brand.colours.secondary
        sheet.text(f"and {rest} more", x, bottom, size, weight=600, colour=colour)


def _cues_that_fit(sheet: Sheet, shot: StoryboardShot, size: int) -> int:
    height = 6
    for number, cue in enumerate(shot.cues):
        height += sheet.cue_height(cue.text, cue.source, cue.language, size, _SPEECH_WIDTH)
        rest = 0 if number + 1 == len(shot.cues) else size * 2
        if height + rest > THUMB[1]:
            return number
        height += round(size * 1.05)
    return len(shot.cues)


def _write_cue(sheet: Sheet, cue: StoryboardCue, x: int, y: int, size: int) -> int:
    colours = sheet.page.brand.colours
    colour = colours.text if cue.approved else colours.highlight
    y = sheet.paragraph(cue.text, x, y, size, _SPEECH_WIDTH, weight=600, colour=colour)
    y += round(size * 0.5)
    return sheet.paragraph(
        cue.source,
        x,
        y,
        size,
        _SPEECH_WIDTH,
        weight=400,
        colour=colours.secondary,
        language=cue.language,
    )


def thumb(image: Image.Image, edge: RGB) -> Image.Image:
    """Return a picture of ``THUMB`` pixels with round corners and a fine edge."""
    framed = filled(image, *THUMB, Point()).convert("RGBA")
    shape, line = _corners()
    framed.paste(Image.new("RGBA", framed.size, (*edge, 255)), (0, 0), line)
    framed.putalpha(shape)
    return framed


def small(frame: Pixels) -> Pixels:
    """Return a frame, height x width x 3, at the size in which the storyboard shows it."""
    return np.asarray(filled(Image.fromarray(frame), *THUMB, Point()))


@cache
def _corners() -> tuple[Image.Image, Image.Image]:
    """Return the masks of a thumb's shape and of its edge, drawn large and made smooth."""
    zoom = 4
    big = (THUMB[0] * zoom, THUMB[1] * zoom)
    box = (0, 0, big[0] - 1, big[1] - 1)
    shape, line = Image.new("L", big, 0), Image.new("L", big, 0)
    ImageDraw.Draw(shape).rounded_rectangle(box, _RADIUS * zoom, fill=255)
    ImageDraw.Draw(line).rounded_rectangle(box, _RADIUS * zoom, outline=255, width=zoom + 2)
    return shape.resize(THUMB, Image.Resampling.BOX), line.resize(THUMB, Image.Resampling.BOX)


def clock(frame: int, rate: Fraction) -> str:
    """Return a frame's time as ``m:ss``, with tenths where it is no whole second."""
    tenths = round(frame / rate * 10)
    minutes, rest = divmod(tenths, 600)
    seconds, part = divmod(rest, 10)
    return f"{minutes}:{seconds:02d}" + (f".{part}" if part else "")
