"""What a clip is about, on a chip at the end of the line on which ring and mark stand."""

from __future__ import annotations

from PIL import Image, ImageDraw

from clipmaker.errors import BudgetError
from clipmaker.paint.bug import BrandMark, brand_marks
from clipmaker.paint.colour import rgb
from clipmaker.paint.page import Page
from clipmaker.paint.progress import head_span
from clipmaker.paint.styles import Role, capitals, style
from clipmaker.paint.words import one_line

_TYPE = 28.0
_BELOW_RING_TOP, _HEIGHT, _PAD, _RADIUS = 14.0, 56.0, 18.0, 6.0
_APART = 24.0
"""So much stays free between the brand's mark and the chip."""
_SMOOTH = 4


def topic_chip(page: Page, ground: str, ink: str) -> tuple[BrandMark, ...]:
    """Return the chip of a page's topic, its box and its words; nothing without a topic.

    Args:
        page: topic, brand, scale and place.
        ground: colour of the box, ``#RRGGBB``.
        ink: colour of the words.

    Raises:
        MissingGlyphError: no installed font has some character of it.
    """
    if not page.topic:
        return ()
    look = style(page, Role.WORDMARK, _TYPE, colour=ink)
    words = one_line(capitals(page.topic, page.language), look, from_right=page.right_to_left)
    pad, height = page.px(_PAD), max(2, page.px(_HEIGHT))
    size = (words.width_px + 2 * pad, height)
    left, right = head_span(page)
    left = left if page.right_to_left else right - size[0]
    top = page.px(page.profile.head.top + _BELOW_RING_TOP)
    line = words.lines[0]
    inside = pad - line.outset_px
    if page.right_to_left:
        inside = size[0] - pad - line.image.width + line.outset_px
    across, down = left + inside, top + (height - words.height_px) // 2 + line.top_px
    return (
        BrandMark(_box(size, page.px(_RADIUS), ground), left, top),
        BrandMark(line.image, across, down, words),
    )


def try_topic(page: Page) -> None:
    """Find out whether a page's topic fits beside the brand's mark.

    Raises:
        BudgetError: it does not.
        MediaError: the brand's logo cannot be read.
        MissingGlyphError: no installed font has some character of it.
    """
    own = page.brand.colours
    chip = topic_chip(page, own.accent, own.on_accent)
    if not chip:
        return
    box, _ = chip
    marks = brand_marks(page, own.text)
    apart = page.px(_APART)
    if page.right_to_left:
        room = min(one.left_px for one in marks) - apart - box.left_px
    else:
        room = box.left_px + box.image.width - apart
        room -= max(one.left_px + one.image.width for one in marks)
    if room >= box.image.width:
        return
    pad = 2 * page.px(_PAD)
    few = max(1, int(len(page.topic) * max(room - pad, 0) / (box.image.width - pad)))
    raise BudgetError(
        f"topic: “{page.topic}” does not fit beside the brand's mark",
        remedy=f"Shorten it to about {few} characters, or leave it away.",
    )


def _box(size: tuple[int, int], radius: int, colour: str) -> Image.Image:
    """Return a box with round corners, drawn large and scaled down so that they are smooth."""
    mask = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH), 0)
    edges = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(edges, radius * _SMOOTH, fill=255)
    box = Image.new("RGBA", size, (*rgb(colour), 255))
    box.putalpha(mask.resize(size, Image.Resampling.BOX))
    return box
