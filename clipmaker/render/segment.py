"""Renders one segment: a card's frames drawn here, or footage through one FFmpeg graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clipmaker.errors import ClipmakerError
from clipmaker.languages import reads_from_right
from clipmaker.media.motion import Motion
from clipmaker.paint.page import Page, Painting, TextBox
from clipmaker.plan.model import Look, Segment
from clipmaker.render.store import Entry
from clipmaker.story.model import Card, Footage
from clipmaker.timeline.order import place_of
from clipmaker.timeline.placement import FootageLayout, even_pixels, footage_layout

if TYPE_CHECKING:
    from clipmaker.paint.overlay import Overlay
    from clipmaker.timeline.model import PlacedCue, SpokenWord
    from clipmaker.tools.graph import Stream

PICTURE = "picture.mp4"


class StaleEntryError(Exception):
    """An entry of the store is whole, but does not hold what this version of the program reads."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A finished segment and what its checks found.

    Attributes:
        segment: what was rendered.
        file: its MP4.
        texts: texts painted on it.
        motion: what the footage does as it was made and in its source; None for a card.
        reused: whether it was in the store already.
        reason: why it was rendered, or was not.
    """

    segment: Segment
    file: Path
    texts: tuple[TextBox, ...]
    motion: tuple[Motion, Motion] | None
    reused: bool
    reason: str


def render_segment(segment: Segment, look: Look, target: Path, folder: Path) -> Mapping[str, Any]:
    """Render a segment.

    Args:
        segment: what to render.
        look: brand, profile, language.
        target: the MP4 to write.
        folder: where to work; must exist.

    Returns:
        What its checks found, as JSON can hold it.
    """
    item = segment.shot.item
    if isinstance(item, Card):
        return _render_card(segment, item, look, target)
    return _render_footage(segment, item, look, target, folder)


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
        right_to_left=reads_from_right(look.language),
    )


def rendered_segment(segment: Segment, entry: Entry, reused: bool, reason: str) -> Rendered:
    """Return a rendered segment as it lies in the store.

    Args:
        segment: what was to be rendered.
        entry: its entry in the store.
        reused: whether it was there already.
        reason: why it was rendered, or was not.

    Raises:
        StaleEntryError: another version of the program wrote the entry, with other facts.
    """
    try:
        return _rendered(segment, entry, reused, reason)
    except (KeyError, TypeError, ValueError) as error:
        raise StaleEntryError(segment.key) from error


def _rendered(segment: Segment, entry: Entry, reused: bool, reason: str) -> Rendered:
    facts = entry.facts
    motion = facts.get("motion")
    return Rendered(
        segment=segment,
        file=entry.file(PICTURE),
        texts=tuple(_text_box(stored) for stored in facts["texts"]),
        motion=(_motion(motion[0]), _motion(motion[1])) if motion else None,
        reused=reused,
        reason=reason,
    )


def _text_box(stored: Mapping[str, Any]) -> TextBox:
    lines = tuple(tuple(edges) for edges in stored["lines"])
    return TextBox(**{**stored, "colours": tuple(stored["colours"]), "lines": lines})


def _motion(stored: Mapping[str, Any]) -> Motion:
    return Motion(luma=tuple(stored["luma"]), change=tuple(stored["change"]))


def _render_card(segment: Segment, card: Card, look: Look, target: Path) -> Mapping[str, Any]:
    from clipmaker.render.encode import encode_to
    from clipmaker.tools.ffmpeg import run_ffmpeg
    from clipmaker.tools.graph import arguments, raw_video_input

    profile = look.profile
    painting, frames = card_pictures(segment, card, look)
    source = raw_video_input(
        width_px=profile.width_px,
        height_px=profile.height_px,
        pixel_format="yuv420p",
        rate=str(profile.rate),
    )
    output = encode_to(source.video, target, profile.encoder, profile.rate)
    run_ffmpeg(arguments([output]), doing=segment.name, feed=frames)
    return {"texts": [asdict(text) for text in painting.texts]}


def card_pictures(segment: Segment, card: Card, look: Look) -> tuple[Painting, Iterator[bytes]]:
    """Return a card's painting and the finished frames of a segment as raw ``yuv420p``."""
    from clipmaker.cards.registry import kind
    from clipmaker.paint.chrome import ChromeStrip
    from clipmaker.paint.frames import card_frames

    page = page_of(segment, look)
    try:
        painting = kind(card.kind).paint(card, page)
    except ClipmakerError as error:
        error.at(place_of(segment.shot.index, card))
        raise
    frames = card_frames(
        painting,
        None if painting.chrome == "none" else ChromeStrip(page, painting.chrome),
        look.profile,
        shot_start_frame=segment.shot.start_frame,
        shot_frames=segment.shot.frames,
        first=segment.first,
        count=segment.frames,
    )
    return painting, frames


def _render_footage(
    segment: Segment, footage: Footage, look: Look, target: Path, folder: Path
) -> Mapping[str, Any]:
    from clipmaker.render.encode import encode_to
    from clipmaker.render.grid import run_on_footage
    from clipmaker.render.thumbs import THUMB_PX, motion_in, motion_of, thumbs_output
    from clipmaker.tools.graph import arguments

    profile = look.profile
    graph = footage_graph(segment, footage, look, folder)
    outputs = [
        encode_to(graph.picture, target, profile.encoder, profile.rate),
        thumbs_output(graph.alone),
    ]
    assert segment.media is not None
    done = run_on_footage(
        arguments(outputs),
        segment.media,
        span_s(segment, footage, profile.rate),
        doing=segment.name,
        written=segment.frames * THUMB_PX**2,
        feed=graph.strips,
    )
    for file in graph.files:
        file.unlink()
    layout = layout_of(segment, footage, look)
    made = motion_in(target, even_pixels(layout.picture, profile.scale))
    motion = [asdict(made), asdict(motion_of(done.stdout))]
    return {"texts": [asdict(text) for text in graph.texts], "motion": motion}


