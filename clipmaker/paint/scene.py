"""What is behind a card: its picture, which drifts, under a veil that lets every word be read.

Where a card has no picture it is the brand's ground, whose light drifts likewise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from PIL import Image

from clipmaker.media.pictures import check_photo, read_photo
from clipmaker.paint.blend import Pixels, Stamp
from clipmaker.paint.blend import lay as lay_over
from clipmaker.paint.colour import mix, rgb
from clipmaker.paint.column import column
from clipmaker.paint.contrast import NEEDED, dark_ground, over_pictures
from clipmaker.paint.covered import covered_photo
from clipmaker.paint.drift import OVERSIZE, Drift, room_px, stride
from clipmaker.paint.ground import GLOWS, glow_at, lit
from clipmaker.paint.land import quiet_map
from clipmaker.paint.lift import brightness, inked, lay, lifted, moved_away
from clipmaker.paint.page import DrawnPicture, Page, TextBox
from clipmaker.paint.stack import PlacedPiece, surroundings, text_box
from clipmaker.paint.texture import grained, patches
from clipmaker.paint.veil import Stops, Veil, below_head, opacity
from clipmaker.story.photo import Photo

_UNKNOWN_S = 8.0
"""A card whose length is not known yet is painted for so long."""
_STRENGTHS = tuple(step / 8 for step in range(9))
_WANTED = NEEDED + 0.15
"""Contrast that even large type gets on a photo, with a margin for dithering and encoding."""
_HEAD: Stops = ((0.0, 0.50), (0.10, 0.44), (0.17, 0.22), (0.26, 0.0), (1.0, 0.0))
"""Behind the brand's mark and the picture's credit."""
_FOOT: Stops = ((0.60, 0.26), (0.75, 0.40), (1.0, 0.52))
"""Below and behind the words; it holds the lower part of the picture together."""
_FOOT_FROM = 0.36
"""Where it begins, unless bare words begin above that."""
_BELOW_CREDIT = 24.0
_PATCHED = np.float32(0.7)
"""How much of the ground's light is in its patches, beside the one that every card has."""
_ACCENT_TONE, _PAPER_TONE = 0.14, 0.05
"""How much of the accent is in the tone behind a clip's end: on a dark ground, on paper."""
_QUIET_TONES = (0.58, 0.66, 0.75, 0.88, 1.0)
_TONES = (0.4, 0.5, 0.6, 0.68, 0.76, 0.84, 0.92, 1.0)
_NONE: Stops = ((0.0, 0.0), (1.0, 0.0))


@dataclass(frozen=True)
class Scene:
    """A picture as a ground.

    Attributes:
        ground: how it looks in the middle of its way, RGB of the page's size.
        others: how it looks at the beginning and at the end, roughly, height x width x 3.
        drift: its motion.
    """

    ground: Image.Image
    others: tuple[Pixels, ...]
    drift: Drift


def scene(
    photo: Photo | None, placed: Sequence[PlacedPiece], page: Page, *, toned: bool = False
) -> Scene:
    """Return a card's picture under its veil, on every row of the page.

    Args:
        photo: the picture; None takes the brand's ground.
        placed: pieces that will stand on it.
        page: size and colours.
        toned: whether it is only a tone of the brand's ground, blurred, behind bare words.

    Raises:
        MediaError: the photo cannot be used.
        BudgetError: words would stand on the part of it that they are to keep off.
    """
    room = _room(page)
    wide = page.profile.width_px + room
    if photo is None:
        picture = _ground(page, wide)
    else:
        image = covered_photo(read_photo(photo.file), photo.covered, photo.cover_style)
        laid = lay(photo, image.size, page, wide, words_top(placed, page))
        picture = inked(lifted(image, laid, page, wide), over_pictures(page.brand.colours)[0])
        if toned or photo.lent:
            light = toned and not dark_ground(page.brand.colours)
            away = moved_away(picture, page, light=light)
            picture = Image.fromarray(grained(np.asarray(away), page.profile.scale))
    drift = Drift(
        picture=picture,
        width_px=page.profile.width_px,
        room_px=room,
        stride_px=stride(page.profile),
        leftwards=page.position % 2 == 0,
        veil=_veil(page, _NONE, _NONE, page.brand.colours.ground),
    )
    if toned:
        return _toned(drift, placed, page)
    if photo is None and page.behind:
        return _toned(drift, placed, page, quiet=True)
    return _veiled(drift, placed, page, bare=photo is None)


