"""Silence that the checks of the finished clip would refuse, found before anything is rendered."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import InputError, MediaError, Problem
from clipmaker.machine.writing import write_whole
from clipmaker.resources import cache_dir
from clipmaker.timeline.frames import clock, frame_to_ms
from clipmaker.timeline.sounds import unheard

if TYPE_CHECKING:
    from clipmaker.make.gather import Gathered
    from clipmaker.media.model import MediaInfo
    from clipmaker.timeline.model import Timeline

_SILENT_LUFS = -69.0


def refuse_silence(gathered: Gathered, timeline: Timeline) -> None:
    """Refuse a story that would be silent somewhere without saying so.

    Raises:
        InputError: the brand has no music, and nothing else is heard for a while.
        MediaError: the brand's music is silent itself.
    """
    story, music = gathered.story, gathered.brand.music
    if not story.music:
        return
    if own := story.own_music:
        _refuse_silent(gathered.facts.media[own.file], "story")
        return
    if music.bed:
        _refuse_silent(gathered.facts.media[music.bed], "brand")
        return
    from clipmaker.tools.loudness import SILENCE_S

    for start, end in unheard(timeline.sounds, gathered.facts.media, gathered.profile):
        first_ms, end_ms = (frame_to_ms(frame, timeline.rate) for frame in (start, end))
        if end_ms - first_ms >= SILENCE_S * 1000:
            message = (
                f"the brand “{gathered.brand.name}” has no music, so nothing would be heard from "
                f"{clock(first_ms)} to {clock(end_ms)}: write music: none if that is right"
            )
            raise InputError([Problem(file=story.file, field="music", message=message)])


def _refuse_silent(bed: MediaInfo, whose: str) -> None:
    if _level(bed) <= _SILENT_LUFS:
        raise MediaError(
            f"{bed.file.name}: the {whose}'s music is silent",
            remedy=f"Give the {whose} another file, or write music: none in the story.",
        )


def _level(sound: MediaInfo) -> float:
    """Return a sound's loudness, LUFS; it is measured once for each content."""
    from clipmaker.tools.graph import file_input
    from clipmaker.tools.loudness import measure_integrated

    place = cache_dir() / "levels" / f"{sound.digest}.json"
    if (known := _remembered(place)) is not None:
        return known
    stream = file_input(sound.file, demuxer=sound.container).audio()
    level = measure_integrated(stream, doing=f"loudness of {sound.file.name}")
    with suppress(OSError):
        write_whole(place, json.dumps(level).encode())
    return level


def _remembered(place: Path) -> float | None:
    try:
        return float(json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
