"""What is written over footage: subtitles, credit, label, draft mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clipmaker.paint.translated import draft_words, translation_words
from clipmaker.paint.wording import wording
from clipmaker.plan.model import Look, Segment
from clipmaker.render.segment import layout_of, page_of
from clipmaker.story.model import Footage

if TYPE_CHECKING:
    from clipmaker.paint.overlay import Overlay
    from clipmaker.timeline.model import PlacedCue, SpokenWord


@dataclass(frozen=True, kw_only=True)
class FootageWords:
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


def words_over(segment: Segment, footage: Footage, look: Look) -> tuple[FootageWords, ...]:
    """Return everything that is written over a segment of footage."""
    from clipmaker.paint.overlays import footage_overlay
    from clipmaker.paint.subtitles import subtitle_overlay

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
        draft=draft_words(said, shot.translation, foreign=foreign) if shot.draft else "",
    )
    start = segment.start_frame
    subtitles = [
        FootageWords(
            overlay=subtitle_overlay(cue.lines, page, layout, cue.speakers, lit),
            frames=(first - start, end - start),
        )
        for cue in segment.cues
        for first, end, lit in lit_stretches(cue)
    ]
    return (FootageWords(overlay=standing, frames=(0, segment.frames)), *subtitles)
