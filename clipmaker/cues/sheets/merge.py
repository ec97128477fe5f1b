"""What people wrote wins over a re-run, always; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from clipmaker.cues.bare import bare_words
from clipmaker.cues.model import Cue, CueSheet, Flag, Severity, Span, Status
from clipmaker.cues.sheets.audiences import worked_on_elsewhere
from clipmaker.cues.sheets.plain import last_number
from clipmaker.cues.sheets.seal import unapproved

CHANGED = "heard-differently"
"""Code of the flag on a person's cue where the recording has changed since."""

OTHERWISE = "heard-otherwise"
"""Code of the flag on a person's cue where another model hears other words of the same sound."""

_ALIKE = 0.6


def merge(old: CueSheet, new: CueSheet) -> CueSheet:
    """Return a sheet that was heard anew, with everything kept that people wrote.

    Edited and approved cues of the old sheet stay; machine cues of the new one that overlap them
    go. Machine cues of the old sheet stay where the new one did not listen, as long as footage,
    track, language and model are the same. When the footage itself or the track that is heard has
    changed, an approval holds only where the new sheet heard the very same words there: one
    syllable can turn a sentence into its opposite. Elsewhere the cue counts as edited and carries
    a serious flag. When another model heard the same sound, approvals hold, and
    a flag tells where it heard other words; `mismatched` lists both. Speakers and notes that
    somebody wrote on machine cues go to the cues that are spoken there now, waivers to those that
    still say the same.

    Args:
        old: what the file holds.
        new: what was heard, or changed by a person, since.
    """
    changed = _other_sound(old, new)
    # What somebody wrote for another audience stands over these cues, too.
    held = worked_on_elsewhere(old)
    kept = [
        _rechecked(cue, old, new, changed=changed)
        for cue in old.cues
        if _by_person(cue) or cue.id in held
    ]
    # A person's cues of the new sheet are newer versions of the old ones, or new ones.
    newer = [cue for cue in new.cues if _by_person(cue)]
    kept = [cue for cue in kept if not any(_same(cue, other) for other in newer)]
    fresh = [
        _marked(cue, old.cues, changed=changed)
        for cue in new.cues
        if _by_person(cue) or not any(overlap(cue, other) for other in [*kept, *newer])
    ]
    heard = new.heard
    if not changed and _same_hearing(old, new):
        fresh += [
            cue
            for cue in old.cues
            if not _by_person(cue)
            and not any(cue.start_ms < s.end_ms and s.start_ms < cue.end_ms for s in new.heard)
            and not any(overlap(cue, other) for other in [*kept, *fresh])
        ]
        heard = united([*old.heard, *new.heard])
    cues = _named([*kept, *fresh], old.cues)
    elsewhere = old.elsewhere or new.elsewhere
    return replace(new, cues=cues, heard=heard, elsewhere=elsewhere, read_from=old.read_from)


def _other_sound(old: CueSheet, new: CueSheet) -> bool:
    """Whether two sheets were made of other sounds; a sheet that was heard names its file."""
    if not new.digest or not (old.digest or old.engine):
        return False
    return (old.digest, old.audio_tracks) != (new.digest, new.audio_tracks)


def mismatched(sheet: CueSheet) -> tuple[Cue, ...]:
    """Return the cues that people wrote and that do not match what was heard last."""
    codes = {CHANGED, OTHERWISE}
    return tuple(
        cue for cue in sheet.cues if _by_person(cue) and codes & {flag.code for flag in cue.flags}
    )


def of_file(sheet: CueSheet, digest: str, audio_tracks: tuple[int, ...] = (0,)) -> CueSheet:
    """Return a sheet that nobody's engine heard as it counts for a footage file.

    A sheet that names no file yet is bound to this one. When it is another file, or another of
    its audio tracks, than it was written for, nobody can tell whether its lines still fit:
    approvals and waivers lapse, and every line carries a serious flag.

    Args:
        sheet: the sheet.
        digest: hex sha256 of the file.
        audio_tracks: which of its tracks are heard, 0-based.
    """
    bound = replace(sheet, digest=digest, audio_tracks=audio_tracks)
    if not sheet.digest or sheet == bound:
        return bound
    return replace(bound, cues=tuple(_outdated(cue, "listen again") for cue in sheet.cues))


def overlap(one: Cue, other: Cue) -> bool:
    """Whether two cues share a moment."""
    return one.start_ms < other.end_ms and other.start_ms < one.end_ms


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start_ms, span.end_ms)):
        if result and span.start_ms <= result[-1].end_ms:
            end = max(result[-1].end_ms, span.end_ms)
            result[-1] = Span(start_ms=result[-1].start_ms, end_ms=end)
        else:
            result.append(span)
    return tuple(result)


