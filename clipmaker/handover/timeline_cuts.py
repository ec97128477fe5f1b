"""Cuts of an editing program, taken back from OpenTimelineIO into a story's footage.

In and out points of footage that stands in both are taken; everything else is the story's own, and
what does not map is told.
Imports opentimelineio: import this module only where a timeline comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import opentimelineio as otio

from clipmaker.cards.registry import specs
from clipmaker.door.clock import format_clock
from clipmaker.door.document import read_bytes
from clipmaker.edit.cards import digest
from clipmaker.edit.story_file import change_story
from clipmaker.errors import InputError, Problem
from clipmaker.story.arrange import StoryText, with_shot_values
from clipmaker.story.load import load_story
from clipmaker.story.model import Footage, Story

_MAX_BYTES = 50_000_000
_ROUNDED_MS = 1


@dataclass(frozen=True, kw_only=True)
class TimelineCut:
    """A piece of a file as an editing program uses it.

    Attributes:
        file: name of the file, without its folder.
        in_ms: where it begins in the file, ms.
        out_ms: where it ends, ms.
        frame_ms: length of a frame of the timeline, ms.
        to_end: whether it goes on to the end of the file.
        odd: why it cannot be a story's footage, "" where it can.
    """

    file: str
    in_ms: int
    out_ms: int
    frame_ms: float
    to_end: bool = False
    odd: str = ""


@dataclass(frozen=True, kw_only=True)
class CutChange:
    """What becomes of one footage.

    Attributes:
        place: its place among the story's shots, from 0.
        line: its line in the story.
        file: its file's name.
        before: its span as it was, as in ``0:00 to 0:04``.
        values: its new in and out points, as they are written; only those that change.
    """

    place: int
    line: int
    file: str
    before: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TakenCuts:
    """What a timeline changes of a story, and what of it does not map, in words."""

    changes: tuple[CutChange, ...]
    unmapped: tuple[str, ...]


def take_cuts(
    story: Path, timeline: Path, media_roots: tuple[Path, ...] = (), *, dry_run: bool = False
) -> TakenCuts:
    """Take the cuts of a timeline into a story's file.

    Args:
        story: the story's file.
        timeline: an ``.otio`` file.
        media_roots: folders besides the story's own that media may lie in.
        dry_run: whether nothing is written.

    Raises:
        InputError: the timeline or the story cannot be read, or it would be no story any more.
        StoryChangedError: the story was changed meanwhile.
        DiskError: it cannot be written.
    """
    # Who reads it says what is wrong where it is not there.
    base = digest(story) if story.is_file() else ""
    loaded = load_story(story, specs=specs(), media_roots=media_roots)
    found = compared_cuts(loaded, read_cuts(timeline))
    if not found.changes or dry_run:
        return found

    def change(text: StoryText) -> StoryText:
        for one in found.changes:
            text = with_shot_values(text, one.place, {**text.shots[one.place], **one.values})
        return text

    change_story(story, base, change, media_roots=media_roots)
    return found


def read_cuts(file: Path) -> list[TimelineCut]:
    """Return the pieces of files on the pictures of a timeline, in order.

    Raises:
        InputError: it is no timeline that can be read.
    """
    content = read_bytes(file, max_bytes=_MAX_BYTES)
    try:
        read = otio.adapters.read_from_string(content.decode("utf-8-sig"), "otio_json")
        placed = [
            (track.range_of_child(clip).start_time.to_seconds(), clip)
            for track in read.video_tracks()
            for clip in track.find_clips()
            if clip.enabled and not _painted(clip)
        ]
        return [_cut(clip) for _, clip in sorted(placed, key=lambda one: one[0])]
    except Exception as error:
        # The library raises whatever its C++ part throws, and AttributeError for other schemas.
        message = "this is no timeline of OpenTimelineIO that can be read"
        remedy = "Let the editing program export its timeline as .otio."
        raise InputError([Problem(file=file, message=message)], remedy=remedy) from error


def compared_cuts(story: Story, cuts: Sequence[TimelineCut]) -> TakenCuts:
    """Return what cuts change of a story's footage, and what does not map.

    A file that the story uses as often as the timeline is mapped in order; any other is left alone.
    """
    own: dict[str, list[int]] = {}
    for place, shot in enumerate(story.shots):
        if isinstance(shot, Footage):
            own.setdefault(shot.file.name, []).append(place)
    changes: list[CutChange] = []
    told: list[str] = []
    for name, places in own.items():
        used = [cut for cut in cuts if cut.file == name]
        if len(used) != len(places):
            here, there = _times(len(places)), _times(len(used))
            told.append(
                f"{name}: the story shows it {here}, the timeline {there}: its cuts stay as they "
                "are"
            )
            continue
        for place, cut in zip(places, used, strict=True):
            if cut.odd:
                told.append(f"{name}: {cut.odd}: its cuts stay as they are")
            elif change := _change(story, place, cut):
                changes.append(change)
    foreign = dict.fromkeys(cut.file for cut in cuts if cut.file and cut.file not in own)
    told += [f"{name}: it is no footage of the story" for name in foreign]
    if _order(cuts, own) != [name for name, _ in _in_order(own)]:
        told.append("the order of the footage is another: move it in the story")
    return TakenCuts(changes=tuple(changes), unmapped=tuple(told))


def _in_order(own: dict[str, list[int]]) -> list[tuple[str, int]]:
    return sorted(((n, place) for n, places in own.items() for place in places), key=lambda x: x[1])


def _order(cuts: Sequence[TimelineCut], own: dict[str, list[int]]) -> list[str]:
    """Return the names of a story's footage as a timeline orders them, where each stands there."""
    names = [cut.file for cut in cuts if cut.file in own]
    known = [name for name, _ in _in_order(own)]
    return names if sorted(names) == sorted(known) else known