def span_s(segment: Segment, footage: Footage, rate: Fraction) -> tuple[Fraction, Fraction]:
    """Return the span of the file that a segment of footage shows, seconds."""
    start_s = Fraction(footage.in_ms, 1000) + segment.first / rate
    return start_s, start_s + segment.frames / rate


@dataclass(frozen=True, kw_only=True)
class FootageGraph:
    """Finished frames of footage, before anything is encoded.

    Attributes:
        picture: the whole canvas: footage, words, chrome.
        alone: the footage as it is placed, to compare with what was made.
        strips: chrome for FFmpeg's standard input, one chunk a frame.
        files: pictures that the graph reads, to remove afterwards.
        texts: everything that is written on it.
    """

    picture: Stream
    alone: Stream
    strips: Iterator[bytes]
    files: tuple[Path, ...]
    texts: tuple[TextBox, ...]


def footage_graph(segment: Segment, footage: Footage, look: Look, folder: Path) -> FootageGraph:
    """Return the graph that makes the frames of a segment of footage.

    Args:
        segment: what to show; any stretch of a segment makes the same frames.
        footage: the segment's shot.
        look: brand, profile, language.
        folder: where pictures for the graph are written.
    """
    from clipmaker.paint.chrome import footage_strip
    from clipmaker.render.footage import Source, Sticker, place_picture, put_stickers
    from clipmaker.render.grid import grid_frames
    from clipmaker.render.tone import write_tone
    from clipmaker.tools.graph import raw_video_input

    assert segment.media is not None
    assert segment.media.video is not None
    profile = look.profile
    page = page_of(segment, look)
    layout = layout_of(segment, footage, look)
    written = words_over(segment, footage, look)
    stickers = []
    for i, words in enumerate(written):
        one = words.overlay
        file = folder / f"{segment.key}-{segment.first}-{i}.yuv"
        file.write_bytes(one.planes())
        width_px, height_px = one.image.size
        stickers.append(
            Sticker(
                file=file,
                width_px=width_px,
                height_px=height_px,
                left_px=one.left_px,
                top_px=one.top_px,
                frames=words.frames,
            )
        )
    strip = footage_strip(page)
    chrome = raw_video_input(
        width_px=profile.width_px,
        height_px=strip.height_px,
        pixel_format="yuva420p",
        rate=str(profile.rate),
    )
    frames = grid_frames(segment.media, footage.in_ms, segment.first, segment.frames, profile.rate)
    tone = write_tone(segment.media.video, folder / f"{segment.key}-{segment.first}.cube")
    source = Source(frames=frames, video=segment.media.video, tone=tone)
    canvas, alone = place_picture(source, layout, profile)
    canvas = put_stickers(canvas, stickers)
    return FootageGraph(
        picture=canvas.overlay(chrome.video.as_bt709(), x=0, y=0, format="yuv420", shortest=1),
        alone=alone,
        strips=(strip.planes(segment.start_frame + i) for i in range(segment.frames)),
        files=(*(sticker.file for sticker in stickers), *([tone] if tone else [])),
        texts=tuple(text for words in written for text in words.overlay.texts),
    )


@dataclass(frozen=True, kw_only=True)
class Words:
    """Something written over footage, and the frames of the segment that show it, half-open."""

    overlay: Overlay
    frames: tuple[int, int]


def lit_stretches(cue: PlacedCue) -> Iterator[tuple[int, int, SpokenWord | None]]:
    """Yield the stretches of a cue's frames, half-open, and the word that is lit in each."""
    at = cue.start_frame
    for word in cue.words:
        first, end = max(word.start_frame, cue.start_frame), min(word.end_frame, cue.end_frame)
        if at < first:
            yield at, first, None
        if first < end:
            yield first, end, word
            at = end
    if at < cue.end_frame:
        yield at, cue.end_frame, None


def words_over(segment: Segment, footage: Footage, look: Look) -> tuple[Words, ...]:
    """Return everything that is written over a segment of footage."""
    from clipmaker.paint.overlays import footage_overlay
    from clipmaker.paint.subtitles import subtitle_overlay
    from clipmaker.paint.translated import translation_words
    from clipmaker.paint.wording import wording

    page = page_of(segment, look)
    layout = layout_of(segment, footage, look)
    shot = segment.shot
    foreign = bool(shot.spoken) and shot.spoken != look.language
    said = wording(look.language)
    translated = translation_words(said, shot.translation, look.brand.title)
    standing = footage_overlay(
        page,
        layout,
        credit=said.footage_credit(footage.credit),
        label=said.spoken_in(shot.spoken, footage.label) if foreign or footage.label else "",
        translation=translated if shot.cues and foreign else "",
        draft=said.draft_note(foreign=foreign) if shot.draft else "",
    )
    start = segment.start_frame
    subtitles = [
        Words(
            overlay=subtitle_overlay(cue.lines, page, layout, cue.speakers, lit),
            frames=(first - start, end - start),
        )
        for cue in segment.cues
        for first, end, lit in lit_stretches(cue)
    ]
    return (Words(overlay=standing, frames=(0, segment.frames)), *subtitles)
