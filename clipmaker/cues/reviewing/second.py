"""A second reading of what was said: which sentences want one, and where it goes; pure.

A sentence has at most two readings: the text that is shown, and the other one. A translator's new
reading takes the place of its last one, wherever that stands. What a person wrote, or approved, is
never replaced: the new reading stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.cutting.grammar import split_sentences
from clipmaker.cues.cutting.over import laid_over, shares_of
from clipmaker.cues.cutting.sentences import (
    SpokenSentence,
    joined,
    said_digest,
    sentence_with,
    sentences_of,
)
from clipmaker.cues.maker import By, Makers, engine_and_model, machine
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Status
from clipmaker.cues.reviewing.review import by_name, cleared, tidied
from clipmaker.cues.sheets.seal import unapproved
from clipmaker.errors import ReviewError

NO_SECOND = "no-second-reading"
"""Code of the flag on cues whose sentence no translator could read."""


@dataclass(frozen=True, kw_only=True)
class SecondReading:
    """What became of a sentence that was given to translators.

    Attributes:
        ids: names of its cues.
        of: digest of what was said (`said_digest`).
        spoken: its sentences of grammar, in order.
        texts: what a translator made of each, empty where none could.
        by: who made them.
        refused: why there is no reading, as plain sentences; only where one is lacking.
    """

    ids: tuple[str, ...]
    of: str
    spoken: tuple[str, ...]
    texts: tuple[str, ...]
    by: Makers = ()
    refused: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether there is a text for all of it; half a reading misleads."""
        return bool(self.texts) and all(map(str.strip, self.texts))


def unread(sheet: CueSheet) -> tuple[SpokenSentence, ...]:
    """Return the sentences of a sheet that want a reading, in order.

    They are those that no translator has read as they are now: because none ever did, or because
    somebody has corrected what was said. One that people cleared before there was a reading is
    left as they cleared it.
    """
    return tuple(
        one
        for one in sentences_of(sheet.cues, sheet.language, sheet.audience)
        if one.language != sheet.audience
        and one.source
        and not all(map(cleared, one.cues))
        and not _read(one)
    )


def spoken_of(sentence: SpokenSentence) -> tuple[str, ...]:
    """Return the sentences of grammar that are to be translated."""
    return split_sentences(sentence.source, sentence.language)


def touched(sheet: CueSheet) -> bool:
    """Whether somebody has worked on a sheet."""
    return any(
        cue.status is not Status.MACHINE or cue.edited_by or cue.language_by for cue in sheet.cues
    )


def told_already(sheet: CueSheet) -> CueSheet:
    """Return a sheet that knows of which sentences a translator's text is the only reading.

    Where an engine translates nothing, what is shown is a translator's from the beginning; the
    same translator asked again would only agree with itself.
    """
    if not sheet.engine:
        return sheet
    for one in unread(sheet):
        if not any(cue.reading_of or cue.other for cue in one.cues) and _by_translator(one, sheet):
            of = said_digest(one)
            told = [replace(cue, reading_of=of, reading_shown=True) for cue in one.cues]
            sheet = _put(sheet, told)
    return sheet


def with_reading(sheet: CueSheet, reading: SecondReading, *, first: bool = False) -> CueSheet:
    """Return a sheet with a translator's reading of one sentence.

    Where the sentence has been changed meanwhile, the sheet stays as it is.

    Args:
        sheet: the sheet as it is now.
        reading: what a translator made of it.
        first: whether a reading of its own is shown first, where a machine's is shown now that
            nobody has touched.
    """
    sentence = sentence_with(
        sentences_of(sheet.cues, sheet.language, sheet.audience), reading.ids[0]
    )
    if sentence is None or sentence.ids != reading.ids or said_digest(sentence) != reading.of:
        return sheet
    if not reading.whole:
        return _put(sheet, [_refused(cue, reading) for cue in sentence.cues])
    parts = _laid(sentence, reading)
    shown = _shown_by_translator(sentence) or (first and all(map(_untouched, sentence.cues)))
    empty = all(cue.status is Status.MACHINE and not cue.text for cue in sentence.cues)
    cues = [
        _shown(cue, part, reading) if shown or empty else _beside(cue, part, reading)
        for cue, part in zip(sentence.cues, parts, strict=True)
    ]
    return _put(sheet, cues)


