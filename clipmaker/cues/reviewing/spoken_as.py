"""Somebody's word on which language lines are spoken in, and what was then heard there; pure.

What a machine made of a wrong language goes; what a person wrote or approved stays, and what is
heard now stands beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.cutting.sentences import joined
from clipmaker.cues.maker import By, Makers, together
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Span, Status
from clipmaker.cues.reviewing.recut import worst_doubts
from clipmaker.cues.reviewing.review import refuse_unknown
from clipmaker.cues.sheets.audiences import worked_on_elsewhere
from clipmaker.cues.sheets.merge import OTHERWISE, overlap
from clipmaker.cues.sheets.plain import new_name
from clipmaker.cues.sheets.seal import unapproved
from clipmaker.cues.sheets.times import timed
from clipmaker.errors import ReviewError
from clipmaker.languages import NAMES

_AROUND_MS = 500
"""So much sound before and after a stretch is heard as well, as far as no neighbour speaks."""


@dataclass(frozen=True, kw_only=True)
class SpokenAs:
    """Somebody's word on a language.

    Attributes:
        ids: names of the cues that are spoken in it.
        language: language code.
        who: who says so.
    """

    ids: tuple[str, ...]
    language: str
    who: str


@dataclass(frozen=True, kw_only=True)
class SpokenStretch:
    """Neighbouring cues that are to be heard in one language.

    Attributes:
        cues: in time order, at least one.
        sound: what is listened to, ms of the file.
        limit: nothing of it is shown outside, ms of the file.
        language: language code.
        by: who says so.
    """

    cues: tuple[Cue, ...]
    sound: Span
    limit: Span
    language: str
    by: str


def stretches_as(sheet: CueSheet, said: SpokenAs, length_ms: int) -> tuple[SpokenStretch, ...]:
    """Return the stretches that somebody names, in order.

    Args:
        sheet: the sheet.
        said: the word on their language.
        length_ms: length of the footage.

    Raises:
        ReviewError: no cue is named, or a name is unknown.
    """
    refuse_unknown(sheet, said.ids)
    if not said.ids:
        raise ReviewError("no line is named that is to be heard again")
    told = [
        _told(cue, sheet, said.language, said.who) if cue.id in said.ids else cue
        for cue in sheet.cues
    ]
    named = [cue if cue.id in said.ids else None for cue in told]
    return _stretches(replace(sheet, cues=tuple(told)), named, length_ms)


def stretches_given(sheet: CueSheet, length_ms: int) -> tuple[SpokenStretch, ...]:
    """Return the stretches of which somebody has said the language before, in order.

    Args:
        sheet: the sheet.
        length_ms: length of the footage.
    """
    return _stretches(sheet, [c if c.language_by else None for c in sheet.cues], length_ms)


def heard_anew(sheet: CueSheet, stretch: SpokenStretch, heard: Sequence[Cue]) -> CueSheet:
    """Return a sheet with what was heard in a stretch, in the place of what a machine made of it.

    Lines that say the time of an old one keep its name, speaker, note and comment. An approval of
    words that were heard in another language lapses.

    Args:
        sheet: the sheet.
        stretch: one of its stretches.
        heard: what was heard there, in order.

    Raises:
        ReviewError: nothing was.
    """
    if not heard:
        name = NAMES.get(stretch.language, stretch.language)
        ids = ", ".join(cue.id for cue in stretch.cues)
        raise ReviewError(f"no {name} was made out in {ids}; nothing was changed")
    elsewhere = worked_on_elsewhere(sheet)
    stays = [cue for cue in stretch.cues if not _by_machine(cue) or cue.id in elsewhere]
    goes = [cue for cue in stretch.cues if cue not in stays]
    fresh = [cue for cue in heard if not any(overlap(cue, other) for other in stays)]
    here = {cue.id for cue in stretch.cues}
    cues = [cue for cue in sheet.cues if cue.id not in here]
    cues += [_beside(cue, heard, sheet, stretch) for cue in stays]
    names = {cue.id for cue in sheet.cues}
    taken: set[str] = set()
    for cue in fresh:
        old = max(goes, key=lambda one: _both_ms(one, cue), default=None)
        old = old if old is not None and _both_ms(old, cue) > 0 else None
        name = old.id if old is not None and old.id not in taken else new_name(names)
        names.add(name)
        taken.add(name)
        said = replace(_told(cue, sheet, stretch.language, stretch.by), id=name)
        cues.append(_over(old, said))
    untold = tuple(
        replace(one, cues=tuple(_untold(cue, here) for cue in one.cues)) for one in sheet.elsewhere
    )
    return timed(replace(sheet, elsewhere=untold), cues, taken)


def _over(old: Cue | None, heard: Cue) -> Cue:
    """Return what was heard in the place of an old line, with what people noted beside that."""
    if old is None:
        return heard
    if old.id != heard.id:
        return replace(heard, speaker=old.speaker)
    return replace(old, **{name: getattr(heard, name) for name in _HEARD}, waived_by="", waiver="")


_HEARD = (
    "start_ms", "end_ms", "source", "text", "language", "language_by", "status", "flags", "heard",
    "translated", "words", "source_by", "text_by", "other", "other_by", "other_translated",
    "reading_of", "reading_shown",
)  # fmt: skip
"""What of a line is new when it was heard anew; everything else is people's."""


