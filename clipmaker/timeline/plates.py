"""When people are named on screen: at the first line of each; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.whole_clip import Person
from clipmaker.timeline.model import NamePlate, PlacedCue, Shot
from clipmaker.timeline.opening import opens

_SHOWN_S = 3.5
_LEAST_S = 1.0
"""A name that could stay for less waits for the next line."""


def with_plates(
    shots: Sequence[Shot], people: Sequence[Person], profile: DeliveryProfile
) -> tuple[Shot, ...]:
    """Return shots with the names of those who speak for the first time in the clip.

    Args:
        shots: all shots of a clip, with their cues.
        people: who is named.
        profile: rate and length; a name stays for 3.5 s of a clip of a minute, in short ones
            for the same share.
    """
    waiting = {one.speaker: one for one in people}
    pace = min(1.0, float(profile.frames / profile.rate) / 60)
    shown, least = (max(1, profile.frames_in(s * pace)) for s in (_SHOWN_S, _LEAST_S))
    return tuple(
        # Nobody is named before the title: there is time for one line.
        shot if opens(shot) else replace(shot, plates=_plates(shot, waiting, shown, least))
        for shot in shots
    )


def _plates(
    shot: Shot, waiting: dict[str, Person], shown: int, least: int
) -> tuple[NamePlate, ...]:
    """Return a shot's plates, and take those who are named from who waits."""
    begins: list[tuple[int, Person]] = []
    for cue in shot.cues:
        for at, name in _turns(cue, waiting):
            clear = not begins or at - begins[-1][0] >= least
            if clear and shot.end_frame - at >= least:
                begins.append((at, waiting.pop(name)))
    ends = [*(at for at, _ in begins[1:]), shot.end_frame]
    return tuple(
        NamePlate(name=one.name, role=one.role, start_frame=at, end_frame=min(at + shown, end))
        for (at, one), end in zip(begins, ends, strict=False)
    )


def _turns(cue: PlacedCue, waiting: Mapping[str, Person]) -> list[tuple[int, str]]:
    """Return when those of a cue who wait for their name speak: each an equal share of it."""
    length = cue.end_frame - cue.start_frame
    names = tuple(dict.fromkeys(cue.names))
    places = [(cue.start_frame + length * i // len(names), one) for i, one in enumerate(names)]
    return [(at, name) for at, name in places if name in waiting]