def _change(story: Story, place: int, cut: TimelineCut) -> CutChange | None:
    """Return how a footage's span changes; None where it is the same but for a frame's rounding."""
    shot = story.shots[place]
    assert isinstance(shot, Footage)
    near = cut.frame_ms + _ROUNDED_MS
    values: dict[str, str] = {}
    if abs(cut.in_ms - shot.in_ms) > near:
        values["in"] = format_clock(cut.in_ms)
    ends = cut.to_end if shot.out_ms is None else abs(cut.out_ms - shot.out_ms) <= near
    if not ends:
        values["out"] = format_clock(cut.out_ms)
    if not values:
        return None
    out = "its end" if shot.out_ms is None else format_clock(shot.out_ms)
    before = f"{format_clock(shot.in_ms)} to {out}"
    return CutChange(place=place, line=shot.line, file=shot.file.name, before=before, values=values)


def _painted(clip: Any) -> bool:
    """Whether a clip is a card of ours, as `as_otio` writes it."""
    return str(clip.metadata.get("clipmaker", {}).get("kind", "footage")) != "footage"


def _cut(clip: Any) -> TimelineCut:
    """Return a clip of a timeline as a piece of its file."""
    reference, span = clip.media_reference, clip.trimmed_range()
    there = getattr(reference, "available_range", None)
    rate = span.duration.rate
    # Cameras count from a time of day: where a file begins is its range's own.
    start = span.start_time - there.start_time if there is not None else span.start_time
    in_ms = round(start.to_seconds() * 1000)
    out_ms = round((start + span.duration).to_seconds() * 1000)
    frame_ms = 1000 / rate
    length_ms = there.duration.to_seconds() * 1000 if there is not None else None
    return TimelineCut(
        file=_name(clip, reference),
        in_ms=in_ms,
        out_ms=out_ms,
        frame_ms=frame_ms,
        to_end=length_ms is not None and out_ms >= length_ms - frame_ms - _ROUNDED_MS,
        odd=next(_odd(clip, in_ms, out_ms), ""),
    )


def _odd(clip: Any, in_ms: int, out_ms: int) -> Iterator[str]:
    """Yield why a clip cannot be a story's footage."""
    if not isinstance(clip.parent(), otio.schema.Track) or clip.parent().parent().parent():
        yield "it lies in a sequence inside the timeline"
    if any(isinstance(one, otio.schema.TimeEffect) for one in clip.effects):
        yield "its speed was changed, which a story cannot"
    if not 0 <= in_ms < out_ms:
        yield "it begins before its file does, or has no length"


def _name(clip: Any, reference: Any) -> str:
    """Return the name of a clip's file; its own name where it refers to none."""
    address = str(getattr(reference, "target_url", "") or "")
    path = unquote(urlsplit(address).path if "://" in address else address)
    return PurePosixPath((path or str(clip.name)).replace("\\", "/")).name


def _times(many: int) -> str:
    return {0: "not at all", 1: "once", 2: "twice"}.get(many, f"{many} times")
