"""Which cues a clip shows, and for how long."""

from __future__ import annotations

from collections.abc import Mapping

from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing.gate import ShownCue, untold
from clipmaker.story.model import Footage
from clipmaker.timeline.frames import frame_to_ms
from clipmaker.timeline.model import Shot, Timeline
from clipmaker.timeline.opening import opens


def shown(timeline: Timeline, sheets: Mapping[int, CueSheet]) -> tuple[ShownCue, ...]:
    """Return every cue of a clip, in order, with those that lack their text.

    Args:
        timeline: where its cues are.
        sheets: cue sheets by the footage's place in the story.
    """
    found: list[ShownCue] = []
    for shot in timeline.shots:
        sheet = sheets.get(shot.index)
        # What opens a clip is shown again where its footage is.
        if sheet is None or not isinstance(shot.item, Footage) or opens(shot):
            continue
        here = {cue.id: cue for cue in untold(sheet, *_span_ms(shot, shot.item, timeline))}
        placed = {cue.id: cue for cue in shot.cues}
        for cue in sheet.cues:
            if cue.id in placed:
                frames = placed[cue.id].end_frame - placed[cue.id].start_frame
                # Times are whole frames in the end, so a frame more or less is no cut.
                room_ms = frame_to_ms(frames + 1, timeline.rate)
                shown_ms = min(cue.end_ms - cue.start_ms, room_ms)
                found.append(ShownCue(footage=sheet.footage, cue=cue, shown_ms=shown_ms))
            elif cue.id in here:
                found.append(ShownCue(footage=sheet.footage, cue=cue, shown_ms=0))
    return tuple(found)


def _span_ms(shot: Shot, footage: Footage, timeline: Timeline) -> tuple[int, int]:
    return footage.in_ms, footage.in_ms + frame_to_ms(shot.frames, timeline.rate)
