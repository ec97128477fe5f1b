"""Silence that the checks of the finished clip would refuse, found before anything is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clipmaker.door.plain import from_json, to_json
from clipmaker.errors import InputError, MediaError, Problem
from clipmaker.machine.keeping import read_kept, write_kept
from clipmaker.resources import cache_dir
from clipmaker.timeline.frames import clock, frame_to_ms
from clipmaker.timeline.model import SoundRole
from clipmaker.timeline.sounds import unheard

if TYPE_CHECKING:
    from clipmaker.make.gather import Gathered
    from clipmaker.media.model import MediaInfo
    from clipmaker.timeline.model import Timeline

_SILENT_LUFS = -69.0


@dataclass(frozen=True, kw_only=True)
class _Level:
    """How loud a file is, LUFS, and where it is silent, ms of the file."""

    lufs: float
    silences_ms: tuple[tuple[int, int], ...]


def refuse_silence(gathered: Gathered, timeline: Timeline) -> None:
    """Refuse a story that would be silent somewhere without saying so.

    Raises:
        InputError: the brand has no music, and nothing else is heard for a while.
        MediaError: the music is silent itself, or pauses where nothing else is heard.
    """
    story, media = gathered.story, gathered.facts.media
    if not story.music:
        return
    own = story.own_music
    bed, whose = (own.file, "story") if own else (gathered.brand.music.bed, "brand")
    stems = {one.file for one in timeline.sounds if one.role is SoundRole.BED}
    levels = {file: level_of(media[file]) for file in stems}
    if bed and levels[bed].lufs <= _SILENT_LUFS:
        raise MediaError(
            f"{bed.name}: the {whose}'s music is silent",
            remedy=f"Give the {whose} another file, or write music: none in the story.",
        )
    silences = {file: level.silences_ms for file, level in levels.items()}
    gaps = list(unheard(timeline.sounds, media, gathered.profile, silences))
    if not gaps:
        return
    from clipmaker.tools.loudness import SILENCE_S

    for start, end in gaps:
        first_ms, end_ms = (frame_to_ms(frame, timeline.rate) for frame in (start, end))
        if end_ms - first_ms < SILENCE_S * 1000:
            continue
        when = f"nothing would be heard from {clock(first_ms)} to {clock(end_ms)}"
        if bed:
            raise MediaError(
                f"{bed.name}: the {whose}'s music pauses: {when}",
                remedy=f"Give the {whose} music without a pause of so long.",
            )
        message = (
            f"the brand “{gathered.brand.name}” has no music, so {when}: write music: none if "
            "that is right"
        )
        raise InputError([Problem(file=story.file, field="music", message=message)])


def level_of(sound: MediaInfo) -> _Level:
    """Return how loud a file is; it is measured once for each content."""
    place = cache_dir() / "levels" / f"{sound.digest}.json"
    if (text := read_kept(place)) is not None:
        return from_json(_Level, text)
    from clipmaker.tools.graph import file_input
    from clipmaker.tools.loudness import measure_level

    lufs, silences_s = measure_level(
        file_input(sound.file, demuxer=sound.container).audio(),
        doing=f"loudness of {sound.file.name}",
        duration_s=sound.duration_ms / 1000,
    )
    silences_ms = tuple((round(1000 * a), round(1000 * b)) for a, b in silences_s)
    level = _Level(lufs=lufs, silences_ms=silences_ms)
    write_kept(place, to_json(level))
    return level
