"""What stands over footage for its whole length: credit, language, translation, draft mark."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from PIL import Image

from clipmaker.canvas.areas import mirrored
from clipmaker.canvas.placement import LABEL_HEIGHT, PLATE_HEIGHT, FootageLayout
from clipmaker.paint.blend import Stamp
from clipmaker.paint.colour import rgb
from clipmaker.paint.column import INSET, Column, edges
from clipmaker.paint.contrast import legible, over_pictures
from clipmaker.paint.overlay import DIMMED_WHITE, Overlay, overlay
from clipmaker.paint.page import Page
from clipmaker.paint.pieces import Item, Piece, boxed, piece_of, set_words
from clipmaker.paint.stack import PlacedPiece
from clipmaker.paint.styles import Fit, Role, capitals
from clipmaker.paint.veil import Stops, below_head, opacity
from clipmaker.paint.wording import wording
from clipmaker.paint.words import Words
from clipmaker.profile.model import Rect

_CREDIT = (Fit(27, 22, 1), Fit(22, 20, 2))
_LABEL = (Fit(30, 24, 1),)
_TRANSLATION = (Fit(27, 22, 1), Fit(22, 20, 2))
_DRAFT_WORD = (Fit(38, 30, 1),)
_DRAFT_NOTE = (Fit(26, 20, 1),)
_NAME, _ROLE = (Fit(42, 30, 1),), (Fit(32, 28, 1), Fit(28, 24, 1))
_NAME_BASE, _ROLE_BASE, _NAME_ALONE = 50.0, 104.0, 84.0
"""Baselines on the plate that names somebody, and its height without a role."""
_PLATE_EDGE, _PLATE_OPACITY = 8.0, 0.86
_CREDIT_PAD, _LABEL_PAD, _DRAFT_PAD = 14.0, 24.0, 22.0
_DRAFT_GAP, _STRIPE = 20.0, 40.0
_BOX_OPACITY = 0.8
_TOP: Stops = ((0.0, 0.72), (0.118, 0.62), (0.235, 0.0), (1.0, 0.0))
_FOOT: Stops = ((0.0, 0.0), (0.40, 0.0), (0.60, 0.42), (1.0, 0.62))
"""Scrims over a picture: behind brand and credit, and behind subtitles."""


# Neighbouring segments of footage wear the same, so it is painted once for them all.
@lru_cache(maxsize=4)
def footage_overlay(
    page: Page,
    layout: FootageLayout,
    *,
    credit: str,
    label: str = "",
    translation: str = "",
    draft: str = "",
    name: str = "",
    role: str = "",
) -> Overlay:
    """Paint what stands over footage for its whole length.

    Args:
        page: brand and size.
        layout: where everything stands.
        credit: whose pictures these are, as it is shown ("Footage: AFP").
        label: words of the language label; "" shows none.
        translation: who translated; "" shows nothing.
        draft: what the mark of unapproved speech says of it; "" shows no mark.
        name: who speaks; "" shows no plate.
        role: what stands below the name.

    Raises:
        TooLongError: a text does not fit its place.
        MissingGlyphError: no installed font has some character.
    """
    on_picture = [_in_box(page, layout.credit, credit, _CREDIT)]
    on_picture.append(_label(page, layout.label, label))
    on_picture += _plate(page, layout.plate, name, role)
    if draft:
        # The mark stands where the translation's credit would, and says the same, louder.
        on_picture += _draft(page, layout.draft, draft)
        translation = ""
    on_fill: list[PlacedPiece | None] = []
    if layout.over_picture:
        on_picture.append(_in_box(page, layout.translation, translation, _TRANSLATION, up=True))
    else:
        on_fill.append(_bare(page, layout.translation, translation, _TRANSLATION))
    return overlay(
        [one for one in on_picture if one],
        page,
        dimmed=[one for one in on_fill if one],
        scrim=_shade(page, layout) if layout.under_head else None,
    )


def _column(page: Page, band: Rect) -> Column:
    return edges(page, band.left + INSET, band.right - INSET, band.top, band.bottom)


def _in_box(
    page: Page, band: Rect, text: str, fits: tuple[Fit, ...], *, up: bool = False
) -> PlacedPiece | None:
    """Return words on a dark box; one taller than its band grows downwards, or up."""
    where = _column(page, band)
    colours = page.brand.colours
    room = where.width - 2 * page.px(_CREDIT_PAD)
    found = set_words(page, text, Role.CREDIT, fits, colour=colours.subtitle_text, width_px=room)
    if found is None:
        return None
    piece = boxed(
        page,
        found,
        colours.subtitle_ground,
        pad=_CREDIT_PAD,
        height=band.bottom - band.top,
        opacity=_BOX_OPACITY,
    )
    return PlacedPiece(page, where, piece, where.bottom - piece.height_px if up else where.top)


def _bare(page: Page, band: Rect, text: str, fits: tuple[Fit, ...]) -> PlacedPiece | None:
    where = _column(page, band)
    colours = page.brand.colours
    behind = f"#{DIMMED_WHITE:02X}{DIMMED_WHITE:02X}{DIMMED_WHITE:02X}"
    colour = legible((colours.secondary, colours.subtitle_text), behind)
    found = set_words(page, text, Role.SMALL, fits, colour=colour, width_px=where.width)
    if found is None:
        return None
    piece = piece_of(found)
    spare = where.bottom - where.top - piece.height_px
    return PlacedPiece(page, where, piece, where.top + min(spare // 2, spare - piece.below_px))


def _label(page: Page, band: Rect, text: str) -> PlacedPiece | None:
    """Return the label on the accent, its box flush with the picture's edge."""
    where, bleed = _flush(page, band)
    colours = page.brand.colours
    room = where.width - page.px(_LABEL_PAD)
    shown = capitals(text, page.language)
    found = set_words(page, shown, Role.KICKER, _LABEL, colour=colours.on_accent, width_px=room)
    if found is None:
        return None
    piece = boxed(page, found, colours.accent, pad=_LABEL_PAD, height=LABEL_HEIGHT, bleed_px=bleed)
    return PlacedPiece(page, where, piece, where.bottom - piece.height_px)