def covers(heard: Sequence[Span], wanted: Span) -> bool:
    """Whether spans hold another one wholly."""
    return any(
        span.start_ms <= wanted.start_ms and wanted.end_ms <= span.end_ms for span in united(heard)
    )


def _by_person(cue: Cue) -> bool:
    return cue.status is not Status.MACHINE


def _same(one: Cue, other: Cue) -> bool:
    return one.id == other.id or overlap(one, other)


def _same_hearing(old: CueSheet, new: CueSheet) -> bool:
    return all(
        getattr(old, name) == getattr(new, name)
        for name in ("digest", "audio_tracks", "language", "model")
    )


def _marked(cue: Cue, old: Sequence[Cue], *, changed: bool) -> Cue:
    """Return a machine's cue with what a person had written beside the same words."""
    if _by_person(cue):
        return cue
    for other in old:
        both_ms = min(cue.end_ms, other.end_ms) - max(cue.start_ms, other.start_ms)
        there = 2 * both_ms > other.end_ms - other.start_ms
        if _by_person(other) or not there or (changed and cue.source != other.source):
            continue
        cue = replace(cue, speaker=cue.speaker or other.speaker, note=cue.note or other.note)
        if _said(cue) == _said(other):
            cue = replace(cue, waived_by=other.waived_by, waiver=other.waiver)
    return cue


def _said(cue: Cue) -> tuple[int, int, str, str]:
    return cue.start_ms, cue.end_ms, cue.source, cue.text


def _rechecked(cue: Cue, old: CueSheet, new: CueSheet, *, changed: bool) -> Cue:
    """Return a person's cue as it counts after its footage, or the model, has changed."""
    if changed:
        return _reheard(cue, new)
    heard = [other for other in new.cues if overlap(cue, other) and other.heard is not None]
    said = " ".join(other.source for other in heard)
    if cue.source and SequenceMatcher(None, cue.source, said).ratio() >= _ALIKE:
        flags = [flag for flag in cue.flags if flag.code not in (CHANGED, OTHERWISE)]
        return replace(cue, flags=tuple(flags))
    if not (heard and cue.source and old.model and old.model != new.model):
        return cue
    flag = Flag(
        code=OTHERWISE,
        severity=Severity.WARNING,
        message=f"Another model hears other words here: “{said}”",
    )
    return _with_flag(cue, flag)


def _reheard(cue: Cue, new: CueSheet) -> Cue:
    """Return a person's cue of another recording as it counts for the one that was heard now."""
    here = [other.source for other in new.cues if _mostly(cue, other)]
    if cue.source and _letters(cue.source) == _letters(" ".join(here)):
        return replace(cue, flags=tuple(flag for flag in cue.flags if flag.code != CHANGED))
    said = f"“{' '.join(here)}”" if here else "nothing"
    return _outdated(cue, f"{said} is heard here now, so listen again")


def _mostly(one: Cue, other: Cue) -> bool:
    """Whether two cues share more than half of the shorter one."""
    both_ms = min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
    return 2 * both_ms > min(one.end_ms - one.start_ms, other.end_ms - other.start_ms)


def _letters(text: str) -> str:
    """Return a text without case, punctuation and spaces."""
    return bare_words(unicodedata.normalize("NFC", text)).replace(" ", "")


def _outdated(cue: Cue, do: str) -> Cue:
    """Return a cue that may no longer fit its footage."""
    flag = Flag(
        code=CHANGED,
        severity=Severity.SERIOUS,
        message=f"The video file has changed since somebody wrote this line: {do}",
    )
    open_again = unapproved(cue) if _by_person(cue) else cue
    return _with_flag(replace(open_again, waived_by="", waiver=""), flag)


def _with_flag(cue: Cue, flag: Flag) -> Cue:
    return replace(cue, flags=(flag, *(other for other in cue.flags if other.code != flag.code)))


def _named(cues: Sequence[Cue], old: Sequence[Cue]) -> tuple[Cue, ...]:
    """Order cues and give each a name of its own; a cue that says the same keeps its name."""
    before = {_said(cue): cue.id for cue in old}
    used = {cue.id for cue in cues if _by_person(cue)}
    last = last_number({*used, *(cue.id for cue in old)})
    result = []
    for cue in sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)):
        name = cue.id
        if not _by_person(cue):
            name = before.get(_said(cue), "")
            if not name or name in used:
                last += 1
                name = f"c{last}"
        used.add(name)
        result.append(replace(cue, id=name))
    return tuple(result)