def _told(cue: Cue, sheet: CueSheet, language: str, by: str) -> Cue:
    return replace(cue, language="" if language == sheet.language else language, language_by=by)


def _stretches(
    sheet: CueSheet, wanted: Sequence[Cue | None], length_ms: int
) -> tuple[SpokenStretch, ...]:
    groups: list[list[int]] = []
    for i, cue in enumerate(wanted):
        if cue is None:
            continue
        last = wanted[i - 1] if i else None
        goes_on = last is not None and sheet.spoken(last) == sheet.spoken(cue)
        if goes_on and last is not None and last.language_by == cue.language_by:
            groups[-1].append(i)
        else:
            groups.append([i])
    return tuple(_stretch(sheet, group[0], group[-1] + 1, length_ms) for group in groups)


def _stretch(sheet: CueSheet, start: int, end: int, length_ms: int) -> SpokenStretch:
    cues = sheet.cues[start:end]
    before = sheet.cues[start - 1] if start else None
    after = sheet.cues[end] if end < len(sheet.cues) else None
    said = [_spoken(cue) for cue in cues]
    start_ms = min(span.start_ms for span in said) - _AROUND_MS
    end_ms = max(span.end_ms for span in said) + _AROUND_MS
    return SpokenStretch(
        cues=cues,
        sound=Span(
            start_ms=max(start_ms, _spoken(before).end_ms if before else 0),
            end_ms=min(end_ms, _spoken(after).start_ms if after else length_ms),
        ),
        limit=Span(
            start_ms=before.end_ms if before else 0,
            end_ms=after.start_ms if after else length_ms,
        ),
        language=sheet.spoken(cues[0]),
        by=cues[0].language_by,
    )


def _spoken(cue: Cue) -> Span:
    """Return when a cue is spoken; it is shown earlier or later where a shot changes."""
    if not cue.words:
        return Span(start_ms=cue.start_ms, end_ms=cue.end_ms)
    return Span(start_ms=cue.words[0].start_ms, end_ms=cue.words[-1].end_ms)


def _by_machine(cue: Cue) -> bool:
    """Whether nobody answers for a text: a machine made all of it, whoever cut or moved it."""
    return cue.status is not Status.APPROVED and _machines(cue.text_by, cue.text)


def _machines(makers: Makers, text: str) -> bool:
    return not text or (bool(makers) and all(maker.by is By.MACHINE for maker in makers))


def _beside(cue: Cue, heard: Sequence[Cue], sheet: CueSheet, stretch: SpokenStretch) -> Cue:
    """Return a person's cue with what is heard now beside it."""
    here = [one for one in heard if _both_ms(one, cue) * 2 > one.end_ms - one.start_ms]
    source = joined([one.source for one in here], stretch.language)
    told = unapproved(cue) if cue.status is Status.APPROVED else cue
    told = replace(
        _told(told, sheet, stretch.language, stretch.by),
        flags=_flags(cue, source, stretch.language),
        waived_by="",
        waiver="",
    )
    if not (here and _machines(cue.source_by, cue.source)) or cue.source == cue.text:
        return told
    return replace(
        told,
        source=source,
        source_by=together(one.source_by for one in here),
        heard=worst_doubts([one.heard for one in here]),
        words=tuple(word for one in here for word in one.words),
        other=joined([one.text for one in here], sheet.audience),
        other_by=together(one.text_by for one in here if one.text),
        other_translated=worst_doubts([one.translated for one in here]),
        reading_of="",
        reading_shown=False,
    )


def _flags(cue: Cue, source: str, language: str) -> tuple[Flag, ...]:
    """Return the doubts that are left, and one that tells what is heard in the language now."""
    said = f"“{source}”" if source else "nothing"
    flag = Flag(
        code=OTHERWISE,
        severity=Severity.WARNING,
        message=f"Heard as {NAMES.get(language, language)}, it says {said}: compare the line",
    )
    rest = [f for f in cue.flags if f.code != OTHERWISE and not f.code.startswith("language-")]
    return (flag, *rest)


def _untold(cue: Cue, ids: Collection[str]) -> Cue:
    """Return another audience's cue without what a machine made of a wrong language."""
    if cue.id not in ids or not _by_machine(cue) or cue.edited_by or cue.waiver:
        return cue
    return replace(
        cue,
        text="",
        text_by=(),
        translated=None,
        other="",
        other_by=(),
        other_translated=None,
        reading_of="",
        reading_shown=False,
    )


def _both_ms(one: Cue, other: Cue) -> int:
    return min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
