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
from clipmaker.timeline.model import SpokenPart

if TYPE_CHECKING:
    from clipmaker.canvas.placement import FootageLayout
    from clipmaker.paint.overlay import Overlay
    from clipmaker.paint.page import Page
    from clipmaker.timeline.model import NamePlate, PlacedCue, Shot, SpokenWord


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


def words_over(
    segment: Segment, footage: Footage, look: Look
) -> tuple[tuple[FootageWords, ...], tuple[FootageWords, ...]]:
    """Return what is written over a segment of footage: what stands there, and its subtitles.

    What stands there changes where somebody is named, in the label's place.
    """
    from clipmaker.paint.overlays import footage_overlay
    from clipmaker.paint.subtitles import subtitle_overlay

    page = page_of(segment, look)
    layout = layout_of(segment, footage, look)
    shot = segment.shot
    said = wording(look.language)
    start = segment.start_frame

    def standing(named: NamePlate | None, part: SpokenPart) -> Overlay:
        foreign = part.language not in ("", look.language)
        translated = translation_words(said, part.translation, look.brand.title)
        label = said.spoken_in(part.language, footage.label) if foreign or footage.label else ""
        return footage_overlay(
            page,
            layout,
            credit=said.footage_credit(footage.credit, disguised=footage.disguised),
            label="" if named else label,
            translation=translated if shot.cues and foreign else "",
            draft=draft_words(said, part.translation, foreign=foreign) if shot.draft else "",
            name=named.name if named else "",
            role=" · ".join(filter(None, (named.role, label))) if named else "",
        )

    marks = tuple(
        FootageWords(overlay=standing(named, part), frames=(first - start, end - start))
        for begin, until, named in named_stretches(segment)
        for first, end, part in spoken_stretches(segment.shot, begin, until)
    )
    large = _large_words(segment, page, layout) if footage.opening else {}
    subtitles = [
        FootageWords(
            overlay=subtitle_overlay(cue.lines, page, layout, cue.speakers, lit),
            frames=(first - start, end - start),
        )
        for cue in segment.cues
        if cue.id not in large
        for first, end, lit in lit_stretches(cue)
    ]
    subtitles += [one for found in large.values() for one in found]
    return marks, tuple(sorted(subtitles, key=lambda one: one.frames))


def _large_words(
    segment: Segment, page: Page, layout: FootageLayout
) -> dict[str, list[FootageWords]]:
    """Return the words of a cold open's cues by their names, those that are set large."""
    from clipmaker.paint.opening import opening_overlays

    found: dict[str, list[FootageWords]] = {}
    for cue in segment.shot.cues:
        for overlay, start, end in opening_overlays(cue, page, layout):
            first, until = max(start, segment.start_frame), min(end, segment.end_frame)
            parts = found.setdefault(cue.id, [])
            if first < until:
                frames = (first - segment.start_frame, until - segment.start_frame)
                parts.append(FootageWords(overlay=overlay, frames=frames))
    return found


def spoken_stretches(shot: Shot, begin: int, until: int) -> Iterator[tuple[int, int, SpokenPart]]:
    """Yield the stretches of frames, half-open, in which one language each is spoken.

    Args:
        shot: the footage.
        begin: first frame of the clip that is asked about.
        until: first frame that no longer is.
    """
    whole = SpokenPart(
        start_frame=shot.start_frame,
        end_frame=shot.end_frame,
        language=shot.spoken,
        translation=shot.translation,
    )
    for part in shot.parts or (whole,):
        first, end = max(part.start_frame, begin), min(part.end_frame, until)
        if first < end:
            yield first, end, part


def named_stretches(segment: Segment) -> Iterator[tuple[int, int, NamePlate | None]]:
    """Yield the stretches of a segment's frames, half-open, and who is named in each."""
    at = segment.start_frame
    for plate in segment.shot.plates:
        first, end = max(plate.start_frame, at), min(plate.end_frame, segment.end_frame)
        if first >= end:
            continue
        if at < first:
            yield at, first, None
        yield first, end, plate
        at = end
    if at < segment.end_frame:
        yield at, segment.end_frame, None
