"""Renders one segment: a card's frames drawn here, or footage through one FFmpeg graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clipmaker.check.picture import PictureFinding
from clipmaker.paint.page import Page, TextBox
from clipmaker.plan.model import Look, Segment
from clipmaker.render.store import Entry, Store
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.placement import FootageLayout, footage_layout

PICTURE = "picture.mp4"


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished segment and what its checks found.

    Attributes:
        segment: what was rendered.
        file: its MP4.
        texts: texts painted on it.
        finding: footage compared with its source; None for a card.
        reused: whether it was in the store already.
    """

    segment: Segment
    file: Path
    texts: tuple[TextBox, ...]
    finding: PictureFinding | None
    reused: bool


def render_segment(segment: Segment, look: Look, store: Store, folder: Path) -> Rendered:
    """Return a finished segment, from the store when it is there.

    Args:
        segment: what to render.
        look: brand, profile, language.
        store: where finished segments are kept.
        folder: where to work; must exist.
    """
    entry = store.get(segment.key)
    reused = entry is not None
    if entry is None:
        target = folder / f"{segment.key}.mp4"
        if isinstance(segment.shot.item, Card):
            facts = _render_card(segment, segment.shot.item, look, target)
        else:
            facts = _render_footage(segment, segment.shot.item, look, target, folder)
        entry = store.put(segment.key, {PICTURE: target}, facts)
    return _rendered(segment, entry, reused)


def page_of(segment: Segment, look: Look) -> Page:
    """Return the page that a segment's words are painted for."""
    return Page(
        brand=look.brand,
        profile=look.profile,
        language=look.language,
        position=segment.shot.index,
    )


def layout_of(segment: Segment, footage: Footage, look: Look) -> FootageLayout:
    """Return where footage and its words stand."""
    assert segment.media is not None
    assert segment.media.video is not None
    video = segment.media.video
    return footage_layout(
        video.display_width_px,
        video.display_height_px,
        footage.focus,
        footage.focus_box,
        look.profile,
    )


def _rendered(segment: Segment, entry: Entry, reused: bool) -> Rendered:
    facts = entry.facts
    finding = facts.get("finding")
    return Rendered(
        segment=segment,
        file=entry.file(PICTURE),
        texts=tuple(TextBox(**{**t, "colours": tuple(t["colours"])}) for t in facts["texts"]),
        finding=PictureFinding(**finding) if finding else None,
        reused=reused,
    )


def _render_card(segment: Segment, card: Card, look: Look, target: Path) -> Mapping[str, Any]:
    from clipmaker.cards.registry import kind
    from clipmaker.paint.chrome import ChromeStrip
    from clipmaker.paint.frames import card_frames
    from clipmaker.render.encode import encode_to
    from clipmaker.tools.ffmpeg import run_ffmpeg
    from clipmaker.tools.graph import arguments, raw_video_input

    profile = look.profile
    page = page_of(segment, look)
    painting = kind(card.kind).paint(card, page)
    source = raw_video_input(
        width_px=profile.width_px,
        height_px=profile.height_px,
        pixel_format="yuv420p",
        rate=str(profile.rate),
    )
    frames = card_frames(
        painting,
        None if painting.chrome == "none" else ChromeStrip(page, painting.chrome),
        profile,
        shot_start_frame=segment.shot.start_frame,
        first=segment.first,
        count=segment.frames,
    )
    output = encode_to(source.video, target, profile.encoder, profile.rate)
    run_ffmpeg(arguments([output]), doing=segment.name, feed=frames)
    return {"texts": [asdict(text) for text in painting.texts]}


def _render_footage(
    segment: Segment, footage: Footage, look: Look, target: Path, folder: Path
) -> Mapping[str, Any]:
    raise NotImplementedError
