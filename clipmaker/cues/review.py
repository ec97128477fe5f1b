"""Reviewing a CueSheet: approving, editing, and what is still open; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.flags import serious
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.plain import clock
from clipmaker.cues.seal import unapproved
from clipmaker.errors import ReviewError


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many cues are in which state; ``serious`` counts open ones with a serious flag."""

    machine: int
    edited: int
    approved: int
    serious: int

    @property
    def open(self) -> int:
        """Cues that are not approved."""
        return self.machine + self.edited


def approve(
    sheet: CueSheet, ids: Collection[str], who: str, when: str, *, wholesale: bool = False
) -> CueSheet:
    """Return a sheet with cues approved, as they are now.

    Args:
        sheet: the sheet.
        ids: names of the cues.
        who: who approves them.
        when: ISO 8601 time; handed in, since no clock is asked here.
        wholesale: whether they are approved all at once, which is recorded.

    Raises:
        ReviewError: a name is unknown, or nobody is named.
    """
    who = _named(who, "an approval")
    _refuse_unknown(sheet, ids)
    return replace(
        sheet,
        cues=tuple(
            replace(
                cue,
                status=Status.APPROVED,
                approved_by=who,
                approved_at=when,
                wholesale=wholesale,
            )
            if cue.id in ids
            else cue
            for cue in sheet.cues
        ),
    )


def edit(
    sheet: CueSheet,
    cue_id: str,
    *,
    who: str,
    english: str | None = None,
    source: str | None = None,
    start_ms: int | None = None,
    end_ms: int | None = None,
) -> CueSheet:
    """Return a sheet with one cue changed; an approval or a waiver that it had lapses.

    Args:
        sheet: the sheet.
        cue_id: name of the cue.
        who: who changes it.
        english: new English, None to leave it.
        source: new source text, None to leave it.
        start_ms: new start, None to leave it.
        end_ms: new end, None to leave it.

    Raises:
        ReviewError: the name is unknown, a text cannot be shown, or the times overlap another cue.
    """
    _refuse_unknown(sheet, [cue_id])
    old = _cue(sheet, cue_id)
    new = replace(
        old,
        english=old.english if english is None else _tidied(english),
        source=old.source if source is None else _tidied(source),
        start_ms=old.start_ms if start_ms is None else start_ms,
        end_ms=old.end_ms if end_ms is None else end_ms,
    )
    if new == old:
        return sheet
    if new.english != old.english:
        new = replace(new, translated=None)
    if new.source != old.source:
        new = replace(new, heard=None, words=())
    new = replace(unapproved(new), edited_by=who, waived_by="", waiver="")
    _refuse_times(new, sheet.cues)
    cues = sorted(
        (new if cue.id == cue_id else cue for cue in sheet.cues), key=lambda cue: cue.start_ms
    )
    return replace(sheet, cues=tuple(cues))


def waive(sheet: CueSheet, cue_id: str, *, who: str, reason: str) -> CueSheet:
    """Return a sheet with a cue that may go out as it is, for a reason that is kept.

    Raises:
        ReviewError: the name is unknown, or the person or the reason is missing.
    """
    who = _named(who, "a waiver")
    reason = _tidied(reason)
    if not reason:
        raise ReviewError(f"a waiver needs a reason: why may {cue_id} go out as it is?")
    _refuse_unknown(sheet, [cue_id])
    return put(sheet, replace(_cue(sheet, cue_id), waived_by=who, waiver=reason))


def put(sheet: CueSheet, cue: Cue) -> CueSheet:
    """Return a sheet with the cue of that name replaced."""
    return replace(sheet, cues=tuple(cue if old.id == cue.id else old for old in sheet.cues))


def open_cues(sheet: CueSheet, spans: Iterable[Span]) -> tuple[Cue, ...]:
    """Return cues in those spans that nobody approved, serious ones first, then by time."""
    wanted = tuple(spans)
    found = [
        cue
        for cue in sheet.cues
        if cue.status is not Status.APPROVED
        and any(cue.start_ms < span.end_ms and span.start_ms < cue.end_ms for span in wanted)
    ]
    return tuple(sorted(found, key=lambda cue: (not serious(cue), cue.start_ms)))


def counts(sheet: CueSheet) -> Counts:
    """Return how many cues are in which state."""
    states = [cue.status for cue in sheet.cues]
    return Counts(
        machine=states.count(Status.MACHINE),
        edited=states.count(Status.EDITED),
        approved=states.count(Status.APPROVED),
        serious=sum(1 for cue in sheet.cues if cue.status is not Status.APPROVED and serious(cue)),
    )


def _tidied(text: str) -> str:
    """Return a text as a sheet's file gives it back.

    Raises:
        ReviewError: it is absurdly long, or holds what cannot be shown.
    """
    from pydantic_core import PydanticCustomError

    from clipmaker.door.words import tidy

    if not text.strip():
        return ""
    try:
        return tidy(text)
    except PydanticCustomError as error:
        raise ReviewError(f"this text cannot be shown: {error.message()}") from error


def _named(who: str, what: str) -> str:
    """Return the name of a person as a sheet's file gives it back.

    Raises:
        ReviewError: nobody is named.
    """
    if not (name := _tidied(who)):
        raise ReviewError(f"{what} needs the name of the person who gives it")
    return name


def _cue(sheet: CueSheet, cue_id: str) -> Cue:
    return next(cue for cue in sheet.cues if cue.id == cue_id)


def _refuse_unknown(sheet: CueSheet, ids: Iterable[str]) -> None:
    known = {cue.id for cue in sheet.cues}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise ReviewError(
            f"{sheet.footage} has no cue {', '.join(sorted(unknown))}",
            remedy=f"Its cues: {', '.join(cue.id for cue in sheet.cues) or 'none'}.",
        )


def _refuse_times(new: Cue, cues: Sequence[Cue]) -> None:
    if not 0 <= new.start_ms < new.end_ms:
        raise ReviewError(
            f"{new.id} would end at {clock(max(0, new.end_ms))}, not after its start, "
            f"{clock(max(0, new.start_ms))}"
        )
    for cue in cues:
        if cue.id != new.id and cue.start_ms < new.end_ms and new.start_ms < cue.end_ms:
            raise ReviewError(
                f"{new.id} would overlap {cue.id}, which is shown from {clock(cue.start_ms)} to "
                f"{clock(cue.end_ms)}"
            )
