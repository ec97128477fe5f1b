"""Which of a file's audio tracks are heard; pure."""

from __future__ import annotations

from clipmaker.errors import MediaError
from clipmaker.languages import NAMES
from clipmaker.media.model import AudioFacts, MediaInfo
from clipmaker.story.model import Footage, FootageSound
from clipmaker.story.whole_clip import VoiceOver


def heard_tracks(footage: Footage, media: MediaInfo) -> tuple[int, ...]:
    """Return the numbers of the audio tracks that are heard, () when there is nothing to hear.

    The story chooses by number, also several that are mixed, or by language. When it does not,
    the track in the footage's own language is heard where the file tells its tracks' languages
    apart, and else the first.

    Raises:
        MediaError: the file has no such track; the message names those it has.
    """
    sound = footage.sound
    for chosen in sound.tracks:
        if all(track.index != chosen for track in media.audio):
            raise _missing(footage, media, f"audio track {chosen}", "audio_track")
    if sound.tracks:
        return sound.tracks
    if sound.track_language:
        for track in media.audio:
            if track.language == sound.track_language:
                return (track.index,)
        name = NAMES.get(sound.track_language, sound.track_language)
        raise _missing(footage, media, f"audio track in {name}", "audio_language")
    if not media.audio:
        return ()
    spoken = [track for track in media.audio if track.language in footage.tongues]
    return ((spoken or media.audio)[0].index,)


def as_footage(voice_over: VoiceOver, language: str) -> Footage:
    """Return a voice-over as speech that is heard like that of footage.

    Args:
        voice_over: the recording.
        language: language code of the story, which it is spoken in.
    """
    return Footage(
        file=voice_over.file,
        credit=voice_over.credit,
        language=language,
        sound=FootageSound(tracks=voice_over.tracks),
    )


def heard_in_voice_over(voice_over: VoiceOver, language: str, media: MediaInfo) -> tuple[int, ...]:
    """Return the numbers of the audio tracks of a voice-over that are heard, at least one.

    Raises:
        MediaError: the file has no such track; the message names those it has.
    """
    return heard_tracks(as_footage(voice_over, language), media) or (0,)


def _missing(footage: Footage, media: MediaInfo, what: str, key: str) -> MediaError:
    where = footage.file.name + (f" (line {footage.line})" if footage.line else "")
    if not media.audio:
        return MediaError(f"{where}: there is no {what}: the file has no sound")
    known = "; ".join(described(track) for track in media.audio)
    remedy = f"Write {key} with one of them, or leave it away to hear the first."
    return MediaError(f"{where}: there is no {what}; the file has {known}", remedy=remedy)


def described(track: AudioFacts) -> str:
    """Return an audio track in words: ``1 (Spanish, stereo)``."""
    language = NAMES.get(track.language, "in an unknown language")
    return f"{track.index} ({language}, {track.layout})"
