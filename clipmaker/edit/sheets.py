"""The cue sheets of a story, opened for people: read with fresh flags, and saved at once.

The command line and the desk work on these; nothing is heard and nothing rendered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from clipmaker.cues.judging.flags import judged
from clipmaker.cues.judging.glossary import Glossary
from clipmaker.cues.model import CueSheet, Span
from clipmaker.cues.reviewing.second import SecondReading
from clipmaker.cues.sheets.audiences import seen_by_audience
from clipmaker.cues.sheets.sheet import load, save, sheet_path
from clipmaker.cues.sheets.times import timed
from clipmaker.errors import ReviewError
from clipmaker.make.bleeped import bleeps_of
from clipmaker.make.gather import Gathered, Sources, gather
from clipmaker.make.second_readings import second_readings, with_readings
from clipmaker.make.subtitle_setting import SubtitleSetting, subtitle_setting
from clipmaker.media.model import MediaInfo
from clipmaker.profile.model import SubtitleProfile
from clipmaker.story.model import Footage
from clipmaker.timeline.build import footage_span_ms
from clipmaker.timeline.tracks import as_footage


@dataclass(frozen=True, kw_only=True)
class OpenSheet:
    """The cue sheet of one footage file of a story.

    Attributes:
        file: the sheet's file, whether or not it is there.
        footage: the first stretch of the footage that the story uses.
        media: facts of the footage.
        spans: every stretch that the story uses, ms of the file.
        audience: language code of the text that is shown.
        bleeps: spans of the file that a tone replaces in the story.
        setting: how subtitles are measured.
        glossary: names that the newsroom spells its own way.
        headline: what the story is about.
        sheet: the sheet with the flags its cues deserve now; None while nobody has heard the
            footage or begun one.
    """

    file: Path
    footage: Footage
    media: MediaInfo
    spans: tuple[Span, ...]
    audience: str
    bleeps: tuple[Span, ...]
    setting: SubtitleSetting
    glossary: Glossary
    headline: str
    sheet: CueSheet | None

    @property
    def name(self) -> str:
        """File name of the footage."""
        return self.footage.file.name

    @property
    def one_text(self) -> bool:
        """Whether what is said is what is shown: the speech is in the audience's own language."""
        return self.sheet is not None and not self.sheet.translates

    @property
    def profile(self) -> SubtitleProfile:
        """The rules for reading."""
        return self.setting.subtitles

    def lines(self, text: str) -> tuple[str, ...] | None:
        """Return a text as it is broken on screen, None when it does not fit."""
        return self.setting.lines_of(text, self.setting.width_px(self.footage, self.media))

    def doubted(self, sheet: CueSheet) -> CueSheet:
        """Return a sheet with the flags that its cues deserve now, its bleeps heeded."""
        return judged(
            sheet,
            audience=self.audience,
            profile=self.profile,
            glossary=self.glossary,
            bleeps=self.bleeps,
            fits=lambda text: self.lines(text) is not None,
        )

    def read(self) -> OpenSheet:
        """Return the same, read again from its file.

        Raises:
            InputError: mistakes in the file.
        """
        if not self.file.exists():
            return replace(self, sheet=None)
        found = load(self.file, duration_ms=self.media.duration_ms)
        shown = seen_by_audience(found, self.audience)
        return replace(self, sheet=self.doubted(shown))

    def save(self, sheet: CueSheet) -> OpenSheet:
        """Write a sheet in one step and return the same with it.

        What somebody else wrote in the file meanwhile is taken over.

        Raises:
            ChangedMeanwhileError: somebody else changed the same cues in the meantime; nothing is
                written, and the error holds both versions.
            ReviewError: a cue lies past the end of the footage; nothing is written.
            InputError, DiskError: the file cannot be read or written; the old one is untouched.
        """
        timed(sheet, sheet.cues, (), self.media.duration_ms)
        saved = save(self.doubted(sheet), self.file, self.sheet)
        return replace(self, sheet=self.doubted(saved))

    def asked(self, sheet: CueSheet | None = None) -> tuple[SecondReading, ...]:
        """Return what translators make of the sentences that somebody has corrected.

        Only sentences of which there was a reading are given to anybody.

        Args:
            sheet: a sheet that is not saved; None for the one that is.
        """
        there = sheet or self.sheet
        if there is None:
            return ()
        return second_readings(there, self.glossary, headline=self.headline, corrected=True)

    def followed(self, readings: Sequence[SecondReading]) -> OpenSheet:
        """Write readings of sentences that were corrected; what people wrote stays.

        Raises:
            ChangedMeanwhileError, InputError, DiskError: as `save`.
        """
        if self.sheet is None or not readings:
            return self
        read = with_readings(self.sheet, readings)
        return self if read == self.sheet else self.save(read)


