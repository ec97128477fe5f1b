"""The words of a cold open: large, line by line as they are spoken, the last on the highlight."""

from __future__ import annotations

from itertools import pairwise

from clipmaker.canvas.placement import FootageLayout
from clipmaker.cues.cutting.lines import fit_lines
from clipmaker.paint.column import INSET, edges
from clipmaker.paint.contrast import legible
from clipmaker.paint.overlay import Overlay, overlay
from clipmaker.paint.page import Page
from clipmaker.paint.stack import PlacedPiece
from clipmaker.paint.styles import Role, leading, style
from clipmaker.paint.subtitle_type import subtitle_width
from clipmaker.paint.subtitles import boxed_line
from clipmaker.paint.words import one_line
from clipmaker.text.engine import measure
from clipmaker.timeline.model import PlacedCue

_SIZES = (112.0, 104.0, 96.0, 88.0, 82.0, 76.0, 70.0)
_PITCH = 1.16
_LINES = 3


def opening_overlays(
    cue: PlacedCue, page: Page, layout: FootageLayout
) -> tuple[tuple[Overlay, int, int], ...]:
    """Return what is seen of a cue one after the other, with its frames of the clip, half-open.

    Each line comes in with its first word; where no word has a time, by its share of the text.
    Where the text is too long for large type there is nothing, and it is a subtitle like others.

    Args:
        cue: the line, in all of the frames that show it.
        page: brand and size.
        layout: where subtitles stand.

    Raises:
        MissingGlyphError: no installed font has some character.
    """
    text = " ".join(cue.lines)
    found = _lines(text, page, layout)
    if found is None:
        return ()
    lines, units = found
    frames = _landings(cue, lines)
    return tuple(
        (_painted(lines[: count + 1], len(lines), units, page, layout), start, end)
        for count, (start, end) in enumerate(pairwise((*frames, cue.end_frame)))
        if start < end
    )


def _lines(text: str, page: Page, layout: FootageLayout) -> tuple[tuple[str, ...], float] | None:
    """Return a text's lines in the largest type in which it fits, and that size, canvas units."""
    area = layout.subtitles
    for units in _SIZES:
        look = style(page, Role.HEADLINE, units, colour=page.brand.colours.subtitle_text)
        lines = fit_lines(
            text,
            measure=lambda part, look=look: measure(part, look),  # type: ignore[misc]
            width_px=subtitle_width(page.profile, layout),
            lines=_LINES,
            lines_at_most=_LINES,
            language=page.language,
        )
        tall = units * (_PITCH + leading(text))
        if lines and len(lines) * tall <= area.bottom - area.top:
            return lines, units
    return None


def _landings(cue: PlacedCue, lines: tuple[str, ...]) -> tuple[int, ...]:
    """Return the frame in which each line comes in; the first with the cue."""
    offsets = [0]
    for line in cue.lines:
        offsets.append(offsets[-1] + len(line) + 1)
    spoken = [(offsets[word.line] + word.start, word.start_frame) for word in cue.words]
    frames, at, whole = [cue.start_frame], 0, max(1, sum(len(line) + 1 for line in lines))
    for line in lines[:-1]:
        at += len(line) + 1
        shared = cue.start_frame + (cue.end_frame - cue.start_frame) * at // whole
        begins = next((frame for place, frame in spoken if place >= at), shared)
        frames.append(min(max(begins, frames[-1]), cue.end_frame - 1))
    return tuple(frames)


def _painted(
    lines: tuple[str, ...], of: int, units: float, page: Page, layout: FootageLayout
) -> Overlay:
    """Return the first lines of so many; the last of all stands on the highlight."""
    colours, scale, area = page.brand.colours, page.profile.scale, layout.subtitles
    column = edges(page, area.left + INSET, area.right - INSET, area.top, area.bottom)
    tall = units * (_PITCH + leading(" ".join(lines)))
    tops = [round((area.top + tall * number) * scale) for number in range(len(lines) + 1)]
    placed = []
    for number, (line, (top, bottom)) in enumerate(zip(lines, pairwise(tops), strict=True)):
        last = number == of - 1
        ground = colours.highlight if last else colours.subtitle_ground
        ink = legible((colours.ground, colours.text), ground) if last else colours.subtitle_text
        look = style(page, Role.HEADLINE, units, colour=ink, text=line)
        words = one_line(line, look, from_right=page.right_to_left)
        piece = boxed_line(page, words, words.width_px, bottom - top, ground, opaque=last)
        placed.append(PlacedPiece(page, column, piece, top))
    return overlay(placed, page)
