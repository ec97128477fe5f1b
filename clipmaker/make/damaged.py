"""Damage in what a clip shows and lets be heard: counted before anything is rendered, and judged.

A file with a hole in it still plays, smeared or with a gap in its sound. A draft may show that; a
final may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clipmaker.errors import MediaError
from clipmaker.media.remembered import Spans, remembered_spans
from clipmaker.story.model import Footage
from clipmaker.timeline.frames import clock, frame_to_ms
from clipmaker.timeline.model import Sound, SoundRole

if TYPE_CHECKING:
    from clipmaker.make.decide import Decided
    from clipmaker.media.model import MediaInfo

_VERSION = 1
"""Grows with every change of what counts as damage in the same file."""
_UNHEARD_MS = 60
"""So little of a sound may be lost: cut recordings often begin with a packet or two too few."""
_NAMED = 3


def damage(decided: Decided) -> tuple[str, ...]:
    """Return where the footage and the voice-over of a clip are damaged, in words.

    Args:
        decided: the clip; only what it shows and lets be heard is looked at.
    """
    return tuple(dict.fromkeys([*_pictures(decided), *_sounds(decided)]))


def damaged(found: tuple[str, ...]) -> MediaError:
    """Return the error that refuses a final clip.

    Args:
        found: what `damage` returned, at least one.
    """
    return MediaError(
        "\n".join(found),
        remedy="Get the file again (it was probably not copied completely), or use another part "
        "of it; a draft can be made all the same: --draft.",
    )


def _pictures(decided: Decided) -> Iterator[str]:
    rate = decided.timeline.rate
    for shot in decided.timeline.shots:
        seen = shot.item if isinstance(shot.item, Footage) else shot.item.picture
        if seen is None or seen.in_ms is None:
            continue
        info = decided.gathered.facts.media[seen.file]
        start_ms = seen.in_ms
        end_ms = min(start_ms + frame_to_ms(shot.frames, rate), info.duration_ms)
        if info.still or start_ms >= end_ms:
            continue
        if spans := _picture_damage(info, start_ms, end_ms):
            yield f"{info.file.name}: its picture is damaged {_when(spans)}"


def _sounds(decided: Decided) -> Iterator[str]:
    rate = decided.timeline.rate
    for sound in decided.timeline.sounds:
        if sound.role not in (SoundRole.VOICE, SoundRole.NARRATION):
            continue
        info = decided.gathered.facts.media[sound.file]
        end_ms = sound.in_ms + frame_to_ms(sound.frames, rate)
        for track in sound.audio_tracks:
            spans = _sound_damage(info, track, sound.in_ms, end_ms)
            if sum(end - first for first, end in spans) >= _UNHEARD_MS:
                yield _told(sound, info, spans)


def _told(sound: Sound, info: MediaInfo, spans: Spans) -> str:
    """Return what is lost of a sound; what a file ends before is told as that."""
    first, end = spans[-1]
    if len(spans) == 1 and end > info.duration_ms and first > sound.in_ms:
        return (
            f"{info.file.name}: its sound ends at {clock(first)}, but the file says that it "
            f"lasts {clock(end)}"
        )
    return f"{info.file.name}: its sound is damaged {_when(spans)}"


def _picture_damage(info: MediaInfo, start_ms: int, end_ms: int) -> Spans:
    def find() -> Spans:
        from clipmaker.media.damage import picture_damage

        return picture_damage(info.file, start_ms, end_ms)

    asked = {"picture": _VERSION, "from": start_ms, "to": end_ms}
    return remembered_spans(info.digest, asked, find)


def _sound_damage(info: MediaInfo, track: int, start_ms: int, end_ms: int) -> Spans:
    def find() -> Spans:
        from clipmaker.media.samples import Form
        from clipmaker.media.sound import RATE_HZ, decode

        form = Form(layout="mono", rate_hz=RATE_HZ)
        return decode(info.file, track, start_ms, end_ms, form).lost_ms

    asked = {"sound": _VERSION, "track": track, "from": start_ms, "to": end_ms}
    return remembered_spans(info.digest, asked, find)


def _when(spans: Spans) -> str:
    """Return spans in words: ``from 0:02.680 to 0:06.000``."""
    told = [f"from {clock(first)} to {clock(end)}" for first, end in spans[:_NAMED]]
    more = len(spans) - _NAMED
    return ", ".join(told) + (f" and {more} more times" if more > 0 else "")
