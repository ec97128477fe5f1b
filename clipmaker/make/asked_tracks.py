"""Whether the audio tracks that are heard are the ones on which somebody speaks.

Broadcast files carry eight tracks of one channel, recorders a track for each microphone. Where a
story does not choose and the voice is on another track than the one that is heard, a clip would go
out silent and without subtitles: then the story's author is asked, and the tracks are named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.errors import InputError, Problem
from clipmaker.media.remembered import Spans, remembered_spans
from clipmaker.story.model import Footage
from clipmaker.timeline.tracks import described, heard_in_voice_over, heard_tracks

if TYPE_CHECKING:
    from clipmaker.make.gather import Gathered
    from clipmaker.media.model import MediaInfo

_VERSION = 1
"""Grows with every change of what counts as voice in the same file."""
_SILENT = 1e-3
"""Level (RMS of full scale) under which a track holds no sound: -60 dB."""
_ELSE_MS = 1500
"""Whoever speaks so long on another track, while nobody does on this one, is somebody else."""


def ask_for_tracks(gathered: Gathered) -> None:
    """Refuse a story that does not say which of several audio tracks is to be heard, if it must.

    Raises:
        InputError: naming the footage, and the tracks on which somebody speaks.
    """
    problems = [*_footage(gathered), *_voice_over(gathered)]
    if problems:
        raise InputError(problems)


def _footage(gathered: Gathered) -> Iterator[Problem]:
    story = gathered.story
    for i, shot in enumerate(story.shots):
        if not isinstance(shot, Footage) or shot.sound.mute or shot.sound.tracks:
            continue
        media = gathered.facts.media[shot.file]
        if media.still:
            continue
        if message := _question(shot, media):
            field = f"shots[{i}].audio_track"
            yield Problem(file=story.file, line=shot.line, field=field, message=message)


def _question(footage: Footage, media: MediaInfo) -> str:
    """Return what must be asked about the tracks of footage, "" for nothing."""
    name = footage.file.name
    if not media.audio and media.undecodable:
        return (
            f"the sound of {name} is stored in a way that cannot be decoded: convert the file, or "
            "write mute: true to show it without its sound"
        )
    if len(media.audio) + len(media.undecodable) < 2:
        return ""
    end_ms = min(footage.out_ms or media.duration_ms, media.duration_ms)
    if footage.in_ms >= end_ms:
        return ""
    (heard,) = heard_tracks(footage, media)
    voices = {
        track.index: _voices(media, track.index, footage.in_ms, end_ms) for track in media.audio
    }
    others = {track: spans for track, spans in voices.items() if spans and track != heard}
    if not voices[heard]:
        return _unheard(name, heard, others, media)
    # Who chose by language, here or with the footage's own, wants the others left away.
    language = media.audio[[track.index for track in media.audio].index(heard)].language
    if language and language in (footage.language, footage.sound.track_language):
        return ""
    apart = {
        track: spans
        for track, spans in others.items()
        if _outside_ms(spans, voices[heard]) >= _ELSE_MS
    }
    if not apart:
        return ""
    both = ", ".join(map(str, sorted([heard, *apart])))
    return (
        f"{name}: somebody speaks on audio track {heard}, and somebody else on "
        f"{_described(apart, media)}: write audio_track: {heard} for the first alone, another "
        f"number for another, or audio_track: [{both}] for all of them"
    )


def _unheard(name: str, heard: int, others: Mapping[int, Spans], media: MediaInfo) -> str:
    """Return what is asked where nobody speaks on the track that would be heard."""
    if not others:
        if heard == media.audio[0].index and min(media.undecodable, default=heard) < heard:
            return (
                f"{name}: audio track {media.undecodable[0]} is stored in a way that cannot be "
                f"decoded, and nobody speaks on the others: convert the file, or write "
                f"audio_track: {heard} to do without it"
            )
        return ""
    first = min(others)
    several = (
        f", or audio_track: [{', '.join(map(str, sorted(others)))}] for all of them"
        if len(others) > 1
        else ""
    )
    return (
        f"{name}: nobody speaks on audio track {heard}, which is heard when the story does not "
        f"choose; somebody speaks on {_described(others, media)}: write audio_track: {first}"
        f"{several}, or audio_track: {heard} if nobody is to be heard"
    )


def _voice_over(gathered: Gathered) -> Iterator[Problem]:
    voice_over = gathered.story.voice_over
    if voice_over is None or voice_over.tracks:
        return
    media = gathered.facts.media[voice_over.file]
    (heard,) = heard_in_voice_over(voice_over, gathered.story.language, media)
    rest = [track for track in media.audio if track.index != heard]
    if not rest or _voices(media, heard, 0, media.duration_ms):
        return
    voices = {t.index: _voices(media, t.index, 0, media.duration_ms) for t in rest}
    others = {track: spans for track, spans in voices.items() if spans}
    if others:
        message = (
            f"{voice_over.file.name}: nobody speaks on audio track {heard}, which is heard; "
            f"somebody speaks on {_described(others, media)}: write audio_track: {min(others)} "
            "below voice_over"
        )
        yield Problem(file=gathered.story.file, field="voice_over.file", message=message)


def _described(tracks: Mapping[int, Spans], media: MediaInfo) -> str:
    return ", ".join(described(track) for track in media.audio if track.index in tracks)


def _outside_ms(spans: Spans, others: Spans) -> int:
    """Return how much of spans lies outside of others, ms."""
    total = sum(end - first for first, end in spans)
    both = sum(
        max(0, min(end, other_end) - max(first, other_first))
        for first, end in spans
        for other_first, other_end in others
    )
    return total - both


def _voices(media: MediaInfo, track: int, start_ms: int, end_ms: int) -> Spans:
    """Return where somebody speaks on a track, ms of the file."""

    def find() -> Spans:
        return _found(media.file, track, start_ms, end_ms)

    asked = {"voices": _VERSION, "track": track, "from": start_ms, "to": end_ms}
    return remembered_spans(media.digest, asked, find)


def _found(file: Path, track: int, start_ms: int, end_ms: int) -> Spans:
    from clipmaker.media.sound import decode_mono_16k, rms
    from clipmaker.speech.voice import find_utterances

    audio = decode_mono_16k(file, track, start_ms, end_ms)
    if rms(audio) < _SILENT:
        return ()
    return tuple(
        (start_ms + one.voice.start_ms, start_ms + one.voice.end_ms)
        for one in find_utterances(audio)
    )
