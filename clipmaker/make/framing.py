"""What is told of how footage fills the screen, where the program chose it and not the story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clipmaker.canvas.picture import WHOLE, FootageFrame, place_picture
from clipmaker.canvas.placement import frame_of
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Card, Footage, FootageFit

_WHOLE_WIDTH = 0.9
"""What loses less than the rest of its width is not worth a word."""


def framing_notes(
    shots: Sequence[Card | Footage], media: Mapping[Path, MediaInfo], profile: DeliveryProfile
) -> tuple[str, ...]:
    """Return a line for every choice that an editor may want to make another way."""
    return tuple(
        f"line {shot.line} of the story: {shot.file.name} {told}"
        for shot in shots
        if isinstance(shot, Footage)
        for told in _told(shot, media[shot.file], profile)
    )


def _told(footage: Footage, info: MediaInfo, profile: DeliveryProfile) -> Iterator[str]:
    if info.video is None:
        return
    frame = frame_of(footage, info.video)
    if frame.inner != WHOLE:
        yield (
            f"has bars {_sides(frame)} that are part of its picture: they are cut off; "
            "bars: keep shows them"
        )
    placed = place_picture(frame, profile)
    if footage.fit in (FootageFit.CROP, FootageFit.FILL):
        if placed.fit is not footage.fit and frame.focus_box is not None:
            yield (
                f"is shown with fit: {placed.fit}, since fit: {footage.fit} would cut its "
                "focus_box: make that smaller, around the face alone"
            )
    elif footage.fit is not FootageFit.AUTO or frame.told:
        return
    elif profile.format and placed.crop.right - placed.crop.left < _WHOLE_WIDTH * _width(frame):
        yield (
            f"is cut at its sides to fill {profile.format}, and nothing says what matters in it: "
            "focus_box keeps that in sight, fit: contain shows all of it"
        )
    elif placed.fit is FootageFit.CONTAIN:
        yield (
            "is shown whole and small, since nothing says what matters in it: focus_box around "
            "the face fills the screen with it, fit: contain leaves it as it is"
        )


def _width(frame: FootageFrame) -> float:
    """Return the width of what is picture, as a share of its file's."""
    return frame.inner.right - frame.inner.left


def _sides(frame: FootageFrame) -> str:
    inner = frame.inner
    across = inner.left > 0 or inner.right < 1
    down = inner.top > 0 or inner.bottom < 1
    if across and down:
        return "all around"
    return "at its sides" if across else "above and below"
