"""One hearing of footage: whether the sheet that is there will do, and what an engine hears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.cues.cutting.build import build_cues
from clipmaker.cues.cutting.lines import fit_lines
from clipmaker.cues.cutting.split import CueBounds, Speech
from clipmaker.cues.judging.flags import judged
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.judging.names import corrected
from clipmaker.cues.maker import Maker, engine_and_model, machine
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.reviewing.spoken_as import (
    SpokenAs,
    SpokenStretch,
    heard_anew,
    stretches_as,
    stretches_given,
)
from clipmaker.cues.sheets.audiences import over_cues
from clipmaker.cues.sheets.merge import covers, merge, of_file, overlap
from clipmaker.errors import ReviewError
from clipmaker.media.model import MediaInfo
from clipmaker.speech.by_text import with_texts
from clipmaker.speech.device import device_for
from clipmaker.speech.engine import ModelPath, Recognition, Task, engine_module
from clipmaker.speech.resolved import resolved_for
from clipmaker.speech.there import sheet_there
from clipmaker.speech.tongues import mismatched
from clipmaker.speech.unsaid import with_unsaid
from clipmaker.story.model import Footage
from clipmaker.translation.configured import Configured, translators_for
from clipmaker.translation.translator import TranslationTask

_CONTEXT_MS = 5000
"""So much sound around the used span is heard as well, ms: no word is cut there."""


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """What is wanted of footage's speech, and what it takes to have it; see `cue_sheet`.

    Attributes:
        footage: what is used of the file, and in which language it speaks.
        info: facts of the file.
        audience: language code of those who read.
        engine_name: name in `clipmaker.speech.engine.ENGINES`.
        model: name or folder of the model.
        room: what a cue may hold.
        audio_tracks: which audio tracks are heard, 0-based.
        used: the used span of the file.
        again: whether to hear again what was heard.
        glossary: names that may be spoken, without their notes.
        bleeps: spans of the file that a tone replaces.
        headline: what the story is about.
        remote: whether translators that reach another machine may be asked.
        device: where the model is to run.
        spoken_as: somebody's word on the language of some lines: only they are heard then.
    """

    footage: Footage
    info: MediaInfo
    audience: str
    engine_name: str
    model: str
    room: CueBounds
    audio_tracks: tuple[int, ...]
    used: Span
    again: bool
    glossary: Glossary
    bleeps: tuple[Span, ...]
    headline: str
    remote: bool
    device: str
    spoken_as: SpokenAs | None = None

    def sheet(self, sheet_file: Path | None, on_progress: Callable[[float], None]) -> CueSheet:
        """Return the sheet that is there, or what is heard with what people wrote in it.

        Args:
            sheet_file: the sheet to start from, None to begin a new one.
            on_progress: told the finished share of hearing, 0 to 1.

        Raises:
            InputError: mistakes in the sheet, or in the newsroom's settings.
            SpeechError: the engine or model is missing, damaged or unfit.
            MediaError: the sound cannot be read.
            ReviewError: lines are to be heard in another language, and are not there, or nothing
                is made out in it.
        """
        there = sheet_there(sheet_file, self.footage, self.info, self.audience)
        if there is not None and not there.engine:
            there = of_file(there, self.info.digest, self.audio_tracks)
        if self.spoken_as is not None:
            return self.flagged(self.heard_as(there, self.spoken_as, on_progress))
        if there is not None and not self.again and (not there.engine or self.reviewed(there)):
            return self.flagged(there)
        if not self.info.audio:
            return self.unheard(there)
        task, resolved = self.resolved(self.footage.tongues)
        if there is not None and not self.again and self.covered(there, resolved):
            if self.wants_ear(there):
                there = over_cues(there, self.hear_over(there, task, resolved, on_progress))
            return self.flagged(there)
        heard = self.hear_over(there, task, resolved, on_progress)
        return self.flagged(merge(there, heard) if there is not None else heard)

    def resolved(self, languages: tuple[str, ...]) -> tuple[Task, ModelPath]:
        """Return the model that hears some languages, and what it is asked."""
        return resolved_for(
            languages,
            self.audience,
            self.engine_name,
            self.model,
            self.glossary,
            remote=self.remote,
            device=self.device,
        )

    def heard_as(
        self, there: CueSheet | None, said: SpokenAs, on_progress: Callable[[float], None]
    ) -> CueSheet:
        """Return the sheet that is there with some of its lines heard in another language.

        Raises:
            ReviewError: it is not there, or a line is not, or nothing is made out.
        """
        if there is None or not self.info.audio:
            raise ReviewError(f"nothing was heard yet of {self.footage.file.name}")
        for stretch in stretches_as(there, said, self.info.duration_ms):
            there = heard_anew(there, stretch, self.hear_stretch(stretch, on_progress))
        return there

    def reviewed(self, sheet: CueSheet) -> bool:
        """Whether people have been through every cue of the same sound."""
        return (
            bool(sheet.cues)
            and all(cue.status is not Status.MACHINE for cue in sheet.cues)
            and self._same_sound(sheet)
        )

    def covered(self, sheet: CueSheet, model: ModelPath) -> bool:
        """Whether the same engine and model already heard the same sound, for lines so wide."""
        # Cuts that other audiences read stand, whatever would be cut for this one.
        stands = bool(sheet.elsewhere) or (
            all(self.fits(c.text) for c in sheet.cues if _cut_by_ear(c)) and not self.lacking(sheet)
        )
        return (
            stands
            and self._same_sound(sheet)
            and sheet.engine.split(" ")[0] == self.engine_name
            and sheet.model == _described(model)
        )

    def wants_ear(self, sheet: CueSheet) -> bool:
        """Whether only the engine can give a new audience of a sheet its text."""
        missing = {sheet.spoken(cue) for cue in sheet.cues if _untold(cue)} - {"en"}
        english = bool(missing) and sheet.audience == "en"
        return bool(sheet.elsewhere) and english and not all(map(self.translators, missing))

    def lacking(self, sheet: CueSheet) -> bool:
        """Whether a machine's cues have no text that a translator at hand might give."""
        missing = [cue for cue in sheet.cues if _untold(cue) and not cue.reading_of]
        return any(self.translators(code) for code in {sheet.spoken(cue) for cue in missing})

    def translators(self, language: str) -> tuple[Configured, ...]:
        """Return the translators at hand for what is said in a language."""
        return translators_for(language, self.audience, local_only=not self.remote)

    def _same_sound(self, sheet: CueSheet) -> bool:
        return (
            sheet.digest == self.info.digest
            and sheet.audio_tracks == self.audio_tracks
            and self._same_languages(sheet)
            and covers(sheet.heard, self.used)
        )

    def _same_languages(self, sheet: CueSheet) -> bool:
        """Whether a sheet was heard in the languages that the story names."""
        if self.footage.language:
            ears = {sheet.language, *(sheet.spoken(c) for c in sheet.cues if not c.language_by)}
            return ears == {self.footage.language} and not sheet.languages
        return set(sheet.languages) == set(self.footage.languages)

    def unheard(self, there: CueSheet | None) -> CueSheet:
        """Return the sheet of footage without sound: nothing tells whether its lines still fit."""
        if there is not None:
            return self.flagged(of_file(there, self.info.digest, self.audio_tracks))
        return CueSheet(
            footage=self.footage.file.name,
            language=next(iter(self.footage.tongues), ""),
            languages=self.footage.languages,
            audience=self.audience,
        )

    def hear_over(
        self,
        there: CueSheet | None,
        task: Task,
        model: ModelPath,
        on_progress: Callable[[float], None],
    ) -> CueSheet:
        """Return what the engine hears, each line in the language that somebody said it is in."""
        heard = self.hear(task, model, on_progress)
        if there is None or there.digest != self.info.digest:
            return heard
        for stretch in stretches_given(there, self.info.duration_ms):
            cues = self.hear_stretch(stretch, _unheeded) or stretch.cues
            language = "" if stretch.language == heard.language else stretch.language
            cues = tuple(replace(c, language=language, language_by=stretch.by) for c in cues)
            rest = [c for c in heard.cues if not any(overlap(c, other) for other in cues)]
            ordered = sorted([*rest, *cues], key=lambda cue: cue.start_ms)
            named = [replace(cue, id=f"c{i}") for i, cue in enumerate(ordered, 1)]
            heard = replace(heard, cues=tuple(named))
        return heard

    def hear_stretch(
        self, stretch: SpokenStretch, on_progress: Callable[[float], None]
    ) -> tuple[Cue, ...]:
        """Return what the engine hears in a stretch, in the language that somebody named."""
        task, model = self.resolved((stretch.language,))
        _, cues = self.cues_in(
            stretch.sound, stretch.sound, stretch.limit, task, model, on_progress
        )
        return cues

    def hear(self, task: Task, model: ModelPath, on_progress: Callable[[float], None]) -> CueSheet:
        """Return a sheet of what the engine hears in the used span."""
        start_ms = max(0, self.used.start_ms - _CONTEXT_MS)
        end_ms = min(self.info.duration_ms, self.used.end_ms + _CONTEXT_MS)
        sound = Span(start_ms=start_ms, end_ms=end_ms)
        limit = Span(start_ms=0, end_ms=self.info.duration_ms)
        heard, named = self.cues_in(sound, self.used, limit, task, model, on_progress)
        engine = engine_module(self.engine_name)
        return CueSheet(
            footage=self.footage.file.name,
            digest=self.info.digest,
            audio_tracks=self.audio_tracks,
            heard=(self.used,),
            language=heard.language,
            languages=task.among,
            audience=self.audience,
            language_probability=1.0 if self.footage.tongues or not named else heard.probability,
            engine=f"{engine.version()}{_where(model)}",
            model=_described(model),
            cues=mismatched(named, heard, start_ms, self.footage.tongues),
        )

    def cues_in(
        self,
        sound: Span,
        wanted: Span,
        limit: Span,
        task: Task,
        model: ModelPath,
        on_progress: Callable[[float], None],
    ) -> tuple[Recognition, tuple[Cue, ...]]:
        """Return what the engine hears, and the cues that it makes.

        Args:
            sound: what is listened to, ms of the file.
            wanted: the part of it whose words become cues.
            limit: nothing is shown outside.
            task: what is wanted.
            model: the model that hears.
            on_progress: told the finished share, 0 to 1.
        """
        from clipmaker.media.sound import decode_mono_16k
        from clipmaker.speech.listen import Ear, listen, speeches

        start_ms = sound.start_ms
        engine = engine_module(self.engine_name)
        heard = listen(
            decode_mono_16k(self.footage.file, self.audio_tracks, start_ms, sound.end_ms),
            Span(start_ms=wanted.start_ms - start_ms, end_ms=wanted.end_ms - start_ms),
            task,
            Ear(engine=engine, model=model, again=self.again),
            on_progress,
        )
        cues = build_cues(
            self.told(speeches(heard, start_ms, replace(task, audience=self.audience)), heard),
            used=wanted,
            limit=limit,
            room=self.room,
            changes_ms=self.changes_ms(wanted),
        )
        by = machine(engine_and_model(engine.version(), _described(model)))
        cues = with_unsaid([_made_by(cue, by) for cue in cues], heard.unsaid, start_ms)
        return heard, tuple(corrected(cues, self.glossary, heard.language, self.audience))

    def told(self, said: tuple[Speech, ...], heard: Recognition) -> tuple[Speech, ...]:
        """Return utterances with texts by translators where the engine has none."""
        texts: dict[Span, Speech] = {}
        for language in dict.fromkeys(one.language or heard.language for one in said):
            task = TranslationTask(
                source=language,
                target=self.audience,
                glossary=self.glossary,
                headline=self.headline,
            )
            here = [one for one in said if (one.language or heard.language) == language]
            lacking = any(one.source and not one.text for one in here)
            # Whose settings are wrong is told where somebody is needed.
            told = with_texts(here, task, self.translators(language) if lacking else ())
            texts |= {one.span: one for one in told}
        return tuple(texts[one.span] for one in said)

    def changes_ms(self, span: Span) -> tuple[int, ...]:
        """Return where a span cuts from one shot to another, ms of the file."""
        from clipmaker.media.shots import shot_changes

        if self.info.video is None or self.info.still:
            return ()
        return shot_changes(self.footage.file, span.start_ms, span.end_ms)

    def fits(self, text: str) -> bool:
        """Whether a text fits into the lines of a cue."""
        lines = fit_lines(
            text,
            measure=self.room.measure,
            width_px=self.room.width_px,
            lines=self.room.profile.lines,
            lines_at_most=self.room.profile.lines_at_most,
            language=self.audience,
        )
        return lines is not None

    def flagged(self, sheet: CueSheet) -> CueSheet:
        """Return a sheet with the flags that its cues deserve now, its bleeps heeded."""
        return judged(
            sheet,
            audience=self.audience,
            profile=self.room.profile,
            glossary=self.glossary,
            bleeps=self.bleeps,
            fits=self.fits,
        )


def _made_by(cue: Cue, maker: Maker) -> Cue:
    """Return a cue whose texts a machine made; a text that has a maker already keeps it."""
    return replace(
        cue,
        source_by=(maker,) if cue.source else (),
        text_by=cue.text_by or ((maker,) if cue.text else ()),
    )


def _cut_by_ear(cue: Cue) -> bool:
    """Whether an engine's text decided where a cue ends, and could again for another width."""
    return cue.status is Status.MACHINE and not cue.reading_shown


def _where(model: ModelPath) -> str:
    """Return where a model has run, "" for the processor: other arithmetic, perhaps other words."""
    return "" if device_for(model.device) == "cpu" else " on a graphics card"


def _untold(cue: Cue) -> bool:
    """Whether nobody has given what was said a text."""
    return cue.status is Status.MACHINE and bool(cue.source) and not cue.text


def _unheeded(_share: float) -> None:
    """Progress of stretches that are heard besides, which nobody waits for by their share."""


def _described(model: ModelPath) -> str:
    return f"{model.name} {model.digest}"
