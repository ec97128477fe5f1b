"""Renders a segment of a card: its frames are drawn here and given to the encoder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.plan.model import Look, Segment
from clipmaker.render.before import painted_segment, passing_into
from clipmaker.render.executor import Product
from clipmaker.render.segment import PICTURE, page_of
from clipmaker.story.model import Card

if TYPE_CHECKING:
    from clipmaker.paint.page import Painting
    from clipmaker.paint.yuv import Samples


def render_card(segment: Segment, card: Card, look: Look, folder: Path) -> Product:
    """Render a segment of a card.

    Args:
        segment: what to render.
        card: the segment's card.
        look: brand, profile, language.
        folder: where to work; must exist.

    Raises:
        RenderError: it cannot be encoded.
        DiskError: the disk is full.
    """
    from clipmaker.render.encode import encode_pictures

    target = folder / f"{segment.key}.mp4"
    painting, frames = card_pictures(segment, card, look)
    light = encode_pictures(frames, target, look.profile, doing=segment.name)
    facts = {"texts": [asdict(text) for text in painting.texts], "light": light}
    return Product(key=segment.key, files={PICTURE: target}, facts=facts)


def card_pictures(
    segment: Segment, card: Card, look: Look, *, counting: bool = True
) -> tuple[Painting, Iterator[Samples]]:
    """Return a card's painting and the finished frames of a segment as raw ``yuv420p``.

    Args:
        segment: the card's segment.
        card: the card.
        look: brand, profile, language.
        counting: whether ring and bar are shown.
    """
    from clipmaker.paint.chrome import ChromeStrip, footage_strip
    from clipmaker.paint.frames import card_frames

    painting, behind = painted_segment(segment, card, look)
    page, passing = page_of(segment, look), passing_into(segment, look)
    frames = card_frames(
        painting,
        None
        if painting.chrome == "none"
        else ChromeStrip(page, painting.chrome, counting=counting),
        look.profile,
        shot_start_frame=segment.shot.start_frame,
        shot_frames=segment.shot.frames,
        first=segment.first,
        count=segment.frames,
        backdrop=behind,
        passing=passing,
        chrome_over=footage_strip(page, counting=counting)
        if passing and painting.chrome == "normal"
        else None,
    )
    return painting, frames
