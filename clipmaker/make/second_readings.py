"""A second reading of every sentence that was heard, by the translators of the newsroom.

A translator that fails costs nothing but the second reading: the first one stays, and a flag says
why there is nothing to compare it with.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clipmaker.cues.cutting.sentences import SpokenSentence, said_digest, sentences_of
from clipmaker.cues.judging.glossary import without_notes
from clipmaker.cues.maker import together
from clipmaker.cues.model import CueSheet
from clipmaker.cues.reviewing.second import (
    SecondReading,
    spoken_of,
    told_already,
    touched,
    unread,
    with_reading,
)
from clipmaker.errors import ClipmakerError
from clipmaker.translation.sentences import with_neighbours
from clipmaker.translation.translator import TranslationTask

if TYPE_CHECKING:
    from clipmaker.cues.judging.glossary import Glossary
    from clipmaker.make.gather import Gathered
    from clipmaker.translation.translate import SentenceText

_log = logging.getLogger(__name__)


def with_second_readings(
    sheet: CueSheet, gathered: Gathered, *, remote: bool, follow: bool
) -> CueSheet:
    """Return a sheet with a reading of every sentence that wants one.

    Args:
        sheet: the sheet as it is.
        gathered: the story that it is for.
        remote: whether translators that reach another machine may be asked.
        follow: whether to ask at all.
    """
    sheet = told_already(sheet)
    if not follow:
        return sheet
    found = second_readings(
        sheet, gathered.glossary, headline=gathered.story.headline, remote=remote
    )
    return with_readings(sheet, found)


def second_readings(
    sheet: CueSheet,
    glossary: Glossary,
    *,
    headline: str = "",
    remote: bool = True,
    corrected: bool = False,
) -> tuple[SecondReading, ...]:
    """Return what translators make of the sentences of a sheet that want a reading.

    Nobody is asked where nobody is set up for the pair of languages.

    Args:
        sheet: the sheet.
        glossary: names that may be spoken.
        headline: what the story is about.
        remote: whether translators that reach another machine may be asked.
        corrected: whether to ask only about what was read before and was corrected since.
    """
    wanted = [
        one for one in unread(sheet) if not corrected or any(cue.reading_of for cue in one.cues)
    ]
    if not wanted:
        return ()
    near = sentences_of(sheet.cues, sheet.language, sheet.audience)
    found: dict[tuple[str, ...], SecondReading] = {}
    for language in dict.fromkeys(one.language for one in wanted):
        task = TranslationTask(
            source=language,
            target=sheet.audience,
            glossary=without_notes(glossary),
            headline=headline,
        )
        asked = [one for one in wanted if one.language == language]
        there = [one for one in near if one.language == language]
        found |= {one.ids: one for one in _by_translators(asked, there, task, remote=remote)}
    return tuple(found[one.ids] for one in wanted if one.ids in found)


def _by_translators(
    wanted: Sequence[SpokenSentence],
    near: Sequence[SpokenSentence],
    task: TranslationTask,
    *,
    remote: bool,
) -> tuple[SecondReading, ...]:
    """Return what translators make of sentences in one language.

    Args:
        wanted: the sentences.
        near: all of a sheet that are in that language.
        task: languages, names and story.
        remote: whether translators that reach another machine may be asked.
    """
    # Imported when there is something to translate: it reads configuration and loads models.
    from clipmaker.translation.configured import translators_for

    try:
        translators = translators_for(task.source, task.target, local_only=not remote)
    except ClipmakerError as error:
        _log.warning("translators: %s", error.message)
        return tuple(_failed(one, error.message) for one in wanted)
    if not translators:
        return ()
    from clipmaker.translation.translate import translate

    said = [(one.ids, text) for one in near for text in spoken_of(one)]
    places = {one.ids: [i for i, (ids, _) in enumerate(said) if ids == one.ids] for one in wanted}
    asked = [i for one in wanted for i in places[one.ids]]
    sentences = with_neighbours(tuple(text for _, text in said))
    given = translate([sentences[i] for i in asked], task, translators)
    by_place = dict(zip(asked, given, strict=True))
    return tuple(_reading(one, [by_place[i] for i in places[one.ids]]) for one in wanted)


def with_readings(sheet: CueSheet, readings: Sequence[SecondReading]) -> CueSheet:
    """Return a sheet with readings of its sentences; what changed meanwhile stays as it is."""
    if not readings:
        return sheet
    spoken = {cue.id: sheet.spoken(cue) for cue in sheet.cues}
    first = {code: _first(sheet, code) for code in sheet.tongues}
    for reading in readings:
        language = spoken.get(reading.ids[0], sheet.language)
        sheet = with_reading(sheet, reading, first=first[language])
    return sheet


def is_new(sheet: CueSheet, base: CueSheet | None) -> bool:
    """Whether a sheet was heard just now, in whole or in part, or its audience is new to it."""
    if base is None or (sheet.elsewhere and not any(cue.text for cue in base.cues)):
        return True
    return any(
        getattr(sheet, name) != getattr(base, name)
        for name in ("heard", "digest", "engine", "model", "audio_tracks")
    )


def _first(sheet: CueSheet, language: str) -> bool:
    """Whether new readings are shown first: never in a sheet that somebody has worked on."""
    from clipmaker.translation.configured import shown_first

    try:
        return not touched(sheet) and shown_first(language)
    except ClipmakerError:
        return False


def _failed(sentence: SpokenSentence, reason: str) -> SecondReading:
    return SecondReading(
        ids=sentence.ids, of=said_digest(sentence), spoken=(), texts=(), refused=(reason,)
    )


def _reading(sentence: SpokenSentence, given: Sequence[SentenceText]) -> SecondReading:
    return SecondReading(
        ids=sentence.ids,
        of=said_digest(sentence),
        spoken=spoken_of(sentence),
        texts=tuple(one.text for one in given),
        by=together((one.by,) for one in given if one.by),
        refused=tuple(dict.fromkeys(why for one in given if not one.text for why in one.refused)),
    )