def drawn_scene(
    drawn: DrawnPicture, placed: Sequence[PlacedPiece], page: Page
) -> tuple[Scene, Sequence[TextBox]]:
    """Return a picture that was drawn for a card as its ground, and what is read on it.

    Args:
        drawn: the picture.
        placed: pieces that will stand on it.
        page: size and colours.

    Raises:
        BudgetError: it leaves no room for what is to be seen on it.
    """
    room = _room(page)
    picture, texts = drawn.picture(_credit_ends(placed, page), words_top(placed, page), room)
    columns = 2 * math.ceil(picture.width * OVERSIZE / 2)
    drift = Drift(
        picture=picture.resize((columns, picture.height), Image.Resampling.LANCZOS),
        width_px=page.profile.width_px,
        room_px=room,
        stride_px=stride(page.profile),
        leftwards=page.position % 2 == 0,
        veil=_veil(page, _NONE, _NONE, page.brand.colours.ground),
    )
    return _veiled(drift, placed, page, drawn=True), texts


def check_drawn(drawn: DrawnPicture, placed: Sequence[PlacedPiece], page: Page) -> None:
    """Find out whether a picture can be drawn for a card, without drawing it.

    Raises:
        BudgetError: it leaves no room for what is to be seen on it.
    """
    drawn.check(_credit_ends(placed, page), words_top(placed, page), _room(page))


def _credit_ends(placed: Sequence[PlacedPiece], page: Page) -> int:
    """Return the row below the picture's credit."""
    rows = [one.top_px + one.piece.height_px for one in placed if not one.enters]
    return max(rows, default=column(page).top) + page.px(_BELOW_CREDIT)


def check_place(photo: Photo | None, placed: Sequence[PlacedPiece], page: Page) -> None:
    """Find out whether a card's words keep off its picture, without painting it.

    Args:
        photo: the picture; None takes the brand's ground.
        placed: pieces that will stand on it.
        page: size.

    Raises:
        MediaError: the photo cannot be used.
        BudgetError: words would stand on the part of it that they are to keep off.
    """
    if photo is not None:
        wide = page.profile.width_px + _room(page)
        lay(photo, check_photo(photo.file), page, wide, words_top(placed, page))


def _room(page: Page) -> int:
    if page.brand.cards.calm:
        return 0
    return room_px(page.profile, page.shown_s if math.isfinite(page.shown_s) else _UNKNOWN_S)


def words_top(placed: Sequence[PlacedPiece], page: Page) -> int:
    """Return the row where the words of a card begin; a credit does not count."""
    tops = [layer.top_px for one in placed if one.enters for layer in one.layers]
    return min(tops, default=page.profile.height_px)


def _ground(page: Page, wide: int) -> Image.Image:
    if page.behind:
        picture = quiet_map(page.behind, page, wide)
        columns = 2 * math.ceil(picture.width * OVERSIZE / 2)
        return picture.resize((columns, picture.height), Image.Resampling.LANCZOS)
    columns = 2 * math.ceil(wide * OVERSIZE / 2)
    return Image.fromarray(_made(page, columns))


def _made(page: Page, columns: int) -> Pixels:
    """Return the brand's ground under its light, in patches and with a grain: not a flat plane."""
    own, rows, scale = page.brand.colours, page.profile.height_px, page.profile.scale
    towards = np.array(rgb(own.lift), np.float32) - np.array(rgb(own.ground), np.float32)
    light = patches(rows, columns, scale, page.position % len(GLOWS))[..., None]
    smooth = lit(page, glow_at(page.position), columns, rows) + light * (towards * _PATCHED)
    return grained(np.clip(smooth, 0, 255), scale)


def needed_veil(
    moments: Sequence[Pixels],
    placed: Sequence[PlacedPiece],
    page: Page,
    *,
    bare: bool = False,
    drawn: bool = False,
) -> Veil:
    """Return a veil that is as strong as the words on a picture need.

    Args:
        moments: the picture as it looks at several moments, the most telling first.
        placed: pieces that will stand on it.
        page: size and colours.
        bare: whether it is the brand's own ground.
        drawn: whether it was drawn in the brand's colours: then it is veiled in that of its
            ground, and from below only where words stand without plates.
    """
    tone = page.brand.colours.ground if drawn else over_pictures(page.brand.colours)[0]
    # A text on a plate needs no veil.
    plated = _plated(page, bare=bare)
    words = [one for one in placed if one.enters and one.piece.words]
    low = [one for one in words if one.bare or not plated]
    light = min(1.0, 0.3 + brightness(moments[0]))
    upper = _NONE if bare else below_head(_HEAD, page.profile)
    lower = _NONE if bare or (drawn and plated) else _foot(low, page)
    upper, lower = (tuple((at, alpha * light) for at, alpha in one) for one in (upper, lower))
    upper = _strengthened(upper, [one for one in placed if not one.enters], moments, page, tone)
    lower = _strengthened(lower, low, moments, page, tone)
    return _veil(page, upper, lower, tone)


