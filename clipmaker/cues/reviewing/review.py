"""Reviewing a CueSheet: approving, editing, and what is still open; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.cutting.sentences import sentences_of
from clipmaker.cues.judging.bleeps import in_view, seen_by
from clipmaker.cues.judging.flags import doubtful, rank, serious
from clipmaker.cues.judging.reading import reading_speed_cps, shown_ms
from clipmaker.cues.maker import Makers, person, rewritten, same_words, together
from clipmaker.cues.model import Cue, CueSheet, Span, Status
from clipmaker.cues.places import realigned
from clipmaker.cues.sheets.merge import OTHERWISE
from clipmaker.cues.sheets.seal import UNGIVEN, unapproved
from clipmaker.cues.sheets.times import timed
from clipmaker.errors import ReviewError
from clipmaker.profile.model import SubtitleProfile


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
    refuse_unknown(sheet, ids)
    hidden = in_view(sheet.cues, sheet.bleeps, sheet.language, sheet.audience)
    return replace(
        sheet,
        cues=tuple(
            replace(
                cue,
                status=Status.APPROVED,
                approved_by=who,
                approved_at=when,
                wholesale=wholesale,
                bleeps=cue.bleeps if wholesale else hidden[cue.id],
                by_hand=False,
                comment="",
                comment_by="",
                flags=tuple(f for f in cue.flags if f.code not in (OTHERWISE, *UNGIVEN)),
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
    text: str | None = None,
    source: str | None = None,
    start_ms: int | None = None,
    end_ms: int | None = None,
    speaker: str | None = None,
    note: str | None = None,
    limit_ms: int | None = None,
    in_passing: bool = False,
    one_text: bool = False,
) -> CueSheet:
    """Return a sheet with one cue changed.

    An approval or a waiver that it had lapses when a text, a time or the speaker changes.

    Args:
        sheet: the sheet.
        cue_id: name of the cue.
        who: who changes it.
        text: new English, None to leave it.
        source: new source text, None to leave it.
        start_ms: new start, None to leave it.
        end_ms: new end, None to leave it.
        speaker: who speaks, None to leave it.
        note: a remark, None to leave it.
        limit_ms: length of the footage; None when it is not known.
        in_passing: whether the cue was not read for it, as when a word is replaced wherever it
            stands: the rest of a text stays whoever's it was, with its doubts.
        one_text: whether both texts are one, as in the audience's own language.

    Raises:
        ReviewError: the name is unknown, a text cannot be shown, or the times overlap another cue
            or lie outside the footage.
    """
    old = by_name(sheet, cue_id)
    if one_text or (len(sheet.tongues) > 1 and sheet.one_text(old)):
        text = source = source if text is None else text
    beside = replace(
        old,
        speaker=old.speaker if speaker is None else tidied(speaker),
        note=old.note if note is None else tidied(note),
    )
    new = replace(
        beside,
        text=old.text if text is None else tidied(text),
        source=old.source if source is None else tidied(source),
        start_ms=old.start_ms if start_ms is None else start_ms,
        end_ms=old.end_ms if end_ms is None else end_ms,
    )
    if new == beside:
        other = beside.speaker != old.speaker and cleared(old)
        return put(sheet, _reopened(new) if other else new)
    new = _made(old, new, who, in_passing=in_passing)
    wrote = not in_passing and not same_words(old.text, new.text)
    seen = seen_by(sheet, new) if wrote else ()
    new = replace(unapproved(new), edited_by=who, waived_by="", waiver="", bleeps=seen)
    return timed(sheet, put(sheet, new).cues, {cue_id}, limit_ms)


def _reopened(cue: Cue) -> Cue:
    """Return a cue that nobody cleared as it is now; who spoke is part of what was approved."""
    cue = replace(cue, waived_by="", waiver="")
    return unapproved(cue) if cue.status is Status.APPROVED else cue


def _made(old: Cue, new: Cue, who: str, *, in_passing: bool) -> Cue:
    """Return a changed cue with who made its texts now, and the doubts that still hold."""
    if new.text != old.text:
        by = _makers(old.text_by, who, old.text, new.text, in_passing=in_passing)
        still = in_passing or same_words(old.text, new.text)
        new = replace(new, text_by=by, translated=old.translated if still else None)
    if new.source != old.source:
        own = new.source == new.text and old.source == old.text
        words = realigned(old.words, new.source) if own else ()
        by = _makers(old.source_by, who, old.source, new.source, in_passing=in_passing)
        still = in_passing or same_words(old.source, new.source)
        heard = old.heard if still else None
        new = replace(new, source_by=by, heard=heard, words=words)
    return new


def _makers(makers: Makers, who: str, old: str, new: str, *, in_passing: bool) -> Makers:
    if in_passing and not same_words(old, new):
        return together([makers, (person(who),)])
    return rewritten(makers, who, old, new)


def waive(sheet: CueSheet, cue_id: str, *, who: str, reason: str) -> CueSheet:
    """Return a sheet with a cue that may go out as it is, for a reason that is kept.

    Raises:
        ReviewError: the name is unknown, or the person or the reason is missing.
    """
    who = _named(who, "a waiver")
    reason = tidied(reason)
    if not reason:
        raise ReviewError(f"a waiver needs a reason: why may {cue_id} go out as it is?")
    cue = by_name(sheet, cue_id)
    seen = seen_by(sheet, cue)
    return put(sheet, replace(cue, waived_by=who, waiver=reason, bleeps=seen))


def send_back(sheet: CueSheet, cue_id: str, *, who: str, comment: str) -> CueSheet:
    """Return a sheet with a cue that is not good yet, and what is to be done about it.

    It is not approved, whatever it was, and no longer waived. The comment stays until somebody
    approves the cue.

    Raises:
        ReviewError: the name is unknown, or the person or the comment is missing.
    """
    who = _named(who, "sending back")
    comment = tidied(comment)
    if not comment:
        raise ReviewError(f"what is to be done about {cue_id}? Sending it back needs a comment")
    cue = by_name(sheet, cue_id)
    if cue.status is Status.APPROVED:
        cue = unapproved(cue)
    return put(sheet, replace(cue, comment=comment, comment_by=who, waived_by="", waiver=""))


def approve_wholesale(
    sheet: CueSheet,
    who: str,
    when: str,
    spans: Iterable[Span] | None = None,
    *,
    also: Collection[str] = (),
) -> CueSheet:
    """Return a sheet with its open cues approved together, which is recorded as wholesale.

    Those are `undoubted`; a doubtful cue is approved only when it is named. One without a text, or
    with a waiver, is left as it is.

    Args:
        sheet: the sheet, its flags fresh.
        who: who approves them.
        when: ISO 8601 time.
        spans: only cues in these stretches; None for all.
        also: names of doubtful cues that are approved, too.

    Raises:
        ReviewError: nobody is named, or a name is unknown.
    """
    refuse_unknown(sheet, also)
    cues = sheet.cues if spans is None else open_cues(sheet, spans)
    named = {cue.id for cue in cues if cue.id in also and _open(cue)}
    ids = undoubted(sheet, {cue.id for cue in cues}) | named
    approved = approve(sheet, ids, who, when, wholesale=True)
    # Who names a cue has looked at it, with its bleeps.
    hidden = in_view(sheet.cues, sheet.bleeps, sheet.language, sheet.audience)
    cues = tuple(
        replace(cue, bleeps=hidden[cue.id]) if cue.id in also and cue.id in ids else cue
        for cue in approved.cues
    )
    return replace(approved, cues=cues)


def undoubted(sheet: CueSheet, among: Collection[str] | None = None) -> set[str]:
    """Return the names of the cues that may be approved together without a look at each.

    They are open, and nothing is doubted in them. Of a translated sentence either all may be or
    nothing, since its cues are not each other's translation.

    Args:
        sheet: the sheet, its flags fresh.
        among: names of the cues that are asked about, None for all.
    """
    together: list[Sequence[Cue]] = []
    for one in sentences_of(sheet.cues, sheet.language, sheet.audience):
        own = one.language == sheet.audience
        together += [(cue,) for cue in one.cues] if own else [one.cues]
    return {
        cue.id
        for cues in together
        if all(cleared(cue) or not doubtful(cue) for cue in cues)
        for cue in cues
        if _open(cue) and (among is None or cue.id in among)
    }


def cleared(cue: Cue) -> bool:
    """Whether a person approved a cue, or lets it go out as it is."""
    return cue.status is Status.APPROVED or bool(cue.waiver)


def _open(cue: Cue) -> bool:
    """Whether there is a text to approve that nobody cleared."""
    return not cleared(cue) and bool(cue.text.strip())


def waiting(sheet: CueSheet, spans: Sequence[Span], profile: SubtitleProfile) -> tuple[Cue, ...]:
    """Return the cues that keep a clip from being final, the most doubtful first, then by time.

    They are those that nobody cleared, and those that were approved but cannot be read in their
    time.
    """
    found = []
    for cue in sheet.cues:
        on_screen_ms = shown_ms(cue, spans)
        if not on_screen_ms or cue.waiver:
            continue
        if cue.status is Status.APPROVED:
            if reading_speed_cps(cue, on_screen_ms) > profile.cps_at_most:
                found.append(cue)
        # A person who empties a text decides that nothing is shown.
        elif cue.text.strip() or cue.status is Status.MACHINE:
            found.append(cue)
    return tuple(sorted(found, key=lambda cue: (-rank(cue), cue.start_ms)))


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


def tidied(text: str) -> str:
    """Return a text as a sheet's file gives it back: composed, single-spaced, without marks.

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
    if not (name := tidied(who)):
        raise ReviewError(f"{what} needs the name of the person who gives it")
    return name


def by_name(sheet: CueSheet, cue_id: str) -> Cue:
    """Return the cue of that name.

    Raises:
        ReviewError: there is none.
    """
    refuse_unknown(sheet, [cue_id])
    return next(cue for cue in sheet.cues if cue.id == cue_id)


def refuse_unknown(sheet: CueSheet, ids: Iterable[str]) -> None:
    """Refuse names that no cue has.

    Raises:
        ReviewError: a name is unknown.
    """
    known = {cue.id for cue in sheet.cues}
    unknown = [name for name in ids if name not in known]
    if unknown:
        raise ReviewError(
            f"{sheet.footage} has no cue {', '.join(sorted(unknown))}",
            remedy=f"Its cues: {', '.join(cue.id for cue in sheet.cues) or 'none'}.",
        )
