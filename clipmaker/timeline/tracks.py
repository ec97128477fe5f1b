"""Which of a file's audio tracks is heard; pure."""

from __future__ import annotations

from clipmaker.errors import MediaError
from clipmaker.languages import NAMES
from clipmaker.media.model import AudioFacts, MediaInfo
from clipmaker.story.model import Footage


def heard_track(footage: Footage, media: MediaInfo) -> int | None:
    """Return the number of the audio track that is heard, None when there is nothing to hear.

    The story chooses by number or by language. When it does not, the track in the footage's own
    language is heard where the file tells its tracks' languages apart, and else the first.

    Raises:
        MediaError: the file has no such track; the message names those it has.
    """
    sound = footage.sound
    if sound.track is not None:
        if any(track.index == sound.track for track in media.audio):
            return sound.track
        raise _missing(footage, media, f"audio track {sound.track}", "audio_track")
    if sound.track_language:
        for track in media.audio:
            if track.language == sound.track_language:
                return track.index
        name = NAMES.get(sound.track_language, sound.track_language)
        raise _missing(footage, media, f"audio track in {name}", "audio_language")
    if not media.audio:
        return None
    spoken = [track for track in media.audio if track.language == footage.language != ""]
    return (spoken or media.audio)[0].index


def _missing(footage: Footage, media: MediaInfo, what: str, key: str) -> MediaError:
    where = footage.file.name + (f" (line {footage.line})" if footage.line else "")
    if not media.audio:
        return MediaError(f"{where}: there is no {what}: the file has no sound")
    known = "; ".join(_described(track) for track in media.audio)
    remedy = f"Write {key} with one of them, or leave it away to hear the first."
    return MediaError(f"{where}: there is no {what}; the file has {known}", remedy=remedy)


def _described(track: AudioFacts) -> str:
    language = NAMES.get(track.language, "in an unknown language")
    return f"{track.index} ({language}, {track.layout})"