def _veiled(
    drift: Drift,
    placed: Sequence[PlacedPiece],
    page: Page,
    *,
    bare: bool = False,
    drawn: bool = False,
) -> Scene:
    """Return a drift under a veil that is as strong as the words on it need."""
    moments = [drift.page(drift.room_px * Fraction(part, 2)) for part in (1, 0, 2)]
    veil = needed_veil(moments, placed, page, bare=bare, drawn=drawn)
    rough = tuple(veil.roughly_on(moment) for moment in moments[1:])
    return Scene(Image.fromarray(veil.on(moments[0])), rough, replace(drift, veil=veil))


def _toned(
    drift: Drift, placed: Sequence[PlacedPiece], page: Page, *, quiet: bool = False
) -> Scene:
    """Return a drift in the tone of the brand's ground, as strong as bare words need.

    Args:
        drift: the picture.
        placed: pieces that will stand on it.
        page: size and colours.
        quiet: whether there is nothing of the accent in the tone, and more of the picture.
    """
    moments = [drift.page(drift.room_px * Fraction(part, 2)) for part in (1, 0, 2)]
    own = page.brand.colours
    loud = _ACCENT_TONE if dark_ground(own) else _PAPER_TONE
    tone = mix(rgb(own.ground), rgb(own.accent), 0.0 if quiet else loud)
    words = [one for one in placed if one.piece.words]
    # Lines of a map run through words: it is quieter from the start than a blurred picture.
    for share in _QUIET_TONES if quiet or page.behind else _TONES:
        veil = Veil.of(np.full(page.profile.height_px, share, np.float32), tone)
        lowest = (_contrast(one, seen, veil) for one in words for seen in moments)
        if min(lowest, default=_WANTED) >= _WANTED:
            break
    rough = tuple(veil.roughly_on(moment) for moment in moments[1:])
    return Scene(Image.fromarray(veil.on(moments[0])), rough, replace(drift, veil=veil))


def _plated(page: Page, *, bare: bool) -> bool:
    return page.brand.cards.plates and not bare


def _foot(words: Sequence[PlacedPiece], page: Page) -> Stops:
    height = page.profile.height_px
    first = min((one.top_px for one in words), default=height) / height
    # Above words of a beat that are smaller than the rest it comes on over more rows, unseen.
    lead = 0.24 if any(one.bare for one in words) else 0.08
    begins = max(0.0, min(_FOOT_FROM, first - lead))
    early = ((begins + lead - 0.02, 0.22),) if begins < _FOOT_FROM else ()
    return ((0.0, 0.0), (begins, 0.0), *early, *_FOOT)


def _strengthened(
    stops: Stops, words: Sequence[PlacedPiece], moments: Sequence[Pixels], page: Page, tone: str
) -> Stops:
    """Return a veil's stops, stronger where it is opaque at all until its words can be read."""
    if not any(alpha for _, alpha in stops):
        return stops
    seen = [(one, moment) for one in words for moment in moments]
    tried = stops
    for strength in _STRENGTHS:
        tried = tuple((at, min(1.0, a + strength * (1 - a)) if a else a) for at, a in stops)
        veil = _veil(page, tried, _NONE, tone)
        faint = next((x for x in seen if _contrast(*x, veil) < _WANTED), None)
        if faint is None:
            break
        # What was too faint under one veil is likely to be too faint under the next.
        seen.sort(key=lambda x: x is not faint)
    return tried


def _contrast(one: PlacedPiece, seen: Pixels, veil: Veil) -> float:
    """Return the contrast of a text with what is behind it: the picture, the veil, its shadow."""
    window = surroundings(one).within(seen.shape[1], seen.shape[0])
    rows = window.rows
    behind = Veil(veil.keep[rows], veil.add[rows]).roughly_on(seen[rows])
    for layer in one.layers[: one.piece.first_word]:
        lay_over(behind, Stamp.of(layer.image), layer.left_px, layer.top_px - window.top)
    return text_box(one, behind, (0, window.top)).contrast


def _veil(page: Page, head: Stops, foot: Stops, tone: str) -> Veil:
    height = page.profile.height_px
    clear = (1 - opacity(head, height)) * (1 - opacity(foot, height))
    return Veil.of((1 - clear).astype(np.float32), rgb(tone))
