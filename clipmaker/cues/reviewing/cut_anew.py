"""Cues cut anew for the reading that is shown first, while nobody has worked on them; pure.

The splitter cut them for the engine's text. Where a translator's reading stands there instead, its
own words decide where a subtitle reads well; what is said and its times stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clipmaker.cues.cutting.build import build_cues
from clipmaker.cues.cutting.over import laid_over
from clipmaker.cues.cutting.sentences import SpokenSentence, joined, said_digest, sentences_of
from clipmaker.cues.cutting.split import CueBounds, Speech
from clipmaker.cues.maker import together
from clipmaker.cues.model import Cue, CueSheet, Flag, Span
from clipmaker.cues.reviewing.recut import worst_doubts
from clipmaker.cues.reviewing.second import touched
from clipmaker.cues.sheets.merge import overlap


def cut_anew(
    sheet: CueSheet, room: CueBounds, limit: Span, changes_ms: Sequence[int] = ()
) -> CueSheet:
    """Return a sheet cut for what it shows; as it is where a person has touched it.

    Cuts that other audiences read stay as well.

    Args:
        sheet: the sheet.
        room: what a cue must fit into.
        limit: nothing is shown outside, ms of the file.
        changes_ms: first moments of new shots, to which cues are moved.
    """
    shown = any(cue.reading_shown for cue in sheet.cues)
    if not (shown and sheet.engine) or sheet.elsewhere or _worked_on(sheet):
        return sheet
    sentences = sentences_of(sheet.cues, sheet.language, sheet.audience)
    speeches = [_speech(one) for one in sentences]
    cut = build_cues(speeches, used=limit, limit=limit, room=room, changes_ms=changes_ms)
    of = [_sentence_at(cue, sentences) for cue in cut]
    cues: list[Cue] = []
    for number, one in enumerate(sentences):
        here = [cue for cue, at in zip(cut, of, strict=True) if at == number]
        cues += _with_all_else(here, one)
    return _as_read(replace(sheet, cues=tuple(cues)))


def _worked_on(sheet: CueSheet) -> bool:
    return touched(sheet) or any(
        cue.speaker or cue.note or cue.comment or cue.waiver for cue in sheet.cues
    )


def _speech(sentence: SpokenSentence) -> Speech:
    """Return a sentence as something that is to be cut."""
    cues = sentence.cues
    words = tuple(word for cue in cues for word in cue.words)
    span = Span(
        start_ms=words[0].start_ms if words else cues[0].start_ms,
        end_ms=words[-1].end_ms if words else cues[-1].end_ms,
    )
    return Speech(
        span=Span(start_ms=span.start_ms, end_ms=max(span.end_ms, span.start_ms + 1)),
        source=sentence.source,
        text=sentence.text,
        words=words,
        heard=worst_doubts([cue.heard for cue in cues]),
        translated=worst_doubts([cue.translated for cue in cues]),
        text_by=together(cue.text_by for cue in cues if cue.text),
        language=cues[0].language,
    )


def _sentence_at(cue: Cue, sentences: Sequence[SpokenSentence]) -> int:
    """Return the place of the sentence in whose time a cue mostly is."""

    def both_ms(one: SpokenSentence) -> tuple[bool, int]:
        end_ms = min(cue.end_ms, one.cues[-1].end_ms)
        same = one.cues[0].language == cue.language
        return same, end_ms - max(cue.start_ms, one.cues[0].start_ms)

    return max(range(len(sentences)), key=lambda i: both_ms(sentences[i]))


def _with_all_else(cues: Sequence[Cue], sentence: SpokenSentence) -> list[Cue]:
    """Return the new cues of a sentence with what its old ones knew besides their words."""
    old = sentence.cues
    other = joined([cue.other for cue in old], sentence.audience)
    parts = laid_over(other, [len(cue.text) for cue in cues], sentence.audience)
    return [
        replace(
            cue,
            flags=_flags(cue, old),
            source_by=together(one.source_by for one in old if one.source),
            other=part,
            other_by=together(one.other_by for one in old if one.other) if part else (),
            other_translated=worst_doubts([one.other_translated for one in old]) if part else None,
            reading_shown=all(one.reading_shown for one in old),
            reading_of=old[0].reading_of if _read(sentence) else "",
        )
        for cue, part in zip(cues, parts, strict=True)
    ]


def _flags(cue: Cue, old: Sequence[Cue]) -> tuple[Flag, ...]:
    near = [one for one in old if overlap(one, cue)] or old
    return tuple({flag.code: flag for one in near for flag in one.flags}.values())


def _read(sentence: SpokenSentence) -> bool:
    """Whether a translator has read the sentence as it is."""
    of = said_digest(sentence)
    return all(cue.reading_of == of for cue in sentence.cues)


def _as_read(sheet: CueSheet) -> CueSheet:
    """Return a sheet whose sentences count as read, however finely they end in cues now."""
    of = {
        name: said_digest(one)
        for one in sentences_of(sheet.cues, sheet.language, sheet.audience)
        for name in one.ids
        if all(cue.reading_of for cue in one.cues)
    }
    cues = tuple(replace(cue, reading_of=of.get(cue.id, "")) for cue in sheet.cues)
    return replace(sheet, cues=cues)
