"""Which frames stand for a shot, and which one for the whole clip; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clipmaker.errors import InputError, Problem
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Card, Footage, Story
from clipmaker.story.spec import CardSpec
from clipmaker.timeline.beats import beat_parts, beat_turns_s
from clipmaker.timeline.frames import clock, frame_to_ms, ms_to_frame
from clipmaker.timeline.joins import leaving_frame
from clipmaker.timeline.model import Shot
from clipmaker.timeline.opening import opens
from clipmaker.timeline.order import is_warning


def telling_frame(shot: Shot, rate: Fraction) -> int:
    """Return the frame of the clip that shows a shot best: a card standing, a cue in the middle.

    What a card brings in one after the other is there just before its words leave, and not before.
    """
    if shot.cues and opens(shot):
        # Its words come in line by line.
        return shot.cues[-1].end_frame - 1
    if shot.cues:
        middle = shot.cues[len(shot.cues) // 2]
        return (middle.start_frame + middle.end_frame) // 2
    if isinstance(shot.item, Footage):
        return shot.start_frame + shot.frames * 3 // 4
    return shot.start_frame + leaving_frame(shot.frames, rate) - 1


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A stretch of a shot and the frame of the clip that shows it best; ends are half-open."""

    frame: int
    start_frame: int
    end_frame: int


def telling_moments(
    shot: Shot, specs: Mapping[str, CardSpec], language: str, profile: DeliveryProfile
) -> tuple[Moment, ...]:
    """Return what tells a shot as a whole: one moment, or one for each beat of its text.

    Args:
        shot: the shot.
        specs: declarations of the card kinds.
        language: language code of the cards.
        profile: rate, and how long cards stay.
    """
    parts: tuple[str, ...] = ()
    if isinstance(shot.item, Card) and shot.item.kind in specs:
        parts = beat_parts(shot.item, specs[shot.item.kind], language)
    if len(parts) < 2:
        frame = telling_frame(shot, profile.rate)
        return (Moment(frame=frame, start_frame=shot.start_frame, end_frame=shot.end_frame),)
    scale = Fraction(str(profile.reading.card_scale))
    shown_s = float(shot.frames / profile.rate / scale)
    turns = (Fraction(turn) * scale for turn in beat_turns_s(parts, shown_s))
    starts = [shot.start_frame + profile.frames_in(turn) for turn in turns]
    ends = [*starts[1:], shot.end_frame]
    return tuple(
        Moment(
            frame=max(start, start + leaving_frame(end - start, profile.rate) - 1),
            start_frame=start,
            end_frame=end,
        )
        for start, end in zip(starts, ends, strict=True)
    )


def cover_frame(story: Story, shots: Sequence[Shot], profile: DeliveryProfile) -> int:
    """Return the frame that the clip shows before it is played.

    Footage with a content warning is never shown there: nobody was warned yet.

    Raises:
        InputError: the story asks for a time outside the clip, or for such footage.
    """
    if story.cover is None:
        harmless = next((shot for shot in shots if _harmless(shot)), shots[0])
        return telling_frame(harmless, profile.rate)
    if story.cover.shot is not None:
        chosen = [shot for shot in shots if shot.index == story.cover.shot][-1]
        frame = telling_frame(chosen, profile.rate)
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
        return shot.item.warning is None and not opens(shot)
    return not is_warning(shot.item)


def _refused(story: Story, message: str) -> InputError:
    line = story.cover.line if story.cover else 0
    return InputError([Problem(file=story.file, line=line, field="cover", message=message)])
