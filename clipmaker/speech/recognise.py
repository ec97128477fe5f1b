"""From footage to its CueSheet: read the sheet that is there, or hear; people's work stays.

The one function that the rest of the program calls. Nothing heavy is imported, and no model is
loaded, when the sheet beside the story already covers what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clipmaker.cues.cutting.split import CueBounds
from clipmaker.cues.judging.glossary import Glossary, without_notes
from clipmaker.cues.model import CueSheet, Span
from clipmaker.cues.reviewing.spoken_as import SpokenAs
from clipmaker.errors import MediaError
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import SubtitleProfile
from clipmaker.speech.hearing import Hearing
from clipmaker.story.model import Footage


def cue_sheet(
    footage: Footage,
    info: MediaInfo,
    story_language: str,
    *,
    engine_name: str = "faster-whisper",
    model: str = "base",
    profile: SubtitleProfile,
    measure: Callable[[str], float],
    width_px: float,
    sheet_file: Path | None,
    audio_tracks: tuple[int, ...] = (0,),
    on_progress: Callable[[float], None] | None = None,
    again: bool = False,
    glossary: Glossary = (),
    bleeps: tuple[Span, ...] = (),
    headline: str = "",
    remote: bool = False,
    device: str = "cpu",
    spoken_as: SpokenAs | None = None,
) -> CueSheet:
    """Return the cues of a stretch of footage, with what people wrote in its sheet.

    The sheet that is there is used as it is when a person wrote it, when people have been through
    all of it, or when the same model heard the same sound of the same file. Otherwise the used
    span is heard, with up to five seconds around it, and what people wrote is kept. Saving is the
    caller's (`clipmaker.cues.sheets.sheet.save`).

    Args:
        footage: what is used of the file, and in which language it speaks.
        info: facts of the file.
        story_language: language code of the audience.
        engine_name: name in `clipmaker.speech.engine.ENGINES`.
        model: name or folder of the model.
        profile: subtitle rules.
        measure: width of a text on one line, pixels.
        width_px: room for a line, pixels.
        sheet_file: the sheet to start from, None to begin a new one.
        audio_tracks: which audio tracks are heard, 0-based; several are mixed.
        on_progress: told the finished share of hearing, 0 to 1.
        again: whether to hear again; what people edited stays.
        glossary: names that may be spoken: they prime the engine, near misses are corrected, and
            a name that got lost is flagged.
        bleeps: spans of the file that a tone replaces.
        headline: what the story is about, for translators that look at it.
        remote: whether translators that reach another machine may be asked.
        device: where the model is to run, one of `clipmaker.speech.device.DEVICES`.
        spoken_as: somebody's word on the language of some lines; then nothing but they is heard.

    Raises:
        ReviewError: lines that are to be heard in another language are not there, or nothing is
            made out in it.
        InputError: mistakes in the sheet, or in the newsroom's settings.
        SpeechError: the engine or model is missing, damaged or unfit.
        MediaError: the sound cannot be read.
    """
    hearing = Hearing(
        footage=footage,
        info=info,
        audience=story_language,
        engine_name=engine_name,
        model=model,
        room=CueBounds(
            profile=profile, measure=measure, width_px=width_px, language=story_language
        ),
        audio_tracks=audio_tracks,
        used=_used(footage, info),
        again=again,
        glossary=without_notes(glossary),
        bleeps=bleeps,
        headline=headline,
        remote=remote,
        device=device,
        spoken_as=spoken_as,
    )
    return hearing.sheet(sheet_file, on_progress or (lambda _share: None))


def _used(footage: Footage, info: MediaInfo) -> Span:
    """Return the used span of the file.

    Raises:
        MediaError: nothing is left of it.
    """
    out_ms = info.duration_ms if footage.out_ms is None else footage.out_ms
    end_ms = min(out_ms, info.duration_ms)
    if footage.in_ms >= end_ms:
        raise MediaError(f"{footage.file.name}: nothing is left between its in and out points")
    return Span(start_ms=footage.in_ms, end_ms=end_ms)
