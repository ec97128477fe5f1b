"""Hearing the footage of a story: what was heard is kept in cue sheets beside the story."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clipmaker.cues.judging.bleeps import heeded
from clipmaker.cues.model import CueSheet, Span
from clipmaker.cues.sheets import sheet as sheets
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.save import ChangedMeanwhileError
from clipmaker.cues.sheets.sheet import sheet_path
from clipmaker.make.bleeped import bleeps_of
from clipmaker.make.gather import Gathered
from clipmaker.media.model import MediaInfo
from clipmaker.progress import Event, OnEvent, Stage, ignore
from clipmaker.story.model import Footage
from clipmaker.timeline.tracks import heard_tracks

if TYPE_CHECKING:
    from clipmaker.cues.reviewing.spoken_as import SpokenAs
    from clipmaker.make.subtitle_setting import SubtitleSetting


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """How speech is recognised.

    Attributes:
        engine: name of the speech engine.
        model: name or folder of the model.
        again: whether to hear again what was heard already; what people edited stays.
        device: where the model runs, one of `clipmaker.speech.device.DEVICES`.
        remote: whether translators that reach another machine may be asked, and all of them about
            what people corrected; never to render.
    """

    engine: str = "faster-whisper"
    model: str = "base"
    again: bool = False
    device: str = "cpu"
    remote: bool = False


def unheard(gathered: Gathered) -> tuple[Path, ...]:
    """Return footage whose subtitles are still to be made."""
    story, media = gathered.story, gathered.facts.media
    files = [
        item.file
        for item in story.shots
        if isinstance(item, Footage)
        and item.subtitles
        and media[item.file].audio
        and not sheet_path(story.file.parent, item.file).exists()
    ]
    return tuple(dict.fromkeys(files))


def listen(
    gathered: Gathered, hearing: Hearing | None, on_event: OnEvent = ignore
) -> dict[int, CueSheet]:
    """Return the cue sheets of a story's footage by place, and keep them beside the story."""
    found: dict[int, CueSheet] = {}
    if hearing is not None:
        check_models(gathered, hearing)
    for i, item in enumerate(gathered.story.shots):
        if not isinstance(item, Footage) or not item.subtitles:
            continue
        file = sheets.sheet_path(gathered.story.file.parent, item.file)
        info = gathered.facts.media[item.file]
        if info.still or not (info.audio or file.exists()):
            continue
        if hearing is None:
            if file.exists():
                there = sheets.load(file, duration_ms=info.duration_ms)
                shown = seen_by_audience(there, gathered.story.language)
                found[i] = heeded(shown, bleeps_of(gathered.story, item.file))
            continue
        found[i] = hear(gathered, item, file, hearing, on_event)
    return found


def check_models(gathered: Gathered, hearing: Hearing) -> None:
    """Refuse a model that cannot do what is wanted of it, before anything is heard.

    Raises:
        SpeechError: it is missing, or cannot translate some footage that nobody has heard yet.
    """
    from clipmaker.speech.resolved import resolved_for

    unknown = set(unheard(gathered))
    spoken = [s for s in gathered.story.shots if isinstance(s, Footage) and s.file in unknown]
    for languages in dict.fromkeys(footage.tongues for footage in spoken):
        resolved_for(
            languages,
            gathered.story.language,
            hearing.engine,
            hearing.model,
            remote=hearing.remote,
            device=hearing.device,
        )


def hear(
    gathered: Gathered,
    footage: Footage,
    file: Path,
    hearing: Hearing,
    on_event: OnEvent,
    spoken_as: SpokenAs | None = None,
) -> CueSheet:
    """Return the cue sheet of one footage, hearing it when that was not done before.

    Args:
        gathered: the story.
        footage: what is heard.
        file: its cue sheet, whether or not it is there; kept up to date.
        hearing: how speech is recognised.
        on_event: told of how far it is.
        spoken_as: somebody's word on the language of some lines; then only they are heard.
    """
    from clipmaker.make.second_readings import is_new, with_second_readings
    from clipmaker.speech.recognise import cue_sheet

    def on_progress(share: float) -> None:
        on_event(Event(stage=Stage.LISTEN, share=share))

    on_event(Event(stage=Stage.LISTEN, share=0.0, message=f"hearing {footage.file.name}"))
    info = gathered.facts.media[footage.file]
    setting = setting_of(gathered)
    bleeps = bleeps_of(gathered.story, footage.file)

    def recognised(*, again: bool, said: SpokenAs | None = None) -> CueSheet:
        return cue_sheet(
            footage,
            info,
            gathered.story.language,
            engine_name=hearing.engine,
            model=hearing.model,
            profile=gathered.subtitles,
            measure=setting.measure,
            width_px=setting.width_px(footage, info),
            sheet_file=file if file.exists() else None,
            audio_tracks=heard_tracks(footage, info) or (0,),
            on_progress=on_progress,
            again=again,
            glossary=gathered.glossary,
            bleeps=bleeps,
            headline=gathered.story.headline,
            remote=hearing.remote,
            device=hearing.device,
            spoken_as=said,
        )

    def there() -> CueSheet:
        return seen_by_audience(sheets.load(file), gathered.story.language)

    def heard(*, again: bool) -> CueSheet:
        # With what it began from, saving tells a person's decisions from what is only older.
        base = there() if file.exists() else None
        saved = sheets.save(recognised(again=again, said=spoken_as), file, base)
        read = with_second_readings(
            saved, gathered, remote=hearing.remote, follow=hearing.remote or is_new(saved, base)
        )
        if read == saved:
            return saved
        sheets.save(recut_for_reading(read, footage, info, setting), file, saved)
        # Flags come from both readings now.
        return sheets.save(recognised(again=False), file, there())

    try:
        found = heard(again=hearing.again)
    except ChangedMeanwhileError:
        # Somebody went on editing while it listened; what was heard is kept by now.
        found = heard(again=False)
    on_event(Event(stage=Stage.LISTEN, share=1.0))
    return heeded(found, bleeps)


def recut_for_reading(
    sheet: CueSheet, footage: Footage, info: MediaInfo, setting: SubtitleSetting
) -> CueSheet:
    """Return a sheet cut for a translator's reading where that is shown and nobody touched it."""
    from clipmaker.cues.cutting.split import CueBounds
    from clipmaker.cues.reviewing.cut_anew import cut_anew
    from clipmaker.media.shots import shot_changes

    if not any(cue.reading_shown for cue in sheet.cues):
        return sheet
    moving = info.video is not None and not info.still
    first_ms, last_ms = sheet.cues[0].start_ms, sheet.cues[-1].end_ms
    cuts = shot_changes(footage.file, first_ms, last_ms) if moving else ()
    room = CueBounds(
        profile=setting.subtitles,
        measure=setting.measure,
        width_px=setting.width_px(footage, info),
        language=setting.language,
    )
    limit = Span(start_ms=0, end_ms=info.duration_ms)
    return cut_anew(sheet, room, limit, cuts)


def setting_of(gathered: Gathered) -> SubtitleSetting:
    """Return how the subtitles of a story are set."""
    from clipmaker.make.subtitle_setting import subtitle_setting

    return subtitle_setting(
        gathered.brand, gathered.profile, gathered.subtitles, gathered.story.language
    )