def take_other(sheet: CueSheet, cue_id: str, *, who: str) -> CueSheet:
    """Return a sheet that shows the other reading of a sentence; both stay.

    It counts as a machine's where a machine made it, until somebody approves it.

    Args:
        sheet: the sheet.
        cue_id: name of any cue of the sentence.
        who: who takes it.

    Raises:
        ReviewError: the name is unknown, there is no other reading, or it is the same.
    """
    by_name(sheet, cue_id)
    sentence = sentence_with(sentences_of(sheet.cues, sheet.language, sheet.audience), cue_id)
    if sentence is None or not any(cue.other for cue in sentence.cues):
        raise ReviewError(f"{cue_id} has no other reading")
    if not can_take_other(sentence):
        raise ReviewError(f"both readings of {cue_id} are the same: there is nothing to take")
    makers = [maker for cue in sentence.cues for maker in cue.other_by]
    status = Status.MACHINE if any(maker.by is By.MACHINE for maker in makers) else Status.EDITED
    return _put(sheet, [_taken(cue, who, status) for cue in sentence.cues])


def can_take_other(sentence: SpokenSentence) -> bool:
    """Whether a sentence has another reading, and not the very same one."""
    other = joined([cue.other for cue in sentence.cues], sentence.audience)
    return bool(other) and other != sentence.text


def _read(sentence: SpokenSentence) -> bool:
    of = said_digest(sentence)
    return all(cue.reading_of == of for cue in sentence.cues if cue.source)


def _untouched(cue: Cue) -> bool:
    return cue.status is Status.MACHINE and not cue.edited_by and not cue.waiver


def _shown_by_translator(sentence: SpokenSentence) -> bool:
    """Whether what is shown of all the sentence is a translator's, and nobody's decision."""
    told = [cue for cue in sentence.cues if cue.text]
    return bool(told) and all(
        cue.reading_shown
        and not cleared(cue)
        and bool(cue.text_by)
        and all(maker.by is By.MACHINE for maker in cue.text_by)
        for cue in told
    )


def _by_translator(sentence: SpokenSentence, sheet: CueSheet) -> bool:
    """Whether all that is shown of a sentence was made by machines that did not hear it."""
    ear = machine(engine_and_model(sheet.engine, sheet.model))
    told = [cue for cue in sentence.cues if cue.text]
    return bool(told) and all(
        cue.text_by and all(_is_other(maker, ear) for maker in cue.text_by) for cue in told
    )


def _is_other(maker: object, ear: object) -> bool:
    return getattr(maker, "by", None) is By.MACHINE and maker != ear


def _laid(sentence: SpokenSentence, reading: SecondReading) -> Sequence[str]:
    """Return a reading as it stands over the cues, whose boundaries stay."""
    sources = [cue.source for cue in sentence.cues]
    texts = [tidied(text) for text in reading.texts]
    shares = shares_of(sources, reading.spoken, texts)
    return laid_over(joined(texts, sentence.audience), shares, sentence.audience)


def _shown(cue: Cue, text: str, reading: SecondReading) -> Cue:
    """Return a cue that shows a translator's reading; an earlier one of another machine stays."""
    moved = bool(cue.text) and not cue.reading_shown
    other = (cue.text, cue.text_by, cue.translated) if moved else (
        cue.other, cue.other_by, cue.other_translated
    )  # fmt: skip
    return replace(
        _without(cue),
        text=text,
        text_by=reading.by,
        translated=None,
        other=other[0],
        other_by=other[1],
        other_translated=other[2],
        reading_of=reading.of,
        reading_shown=True,
    )


def _beside(cue: Cue, text: str, reading: SecondReading) -> Cue:
    if any(maker.by is not By.MACHINE for maker in cue.other_by):
        # Somebody's own words stand there, since they took a machine's in their place.
        return replace(_without(cue), reading_of=reading.of)
    return replace(
        _without(cue),
        other=text,
        other_by=reading.by,
        other_translated=None,
        reading_of=reading.of,
        reading_shown=False,
    )


def _without(cue: Cue) -> Cue:
    return replace(cue, flags=tuple(flag for flag in cue.flags if flag.code != NO_SECOND))


def _refused(cue: Cue, reading: SecondReading) -> Cue:
    """Return a cue on which stands why there is no second reading; all else stays."""
    why = "; ".join(reading.refused) or "no translator gave one"
    flag = Flag(
        code=NO_SECOND,
        severity=Severity.WARNING,
        message=f"There is no second reading to compare it with: {why}",
    )
    cue = _without(cue)
    return replace(cue, flags=(flag, *cue.flags))


def _taken(cue: Cue, who: str, status: Status) -> Cue:
    """Return a cue that shows its other reading."""
    cue = unapproved(cue)
    return replace(
        cue,
        text=cue.other,
        text_by=cue.other_by if cue.other else (),
        translated=cue.other_translated,
        other=cue.text,
        other_by=cue.text_by if cue.text else (),
        other_translated=cue.translated,
        reading_shown=not cue.reading_shown,
        status=status,
        edited_by=who,
        waived_by="",
        waiver="",
    )


def _put(sheet: CueSheet, cues: Sequence[Cue]) -> CueSheet:
    new = {cue.id: cue for cue in cues}
    return replace(sheet, cues=tuple(new.get(cue.id, cue) for cue in sheet.cues))