def open_sheets(sources: Sources) -> tuple[OpenSheet, ...]:
    """Return the cue sheets of a story: of each footage file with subtitles, and of its voice-over.

    Raises:
        InputError: mistakes in the story or in a sheet.
    """
    return sheets_of_story(gather(sources))


def sheets_of_story(gathered: Gathered) -> tuple[OpenSheet, ...]:
    """Return the cue sheets of a story that was read already; see `open_sheets`.

    Raises:
        InputError: mistakes in a sheet.
    """
    setting = subtitle_setting(
        gathered.brand, gathered.profile, gathered.subtitles, gathered.story.language
    )
    used: dict[Path, list[Footage]] = {}
    for shot in gathered.story.shots:
        if isinstance(shot, Footage) and shot.subtitles:
            used.setdefault(sheet_path(gathered.story.file.parent, shot.file), []).append(shot)
    over = gathered.story.voice_over
    if over and over.heard:
        said = as_footage(over, gathered.story.language)
        used.setdefault(sheet_path(gathered.story.file.parent, over.file), []).append(said)
    return tuple(_open(file, stretches, gathered, setting) for file, stretches in used.items())


def _open(
    file: Path, stretches: Sequence[Footage], gathered: Gathered, setting: SubtitleSetting
) -> OpenSheet:
    media = gathered.facts.media[stretches[0].file]
    spans = [footage_span_ms(stretch, media) for stretch in stretches]
    return OpenSheet(
        file=file,
        footage=stretches[0],
        media=media,
        spans=tuple(Span(start_ms=start, end_ms=end) for start, end in spans),
        audience=gathered.story.language,
        bleeps=bleeps_of(gathered.story, stretches[0].file),
        setting=setting,
        glossary=gathered.glossary,
        headline=gathered.story.headline,
        sheet=None,
    ).read()


def heard_sheets(sheets: Sequence[OpenSheet], story: Path) -> tuple[OpenSheet, ...]:
    """Return those sheets that are there.

    Raises:
        ReviewError: there is none.
    """
    found = tuple(one for one in sheets if one.sheet is not None)
    if not found:
        names = ", ".join(one.name for one in sheets)
        what = f"nothing was heard yet of {names}" if names else "it has no footage with subtitles"
        raise ReviewError(
            f"{story}: there is nothing to review: {what}",
            remedy=f"Hear it with “clipmaker subtitles {story}”." if names else "",
        )
    return found


def sheet_of(sheets: Sequence[OpenSheet], footage: str) -> OpenSheet:
    """Return the sheet of a footage file, or the only one there is.

    Args:
        sheets: the sheets of a story.
        footage: file name of the footage, "" for the only one.

    Raises:
        ReviewError: there is no such footage, or a choice of several.
    """
    names = [one.name for one in sheets]
    found = [one for one in sheets if footage in ("", one.name)]
    if len(found) == 1:
        return found[0]
    if footage and not found:
        message = f"this story has no footage {footage} with subtitles"
    else:
        message = f"this story has {len(found) or 'no'} footage files with subtitles"
    raise ReviewError(
        message, remedy=f"Name one with --footage: {', '.join(names)}." if names else ""
    )
