"""Undo and redo as values: what each step changed, and how it is taken back; pure.

A step knows the cues that it changed, before and after. Taking it back touches no other cue, and
is refused where somebody has changed the same ones since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clipmaker.cues.model import Cue, CueSheet
from clipmaker.cues.sheets.times import timed
from clipmaker.errors import ReviewError


@dataclass(frozen=True, kw_only=True)
class Step:
    """A change of a sheet.

    Attributes:
        what: what was done, for a person: “split c3”.
        before: cues that it changed or took away, as they were.
        after: cues that it changed or added, as they became.
        elsewhere_before: how other audiences read the sheet before.
        elsewhere_after: how they read it then.
    """

    what: str
    before: tuple[Cue, ...]
    after: tuple[Cue, ...]
    elsewhere_before: tuple[CueSheet, ...] = ()
    elsewhere_after: tuple[CueSheet, ...] = ()


@dataclass(frozen=True, kw_only=True)
class History:
    """Steps that were done and can be taken back, and those that can be done again.

    Attributes:
        done: in order, the last one last.
        undone: in the order they were taken back, the last one last.
    """

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()


def noted(history: History, old: CueSheet, new: CueSheet, what: str = "") -> History:
    """Return a history with the step from one sheet to another; nothing can be redone then.

    A step that changed nothing but flags is none.
    """
    before, after = _by_name(old), _by_name(new)
    step = Step(
        what=what,
        before=tuple(c for name, c in before.items() if not _alike(c, after.get(name))),
        after=tuple(c for name, c in after.items() if not _alike(c, before.get(name))),
        elsewhere_before=old.elsewhere,
        elsewhere_after=new.elsewhere,
    )
    if not step.before and not step.after:
        return history
    return History(done=(*history.done, step))


def undo(sheet: CueSheet, history: History) -> tuple[CueSheet, History]:
    """Return the sheet without its last step.

    Raises:
        ReviewError: there is none, or somebody else changed the same cues since.
    """
    if not history.done:
        raise ReviewError("there is nothing to undo")
    *done, step = history.done
    put = _exchanged(sheet, step.after, step.before, f"“{step.what}” cannot be taken back")
    put = _elsewhere(put, step.elsewhere_after, step.elsewhere_before)
    return put, History(done=tuple(done), undone=(*history.undone, step))


def redo(sheet: CueSheet, history: History) -> tuple[CueSheet, History]:
    """Return the sheet with the step that was taken back last.

    Raises:
        ReviewError: there is none, or somebody else changed the same cues since.
    """
    if not history.undone:
        raise ReviewError("there is nothing to do again")
    *undone, step = history.undone
    put = _exchanged(sheet, step.before, step.after, f"“{step.what}” cannot be done again")
    put = _elsewhere(put, step.elsewhere_before, step.elsewhere_after)
    return put, History(done=(*history.done, step), undone=tuple(undone))


def _exchanged(sheet: CueSheet, there: Sequence[Cue], put: Sequence[Cue], refused: str) -> CueSheet:
    """Return a sheet with some cues in the place of others."""
    names = {cue.id for cue in there}
    now = _by_name(sheet)
    changed = [cue.id for cue in there if not _alike(cue, now.get(cue.id))]
    changed += [cue.id for cue in put if cue.id not in names and cue.id in now]
    if changed:
        raise ReviewError(f"{refused}: somebody else has changed {', '.join(changed)} since")
    kept = [cue for cue in sheet.cues if cue.id not in names]
    return timed(sheet, [*kept, *put], {cue.id for cue in put})


def _elsewhere(sheet: CueSheet, there: Sequence[CueSheet], put: Sequence[CueSheet]) -> CueSheet:
    """Return a sheet with what other audiences had, where nobody has gone on there since."""
    back = {one.audience: one for one in put}
    was = {one.audience: one for one in there if one.audience in back}
    elsewhere = tuple(
        back[one.audience] if _read_alike(one, was.get(one.audience)) else one
        for one in sheet.elsewhere
    )
    return replace(sheet, elsewhere=elsewhere)


def _read_alike(one: CueSheet, other: CueSheet | None) -> bool:
    if other is None or len(one.cues) != len(other.cues):
        return False
    return all(_alike(a, b) for a, b in zip(one.cues, other.cues, strict=True))


def _alike(one: Cue, other: Cue | None) -> bool:
    """Whether two cues differ in flags at most, which follow from everything else."""
    return other is not None and replace(one, flags=()) == replace(other, flags=())


def _by_name(sheet: CueSheet) -> dict[str, Cue]:
    return {cue.id: cue for cue in sheet.cues}
