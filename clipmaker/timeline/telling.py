"""Which frames stand for a shot, and which one for the whole clip; pure."""

from __future__ import annotations

from collections.abc import Sequence

from clipmaker.errors import InputError, Problem
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Footage, Story
from clipmaker.timeline.frames import clock, frame_to_ms, ms_to_frame
from clipmaker.timeline.model import Shot
from clipmaker.timeline.order import is_warning


def telling_frame(shot: Shot) -> int:
    """Return the frame of the clip that shows a shot best: a card standing, a cue in the middle."""
    if shot.cues:
        middle = shot.cues[len(shot.cues) // 2]
        return (middle.start_frame + middle.end_frame) // 2
    return shot.start_frame + shot.frames * 3 // 4


def cover_frame(story: Story, shots: Sequence[Shot], profile: DeliveryProfile) -> int:
    """Return the frame that the clip shows before it is played.

    Footage with a content warning is never shown there: nobody was warned yet.

    Raises:
        InputError: the story asks for a time outside the clip, or for such footage.
    """
    if story.cover is None:
        return telling_frame(next((shot for shot in shots if _harmless(shot)), shots[0]))
    if story.cover.shot is not None:
        chosen = [shot for shot in shots if shot.index == story.cover.shot][-1]
        frame = telling_frame(chosen)
    else:
        frame = ms_to_frame(story.cover.at_ms or 0, profile.rate)
        if frame >= profile.frames:
            end = clock(frame_to_ms(profile.frames, profile.rate))
            raise _refused(story, f"the clip lasts {end}: there is no frame at that time")
        chosen = next(shot for shot in shots if frame < shot.end_frame)
    if isinstance(chosen.item, Footage) and chosen.item.warning:
        raise _refused(
            story,
            f"shot {chosen.index + 1} has a content warning, and a cover is seen before it: "
            "choose another shot",
        )
    return frame


def _harmless(shot: Shot) -> bool:
    if isinstance(shot.item, Footage):
        return shot.item.warning is None
    return not is_warning(shot.item)


def _refused(story: Story, message: str) -> InputError:
    line = story.cover.line if story.cover else 0
    return InputError([Problem(file=story.file, line=line, field="cover", message=message)])
