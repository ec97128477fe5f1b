"""The captions of a voice-over: from the words that the story gives, or from what is heard.

They stand in the subtitle files and the transcript, not on screen, where cards speak for
themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from clipmaker.cues.judging.bleeps import heeded
from clipmaker.cues.maker import person
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.sheet import load, sheet_path
from clipmaker.make.bleeped import bleeps_of
from clipmaker.progress import OnEvent, ignore
from clipmaker.timeline.tracks import as_footage, heard_in_voice_over

if TYPE_CHECKING:
    from clipmaker.make.gather import Gathered
    from clipmaker.make.hearing import Hearing
    from clipmaker.make.subtitle_setting import SubtitleSetting
    from clipmaker.story.whole_clip import VoiceOver


def narration_sheet(
    gathered: Gathered,
    setting: SubtitleSetting,
    hearing: Hearing | None,
    on_event: OnEvent = ignore,
) -> CueSheet | None:
    """Return the cues of a story's voice-over, in ms of the clip; None when it shows none.

    Words that the story gives are placed where the recording is voice. Others are recognised,
    which is kept in a cue sheet beside the story for people to correct.

    Args:
        gathered: the story and its facts.
        setting: how subtitles are measured.
        hearing: how speech is recognised; None uses what is there and hears nothing.
        on_event: told of how far hearing is.

    Raises:
        SpeechError: the engine or model is missing, damaged or unfit.
        InputError: mistakes in the sheet.
        MediaError: the sound cannot be read.
    """
    voice_over = gathered.story.voice_over
    if voice_over is None or not voice_over.captions:
        return None
    if voice_over.words:
        return _given(voice_over, gathered, setting) if hearing else None
    return _heard(voice_over, gathered, hearing, on_event)


def _given(voice_over: VoiceOver, gathered: Gathered, setting: SubtitleSetting) -> CueSheet:
    """Place the story's words where the recording is voice."""
    from clipmaker.cues.cutting.build import build_cues
    from clipmaker.cues.cutting.split import CueBounds
    from clipmaker.cues.cutting.spoken import spoken
    from clipmaker.media.sound import decode_mono_16k
    from clipmaker.speech.voice import VoiceRules, find_utterances

    info = gathered.facts.media[voice_over.file]
    whole = Span(start_ms=0, end_ms=info.duration_ms)
    tracks = heard_in_voice_over(voice_over, gathered.story.language, info)
    audio = decode_mono_16k(voice_over.file, tracks, 0, info.duration_ms)
    voices = [one.voice for one in find_utterances(audio, VoiceRules(join_ms=300))]
    room = CueBounds(
        profile=gathered.subtitles,
        measure=setting.measure,
        width_px=setting.full_width_px,
        language=gathered.story.language,
    )
    # Words over a recording in which no voice is found are spread over all of it.
    cues = build_cues(
        spoken(voice_over.words, voices or [whole]), used=whole, limit=whole, room=room
    )
    return CueSheet(
        footage=voice_over.file.name,
        language=gathered.story.language,
        audience=gathered.story.language,
        cues=tuple(map(_own, cues)),
    )


def _own(cue: Cue) -> Cue:
    """Return a cue as what it is: the newsroom's own words."""
    own = (person(),)
    return replace(
        cue, text=cue.source, status=Status.APPROVED, flags=(), source_by=own, text_by=own
    )


def _heard(
    voice_over: VoiceOver, gathered: Gathered, hearing: Hearing | None, on_event: OnEvent
) -> CueSheet | None:
    """Recognise what is said, or read the sheet that is there."""
    from clipmaker.make.hearing import hear

    file = sheet_path(gathered.story.file.parent, voice_over.file)
    if hearing is not None:
        said = as_footage(voice_over, gathered.story.language)
        return hear(gathered, said, file, hearing, on_event)
    length_ms = gathered.facts.media[voice_over.file].duration_ms
    if not file.exists():
        return None
    there = seen_by_audience(load(file, duration_ms=length_ms), gathered.story.language)
    return heeded(there, bleeps_of(gathered.story, voice_over.file))