def _flush(page: Page, band: Rect) -> tuple[Column, int]:
    """Return a column whose padded boxes put words on the safe edge, and how far they bleed."""
    area, pad = page.profile.safe_area, page.px(_LABEL_PAD)
    if page.right_to_left:
        last = max(rect.right for rect in mirrored(area, page.profile.canvas_width))
        where = _column(page, replace(band, right=min(band.right, last)))
        column = replace(where, right=where.right + pad)
        return column, max(0, page.px(band.right) - column.right)
    first = min(rect.left for rect in area)
    where = _column(page, replace(band, left=max(band.left, first)))
    column = replace(where, left=where.left - pad)
    return column, max(0, column.left - page.px(band.left))


def _plate(page: Page, band: Rect, name: str, role: str) -> list[PlacedPiece | None]:
    """Return the plate that names who speaks: an edge of the accent, the name, the role."""
    where, _ = _flush(page, band)
    shade, light = over_pictures(page.brand.colours)
    pad = page.px(_LABEL_PAD)
    room = where.width - 2 * pad
    shown = set_words(page, name, Role.KICKER, _NAME, colour=light, width_px=room)
    if shown is None:
        return []
    below = set_words(page, role, Role.CREDIT, _ROLE, colour=light, width_px=room)
    wide = max(shown.width_px, below.width_px if below else 0) + 2 * pad
    tall = page.px(PLATE_HEIGHT if below else _NAME_ALONE)
    box = Image.new("RGBA", (wide, tall), (*rgb(shade), round(255 * _PLATE_OPACITY)))
    edge = page.px(_PLATE_EDGE)
    left = wide - edge if page.right_to_left else 0
    box.paste((*rgb(page.brand.colours.accent), 255), (left, 0, left + edge, tall))
    top = where.bottom - tall
    first = page.px(_NAME_BASE) if below else (tall + shown.height_px) // 2
    placed: list[PlacedPiece | None] = [
        PlacedPiece(page, where, _line(shown, pad, first, Item(box, 0, 0)), top)
    ]
    if below:
        placed.append(PlacedPiece(page, where, _line(below, pad, page.px(_ROLE_BASE)), top))
    return placed


def _draft(page: Page, band: Rect, meaning: str) -> list[PlacedPiece | None]:
    """Return the mark of unapproved speech: stripes, a word, and what it means."""
    where, bleed = _flush(page, band)
    colours = page.brand.colours
    ground = colours.highlight
    ink = legible((colours.ground, colours.text), ground)
    pad, gap = page.px(_LABEL_PAD), page.px(_DRAFT_GAP)
    room = where.width - pad - page.px(_DRAFT_PAD)
    mark = wording(page.language).draft
    word = set_words(page, mark, Role.KICKER, _DRAFT_WORD, colour=ink, width_px=room)
    if word is None:
        return []
    start = pad + word.width_px + gap
    note = set_words(
        page, meaning, Role.CREDIT, _DRAFT_NOTE, colour=ink, width_px=room - word.width_px - gap
    )
    width = bleed + start + (note.width_px if note else 0) + page.px(_DRAFT_PAD)
    height = where.bottom - where.top
    box = Image.new("RGBA", (width, height), (*rgb(ground), 255))
    stripes = _stripes(bleed, height, page.px(_STRIPE))
    if page.right_to_left:
        stripes = stripes.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    edge = width - bleed if page.right_to_left else 0
    box.paste(Image.new("RGBA", stripes.size, (*rgb(ink), 255)), (edge, 0), stripes)
    baseline = (height + word.height_px) // 2
    placed: list[PlacedPiece | None] = [
        PlacedPiece(page, where, _line(word, pad, baseline, Item(box, bleed, 0)), where.top)
    ]
    if note:
        placed.append(PlacedPiece(page, where, _line(note, start, baseline), where.top))
    return placed


def _line(words: Words, inside: int, baseline: int, *below: Item) -> Piece:
    """Return one line of words so far inside the edge on a baseline, over other items."""
    line = words.lines[0]
    top = baseline - words.height_px + line.top_px
    items = (*below, Item(line.image, line.outset_px - inside, top))
    return Piece(items, baseline, words=words)


def _stripes(width: int, height: int, period: int) -> Image.Image:
    """Return a mask of diagonal stripes with smooth edges."""
    across = np.arange(width, dtype=np.float32)[None, :]
    down = np.arange(height, dtype=np.float32)[:, None]
    phase = (across + down) % period
    inside = np.minimum(phase, period / 2 - phase) * np.float32(0.7071)
    return Image.fromarray((np.clip(inside + 0.5, 0, 1) * 255).astype(np.uint8))


def _shade(page: Page, layout: FootageLayout) -> Stamp:
    """Return the scrims over a picture: behind ring and mark, behind subtitles that are on it."""
    width, height = page.profile.width_px, page.profile.height_px
    clear = 1 - opacity(below_head(_TOP, page.profile), height)
    if layout.over_picture:
        clear = clear * (1 - opacity(_FOOT, height))
    rgba = np.empty((height, width, 4), np.uint8)
    rgba[..., :3] = rgb(over_pictures(page.brand.colours)[0])
    rgba[..., 3] = np.floor((1 - clear) * 255 + 0.5).astype(np.uint8)[:, None]
    return Stamp.of_array(rgba)
