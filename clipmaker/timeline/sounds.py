"""Places every sound of a clip on its frames: voices, music, the brand's stings; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from clipmaker.brand.model import Music
from clipmaker.errors import MediaError
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import DeliveryProfile
from clipmaker.story.model import Footage
from clipmaker.story.whole_clip import VoiceOver
from clipmaker.timeline.frames import clock, frame_to_ms, ms_to_frame
from clipmaker.timeline.model import Shot, Sound, SoundRole
from clipmaker.timeline.music import Spans, place_music
from clipmaker.timeline.tracks import heard_in_voice_over, heard_tracks

DISGUISE = 1
"""Raised when another voice sounds otherwise than before."""
_ROUNDING_MS = 40
_NO_SILENCES: Mapping[Path, Spans] = MappingProxyType({})


def place_sounds(
    shots: Sequence[Shot],
    voice_over: VoiceOver | None,
    music: Music,
    media: Mapping[Path, MediaInfo],
    profile: DeliveryProfile,
    language: str = "",
) -> tuple[Sound, ...]:
    """Return the sounds of a clip.

    Args:
        shots: all its shots.
        voice_over: a recorded voice over all of it.
        music: the brand's sounds.
        media: facts of every file that is heard.
        profile: length and rate.
        language: language code of the story, which a voice-over is spoken in.

    Raises:
        MediaError: footage lacks the audio track it names, or the voice-over is longer than the
            clip.
    """
    voices = {(shot.index, shot.start_frame): _voice(shot, media, profile.rate) for shot in shots}
    sounds = [voice for voice in voices.values() if voice]
    if voice_over:
        sounds.append(_narration(voice_over, media[voice_over.file], profile, language))
    voiced = {shot.start_frame for shot in shots if voices[shot.index, shot.start_frame]}
    sounds += place_music(shots, music, voiced, profile)
    footage = [shot.item for shot in shots if isinstance(shot.item, Footage)]
    # Also where it is muted: its sound may be the voice-over.
    changed = {one.file for one in footage if one.protect and one.protect.voice}
    return tuple(
        replace(sound, disguise=DISGUISE) if sound.file in changed else sound for sound in sounds
    )


def unheard(
    sounds: Sequence[Sound],
    media: Mapping[Path, MediaInfo],
    profile: DeliveryProfile,
    silences_ms: Mapping[Path, Spans] = _NO_SILENCES,
) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a clip in which nothing is heard: first frame, frame after.

    Args:
        sounds: its sounds.
        media: facts of every file that is heard; one may end before its place does.
        profile: length and rate.
        silences_ms: half-open spans of files, ms, in which they are silent; in order, apart.
    """
    found, heard_to = [], 0
    spans = [
        span
        for sound in sounds
        for span in _heard(sound, media[sound.file], profile, silences_ms.get(sound.file, ()))
    ]
    for start, end in sorted(spans):
        if start > heard_to:
            found.append((heard_to, start))
        heard_to = max(heard_to, end)
    if heard_to < profile.frames:
        found.append((heard_to, profile.frames))
    return tuple(found)


def _heard(
    sound: Sound, media: MediaInfo, profile: DeliveryProfile, silences_ms: Spans
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a clip's frames in which a sound is heard."""
    loop_ms = max(1, media.duration_ms - sound.in_ms)
    length_ms = frame_to_ms(sound.frames, profile.rate)
    if not sound.loops:
        length_ms = min(length_ms, loop_ms)
    inside = [(first - sound.in_ms, last - sound.in_ms) for first, last in silences_ms]
    quiet = [
        (
            sound.start_frame + ms_to_frame(max(0, first) + turn, profile.rate),
            sound.start_frame + ms_to_frame(min(last, loop_ms) + turn, profile.rate),
        )
        for turn in range(0, length_ms, loop_ms)
        for first, last in inside
        if last > 0
    ]
    at = sound.start_frame
    end = sound.start_frame + min(sound.frames, ms_to_frame(length_ms, profile.rate))
    for first, last in sorted((*quiet, *sound.rests)):
        if at < min(first, end):
            yield at, min(first, end)
        at = max(at, last)
    if at < end:
        yield at, end


def _voice(shot: Shot, media: Mapping[Path, MediaInfo], rate: Fraction) -> Sound | None:
    """Return what is heard of a shot, None for nothing."""
    footage = shot.item
    if not isinstance(footage, Footage) or footage.sound.mute:
        return None
    tracks = heard_tracks(footage, media[footage.file])
    if not tracks:
        return None
    return Sound(
        role=SoundRole.VOICE,
        file=footage.file,
        audio_tracks=tracks,
        in_ms=footage.in_ms,
        start_frame=shot.start_frame,
        frames=shot.frames,
        gain_db=footage.sound.volume_db,
        fade_in_ms=footage.sound.fade_in_ms,
        fade_out_ms=footage.sound.fade_out_ms,
        bleeps=_bleeps(footage, footage.in_ms + frame_to_ms(shot.frames, rate)),
    )


def _bleeps(footage: Footage, end_ms: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the used part that a tone replaces.

    Raises:
        MediaError: one lies past its end, so what it was to hide would be heard elsewhere.
    """
    if footage.opening:
        # Those of its footage that lie later are not heard in it.
        return tuple(one for one in footage.sound.bleeps if one[0] < end_ms)
    for first, last in footage.sound.bleeps:
        if first >= end_ms:
            raise MediaError(
                f"{footage.file.name}: nothing is heard from {clock(first)} to {clock(last)}, "
                f"which is to be bleeped: the part that is used ends at {clock(end_ms)}",
                remedy="Correct the times, which are those of the file, or remove the span.",
            )
    return footage.sound.bleeps


def _narration(
    voice_over: VoiceOver, media: MediaInfo, profile: DeliveryProfile, language: str
) -> Sound:
    clip_ms = int(Fraction(1000) * profile.duration_s)
    if media.duration_ms > clip_ms + _ROUNDING_MS:
        raise MediaError(
            f"{voice_over.file.name}: the voice-over lasts {clock(media.duration_ms)}, "
            f"the clip {clock(clip_ms)}",
            remedy="Record a shorter one; a voice-over begins with the clip.",
        )
    frames = max(1, ms_to_frame(media.duration_ms, profile.rate))
    return Sound(
        role=SoundRole.NARRATION,
        file=voice_over.file,
        audio_tracks=heard_in_voice_over(voice_over, language, media),
        start_frame=0,
        frames=min(profile.frames, frames),
        gain_db=voice_over.volume_db,
    )
